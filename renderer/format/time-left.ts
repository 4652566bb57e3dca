const minute = 60_000
const minutesOfHour = 60
const minutesOfDay = 1440

/** The time to a deadline, cut to whole minutes towards the deadline, so that "0:41" always means at least 41 minutes. */
export type TimeLeft =
  | { readonly kind: 'clock'; readonly late: boolean; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'days'; readonly late: boolean; readonly days: number; readonly hours: number }

/**
 * @param dueAt the deadline, in milliseconds
 * @returns hours and minutes below a day, days and hours from a day on. `late` from the deadline's own millisecond.
 */
export function timeLeft(dueAt: number, now: number): TimeLeft {
  const late = dueAt <= now
  const minutes = Math.floor(Math.abs(dueAt - now) / minute)
  if (minutes < minutesOfDay) return { kind: 'clock', late, hours: Math.floor(minutes / minutesOfHour), minutes: minutes % minutesOfHour }
  return { kind: 'days', late, days: Math.floor(minutes / minutesOfDay), hours: Math.floor((minutes % minutesOfDay) / minutesOfHour) }
}

/** `0:41`, `12:40`, `−1:14`. The minus is U+2212, as wide as a digit. */
export function clockText(left: Extract<TimeLeft, { kind: 'clock' }>): string {
  return `${minus(left)}${String(left.hours)}:${String(left.minutes).padStart(2, '0')}`
}

/** The sign of what is late (U+2212); nothing before that. */
export function minus(left: TimeLeft): string {
  return left.late ? '\u2212' : ''
}
