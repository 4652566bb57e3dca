import { describe, expect, it } from 'vitest'
import { CodeTooWide } from '../../../electron/documents/barcodes.ts'
import type { DeskContent, DeskInput, PickRow, SummaryRow } from '../../../electron/documents/desk-input.ts'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { labelFrames, mm, pageBoxes } from '../../../electron/documents/papers.ts'
import { benchCommands, readCommandCode } from '../../../electron/domain/command-code.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { papersOf, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { readPdf, type ReadPage } from './read-pdf.ts'
import { readCodes, renderPages } from './render-pdf.ts'

const input = { start: 1, dpi: 203, title: 'Packbench', run: 47, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords } as const
const make = (content: DeskContent, paper: Paper, given: Partial<DeskInput> = {}) => makeDeskPaper({ ...input, content, paper, ...given })
const linesOf = (page: ReadPage): string[] => page.said.map(({ text }) => text.trim())
const sheets: readonly Paper[] = ['a4', 'letter', 'a5']
const isRoll = (paper: Paper): paper is '62mm' | '80mm' => paper === '62mm' || paper === '80mm'

const ugly = ['W'.repeat(160), 'Plush bear 🧸 ' + 'long name '.repeat(30), 'سماعات لاسلكية Bluetooth 5.3', '自動巻き腕時計 38mm', 'גרביים 100% כותנה, 3 זוגות']
const codeOf = (i: number): string => pickCodeOf((i * 7_654_321) % 2 ** 30)
const idOf = (i: number): string => `5c3d1a2b4e5f6071829${(0xa4b00 + i).toString(16)}`
const numberOf = (i: number): string => `RB1234${String(56_700 + i)}GB`

const pickRows = Array.from({ length: 30 }, (_, i): PickRow => ({ store: i % 2 === 0 ? 'Nordlicht' : 'Lagoon & Sons', sku: `MUG-${String(i)}`, name: ugly[i % ugly.length]!, color: 'Lagoon', size: null, count: i === 4 ? 88_888 : i + 1, uncounted: i === 5 ? 1 : 0, places: '1, 2 (3×), 4–9', picture: i % 3 === 0 ? pngOf(40, 30) : null }))
const parcels = Array.from({ length: 40 }, (_, i) => ({ trackingNumber: numberOf(i), pickCode: codeOf(i), country: ['DE', 'US', 'BA', null][i % 4]!, store: i % 2 === 0 ? 'Nordlicht' : 'Lagoon & Sons' }))
const senders = [{ store: 'Nordlicht', lines: ['Kaistraße 4', '24103 Kiel'] }, { store: 'Lagoon & Sons', lines: ['Hafenstraße 12', '20457 Hamburg'] }]
const summaryRows = Array.from({ length: 40 }, (_, i): SummaryRow => ({ position: i + 1, pickCode: codeOf(i), joomId: idOf(i), recipient: i === 3 ? ugly[0]! : i === 4 ? null : addresses[i % addresses.length]!.name, country: i === 5 ? null : 'BA', pieces: i === 6 ? null : 10_000 + i }))
const some = { n: 3, places: '1–3' }
const lists = {
  pick_list: { content: { kind: 'pick_list', rows: pickRows, orders: 30 }, whole: [...pickRows.map(({ sku }) => sku!), '88888×', '6+?×'] },
  hand_over: { content: { kind: 'hand_over', carriers: [{ carrier: 'China Post', rows: parcels, senders }] }, whole: parcels.flatMap(({ trackingNumber, pickCode }) => [trackingNumber, pickCode]) },
  summary: { content: { kind: 'summary', run: { id: 47, createdAt: 0, paper: 'a4' }, stores: [{ store: 'Nordlicht', orders: 40, pieces: 400_000, uncounted: 1 }], outcome: { good: some, out: some, saved: some, left: some, discarded: some, copied: some }, rows: summaryRows, leftOut: [{ joomId: idOf(99), reason: 'no address' }] }, whole: [...summaryRows.flatMap(({ pickCode, joomId, pieces }) => [pickCode, joomId, ...(pieces === null ? [] : [String(pieces)])]), idOf(99)] }
} as const satisfies Readonly<Record<string, { readonly content: DeskContent; readonly whole: readonly string[] }>>
/** So many words that are told apart, more than a page of any list has room for. */
const wordsOf = (kind: string, count = 400): string[] => Array.from({ length: count }, (_, i) => `${kind}${String(i)}`)
const said = (kind: string, count?: number): string => wordsOf(kind, count).join(' ')
const high = {
  pick_list: { content: { kind: 'pick_list', orders: 2, rows: [{ ...pickRows[0]!, store: said('store', 80), sku: said('sku'), name: said('name'), color: said('colour'), size: said('size'), places: said('place') }, pickRows[2]!] }, words: [...wordsOf('store', 80), ...['sku', 'name', 'colour', 'size', 'place'].flatMap((kind) => wordsOf(kind))] },
  hand_over: { content: { kind: 'hand_over', carriers: [{ carrier: said('carrier', 40), senders: [{ store: said('sender', 80), lines: [said('line', 200)] }, senders[1]!], rows: [{ ...parcels[0]!, store: said('store') }, { ...parcels[1]!, trackingNumber: said('number'), store: said('other') }] }] }, words: [...wordsOf('carrier', 40), ...wordsOf('sender', 80), ...wordsOf('line', 200), ...['store', 'number', 'other'].flatMap((kind) => wordsOf(kind))] },
  summary: { content: { ...lists.summary.content, stores: [{ store: said('store'), orders: 1, pieces: 1, uncounted: 0 }], outcome: { good: { n: 400, places: said('good') }, out: some, saved: some, left: some, discarded: some, copied: some }, rows: [{ ...summaryRows[0]!, position: 123_456, recipient: said('name'), pieces: 1_234_567 }, { ...summaryRows[1]!, joomId: said('order'), recipient: 'B'.repeat(200) }], leftOut: [{ joomId: said('id'), reason: said('reason') }] }, words: [...['store', 'good', 'name', 'order', 'id', 'reason'].flatMap((kind) => wordsOf(kind)), '123456', '1234567'] }
} as const satisfies Readonly<Record<string, { readonly content: DeskContent; readonly words: readonly string[] }>>
/** That 3 mm at least stay free at every edge of a page. */
function expectWithin(page: ReadPage): void {
  for (const { text, glyphs, size, y } of page.said) {
    expect(Math.min(...glyphs.map(({ x }) => x)), text).toBeGreaterThan(3.4 * mm)
    expect(Math.max(...glyphs.map(({ x }) => x)), text).toBeLessThan(page.width - 3.4 * mm)
    expect([y - size * 0.9, page.height - y - size * 0.3].map((free) => free > 3 * mm), text).toEqual([true, true])
  }
}
const cases = (['pick_list', 'hand_over', 'summary'] as const).flatMap((kind) => papersOf[kind].map((paper) => [kind, paper] as const))

describe.each(cases)('a %s on %s', (kind, paper) => {
  it('breaks no number and no code, and goes on over pages that are as large as the paper, each with its place among them', async () => {
    const { content, whole } = lists[kind]
    const { pages, missing } = await make(content, paper).then((made) => ({ ...made, pages: readPdf(made.pdf).pages }))
    expect(missing).toEqual([])
    const lines = pages.flatMap(linesOf)
    const parts = new Set(lines.flatMap((line) => line.split(' · ')))
    expect(whole.filter((one) => !parts.has(one))).toEqual([])
    pages.forEach((page, i) => {
      expect(linesOf(page)).toContain(`Page ${String(i + 1)} of ${String(pages.length)}`)
      expect(linesOf(page)[0], 'a page says of which run it is').toMatch(i === 0 ? /^(Pick list|Hand-over|Summary)/u : /Run 47$/u)
      const box = isRoll(paper) ? { width: labelFrames[paper].width, height: page.height } : paper === 'a4-4up' || paper === 'letter-4up' ? null : pageBoxes[paper]
      expect([page.width, page.height]).toEqual([box!.width, box!.height].map((side) => expect.closeTo(side, 1) as number))
      expectWithin(page)
    })
    if (!isRoll(paper)) expect(pages.length).toBeGreaterThan(1)
  })

  it('lets what is higher than a page go on on the next one, and cuts nothing off', async () => {
    const { content, words } = high[kind]
    const { pages } = readPdf((await make(content, paper)).pdf)
    pages.forEach(expectWithin)
    const told = new Set(pages.flatMap(linesOf).flatMap((line) => line.split(' ')))
    expect(words.filter((word) => !told.has(word))).toEqual([])
  })

  it('says across every page, white on black, where it is of the rehearsal', async () => {
    const dpi = 100
    const { pdf } = await make(lists[kind].content, paper, { rehearsal: true })
    const rasters = await renderPages(pdf, dpi)
    readPdf(pdf).pages.forEach(({ said }, i) => {
      const word = said.find(({ text }) => text.startsWith('REHEARSAL'))!
      const { dots, width } = rasters[i]!
      const at = (x: number, y: number): number => dots[Math.round((y * dpi) / 72) * width + Math.round((x * dpi) / 72)]!
      expect([word.gray, ...[0.2, 0.5].map((part) => at(word.x - 2.5, word.y - part * word.size))]).toEqual([1, 0, 0])
    })
  })
})

describe('a carrier’s list', () => {
  const of = (rows: typeof parcels, from = senders): DeskContent => ({ kind: 'hand_over', carriers: [{ carrier: 'China Post', rows, senders: from }] })

  it.each(sheets.flatMap((paper) => ([203, 300] as const).map((dpi) => [paper, dpi] as const)))('has each tracking number as bars on %s at %i dpi', async (paper, dpi) => {
    const numbers = [numberOf(1), '1Z999AA10123456784', '00340434161094042557']
    const made = await make(of(numbers.map((trackingNumber, i) => ({ ...parcels[i]!, trackingNumber }))), paper, { dpi })
    const [page] = await renderPages(made.pdf, dpi)
    expect((await readCodes(page!, ['Code128'])).map(({ text }) => text).sort()).toEqual([...numbers].sort())
  })

  it('has such a number as text alone that does not fit as bars, or that bars do not carry', async () => {
    const numbers = ['ABC'.repeat(13), 'A 12 345', 'Ж1234567', 'AB']
    const made = await make(of(numbers.map((trackingNumber, i) => ({ ...parcels[i]!, trackingNumber }))), 'a4')
    expect(readPdf(made.pdf).pages.flatMap(linesOf)).toEqual(expect.arrayContaining(numbers))
    expect(await readCodes((await renderPages(made.pdf, 203))[0]!, ['Code128'])).toEqual([])
  })

  it('names the store of each parcel where there are several, and countries as the address does', async () => {
    const lines = readPdf((await make(of(parcels.slice(0, 3)), 'a4')).pdf).pages.flatMap(linesOf)
    expect(lines).toEqual(expect.arrayContaining(['Nordlicht · Kaistraße 4 · 24103 Kiel', 'Lagoon & Sons · Hafenstraße 12 · 20457 Hamburg', `${codeOf(0)} · GERMANY · Nordlicht`, `${codeOf(1)} · UNITED STATES · Lagoon & Sons`, '3 parcels', '3 parcels handed over']))
    const one = readPdf((await make(of(parcels.slice(0, 1), senders.slice(0, 1)), 'a4')).pdf).pages.flatMap(linesOf)
    expect(one).toEqual(expect.arrayContaining(['Nordlicht', 'Kaistraße 4', '24103 Kiel', `${codeOf(0)} · GERMANY`, '1 parcel', '1 parcel handed over']))
  })
})

it('a pick list and a summary of one thing say so in the singular', async () => {
  const pick = readPdf((await make({ kind: 'pick_list', rows: [{ ...pickRows[0]!, count: 1, uncounted: 1 }], orders: 1 }, 'a4')).pdf).pages.flatMap(linesOf)
  expect(pick).toEqual(expect.arrayContaining(['1 kind of goods, 1 piece, 1 order', '+ 1 order whose quantity is not known']))
  const { content } = lists.summary
  const sum = readPdf((await make({ ...content, stores: [{ store: 'Nordlicht', orders: 1, pieces: 1, uncounted: 0 }], rows: [{ ...summaryRows[0]!, pieces: 1 }] }, 'a4')).pdf).pages.flatMap(linesOf)
  expect(sum).toEqual(expect.arrayContaining(['1 order, 1 piece, frozen 1 Jan 1970, 00:00', '1 order', '1 piece']))
})

describe.each(papersOf.commands)('a command card on %s', (paper) => {
  it.each([203, 300] as const)('has all of its codes on one page, each with what it does, at %i dpi', async (dpi) => {
    const made = await make({ kind: 'commands' }, paper, { dpi, run: null })
    expect(made.pages).toBe(1)
    const [raster] = await renderPages(made.pdf, dpi)
    expect((await readCodes(raster!, ['Code128'])).map(({ text }) => readCommandCode(text)).sort()).toEqual([...benchCommands].sort())
    const lines = readPdf(made.pdf).pages.flatMap(linesOf)
    for (const { says, does } of Object.values(englishDeskWords.commands)) expect(lines).toEqual(expect.arrayContaining([says, does]))
  })
})

it('a command card is not made on paper that is too narrow for the bars that a scanner needs', async () => {
  const coarse = { codes: { bars: 5, squares: 0 }, run: null }
  await expect(make({ kind: 'commands' }, '100x150', coarse)).rejects.toBeInstanceOf(CodeTooWide)
  expect((await make({ kind: 'commands' }, 'a5', coarse)).pages).toBe(1)
})
