import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { labelsOn, papersOf, type OrderPart, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages, runsOf } from './render-pdf.ts'

const [someone, other] = addresses
if (someone === undefined || other === undefined) throw new Error('no addresses')
const long = 'Hausnummer 12, Hinterhaus, dritter Aufgang links, bei Schmidt-Rottenburg klingeln, '

/** What crowds a sheet: marks, a long sender, many words, several goods. */
const sheets: readonly SlipSheet[] = [
  slipFor(someone, 0, 3, { run: 47, returnAddress: 'Lagoon & Sons\nHafenstraße 12\n20457 Hamburg, Germany', environment: 'rehearsal', sameRecipientCount: 3 }),
  slipFor(addresses[45] ?? someone, 1, 3, { run: 47, environment: 'custom', note: 'Handle with care. '.repeat(20) }),
  slipFor(other, 2, 3, { run: 47, items: [1, 2, 3].map((n) => ({ name: 'Wool socks, three pairs', sku: `A-RATHER-LONG-SKU-FOR-SOCKS-${n}`, color: 'red', size: '40-42', quantity: n, productId: null })) })
]
const formats = ['Code128', 'QRCode', 'DataMatrix'] as const
const expected: Readonly<Record<OrderPart, (sheet: SlipSheet) => string[]>> = {
  slip: (sheet) => [`Code128 ${sheet.pickCode}`, `QRCode ${squareCodeOf(sheet)}`], address: (sheet) => [`Code128 ${sheet.pickCode}`, `QRCode ${squareCodeOf(sheet)}`],
  codes: (sheet) => [`Code128 ${sheet.pickCode}`, `DataMatrix ${squareCodeOf(sheet)}`, `QRCode ${squareCodeOf(sheet)}`]
}

/** Each layout at each of its widths, at one resolution or the other; the papers that labels and pages were first made for are tried elsewhere. */
const cases: ReadonlyArray<readonly [OrderPart, Paper, 203 | 300]> = [
  ['slip', '62mm', 203], ['slip', '62mm', 300], ['slip', '80mm', 203], ['slip', 'a6', 203], ['slip', 'a5', 203], ['slip', 'letter-4up', 203],
  ['address', '62mm', 203], ['address', '4x6', 300], ['address', 'a4-4up', 203], ['codes', '62mm', 203], ['codes', '100x150', 300], ['codes', 'letter-4up', 203]
]

describe.each(cases)('%s on %s at %i dpi', (part, paper, dpi) => {
  it('carries its codes, each bar a whole number of dots, and nothing else that scans', async () => {
    const made = await makeSlips(slipsInput(sheets, { paper, dpi, parts: [part], start: 3 }))
    expect(made.sheets.flatMap(({ problems }) => problems)).toEqual([])
    const rasters = await renderPages(made.pdf, dpi)
    const found: string[] = []
    for (const raster of rasters) {
      for (const code of await readCodes(raster, formats)) {
        found.push(`${code.format} ${code.text}`)
        if (code.format !== 'Code128') continue
        const x = dpi === 203 ? 3 : 4
        const runs = runsOf(raster, Math.round((code.top + code.bottom) / 2), code.left - 10 * x, code.right + 10 * x + 1)
        const [before, after] = [runs[0], runs.at(-1)]
        // Light space of ten modules, then bars of whole modules and nothing between black and white.
        expect([before?.shade, after?.shade]).toEqual([255, 255])
        expect([before?.length, after?.length].every((length) => (length ?? 0) >= 10 * x - 2)).toBe(true)
        expect(runs.slice(1, -1).every((run) => (run.shade === 0 || run.shade === 255) && run.length % x === 0)).toBe(true)
      }
    }
    expect(found.sort()).toEqual(sheets.flatMap((sheet) => expected[part](sheet)).sort())
  }, 60_000)
})

describe('labels of orders', () => {
  it('follow the slip of their order with the same number, the same run and every line of the recipient', async () => {
    const made = await makeSlips(slipsInput(sheets, { paper: '4x6', parts: ['slip', 'address', 'codes'] }))
    expect(made.sheets.map(({ page, pages }) => [page, pages])).toEqual([[1, 3], [4, 3], [7, 3]])
    const pages = readPdf(made.pdf).pages.map((page) => page.said.map((line) => line.text.trim()))
    sheets.forEach((sheet, i) => {
      const [slip, address, codes] = pages.slice(i * 3, i * 3 + 3)
      for (const page of [slip, address, codes]) expect(page).toEqual(expect.arrayContaining([String(sheet.position), 'of 3 · Run 47', sheet.pickCode, sheet.joomId]))
      const said = address?.join(' ').replaceAll(/\s+/gu, '') ?? ''
      for (const line of [sheet.recipientName ?? '', ...sheet.addressLines, sheet.phone ?? '', sheet.storeName]) expect(said).toContain(line.replaceAll(/\s+/gu, ''))
      expect(codes?.join(' ')).toContain(sheet.items[0]?.sku?.slice(0, 12))
      expect(codes?.join(' ')).not.toContain(sheet.recipientName)
    })
  })

  it('fill a sheet of four from the label that is chosen, row by row', async () => {
    for (const paper of ['a4-4up', 'letter-4up'] as const) {
      expect(labelsOn(paper)).toBe(4)
      for (const [start, pages] of [[1, [1, 1, 1]], [2, [1, 1, 1]], [3, [1, 1, 2]], [4, [1, 2, 2]]] as const) {
        const made = await makeSlips(slipsInput(sheets, { paper, parts: ['address'], start }))
        expect([made.pages, made.sheets.map(({ page }) => page)]).toEqual([pages[2], pages])
        const [first] = readPdf(made.pdf).pages
        expect(first?.said.filter((line) => line.text.startsWith('of 3')).length).toBe(Math.min(3, 5 - start))
      }
    }
  })

  it('name their order whole at the foot of an address, however long its id is, with a square code as far as one scans', async () => {
    const long = slipFor(someone, 0, 2, { joomId: `${'A-much-longer-id-than-any-that-is-known-'.repeat(4)}END` })
    const endless = slipFor(someone, 1, 2, { joomId: `${'x'.repeat(420)}END` })
    for (const paper of ['100x150', '62mm', 'a4-4up'] as const) {
      const made = await makeSlips(slipsInput([long, endless], { paper, parts: ['address'] }))
      expect(made.sheets.flatMap(({ problems }) => problems)).toEqual([])
      const whole = readPdf(made.pdf).pages.flatMap((page) => page.said.map((line) => line.text)).join('')
      for (const { joomId } of [long, endless]) expect(whole).toContain(joomId)
      const codes = (await Promise.all((await renderPages(made.pdf, 203)).map((raster) => readCodes(raster)))).flat().map(({ text }) => text)
      // On the roll even the shorter one is too long for a square code that scans.
      expect(codes.sort()).toEqual([long.pickCode, endless.pickCode, ...(paper === '62mm' ? [] : [squareCodeOf(long)])].sort())
    }
  }, 60_000)

  it('have codes as wide as a scanner needs, the square above the bars where it has no room beside them', async () => {
    const codes = { bars: 5, squares: 6 }
    const made = await makeSlips(slipsInput(sheets, { paper: '100x150', parts: ['address'], codes }))
    expect(made.sheets.flatMap(({ problems }) => problems)).toEqual([])
    for (const [i, raster] of (await renderPages(made.pdf, 203)).entries()) expect((await readCodes(raster)).map(({ text }) => text).sort()).toEqual([sheets[i]!.pickCode, squareCodeOf(sheets[i]!)].sort())
  }, 60_000)

  it('say a character of the sender that no font has as its number, with a bar that names it, on every paper', async () => {
    for (const paper of papersOf.address) {
      const { pdf, sheets: [sheet] } = await makeSlips(slipsInput([slipFor(someone, 0, 1, { storeName: 'Lagoon \uE001', returnAddress: 'Pier 𓀁\nHafenstraße 12' })], { paper, parts: ['address'] }))
      expect(sheet).toMatchObject({ problems: [], missing: ['\uE001', '𓀁'], page: 1 })
      const said = readPdf(pdf).pages.flatMap((page) => page.said.map(({ text }) => text.trim()))
      expect(said).toEqual(expect.arrayContaining(['Lagoon \uE001', 'Pier 𓀁', 'Cannot be printed: U+E001, U+13001']))
    }
  })

  it('are not made where a recipient does not fit or has a character without a font, or an id has no code; the others are, and the slips too', async () => {
    const endless = slipFor(someone, 0, 4, { addressLines: Array.from({ length: 40 }, () => long) })
    const strange = slipFor(someone, 1, 4, { returnAddress: 'Lagoon 𓆣' })
    const idless = slipFor(someone, 2, 4, { joomId: 'x'.repeat(900) })
    const all = [endless, strange, idless, slipFor(someone, 3, 4)]
    const problems = async (parts: readonly OrderPart[]) => (await makeSlips(slipsInput(all, { paper: '100x150', parts }))).sheets.map((sheet) => [sheet.page, ...sheet.problems.map(({ field, why }) => `${field} ${why}`)])
    expect(await problems(['address'])).toEqual([[0, 'recipient too_long'], [1], [2], [3]])
    expect(await problems(['codes'])).toEqual([[1], [2], [0, 'order_id code'], [3]])
    expect((await problems(['slip'])).map(([page]) => Number(page) > 0)).toEqual([true, true, true, true])
    const nameless = [slipFor(someone, 0, 3, { recipientName: null }), slipFor(someone, 1, 3, { country: null }), slipFor(someone, 2, 3, { recipientName: '\u200b' })]
    expect((await makeSlips(slipsInput(nameless, { paper: '100x150', parts: ['address'] }))).sheets.map((sheet) => sheet.problems)).toEqual([1, 2, 3].map(() => [{ field: 'recipient', why: 'not_given' }]))
    // Of an order whose label cannot be made its slip is not made either: they belong together.
    expect((await problems(['slip', 'address'])).map(([page]) => Number(page) > 0)).toEqual([false, true, true, true])
  })
})
