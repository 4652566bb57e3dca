import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { momentOf } from '../../electron/domain/joom-moment.ts'
import { formatBytes } from './bytes.ts'
import { countryName } from './country.ts'
import { formatMoney } from './money.ts'
import { clock, clockSeconds, day, dayAndClock, nearMoment, regionalLocale, shortMoment, utc, type MomentStyle } from './moment.ts'
import { formatCount } from './number.ts'
import { clockText, minus, timeLeft } from './time-left.ts'

/** The functions of this folder, bound to the operator's language: what components write figures with. */
export interface Format {
  /** `0:41`, `−1:14`, `1 d 18 h` */
  timeLeft(dueAt: number, now: number): string
  /** `$17.60`, `$3.315`: nothing is rounded away. A missing amount is a dash, never a zero. */
  money(amount: string | null): string
  /** The same to the cent, for columns and buttons. */
  cents(amount: string | null): string
  count(n: number): string
  /** `8 s`, `4:32 min`: how long until something happens. */
  wait(seconds: number): string
  /** `12 MB` */
  bytes(n: number): string
  /** `Nordlicht, Kısmet and Atölye 9` */
  list(words: readonly string[]): string
  country(code: string): string
  clock(at: number): string
  clockSeconds(at: number): string
  dayAndClock(at: number, now: number): string
  shortMoment(at: number, now: number): string
  nearMoment(at: number, now: number): string
  utc(at: number): string
  /** `Sun 22 Nov, 14:01 · 2026-11-22 11:01 UTC`: the local moment and Joom's. */
  bothTimes(at: number, now: number): string
  /** A moment that Joom wrote as text, as short as its distance allows; a text that is no moment stays as it is. */
  joomDate(text: string, now: number): string
  /** The same in full, in both times where Joom named an hour. */
  joomDateFull(text: string, now: number): string
}

/** For use in `setup`: follows the language of the window and the region of the system. */
export function useFormat(): Format {
  const { t, locale } = useI18n()
  const regional = computed(() => regionalLocale(locale.value, navigator.languages))
  const style = computed<MomentStyle>(() => ({ locale: regional.value }))
  const money = (amount: string | null, decimals: 'exact' | 'cents'): string => (amount === null || amount.trim() === '' ? t('format.missing') : formatMoney(regional.value, amount, decimals))
  return {
    timeLeft(dueAt, now) {
      const left = timeLeft(dueAt, now)
      return left.kind === 'clock' ? clockText(left) : t('format.daysHours', { sign: minus(left), days: left.days, hours: left.hours })
    },
    money: (amount) => money(amount, 'exact'),
    cents: (amount) => money(amount, 'cents'),
    wait: (seconds) => (seconds < 100 ? t('format.seconds', { s: seconds }) : t('format.minutes', { m: Math.floor(seconds / 60), s: String(seconds % 60).padStart(2, '0') })),
    count: (n) => formatCount(regional.value, n),
    bytes: (n) => formatBytes(regional.value, n),
    list: (words) => new Intl.ListFormat(regional.value, { type: 'conjunction' }).format(words),
    country: (code) => countryName(regional.value, code),
    clock: (at) => clock(at, style.value),
    clockSeconds: (at) => clockSeconds(at, style.value),
    dayAndClock: (at, now) => dayAndClock(at, now, style.value),
    shortMoment: (at, now) => shortMoment(at, now, style.value),
    nearMoment: (at, now) => nearMoment(at, now, style.value),
    utc,
    bothTimes: (at, now) => t('format.bothTimes', { local: dayAndClock(at, now, style.value), utc: utc(at) }),
    joomDate(text, now) {
      const read = momentOf(text.trim())
      if (read === null) return text
      return read.withHour ? shortMoment(read.at, now, style.value) : day(read.at, now, { ...style.value, timeZone: 'UTC' })
    },
    joomDateFull(text, now) {
      const read = momentOf(text.trim())
      if (read === null) return text
      return read.withHour ? t('format.bothTimes', { local: dayAndClock(read.at, now, style.value), utc: utc(read.at) }) : new Date(read.at).toISOString().slice(0, 10)
    }
  }
}
