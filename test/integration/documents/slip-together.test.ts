import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages, runsOf } from './render-pdf.ts'

const buyer = (country: string) => addresses.find((one) => one.country === country) ?? addresses[0]!
function slip(country: string, from: number, count: number, given: Partial<SlipSheet> = {}): SlipSheet {
  const [first, ...together] = Array.from({ length: count }, (_, i) => slipFor(buyer(country), from + i, 2000, { run: 4711, sameRecipientCount: count + 1, note: `Note ${String(from + i)}`, ...given }))
  return { ...first!, together }
}
const alone = slipFor(buyer('DE'), 1997, 2000, { run: 4711, copy: 2 })
const shared = [slip('PL', 0, 2, { copy: 2 }), slip('IL', 1230, 3, { language: 'he' }), slip('JP', 1500, 5)]
const sheets: readonly SlipSheet[] = [...shared, alone]
const orders = sheets.flatMap((sheet) => [sheet, ...(sheet.together ?? [])])

describe.each(['a4', 'a5', '100x150', '62mm', 'a4-4up'] as const)('a slip of several orders on %s', (paper) => {
  it('has the goods, the number, the id, the hash and the codes of each, and the recipient once', async () => {
    const made = await makeSlips(slipsInput(sheets, { paper }))
    expect(made.sheets.map(({ position, missing, problems }) => [position, missing, problems])).toEqual(orders.map(({ position }) => [position, [], []]))
    // Orders of one slip are on the same pages, and each page is of one slip or, where labels share it, of its neighbours.
    for (const { together = [], position } of shared) {
      const at = made.sheets.filter((one) => one.position >= position && one.position <= position + together.length)
      expect(new Set(at.map(({ page, cell, pages }) => `${String(page)}/${String(cell)}/${String(pages)}`)).size).toBe(1)
    }
    const said = readPdf(made.pdf).pages.flatMap((page) => page.said.map((line) => line.text.trim()))
    const whole = said.join('').replaceAll(/\s+/gu, '')
    for (const order of orders) for (const text of [order.joomId, order.pickCode, order.items[0]!.name!, order.items[0]!.sku!, order.hash, order.note ?? '', String(order.position)]) expect(whole).toContain(text.replaceAll(/\s+/gu, ''))
    for (const [text, count] of [['1–2', 1], ['1231–1233', 1], ['2 orders on this slip', 1], ['3 orders to this address', 1], ['COPY 2', 2]] as const) expect(whole.split(text.replaceAll(' ', '')).length - 1, text).toBeGreaterThanOrEqual(count)
    expect(whole.split(shared[0]!.phone!.replaceAll(' ', '')).length - 1).toBe(1)
  })

  it('carries codes that scan, each once, and nothing else that does', async () => {
    const { pdf } = await makeSlips(slipsInput(sheets, { paper }))
    const found: string[] = []
    // On a long page the reader may read the same bars twice.
    for (const raster of await renderPages(pdf, 203)) found.push(...new Set((await readCodes(raster)).map(({ text }) => text)))
    // Those of an order alone stand on each of its pages.
    expect([...new Set(found)].sort()).toEqual(orders.flatMap((order) => [order.pickCode, squareCodeOf(order)]).sort())
    expect(found.filter((text) => text === shared[2]!.together![3]!.pickCode)).toHaveLength(1)
  }, 60_000)
})

describe('a slip of several orders for a scanner that needs wider codes', () => {
  const three = slip('DE', 0, 3)
  const all = [three, ...three.together ?? []]

  it.each([['a4', 6], ['a5', 6], ['100x150', 5], ['80mm', 4], ['a4-4up', 5]] as const)('has the bars of each order as wide as that, beside nothing that reaches into their light space: %s, %i dots', async (paper, dots) => {
    const made = await makeSlips(slipsInput([three], { paper, codes: { bars: dots, squares: 0 } }))
    expect(made.sheets.map(({ problems }) => problems)).toEqual([[], [], []])
    const widths = new Map<string, number>()
    for (const page of await renderPages(made.pdf, 203)) {
      for (const { text, left, right, top, bottom } of await readCodes(page)) {
        const y = Math.round((top + bottom) / 2)
        widths.set(text, Math.min(...runsOf(page, y, left, right + 1).slice(1, -1).map(({ length }) => length)))
      }
    }
    expect(all.map(({ pickCode }) => widths.get(pickCode))).toEqual([dots, dots, dots])
    for (const order of all) expect(widths.has(squareCodeOf(order))).toBe(true)
  })

  it.each([['62mm', 4], ['80mm', 6], ['100x150', 6], ['a5', 12], ['a4', 17]] as const)('is not made where they do not fit, and says so: %s, %i dots', async (paper, dots) => {
    const made = await makeSlips(slipsInput([three, alone], { paper, codes: { bars: dots, squares: 0 } }))
    expect(made.sheets.slice(0, 3).map(({ pages, problems }) => [pages, problems])).toEqual(all.map(() => [0, [{ field: 'pick_code', why: 'code' }]]))
  })
})
