import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backupsToKeep, kept } from '../../../electron/storage/kept-backups.ts'

const day = 86_400_000
const monday = Date.UTC(2026, 10, 23, 8)
const daily = (daysAgo: number, hours = 0) => ({ at: monday - daysAgo * day - hours * 3_600_000, why: 'daily' as const })
const ages = (backups: Iterable<{ readonly at: number }>): number[] => [...backups].map(({ at }) => Math.round((monday - at) / day)).sort((a, b) => a - b)

it('keeps a week of days, then a month of weeks', () => {
  const all = Array.from({ length: 60 }, (_, age) => daily(age))
  const left = ages(backupsToKeep(all, monday))
  expect(left.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(left.slice(7).length).toBeGreaterThanOrEqual(2)
  expect(left.at(-1)).toBeGreaterThan(14)
  expect(left.at(-1)).toBeLessThanOrEqual(28)
})

it('keeps the newest of a day', () => {
  expect(ages(backupsToKeep([daily(0), daily(0, 2), daily(0, 5)], monday))).toEqual([0])
})

it('counts the days on which one was made: a long pause costs none', () => {
  const all = [daily(0), ...Array.from({ length: 6 }, (_, age) => daily(100 + age))]
  expect(backupsToKeep(all, monday).size).toBe(7)
})

it('keeps the latest of those asked for and made before something, however old', () => {
  const all = (['asked', 'before_migration', 'before_restore'] as const).flatMap((why) => [400, 300, 200, 100].map((age) => ({ ...daily(age), why })))
  expect(ages(backupsToKeep(all, monday))).toEqual([100, 100, 100, 200, 200, 200, 300, 300, 300])
})

it('drops none for those from a time that has not come: they count as the oldest', () => {
  const [ahead, days] = [Array.from({ length: 12 }, (_, n) => daily(-200 - 8 * n)), Array.from({ length: 7 }, (_, age) => daily(age))]
  expect(ages(backupsToKeep([...ahead, ...days], monday)).filter((age) => age >= 0)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(backupsToKeep(ahead, monday).size).toBeGreaterThan(0)
})

it('never drops the newest, never keeps more than 20, and drops nothing more a second time', () => {
  const one = fc.record({ at: fc.integer({ min: 0, max: 4e12 }), why: fc.constantFrom('daily' as const, 'asked' as const, 'before_migration' as const, 'before_restore' as const) })
  fc.assert(fc.property(fc.uniqueArray(one, { selector: ({ at }) => at, minLength: 1, maxLength: 80 }), fc.integer({ min: 0, max: 4e12 }), (all, now) => {
    const left = [...backupsToKeep(all, now)]
    const most = kept.days + kept.weeks + kept.asked + kept.before_migration + kept.before_restore
    expect(left.length).toBeLessThanOrEqual(most)
    expect(most).toBe(20)
    const come = all.filter(({ at }) => at <= now)
    expect(left).toContainEqual((come.length > 0 ? come : all).reduce((a, b) => (a.at > b.at ? a : b)))
    expect(backupsToKeep(left, now).size).toBe(left.length)
  }))
})
