import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { sheetHash } from '../../../electron/documents/sheet-hash.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { standardTemplate, templateColumns, templateFields, type SlipTemplate } from '../../../electron/domain/slip-template.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages } from './render-pdf.ts'

const someone = addresses.find(({ country }) => country === 'PL') ?? addresses[0]!
const mm = 72 / 25.4
const item = { name: 'Stoneware mug', sku: 'MUG-7', color: 'Lagoon', size: '350 ml', quantity: 2, productId: '5c3d1a2b', price: '$12.50', picture: pngOf(200, 150) }
const bare: SlipTemplate = {
  ...standardTemplate, labelSender: false,
  show: { logo: false, returnAddress: false, dates: false, note: false, sku: false, color: false, size: false, product: false, price: false, picture: false }
}
const full: SlipTemplate = {
  ...standardTemplate, heading: 'Dziękujemy! · تشكرات', text: 'Return within 14 days.\n\nВозврат · החזרה · 退货\nlagoon@example.com',
  show: { logo: true, returnAddress: true, dates: true, note: true, sku: true, color: true, size: true, product: true, price: true, picture: true }
}
const sheetWith = (template: SlipTemplate | undefined, given: Partial<SlipSheet> = {}): SlipSheet => slipFor(someone, 0, 1, { items: [item], note: 'Handle with care', returnAddress: 'Hafenstraße 12\n20457 Hamburg', logo: 'disc', template, ...given })
const logos = { disc: pngOf(120, 120) }
const linesOf = (pdf: Uint8Array): string[] => readPdf(pdf).pages.flatMap((page) => page.said.map((line) => line.text.trim()))
const make = (sheet: SlipSheet, paper: Parameters<typeof slipsInput>[1] = { paper: 'a4' }) => makeSlips(slipsInput([sheet], { logos, ...paper }))

describe('the template of a slip', () => {
  it('is the standard where none is given, byte for byte', async () => {
    expect(Buffer.from((await make(sheetWith(undefined))).pdf).equals(Buffer.from((await make(sheetWith(standardTemplate))).pdf))).toBe(true)
  })

  it.each(['a4', 'a5', '100x150', '62mm'] as const)('adds the owner’s words and what it shows to the sheet, on %s', async (paper) => {
    const made = await make(sheetWith(full), { paper })
    const said = linesOf(made.pdf)
    expect(said).toEqual(expect.arrayContaining(['Dziękujemy! · تشكرات', 'Return within 14 days.', 'Возврат · החזרה · 退货', 'lagoon@example.com', '$12.50', 'Price', 'MUG-7', '350 ml', 'Handle with care', 'Ship before']))
    expect(made.sheets[0]!.missing).toEqual([])
  })

  const shownBy: Readonly<Record<string, string>> = { returnAddress: 'Hafenstraße 12', dates: 'Ship before', note: 'Handle with care', sku: 'MUG-7', color: 'Lagoon', size: '350 ml', product: '5c3d1a2b', price: '$12.50' }
  it.each(Object.entries(shownBy))('leaves out what is switched off, and nothing else: %s', async (field, text) => {
    const [all, less] = await Promise.all([full, { ...full, show: { ...full.show, [field]: false } }].map(async (template) => linesOf((await make(sheetWith(template))).pdf)))
    expect(all).toContain(text)
    expect(less).not.toContain(text)
    for (const [other, said] of Object.entries(shownBy)) if (other !== field) expect(less, other).toContain(said)
  })

  it('shows logo and picture only where they are switched on', async () => {
    const count = async (template: SlipTemplate): Promise<number> => Buffer.from((await make(sheetWith(template))).pdf).toString('latin1').split(/\/Subtype ?\/Image/u).length - 1
    expect([await count(full), await count({ ...full, show: { ...full.show, picture: false } }), await count(bare)]).toEqual([2, 1, 0])
  })

  it.each(['a4', '100x150', '62mm', '80mm'] as const)('never leaves out whom it goes to, which order it is, its codes, how many, and what warns, on %s', async (paper) => {
    const sheet = sheetWith(bare, { orderState: 'SHIPPED', sameRecipientCount: 3, copy: 2 })
    const { pdf } = await make(sheet, { paper })
    const said = linesOf(pdf).join('').replaceAll(/\s+/gu, '')
    for (const text of [sheet.recipientName!, ...sheet.addressLines, sheet.phone!, sheet.joomId, sheet.pickCode, '2×', 'Stoneware mug', 'Already marked as shipped', '3 orders to this address', 'COPY 2', sheet.hash, sheet.storeName]) expect(said).toContain(text.replaceAll(/\s+/gu, ''))
    const [page] = await renderPages(pdf, 203)
    expect((await readCodes(page!)).map(({ text }) => text).sort()).toEqual([sheet.pickCode, squareCodeOf(sheet)].sort())
  })

  it('may leave the sender off an address label, and only there', async () => {
    const label = async (template: SlipTemplate): Promise<string[]> => linesOf((await make(sheetWith(template), { paper: '100x150', parts: ['address'] })).pdf)
    expect(await label(full)).toEqual(expect.arrayContaining(['From', 'Hafenstraße 12']))
    const without = await label({ ...full, labelSender: false })
    expect(without).not.toContain('From')
    expect(without).not.toContain('Hafenstraße 12')
    expect(without).toEqual(expect.arrayContaining(['Ship to', someone.phone!]))
    expect(linesOf((await make(sheetWith({ ...full, labelSender: false }), { paper: '100x150' })).pdf)).toContain('Hafenstraße 12')
  })

  it('loses nothing of a text that is far too long, or that no font has: it goes on to another page, and the character is named', async () => {
    const words = Array.from({ length: 150 }, (_, i) => `word${String(i)}`).join(' ').slice(0, 1000)
    for (const paper of ['a4', '100x150', '62mm'] as const) {
      const made = await make(sheetWith({ ...full, text: `${words}\n𓆣`, heading: 'W'.repeat(120), sizes: { recipient: 'large', goods: 'large', words: 'large' } }), { paper })
      const said = linesOf(made.pdf).join(' ')
      for (const word of words.split(' ')) expect(said).toContain(word)
      expect(said).toContain('𓆣')
      expect(said).toContain('Cannot be printed: U+131A3')
      expect(made.sheets[0]!.missing).toEqual(['𓆣'])
    }
  })

  it.each(['a4', '100x150'] as const)('sets parts larger and smaller, but nothing smaller than without it, on %s', async (paper) => {
    const sizes = async (size: 'small' | 'normal' | 'large'): Promise<number[]> => {
      const short = { recipientName: 'Jan Nowak', addressLines: ['ul. Prosta 1', '00-001 Warszawa', 'POLAND'] }
      const page = readPdf((await make(sheetWith({ ...full, heading: '', sizes: { recipient: size, goods: size, words: size } }, short), { paper })).pdf).pages[0]!
      return ['Jan Nowak', 'Stoneware mug', 'lagoon@example.com'].map((text) => page.said.find((line) => line.text.trim() === text)!.size)
    }
    const [small, normal, large] = [await sizes('small'), await sizes('normal'), await sizes('large')]
    normal.forEach((size, i) => {
      expect(small[i]).toBeLessThan(size)
      expect(large[i]).toBeGreaterThan(size)
    })
  })

  it('keeps a large recipient inside the window of the envelope', async () => {
    const long = { addressLines: Array.from({ length: 4 }, (_, i) => `Line ${String(i)} of a long address`) }
    const page = readPdf((await make(sheetWith({ ...standardTemplate, sizes: { recipient: 'large', goods: 'normal', words: 'normal' } }, long))).pdf).pages[0]!
    const phone = page.said.find((line) => line.text.trim() === someone.phone)!
    expect(page.height - phone.y).toBeGreaterThan(0)
    const fromTop = [phone.y, page.height - phone.y].find((y) => y > 52 * mm && y < 120 * mm)!
    expect(fromTop).toBeLessThan(90 * mm)
  })

  it('is no part of what makes paper stale', () => {
    expect(new Set([undefined, standardTemplate, bare, full].map((template) => sheetHash(sheetWith(template)))).size).toBe(1)
    expect([...templateFields, ...templateColumns].sort()).toEqual(Object.keys(standardTemplate.show).sort())
  })
})
