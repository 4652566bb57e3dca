import { remembered } from './remembered.ts'

const dayMs = 86_400_000

/** Where and in which manner moments are written. `timeZone` is left out for the operator's own. */
export interface MomentStyle {
  readonly locale: string
  readonly timeZone?: string | undefined
}

const wanted = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  clockSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
  weekdayClock: { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dayMonth: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  full: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  fullYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  calendar: { year: 'numeric', month: '2-digit', day: '2-digit' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formatter = remembered((key) => {
  const [locale = '', timeZone = '', name = ''] = key.split('\n')
  // The name comes from `write` below, which takes only the table's own keys.
  return new Intl.DateTimeFormat(locale, { ...wanted[name as keyof typeof wanted], ...(timeZone === '' ? {} : { timeZone }) })
})

function write(name: keyof typeof wanted, at: number, { locale, timeZone = '' }: MomentStyle): string {
  return formatter([locale, timeZone, name].join('\n')).format(at)
}

/** The calendar day a moment falls on where the operator is, to compare days by. */
function dayOf(at: number, style: MomentStyle): string {
  return write('calendar', at, { locale: 'en-CA', timeZone: style.timeZone })
}

/** `14:01` */
export const clock = (at: number, style: MomentStyle): string => write('clock', at, style)
/** `14:01:09`: where two things happen within a minute. */
export const clockSeconds = (at: number, style: MomentStyle): string => write('clockSeconds', at, style)

/** `Sun 22 Nov, 14:01`, with the year where it is another than now's. */
export function dayAndClock(at: number, now: number, style: MomentStyle): string {
  return write(sameYear(at, now, style) ? 'full' : 'fullYear', at, style)
}

/** `22 Nov`, with the year where it is another than now's. */
export function day(at: number, now: number, style: MomentStyle): string {
  return write(sameYear(at, now, style) ? 'dayMonth' : 'date', at, style)
}

/** As short as the distance allows: `14:01` today, `Fri` within the week, `12 Oct` within the year, `12 Oct 2024` before. */
export function shortMoment(at: number, now: number, style: MomentStyle): string {
  if (dayOf(at, style) === dayOf(now, style)) return clock(at, style)
  if (Math.abs(now - at) < 6 * dayMs) return write('weekday', at, style)
  return day(at, now, style)
}

/** What a deadline or an end is called in a sentence: `14:01` today, `Mon 13:20` within the week, with the date beyond. */
export function nearMoment(at: number, now: number, style: MomentStyle): string {
  if (dayOf(at, style) === dayOf(now, style)) return clock(at, style)
  return Math.abs(now - at) < 6 * dayMs ? write('weekdayClock', at, style) : dayAndClock(at, now, style)
}

/** `2026-11-22 11:01 UTC`: as Joom writes moments. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** For the `datetime` of a `<time>`. */
export function isoMoment(at: number): string {
  return new Date(at).toISOString()
}

function sameYear(at: number, now: number, style: MomentStyle): boolean {
  return dayOf(at, style).slice(0, 4) === dayOf(now, style).slice(0, 4)
}

/**
 * Which manner of writing dates and numbers suits a language: the operator's own regional one where the system names it
 * (`en-AU` for English), otherwise day before month for English and the language's own for the rest.
 * @param preferred the system's languages, best first
 */
export function regionalLocale(language: string, preferred: readonly string[]): string {
  const own = preferred.find((tag) => tag.toLowerCase().startsWith(`${language.toLowerCase()}-`))
  if (own !== undefined && isLocale(own)) return own
  return language === 'en' ? 'en-GB' : language
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}
