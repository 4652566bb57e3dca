import type { BackupReason } from '../contract/schemas.ts'
import { day } from '../domain/deadline.ts'
import type { Millis } from '../domain/ids.ts'

/** How many are kept of each kind: at most 20 in all. */
export const kept = { days: 7, weeks: 4, asked: 3, before_migration: 3, before_restore: 3 } as const

type Dated = { readonly at: Millis; readonly why: BackupReason }

/** The newest of each of the latest periods in which one was made: a computer that was switched off for a month loses none by that. */
function newestOfEach<T extends Dated>(newestFirst: readonly T[], length: number, most: number): T[] {
  const periods = new Map<number, T>()
  for (const backup of newestFirst) {
    const period = Math.floor(backup.at / length)
    if (!periods.has(period)) periods.set(period, backup)
  }
  return [...periods.values()].slice(0, most)
}

/**
 * Which backups are kept: of the daily ones the newest of each of the latest 7 days and of the latest 4 weeks, of those a person
 * asked for and of those made before a migration or a restoration the latest 3 each. The newest of all is always among them.
 * Those from a time that has not come yet were made under a wrong clock, nobody knows when: they count as the oldest.
 */
export function backupsToKeep<T extends Dated>(all: readonly T[], now: Millis): ReadonlySet<T> {
  const newestFirst = [...all].sort((a, b) => Number(a.at > now) - Number(b.at > now) || b.at - a.at)
  const of = (why: BackupReason): T[] => newestFirst.filter((backup) => backup.why === why)
  return new Set([
    ...newestOfEach(of('daily'), day, kept.days), ...newestOfEach(of('daily'), 7 * day, kept.weeks),
    ...(['asked', 'before_migration', 'before_restore'] as const).flatMap((why) => of(why).slice(0, kept[why]))
  ])
}
