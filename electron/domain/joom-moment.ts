import type { Millis } from './ids.ts'

/** A moment that Joom wrote, and whether it named an hour: a day alone is its midnight. */
export interface JoomMoment {
  readonly at: Millis
  readonly withHour: boolean
}

const yearFirst = /^(\d{4})-(\d{2})-(\d{2})/
const monthFirst = /^(\d{2})-(\d{2})-(\d{4})/
const clock = /^[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/** The form that Joom uses nearly always, and the days of each month that every year has. */
const usual = /^(20\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/
const daysOf = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function usualMoment(text: string): Millis | null {
  const parts = usual.exec(text)
  if (parts === null) return null
  const [year, month, day, hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4]), Number(parts[5]), Number(parts[6])]
  return day >= 1 && day <= (daysOf[month] ?? 0) && hours < 24 && minutes < 60 && seconds < 60 ? Date.UTC(year, month - 1, day, hours, minutes, seconds) : null
}

/**
 * Reads a moment as Joom writes it. Forms: `2014-01-20T20:20:20`, `2014-01-20`, `2017-11-11T06:41:33Z`, `01-20-2014` (month
 * first), with a blank for the T, with fractions of a second (dropped), with an offset. Without a zone it is UTC (reference: "Date/Time Format").
 * @returns `null` for anything else, and for days that no calendar has
 */
export function momentOf(text: string): JoomMoment | null {
  const plain = usualMoment(text)
  if (plain !== null) return { at: plain, withHour: true }
  const day = yearFirst.exec(text)
  const turned = day === null ? monthFirst.exec(text) : null
  const [year, month, date] = (day ? [day[1], day[2], day[3]] : turned ? [turned[3], turned[1], turned[2]] : []).map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const midnight = Date.UTC(year, month - 1, date)
  const there = new Date(midnight)
  // Date.UTC accepts 31 February and moves it into March, and takes the year 14 for 1914.
  if (there.getUTCDate() !== date || there.getUTCMonth() !== month - 1 || there.getUTCFullYear() !== year) return null
  const rest = text.slice(10)
  if (rest === '') return { at: midnight, withHour: false }
  const time = clock.exec(rest)
  if (time === null) return null
  const [, hours = '', minutes = '', seconds = '00', zone = 'Z'] = time
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (m > 59 || s > 59 || h > 24 || (h === 24 && m + s > 0)) return null
  return { at: midnight + ((h * 60 + m) * 60 + s) * 1000 - offsetOf(zone), withHour: true }
}

/** Minutes and hours of an offset such as `+02:00`, in milliseconds. */
function offsetOf(zone: string): Millis {
  if (zone.toUpperCase() === 'Z') return 0
  return (zone.startsWith('-') ? -60_000 : 60_000) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
}
