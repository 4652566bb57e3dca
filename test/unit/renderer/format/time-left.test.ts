import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockText, timeLeft } from '../../../../renderer/format/time-left.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.UTC(2026, 10, 22, 10, 20)

function text(dueAt: number): string {
  const left = timeLeft(dueAt, now)
  return left.kind === 'clock' ? clockText(left) : `${left.late ? '-' : ''}${String(left.days)} d ${String(left.hours)} h`
}

describe('timeLeft', () => {
  it.each([
    [41 * minute, '0:41'], [41 * minute + 59_999, '0:41'], [59_999, '0:00'], [1, '0:00'],
    [12 * hour + 40 * minute, '12:40'], [day - 1, '23:59'], [day, '1 d 0 h'], [day + 18 * hour, '1 d 18 h'], [190 * hour, '7 d 22 h'],
    [0, '−0:00'], [-1, '−0:00'], [-74 * minute, '−1:14'], [-day - 2 * hour, '-1 d 2 h']
  ])('%d ms from now is %s', (left, wanted) => { expect(text(now + left)).toBe(wanted) })

  it('never promises more time than there is, and never a minute less', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 * day }), (left) => {
      const shown = timeLeft(now + left, now)
      const shownMs = shown.kind === 'clock' ? shown.hours * hour + shown.minutes * minute : shown.days * day + shown.hours * hour
      expect(shown.late).toBe(false)
      expect(shownMs).toBeLessThanOrEqual(left)
      expect(left - shownMs).toBeLessThan(shown.kind === 'clock' ? minute : hour)
    }))
  })

  it('is late from the deadline on', () => {
    fc.assert(fc.property(fc.integer({ min: -400 * day, max: 400 * day }), (left) => {
      expect(timeLeft(now + left, now).late).toBe(left <= 0)
    }))
  })
})
