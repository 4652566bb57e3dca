import { beforeAll, describe, expect, it } from 'vitest'
import { readLogo } from '../../../electron/documents/logo.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { mm } from '../../../electron/documents/papers.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { jpegOf, pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf, type ReadPage } from './read-pdf.ts'
import { readCodes, renderPages, type Raster } from './render-pdf.ts'

const [someone] = addresses
if (someone === undefined) throw new Error('no addresses')
const logo = (file: Uint8Array): Uint8Array => {
  const answer = readLogo(file)
  if (answer.kind === 'problem') throw new Error(answer.problem)
  return answer.png
}
const logos = { disc: logo(pngOf(320, 120)), square: logo(jpegOf(120, 120, (x, y) => (Math.abs(x - 60) < 50 && Math.abs(y - 60) < 50 ? [0, 0, 0] : [255, 255, 255]))) }
const papers = ['100x150', 'a4', 'letter'] as const

const stores = [
  { storeName: 'Lagoon & Sons', returnAddress: 'LAGOON & SONS\nHafenstraße 12\n20457 Hamburg', logo: 'disc' },
  { storeName: 'Kısmet Bazaar', returnAddress: 'Halaskargazi Cd. 38\n34371 Şişli', logo: 'square' },
  { storeName: 'Atölye 9', returnAddress: '', logo: null }
] as const
const sheets = stores.map((store, i) => slipFor(someone, i, stores.length, store))
const said = (page: ReadPage | undefined): string[] => (page?.said ?? []).map((line) => line.text)
/** Where the recipient's name begins, in points from the top. */
const recipientAt = (page: ReadPage | undefined, sheet: SlipSheet): number | undefined => page?.said.find((line) => sheet.recipientName !== null && line.text !== '' && sheet.recipientName.startsWith(line.text))?.y

/** How much of a rectangle is inked, from 0 to 1; millimetres. */
function ink({ width, dots }: Raster, dpi: number, left: number, top: number, right: number, bottom: number): number {
  const dot = dpi / 25.4
  let dark = 0
  let all = 0
  for (let y = Math.round(top * dot); y < bottom * dot; y++) for (let x = Math.round(left * dot); x < right * dot; x++) { all++; if ((dots[y * width + x] ?? 255) < 128) dark++ }
  return dark / all
}

describe.each(papers)('slips of several stores in one run on %s', (paper) => {
  let pages: readonly ReadPage[]
  let pdf: Uint8Array
  beforeAll(async () => {
    ;({ pdf } = await makeSlips(slipsInput(sheets, { paper, logos })))
    ;({ pages } = readPdf(pdf))
  })

  it('say their own store and where parcels go back to, the name once at the top and once at the foot', () => {
    expect(said(pages[0])).toEqual(expect.arrayContaining(['Lagoon & Sons', 'Hafenstraße 12', '20457 Hamburg']))
    expect(said(pages[1])).toEqual(expect.arrayContaining(['Kısmet Bazaar', 'Halaskargazi Cd. 38', '34371 Şişli']))
    expect(said(pages[2])).toContain('Atölye 9')
    pages.forEach((page, i) => {
      stores.forEach(({ storeName }, of) => {
        const lines = said(page).filter((line) => line.toLowerCase().includes(storeName.toLowerCase()))
        expect(lines, `${storeName} on sheet ${i + 1}`).toHaveLength(i === of ? 2 : 0)
      })
    })
  })

  it('leave the recipient where it is without a logo', async () => {
    const bare = readPdf((await makeSlips(slipsInput(sheets.map((sheet) => ({ ...sheet, logo: null })), { paper }))).pdf).pages
    sheets.forEach((sheet, i) => { expect(recipientAt(pages[i], sheet)).toBeCloseTo(recipientAt(bare[i], sheet) ?? -1, 3) })
  })

  it('are the same bytes for the same input', async () => {
    expect(Buffer.from((await makeSlips(slipsInput(sheets, { paper, logos }))).pdf).equals(Buffer.from(pdf))).toBe(true)
  })

  it('write each logo once, however many sheets carry it', async () => {
    const many = Array.from({ length: 30 }, (_, i) => slipFor(someone, i, 30, stores[0]))
    const objects = (bytes: Uint8Array): number => Buffer.from(bytes).toString('latin1').split(/\/Subtype ?\/Image/u).length - 1
    expect(objects(pdf)).toBeGreaterThan(0)
    expect(objects((await makeSlips(slipsInput(many, { paper, logos }))).pdf)).toBe(objects((await makeSlips(slipsInput(many.slice(0, 1), { paper, logos }))).pdf))
  })
})

describe('the window of the envelope', () => {
  const most = 'Grand Emporium of the Northern Lights and Company, Limited'
  const crowded = { storeName: most, returnAddress: Array.from({ length: 8 }, (_, i) => `Line ${String(i + 1)} of a long return address`).join('\n'), logo: 'square', orderState: 'SHIPPED' } as const

  it.each([['a4', 52], ['letter', 2.05 * 25.4]] as const)('on %s begins with the recipient, whatever the sender has above it', async (paper, top) => {
    const made = await makeSlips(slipsInput([slipFor(someone, 0, 2, crowded), slipFor(someone, 1, 2, { ...crowded, logo: 'disc', orderState: 'APPROVED' })], { paper, logos }))
    for (const page of readPdf(made.pdf).pages) {
      const name = recipientAt(page, slipFor(someone, 0, 2))
      expect(name).toBeGreaterThan(top * mm)
      expect(name).toBeLessThan((top + 8) * mm)
      expect(said(page).join(' ').replace(/\s+/g, ' ')).toContain('Line 8 of a long return address')
    }
  })
})

describe('logos on paper', () => {
  it('lie in colour to the left of the sender on A4', async () => {
    const { pdf } = await makeSlips(slipsInput(sheets, { paper: 'a4', logos }))
    const [disc, square, none] = await renderPages(pdf, 203)
    // The disc's middle and the black square; the same place is white where there is no logo.
    expect(ink(disc!, 203, 25, 21, 30, 26)).toBeGreaterThan(0.95)
    expect(ink(square!, 203, 27, 23, 37, 33)).toBeGreaterThan(0.95)
    expect(ink(none!, 203, 24, 24, 36, 40)).toBe(0)
    const shades = new Set<number>()
    for (let y = 21 * 8; y < 26 * 8; y++) for (let x = 25 * 8; x < 30 * 8; x++) shades.add(disc!.dots[y * disc!.width + x] ?? 0)
    expect([...shades].some((shade) => shade > 0 && shade < 128), 'the disc is no plain black').toBe(true)
  })

  it.each([203, 300, 600] as const)('are whole black dots of the printer on a label at %i dpi, between number and code', async (dpi) => {
    const { pdf } = await makeSlips(slipsInput(sheets, { paper: '100x150', dpi, logos }))
    const pages = await renderPages(pdf, dpi)
    const place = [45, 4.5, 75, 14.5] as const
    expect(ink(pages[0]!, dpi, ...place)).toBeGreaterThan(0.05)
    expect(ink(pages[1]!, dpi, ...place)).toBeGreaterThan(0.05)
    expect(ink(pages[2]!, dpi, ...place)).toBe(0)
    const { width, dots } = pages[0]!
    const dot = dpi / 25.4
    for (let y = Math.round(5 * dot); y < 13 * dot; y++) for (let x = Math.round(46 * dot); x < 71 * dot; x++) expect([0, 255]).toContain(dots[y * width + x])
    for (const [i, page] of pages.entries()) expect((await readCodes(page)).map(({ text }) => text).sort()).toEqual([sheets[i]!.pickCode, squareCodeOf(sheets[i]!)].sort())
  })
})

describe('the codes of the rehearsal', () => {
  it.each(papers)('are of another kind than real ones on %s', async (paper) => {
    const rehearsal = slipFor(someone, 0, 1, { environment: 'rehearsal', pickCode: pickCodeOf(77, 'rehearsal') })
    const [page] = await renderPages((await makeSlips(slipsInput([rehearsal], { paper }))).pdf, 203)
    const codes = (await readCodes(page!)).map(({ text }) => text).sort()
    expect(codes).toEqual([squareCodeOf(rehearsal), rehearsal.pickCode].sort())
    expect(codes.every((code) => /^R/.test(code))).toBe(true)
  })
})
