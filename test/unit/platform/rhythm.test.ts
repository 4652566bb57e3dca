import { expect, it } from 'vitest'
import { Rhythm } from '../../../electron/platform/rhythm.ts'

const minute = 60_000
const year = 365 * 24 * 60 * minute

function over(last?: number) {
  const clock = { wall: Date.UTC(2026, 10, 27), steady: 5000 }
  return { clock, rhythm: new Rhythm([() => clock.wall, () => clock.steady], last) }
}

it('is time once so much has passed, and then not again at once', () => {
  const { clock, rhythm } = over()
  expect(rhythm.isTime(15 * minute)).toBe(false)
  clock.wall += 15 * minute
  clock.steady += 15 * minute
  expect([rhythm.isTime(15 * minute), rhythm.isTime(15 * minute)]).toEqual([true, false])
})

it('a clock that is set back by a year does not make it wait for a year', () => {
  const { clock, rhythm } = over()
  clock.wall -= year
  rhythm.isTime(15 * minute)
  for (let turns = 0; turns < 3; turns++) {
    clock.wall += 15 * minute
    clock.steady += 15 * minute
    expect(rhythm.isTime(15 * minute)).toBe(true)
  }
})

it('time that passed in the machine’s sleep counts', () => {
  const { clock, rhythm } = over()
  clock.wall += 8 * 60 * minute
  expect(rhythm.isTime(15 * minute)).toBe(true)
})

it('what was never done is due', () => {
  expect(over(-Infinity).rhythm.isTime(year)).toBe(true)
})
