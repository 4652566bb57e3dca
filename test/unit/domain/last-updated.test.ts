import { expect, it } from 'vitest'
import { laterOf } from '../../../electron/domain/last-updated.ts'

const midnight = Date.UTC(2026, 0, 20)
const hour = 3_600_000

it('tells which of two times is the later one, as far as both are told', () => {
  expect(laterOf(midnight + hour, midnight + 2 * hour)).toBeGreaterThan(0)
  expect(laterOf(midnight + 2 * hour, midnight + hour)).toBeLessThan(0)
  expect([laterOf(midnight + hour, midnight + hour), laterOf(null, midnight), laterOf(midnight, null), laterOf(null, null)]).toEqual([0, 0, 0, 0])
})

it('compares days where one of them may be a day and no more', () => {
  expect([laterOf(midnight, midnight + 23 * hour), laterOf(midnight + 23 * hour, midnight)]).toEqual([0, 0])
  expect(laterOf(midnight - hour, midnight)).toBeGreaterThan(0)
  expect(laterOf(midnight + 24 * hour, midnight + hour)).toBeLessThan(0)
})
