import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlinesOf, dueAtOf, hour, urgencies, urgencyOf, type Urgency } from '../../../electron/domain/deadline.ts'

const banded = urgencies.filter((urgency): urgency is Exclude<Urgency, 'none'> => urgency !== 'none')

describe('how pressing an order is', () => {
  it.each([[-1, 'late'], [0, 'late'], [1, 'h6'], [6 * hour, 'h6'], [6 * hour + 1, 'h24'], [24 * hour, 'h24'], [48 * hour, 'h48'], [48 * hour + 1, 'intime']])('%d ms before the deadline is %s', (left, urgency) => {
    expect(urgencyOf(1_000_000 + left, 1_000_000)).toBe(urgency)
  })

  it('is nothing for an order without a deadline', () => {
    expect(urgencyOf(null, 0)).toBe('none')
  })

  it('puts each deadline into exactly the band whose interval SQL is asked for', () => {
    fc.assert(fc.property(fc.integer({ min: -200 * hour, max: 200 * hour }), fc.integer({ min: 0, max: 10 * hour }), (dueAt, now) => {
      const holding = banded.filter((urgency) => {
        const { after, upTo } = deadlinesOf(urgency, now)
        return (after === null || dueAt > after) && (upTo === null || dueAt <= upTo)
      })
      expect(holding).toEqual([urgencyOf(dueAt, now)])
    }))
  })

  it('counts the hours from the moment of the answer, and invents none', () => {
    expect(dueAtOf(5000, 2)).toBe(5000 + 2 * hour)
    expect(dueAtOf(5000, 0)).toBe(5000)
    expect(dueAtOf(5000, null)).toBeNull()
  })
})
