import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cleanLine } from '../../../electron/documents/text/clean-text.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipsOutput } from '../../../electron/documents/slip.ts'
import type { FontKey } from '../../../electron/documents/text/font-files.ts'
import { addresses, addressTexts } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { drawn, inOrder, keyOfFont, shaped, type Shape } from './font-oracle.ts'
import { readPdf, type ReadPage, type ReadPdf, type Said } from './read-pdf.ts'

/** Whether lines that were drawn one after the other make up a text, whole lines, every character in order. */
function saysInOneGo(said: readonly Said[], text: string): boolean {
  return said.some((_, from) => {
    let rest = text
    for (let i = from; i < said.length && rest !== ''; i++) {
      const line = said[i]?.text ?? ''
      if (line === '' || !rest.startsWith(line)) return false
      rest = rest.slice(line.length)
    }
    return rest === ''
  })
}

/** The same over several pages, whose head and foot stand in between. */
function saysOverPages(pages: readonly ReadPage[], text: string): boolean {
  const said = pages.flatMap((page) => page.said)
  return said.some((_, from) => {
    let rest = text
    for (let i = from; i < said.length && rest !== ''; i++) {
      const line = said[i]?.text ?? ''
      if (line !== '' && rest.startsWith(line)) rest = rest.slice(line.length)
    }
    return rest === ''
  })
}

const nfc = (text: string): string => text.normalize('NFC')

describe.each(['100x150', 'a4', 'letter'] as const)('a run of slips in every script on %s', (paper) => {
  const sheets = addresses.map((address, i) => slipFor(address, i, addresses.length))
  let made: SlipsOutput
  let read: ReadPdf

  beforeAll(async () => {
    made = await makeSlips(slipsInput(sheets, { paper }))
    read = readPdf(made.pdf)
  })

  it('has a page for each order, in order, and misses no character', () => {
    expect(addressTexts.length).toBeGreaterThan(200)
    expect(made.sheets.map((sheet) => [sheet.position, sheet.page, sheet.pages])).toEqual(sheets.map((sheet, i) => [sheet.position, i + 1, 1]))
    expect(made.sheets.flatMap((sheet) => sheet.missing)).toEqual([])
    expect(read.pages).toHaveLength(sheets.length)
  })

  it('says every field of every address, every character of it, in reading order', () => {
    sheets.forEach((sheet, i) => {
      const said = read.pages[i]?.said ?? []
      const fields = [sheet.recipientName, ...sheet.addressLines, sheet.phone].filter((field) => field !== null)
      for (const field of fields) expect(saysInOneGo(said, nfc(field)), `sheet ${sheet.position} lacks “${field}”: ${said.map((line) => line.text).join(' | ')}`).toBe(true)
      // What Joom gave, field by field, is in those lines.
      const address = addresses[i]
      const lines = [sheet.recipientName, ...sheet.addressLines].join('\n')
      for (const field of [address?.name, address?.street1, address?.street2, address?.city, address?.state, address?.zip]) {
        if (field !== null && field !== undefined) expect(nfc(lines).toLowerCase()).toContain(nfc(field).toLowerCase())
      }
    })
  })

  it('says the goods, the order, its place in the run, its codes and its dates', () => {
    sheets.forEach((sheet, i) => {
      const said = read.pages[i]?.said ?? []
      const [item] = sheet.items
      for (const text of [item?.name, item?.sku, item?.color, item?.size, sheet.joomId, sheet.pickCode, String(sheet.position), `of ${sheets.length}`, `${item?.quantity}×`, 'Lagoon & Sons', '22 Nov 2026, 14:20', '20 Nov 2026, 10:04']) {
        expect(saysInOneGo(said, text ?? ''), `sheet ${sheet.position} lacks “${text}”`).toBe(true)
      }
      expect(said.map((line) => line.text).join('\n')).toContain(`Sheet ${sheet.hash}`)
      expect(saysInOneGo(said, '2 orders to this address')).toBe(sheet.sameRecipientCount === 2)
    })
  })

  it('keeps text within the page and lines of one size apart', () => {
    for (const page of read.pages) {
      for (const line of page.said) {
        const last = line.glyphs.at(-1)
        expect(line.x).toBeGreaterThan(10)
        expect(last?.x ?? 0).toBeLessThan(page.width - 10)
        expect(line.y).toBeGreaterThan(8)
        expect(line.y).toBeLessThan(page.height - 8)
      }
    }
  })

  it('prints how many in the largest type of the goods, and white on black where it is more than one', () => {
    sheets.forEach((sheet, i) => {
      const said = read.pages[i]?.said ?? []
      const quantity = said.find((line) => line.text === `${sheet.items[0]?.quantity}×`)
      const name = said.find((line) => nfc(sheet.items[0]?.name ?? '').startsWith(line.text) && line.text !== '')
      expect(quantity?.size).toBeGreaterThan((name?.size ?? Infinity) * 1.5)
      expect(quantity?.gray).toBe(sheet.items[0]?.quantity === 1 ? 0 : 1)
    })
  })
})

describe('text in its visual order', () => {
  interface Backwards { readonly backwards: string }
  const back = (backwards: string): Backwards => ({ backwards })
  const keyOf = (text: string): FontKey => (/\p{sc=Arabic}/u.test(text) ? 'arabic' : /\p{sc=Hebrew}/u.test(text) ? 'hebrew' : 'base')
  /** Cuts where the font changes; blanks and signs that the base font has come from there. */
  const pieces = (text: string): string[] => text.match(/[\p{sc=Arabic}\p{M}،]+(?: [\p{sc=Arabic}\p{M}،]+)*|[\p{sc=Hebrew}\p{M}]+(?: [\p{sc=Hebrew}\p{M}]+)*|[^\p{sc=Arabic}\p{sc=Hebrew}\p{M}،]+/gu) ?? []

  const drawLine = async (street1: string): Promise<{ readonly pdf: ReadPdf; readonly line: Said }> => {
    // Two of them: a page by itself has outlines of its own (compact-page.test.ts).
    const sheet = slipFor({ name: 'N', street1, street2: null, city: 'C', state: null, zip: null, country: 'IL', phone: null }, 0, 1)
    const { pdf } = await makeSlips(slipsInput([sheet, sheet]))
    const read = readPdf(pdf)
    const line = read.pages[0]?.said.find((one) => one.text === nfc(street1))
    if (line === undefined) throw new Error(`not found: ${street1}`)
    return { pdf: read, line }
  }

  // Written down by hand, left to right: digits and Latin forwards, Hebrew and Arabic backwards, the first word at the right.
  it.each<readonly [string, ReadonlyArray<string | Backwards>]>([
    ['רחוב הרצל 42, דירה 7', ['7', back(', דירה '), '42', back('רחוב הרצל ')]],
    ['תל אביב־יפו 6578901', ['6578901', back('תל אביב־יפו ')]],
    ['שארע 12-14 ב', [back(' ב'), '12-14', back('שארע ')]],
    ['שדרות 120 (קומה 3)', [back(')'), '3', back(' (קומה '), '120', back('שדרות ')]],
    ['شارع الملك فهد ٢٣، مبنى 1425', ['1425', back('، مبنى '), '٢٣', back('شارع الملك فهد ')]],
    ['15 شارع طلعت حرب', [back(' شارع طلعت حرب'), '15']],
    ['خیابان ولیعصر، پلاک ۴۵', ['۴۵', back('خیابان ولیعصر، پلاک ')]],
    ['حي الرياض, Résidence Al Amal, imm. 4', ['Résidence Al Amal, imm. 4', back('حي الرياض, ')]],
    ['Straße 7 / شارع 12', ['Straße 7 / ', '12', back('شارع ')]],
    ['Ali علي Müller (c/o נועה)', ['Ali ', back('علي'), ' Müller (c/o ', back('נועה'), ')']],
    ['מגדל Tower B, קומה 12', ['12', back(', קומה '), 'Tower B', back('מגדל ')]],
    ['Apt 4/5 Herzl', ['Apt 4/5 Herzl']]
  ])('%s', async (text, visual) => {
    const { pdf, line } = await drawLine(text)
    let x = line.x
    const expected: Shape[] = []
    for (const part of visual) {
      const rtl = typeof part !== 'string'
      const run = pieces(rtl ? part.backwards : part)
      for (const piece of rtl ? run.reverse() : run) {
        const { shapes, end } = shaped(keyOf(piece), piece, rtl, line.size, x)
        expected.push(...shapes)
        x = end
      }
    }
    const seen = inOrder(drawn(pdf, line))
    const right = inOrder(expected)
    expect(seen.map((shape) => shape.outline)).toEqual(right.map((shape) => shape.outline))
    seen.forEach((shape, i) => { expect(Math.abs(shape.x - (right[i]?.x ?? 0))).toBeLessThan(0.6) })
  })

  it('keeps every number of every address readable from left to right', async () => {
    const sheets = addresses.map((address, i) => slipFor(address, i, addresses.length))
    const { pages } = readPdf((await makeSlips(slipsInput(sheets))).pdf)
    // Arabic and Persian share the pictures of most digits: what counts is their value.
    const values = (text: string): string => text.replace(/[٠-٩۰-۹๐-๙०-९]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    let numbers = 0
    for (const line of pages.flatMap((page) => page.said)) {
      const seen = values([...line.glyphs].sort((a, b) => a.x - b.x).map((glyph) => glyph.says).join(''))
      for (const [number] of line.text.matchAll(/[0-9]{2,}|[٠-٩]{2,}|[۰-۹]{2,}/gu)) {
        expect(seen, line.text).toContain(values(number))
        numbers++
      }
    }
    expect(numbers).toBeGreaterThan(500)
  })
})

describe('shaping', () => {
  it('draws the outlines and places that HarfBuzz gives, in every line that one font draws in one direction', async () => {
    const sheets = addressTexts.map((street1, i) => slipFor({ name: 'N', street1, street2: null, city: 'C', state: null, zip: null, country: 'CN', phone: null }, i, addressTexts.length))
    const pdf = readPdf((await makeSlips(slipsInput(sheets))).pdf)
    const mixed = /[\p{sc=Hebrew}\p{sc=Arabic}]/u
    let compared = 0
    for (const line of pdf.pages.flatMap((page) => page.said)) {
      const key = keyOfFont.get(line.glyphs[0]?.font ?? '')
      const rtl = mixed.test(line.text)
      // Lines of several fonts, and right-to-left lines with numbers or Latin, are several runs: the visual order above has those.
      if (key === undefined || line.glyphs.some((glyph) => glyph.font !== line.glyphs[0]?.font) || (rtl && /[\p{N}\p{sc=Latin}]/u.test(line.text))) continue
      const text = rtl ? line.text.trimEnd() : line.text
      const right = inOrder(shaped(key, text, rtl, line.size, line.x).shapes)
      const seen = inOrder(drawn(pdf, line))
      expect(seen.map((shape) => shape.outline), line.text).toEqual(right.map((shape) => shape.outline))
      seen.forEach((shape, i) => {
        expect(Math.abs(shape.x - (right[i]?.x ?? 0)), line.text).toBeLessThan(0.05)
        expect(Math.abs(shape.rise - (right[i]?.rise ?? 0)), line.text).toBeLessThan(0.05)
      })
      compared++
    }
    expect(compared).toBeGreaterThan(1500)
  })
})

describe('too much for a page', () => {
  const long = {
    name: 'Maximiliane Freifrau von Hohenlohe-Schillingsfürst und Waldenburg-Bartenstein '.repeat(3).slice(0, 200).trim(),
    street1: 'Schloßstraße 4, Hinterhaus, dritter Aufgang links, bitte bei der Hausverwaltung klingeln '.repeat(3).slice(0, 200).trim(),
    street2: 'محمد عبد الرحمن الهاشمي شارع الملك فهد ٢٣، مبنى 1425 '.repeat(4).slice(0, 200).trim(),
    city: 'กรุงเทพมหานคร'.repeat(12), state: '東京都杉並区高円寺北'.repeat(15), zip: '1234567890'.repeat(5), country: 'DE', phone: '+49 7941 '.repeat(6).trim()
  }
  const endless = { name: 'Very long product name with every keyword a seller can think of, '.repeat(12).trim(), sku: 'SKU-'.repeat(60), color: 'mitternachtsblau '.repeat(12).trim(), size: null, quantity: 1234, productId: null }

  it.each(['100x150', 'a4', 'letter'] as const)('goes on to another page of %s and loses nothing', async (paper) => {
    const sheet = slipFor(long, 0, 1, { items: [endless, { ...endless, sku: 'SECOND', quantity: null }], note: 'Handle with care.\n'.repeat(40), returnAddress: 'A line of the sender\n'.repeat(12), environment: 'rehearsal', orderState: 'SHIPPED' })
    const made = await makeSlips(slipsInput([sheet, slipFor(addresses[0] ?? long, 1, 2)], { paper }))
    const { pages } = readPdf(made.pdf)
    expect(made.sheets[0]?.pages).toBeGreaterThan(1)
    expect(made.sheets[1]?.page).toBe((made.sheets[0]?.pages ?? 0) + 1)
    const own = pages.slice(0, made.sheets[0]?.pages)
    for (const field of [sheet.recipientName, ...sheet.addressLines, sheet.phone, endless.name, endless.sku, endless.color, 'SECOND', '1234×', '?×']) {
      expect(saysOverPages(own, cleanLine(field ?? '')), field ?? '').toBe(true)
    }
    expect(own.flatMap((page) => page.said).filter((line) => line.text === 'Handle with care.')).toHaveLength(40)
    own.forEach((page, i) => {
      const said = page.said.map((line) => line.text)
      expect(said).toContain(sheet.pickCode)
      expect(said).toContain(`Page ${i + 1} of ${own.length}`)
      expect(said).toContain('REHEARSAL')
      if (i > 0) expect(said).toContain('Packing slip, continued')
    })
    // Nothing runs into the foot of the page or out of it.
    for (const page of own) for (const line of page.said) expect(line.y).toBeLessThan(page.height - 8)
  })

  it('keeps a long recipient whole on the first page by setting it smaller', async () => {
    const sheet = slipFor({ ...long, street2: null, state: null, city: 'Öhringen' }, 0, 1, { items: [endless] })
    const [page] = readPdf((await makeSlips(slipsInput([sheet]))).pdf).pages
    for (const line of [sheet.recipientName, ...sheet.addressLines]) expect(saysInOneGo(page?.said ?? [], line ?? ''), line ?? '').toBe(true)
  })
})

describe('characters that no font has', () => {
  it('are reported, and drawn and named by their number instead of vanishing', async () => {
    const sheet = slipFor({ name: 'Ana 𓀀𓀁 Ruiz', street1: 'Calle \u{10FFFD} 1', street2: null, city: 'Lima', state: null, zip: null, country: 'PE', phone: null }, 0, 1)
    const made = await makeSlips(slipsInput([sheet, slipFor(addresses[0] ?? { name: null, street1: null, street2: null, city: null, state: null, country: null, zip: null, phone: null }, 1, 2)]))
    expect(made.sheets.map((one) => one.missing)).toEqual([['𓀀', '𓀁', '\u{10FFFD}'], []])
    const said = readPdf(made.pdf).pages[0]?.said ?? []
    expect(said.map((line) => line.text)).toContain('Cannot be printed: U+13000, U+13001, U+10FFFD')
    const name = said.find((line) => line.text === 'Ana 𓀀𓀁 Ruiz')
    expect(name?.glyphs.map((glyph) => glyph.says).join('')).toBe('Ana [U+13000][U+13001] Ruiz')
  })
})

describe('hostile text', () => {
  it('is inert: operators, brackets, overrides and control characters change nothing but their own line', async () => {
    const hostile = ') Tj ET Q \u0000\u0007\u202e EMC BT /F1 99 Tf (\\) <feff> ]TJ <script>alert(1)</script> %PDF endstream endobj'
    const sheet = slipFor({ name: hostile, street1: '\u2066\u202eabc\u202c 12', street2: null, city: 'X', state: null, zip: null, country: 'US', phone: '+1\n2' }, 0, 1)
    const { pages } = readPdf((await makeSlips(slipsInput([sheet]))).pdf)
    expect(pages).toHaveLength(1)
    const said = pages[0]?.said ?? []
    expect(saysInOneGo(said, ') Tj ET Q EMC BT /F1 99 Tf (\\) <feff> ]TJ <script>alert(1)</script> %PDF endstream endobj')).toBe(true)
    expect(saysInOneGo(said, 'abc 12')).toBe(true)
    expect(saysInOneGo(said, '+1 2')).toBe(true)
  })

  it('comes back as it went in, whatever the characters', async () => {
    const scraps = [...addressTexts, ' ', '\u00a0', '\u200d', '\u200f', '﷼', 'ﬁ', 'a\u0301', '́', '한', '𠮷', '👩‍👩‍👧', '\u0e33', '-', '(', ']']
    const text = fc.array(fc.oneof(fc.constantFrom(...scraps), fc.string({ unit: 'grapheme', maxLength: 6 })), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (names) => {
      const sheets = names.map((name, i) => slipFor({ name: 'N', street1: name, street2: null, city: 'C', state: null, zip: null, country: 'JP', phone: null }, i, names.length))
      const made = await makeSlips(slipsInput(sheets))
      const { pages } = readPdf(made.pdf)
      sheets.forEach((sheet, i) => {
        const at = (made.sheets[i]?.page ?? 1) - 1
        for (const field of sheet.addressLines) expect(saysOverPages(pages.slice(at, at + (made.sheets[i]?.pages ?? 1)), field), field).toBe(true)
      })
    }), { numRuns: 15, seed: 2026 })
  })
})

describe('the document', () => {
  const one = addresses[0]
  if (one === undefined) throw new Error('no addresses')

  it('is exactly as large as its paper, and asks viewers not to scale it', async () => {
    for (const [paper, width, height] of [['a4', 595.27, 841.88], ['letter', 612, 792], ['100x150', 283.46, 425.19]] as const) {
      const read = readPdf((await makeSlips(slipsInput([slipFor(one, 0, 1)], { paper }))).pdf)
      expect(read.pages.map((page) => [page.width, page.height])).toEqual([[width, height]])
      expect(read.catalog).toMatch(/\/PrintScaling ?\/None/u)
    }
  })

  it('is the same bytes for the same sheets', async () => {
    const input = slipsInput(addresses.slice(30, 60).map((address, i) => slipFor(address, i, 30)))
    const [first, second] = [await makeSlips(input), await makeSlips(input)]
    expect(Buffer.from(first.pdf).equals(Buffer.from(second.pdf))).toBe(true)
  })

  it('embeds every font, and names no customer outside its pages', async () => {
    const read = readPdf((await makeSlips(slipsInput(addresses.map((address, i) => slipFor(address, i, addresses.length))))).pdf)
    expect(read.fontFiles.size).toBeGreaterThan(20)
    expect(read.info).not.toContain('Helvetica')
    expect(read.info).not.toContain('Llewellyn')
  })

  it('refuses to be made of nothing, and says so of a pick code that no code carries', async () => {
    await expect(makeSlips(slipsInput([]))).rejects.toThrow(RangeError)
    await expect(makeSlips(slipsInput([slipFor(one, 0, 1, { pickCode: 'Ü' })]))).rejects.toThrow('ASCII')
  })
})
