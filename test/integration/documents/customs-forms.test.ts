import { describe, expect, it } from 'vitest'
import type { CustomsForm, CustomsRow } from '../../../electron/documents/desk-input.ts'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { mm } from '../../../electron/documents/papers.ts'
import { papersOf, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { readPdf, type ReadPage, type Said } from './read-pdf.ts'
import { readCodes, renderPages, runsOf } from './render-pdf.ts'

const thing = (given: Partial<CustomsRow> = {}): CustomsRow => ({ description: 'Stoneware mug, hand glazed', quantity: 2, netGrams: 380, value: '15.00', currency: 'EUR', hsCode: '691200', origin: 'CN', ...given })
const formOf = (rows: readonly CustomsRow[], given: Partial<CustomsForm> = {}): CustomsForm => ({
  form: 'cn22', position: 1, pickCode: 'K000000K', squareCode: 'O-5C3D1A2B4E5F6071829A4B00-0123ABCD7', joomId: '5c3d1a2b4e5f6071829a4b00', orders: ['A'], rehearsal: false, trackingNumber: 'RB123456785GB', sender: ['Lagoon & Sons', 'Hafenstraße 12', '20457 Hamburg'], recipient: ['Ada', '1 Main St', 'UNITED KINGDOM'], phone: '+44 1', country: 'GB', rows, ...given
})
const input = { start: 1, dpi: 203, title: 'Packbench', run: 47, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords } as const
const make = (paper: Paper, forms: readonly CustomsForm[]) => makeDeskPaper({ ...input, content: { kind: 'customs', forms }, paper })
const linesOf = (page: ReadPage): string[] => page.said.map(({ text }) => text.trim())
const endOf = ({ glyphs, size }: Said): number => glyphs.at(-1)!.x + size * 0.5
const sheets: readonly Paper[] = ['a4', 'letter', 'a5']
const labels = papersOf.customs.filter((paper) => !sheets.includes(paper))

it.each(papersOf.customs)('a form on %s has its square code as wide as a scanner needs it, with its light space, and its number beneath', async (paper) => {
  for (const [dpi, codes] of [[203, { bars: 0, squares: 6 }], [300, { bars: 0, squares: 9 }], [600, { bars: 0, squares: 18 }]] as const) {
    const { pdf, unmade } = await makeDeskPaper({ ...input, dpi, codes, content: { kind: 'customs', forms: [formOf([thing()], { form: sheets.includes(paper) ? 'cn23' : 'cn22', trackingNumber: null, position: 12_345 })] }, paper })
    expect(unmade).toEqual([])
    const [page] = readPdf(pdf).pages
    const found = (await readCodes((await renderPages(pdf, dpi))[0]!)).map(({ text }) => text)
    // On A5 there is no room beneath a CN 23.
    if (paper === 'a5') continue
    expect(found).toContain('K000000K')
    expect(linesOf(page!)).toEqual(expect.arrayContaining(['12345', 'K000000K']))
    if (paper !== 'letter-4up') expect(found).toContain(formOf([]).squareCode)
  }
})

describe.each(labels)('a CN 22 on %s', (paper) => {
  it('has every weight and every value on one line with its unit, above all the sums', async () => {
    const currencies = ['EUR', 'USD', 'MXN', 'RUB', 'KWD', 'WWW']
    const values = ['0.01', '99.99', '100.00', '299.00', '349.99', '350.00', '88888.88']
    const forms = currencies.flatMap((currency) => values.map((value, i) => formOf([thing({ value, currency, netGrams: [1, 380, 1250, 2000][i % 4]! })], { orders: [`${currency} ${value}`] })))
    const { pdf, unmade } = await make(paper, forms)
    expect(unmade).toEqual([])
    const said = readPdf(pdf).pages.flatMap(linesOf)
    const count = (text: string): number => said.filter((one) => one.replaceAll('\u00A0', ' ') === text).length
    // Once in its row, once as the sum.
    for (const currency of currencies) for (const value of values) expect(count(`${value} ${currency}`), `${value} ${currency}`).toBe(2)
    for (const kilograms of ['0.001', '0.380', '1.250', '2.000']) expect(count(`${kilograms} kg`), kilograms).toBe(2 * forms.filter(({ rows }) => (rows[0]!.netGrams / 1000).toFixed(3) === kilograms).length)
  })

  it('breaks words where they end, and only one that is longer than its place within', async () => {
    const long = 'Pneumonoultramicroscopicsilicovolcanoconiosis'
    const { pdf, unmade } = await make(paper, [formOf([thing({ description: 'Stainless steel water bottle, vacuum insulated, with a lid of bamboo wood, 500' })]), formOf([thing({ description: long })]), formOf([thing({ description: 'Electroencephalographically' })])])
    expect(unmade).toEqual([])
    const said = readPdf(pdf).pages.flatMap(linesOf)
    const words = said.flatMap((line) => line.split(/\s/u))
    expect(words).toEqual(expect.arrayContaining(['insulated,', 'bamboo', 'Electroencephalographically', 'Returned', 'Échantillon', 'marchandises', 'description']))
    expect(said.join('')).toContain(long)
  })
})

it.each(['100x150', 'a4'] as const)('money that has no hundredths is written without, where none were entered, on %s', async (paper) => {
  const rows = (currency: string, ...values: string[]) => values.map((value) => thing({ value, currency }))
  const { pdf } = await make(paper, [formOf(rows('JPY', '1000.00', '500.00')), formOf(rows('XOF', '100.00', '7.50')), formOf(rows('EUR', '10.00'))])
  const amounts = readPdf(pdf).pages.map((page) => linesOf(page).filter((line) => /^[\d.]+\s[A-Z]{3}$/u.test(line)).map((line) => line.replaceAll('\u00A0', ' ')))
  expect(amounts).toEqual([['1000 JPY', '500 JPY', '1500 JPY'], ['100 XOF', '7.50 XOF', '107.50 XOF'], ['10.00 EUR', '10.00 EUR']])
})

it('a CN 22 that has more values than there is room for is not made, and says which', async () => {
  const { pages, unmade } = await make('100x150', [formOf(Array.from({ length: 30 }, () => thing({ value: '12345.67' })))])
  expect([pages, unmade[0]!.orders, unmade[0]!.tooLong.filter((one) => one === '12345.67\u00A0EUR')]).toEqual([0, ['A'], ['12345.67\u00A0EUR']])
  // Nor one with a value that could only stand there broken.
  const wide = await make('100x150', [formOf([thing({ value: '99999999999.99', currency: 'WWW' })])])
  expect([wide.pages, wide.unmade[0]!.tooLong]).toEqual([0, ['99999999999.99\u00A0WWW']])
})

describe.each(sheets)('a CN 23 on %s', (paper) => {
  it('keeps what stands in columns apart, each number whole', async () => {
    const { pdf, unmade } = await make(paper, [formOf([thing(), thing({ value: '12345.67', currency: 'RUB', hsCode: '961700001234', netGrams: 31_500 })])])
    expect(unmade).toEqual([])
    const said = readPdf(pdf).pages[0]!.said
    const one = (text: string): Said => said.find((line) => line.text.trim().replaceAll('\u00A0', ' ') === text)!
    for (const [value, code] of [['15.00 EUR', '691200'], ['12345.67 RUB', '961700001234']] as const) expect(one(code).x - endOf(one(value))).toBeGreaterThan(2.5 * mm)
    for (const text of ['0.380', '31.500', '31.880', '12360.67 EUR']) expect(one(text), text).toBeDefined()
  })
})

it.each([['100x150', 50 * mm], ['a4', 110 * mm]] as const)('the lines of a form on %s are drawn once, and nothing stands nearer to them than a millimetre', async (paper, y) => {
  const dpi = 600
  const [raster] = await renderPages((await make(paper, [formOf([thing({ description: 'W'.repeat(76), value: '9999999.99', currency: 'WWW' })])])).pdf, dpi)
  // Through the table, where what is dark over its whole height is a line between two columns.
  const rows = Array.from({ length: 24 }, (_, i) => Math.round(((y + i * 0.5 * mm) * dpi) / 72))
  const isLine = (x: number): boolean => rows.every((at) => raster!.dots[at * raster!.width + x]! < 128)
  const columns = Array.from({ length: raster!.width }, (_, x) => x).filter(isLine)
  const lines = columns.filter((x) => !columns.includes(x - 1)).map((from) => ({ from, wide: columns.filter((x) => x >= from && x < from + 60).length }))
  expect(lines.length).toBe(paper === 'a4' ? 7 : 4)
  for (const { wide } of lines) expect(wide).toBeLessThan((1 * dpi) / 72)
  for (const { from, wide } of lines) for (const at of rows) {
    const runs = runsOf(raster!, at, from + wide + 1, from + wide + Math.round((1 * mm * dpi) / 72))
    expect(runs.every(({ shade }) => shade > 128), `beside the line at ${String((from * 25.4) / dpi)} mm`).toBe(true)
  }
})

it.each([...labels, 'a4', 'letter'] as const)('a form on %s has the codes of its order beneath it, each of which scans, off the edges of the paper', async (paper) => {
  const form = formOf([thing()], { form: paper === 'a4' || paper === 'letter' ? 'cn23' : 'cn22', country: 'CD', position: 1999, trackingNumber: null })
  const made = await make(paper, [form])
  expect(made.unmade).toEqual([])
  const [raster] = await renderPages(made.pdf, 203)
  expect((await readCodes(raster!)).map(({ text }) => text).sort()).toEqual([form.pickCode, ...(paper === 'letter-4up' ? [] : [form.squareCode])])
  // Lower labels have no room for the square.
  const dark = raster!.dots.findLastIndex((dot) => dot < 255)
  expect(((raster!.height - Math.floor(dark / raster!.width)) * 25.4) / 203).toBeGreaterThanOrEqual(3)
})

it('a form whose bars a scanner needs wide, or whose id is too long for a square code, is made without the square', async () => {
  for (const [given, codes] of [[{}, { bars: 4, squares: 0 }], [{ squareCode: 'x'.repeat(400) }, undefined]] as const) {
    const { pdf, unmade } = await makeDeskPaper({ content: { kind: 'customs', forms: [formOf([thing()], given)] }, paper: '100x150', start: 1, dpi: 203, codes, title: 'Packbench', run: null, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords })
    expect(unmade).toEqual([])
    const [raster] = await renderPages(pdf, 203)
    expect((await readCodes(raster!)).map(({ text }) => text)).toEqual(['K000000K'])
  }
})
