import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { urgencies } from '../../../../electron/domain/deadline.ts'
import { linesOf } from '../../../../renderer/components/orders/lines.ts'

const anyBands = fc.uniqueArray(fc.constantFrom(...urgencies)).chain((names) => fc.tuple(...names.map((urgency) => fc.record({ urgency: fc.constant(urgency), count: fc.integer({ min: 0, max: 40 }) }))))

describe('linesOf', () => {
  it('puts every order on one line, in order, under the head of its band', () => {
    fc.assert(fc.property(anyBands, (bands) => {
      const lines = linesOf(bands)
      const laid = Array.from({ length: lines.count }, (_, at) => lines.at(at))
      const orders = laid.flatMap((line) => (line.kind === 'order' ? [line] : []))
      expect(lines.orders).toBe(bands.reduce((sum, { count }) => sum + count, 0))
      expect(orders.map(({ index }) => index)).toEqual(Array.from({ length: lines.orders }, (_, i) => i))
      expect(orders.map(({ urgency }) => urgency)).toEqual(bands.flatMap(({ urgency, count }) => Array.from({ length: count }, () => urgency)))
      for (const { index } of orders) expect(lines.at(lines.lineOf(index))).toMatchObject({ kind: 'order', index })
      const heads = laid.flatMap((line) => (line.kind === 'band' ? [line] : []))
      const filled = bands.filter(({ count }) => count > 0)
      expect(heads.map(({ urgency, count }) => ({ urgency, count }))).toEqual(filled.every(({ urgency }) => urgency === 'none') ? [] : filled)
    }))
  })

  it('is empty for an empty list', () => {
    expect(linesOf([]).count).toBe(0)
    expect(linesOf([{ urgency: 'late', count: 0 }]).count).toBe(0)
  })
})
