import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paginate, row, space, type Row } from '../../../electron/documents/rows.ts'

const area = (page: number): { top: number; bottom: number } => (page === 0 ? { top: 20, bottom: 100 } : { top: 10, bottom: 100 })
const strip = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.boolean()).map(([height, keep, blank]) => (blank ? space(height, height) : row(height, () => undefined, keep)))

describe('dividing rows into pages', () => {
  it('puts every row on paper once, in order, within the page and clear of the others', () => {
    fc.assert(fc.property(fc.array(strip, { maxLength: 40 }), (rows) => {
      const pages = paginate(rows, area)
      expect(pages.flat().map((placed) => placed.row)).toEqual(rows.filter((one) => !one.space))
      pages.forEach((placed, page) => {
        let y = area(page).top
        for (const one of placed) {
          expect(one.y).toBeGreaterThanOrEqual(y - 1e-9)
          expect(one.y + one.row.height).toBeLessThanOrEqual(area(page).bottom + 0.02)
          y = one.y + one.row.height
        }
        if (page > 0) expect(placed.length).toBeGreaterThan(0)
      })
    }))
  })

  it('moves rows that belong together to the next page together', () => {
    const [first, head, body]: Row[] = [row(60, () => undefined), row(10, () => undefined, true), row(20, () => undefined)]
    if (first === undefined || head === undefined || body === undefined) throw new Error('rows')
    expect(paginate([first, head, body], area).map((page) => page.map((placed) => placed.row))).toEqual([[first], [head, body]])
    expect(paginate([first, head, space(2), body], area).map((page) => page.map((placed) => placed.row))).toEqual([[first], [head, body]])
  })

  it('drops space where a page begins, and holds rows below a mark on the first page only', () => {
    const [a, b] = [row(5, () => undefined), row(60, () => undefined)]
    expect(paginate([a, space(3, 50), b], area).map((page) => page.map((placed) => placed.y))).toEqual([[20], [10]])
    expect(paginate([a, space(3, 35), b], area).map((page) => page.map((placed) => placed.y))).toEqual([[20, 35]])
  })
})
