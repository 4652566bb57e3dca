import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { nextPart } from '../../../electron/printing/next-part.ts'
import type { LedgerRow } from '../../../electron/printing/run-store.ts'

/** Sheets that take so many labels each of pages that have four, from one of them on. */
function laid(cells: readonly number[], start = 0): LedgerRow[] {
  let at = start
  return cells.map((count, i) => {
    const [page, last] = [Math.floor(at / 4) + 1, Math.floor((at + count - 1) / 4) + 1]
    at += count
    return { position: i + 1, copy: 1, state: 'waiting', orderId: i as OrderId, hash: '', file: 1, page, pages: last - page + 1, slip: i + 1, printer: null, handedAt: null } // numbers of this test's own
  })
}

describe('a part of sheets that share pages', () => {
  it('holds every order of a slip, however few it was to have', () => {
    const rows = laid([4, 4, 4, 4, 4]).map((row) => (row.position >= 2 && row.position <= 4 ? { ...row, slip: 2, page: 2, pages: 2 } : row.position === 5 ? { ...row, page: 4 } : row))
    expect(nextPart(rows, null, 2)).toMatchObject({ first: 1, last: 4, sheets: 4, firstPage: 1, lastPage: 3 })
  })

  it('ends with a page, and holds every order that is on its pages', () => {
    expect(nextPart(laid([1, 1, 1, 1, 1, 1]), null, 3)).toEqual({ file: 1, first: 1, last: 4, sheets: 4, firstPage: 1, lastPage: 1 })
    // From the third label on: two on the first page.
    expect(nextPart(laid([1, 1, 1, 1], 2), null, 2)).toMatchObject({ last: 2, firstPage: 1, lastPage: 1 })
    // The second order goes on to the next page: both pages go together.
    expect(nextPart(laid([3, 2, 1, 2, 1]), null, 2)).toMatchObject({ last: 4, firstPage: 1, lastPage: 2 })
  })

  it('hands every page over once and no order twice, however they lie', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9 }), (cells, start, most) => {
      let sheets = laid(cells, start)
      const [pages, orders]: [number[], number[]] = [[], []]
      for (let part = nextPart(sheets, null, most); part !== null; part = nextPart(sheets, null, most)) {
        for (let page = part.firstPage; page <= part.lastPage; page++) pages.push(page)
        for (let position = part.first; position <= part.last; position++) orders.push(position)
        const { last } = part
        sheets = sheets.map((sheet) => (sheet.position <= last ? { ...sheet, state: 'handed' } : sheet))
      }
      expect(pages).toEqual(Array.from({ length: Math.ceil((start + cells.reduce((sum, count) => sum + count, 0)) / 4) }, (_, i) => i + 1))
      expect(orders).toEqual(cells.map((_, i) => i + 1))
    }))
  })
})
