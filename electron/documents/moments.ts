import { fill } from './slip-words.ts'

/** How a language writes a moment: a sentence, and its months from January on as they stand in it. */
interface Writing {
  readonly sentence: string
  readonly months: readonly string[]
}

const chinese: Writing = { sentence: '{year}年{month}月{day}日 {time}', months: Array.from({ length: 12 }, (_, i) => String(i + 1)) }
/**
 * The languages that sheets are written in, as Unicode's collection of locales has them today: another edition of it, which a new
 * Electron brings, does not change what is printed, and the first sheet does not wait until it is looked through.
 */
const writings: Readonly<Partial<Record<string, Writing>>> = {
  'en-GB': { sentence: '{day} {month} {year}, {time}', months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] },
  ar: { sentence: '{day} {month} {year}، {time}', months: ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'] },
  de: { sentence: '{day}. {month} {year}, {time}', months: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'] },
  es: { sentence: '{day} {month} {year}, {time}', months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic'] },
  fr: { sentence: '{day} {month} {year}, {time}', months: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'] },
  he: { sentence: '{day} ב{month} {year}, {time}', months: ['ינו׳', 'פבר׳', 'מרץ', 'אפר׳', 'מאי', 'יוני', 'יולי', 'אוג׳', 'ספט׳', 'אוק׳', 'נוב׳', 'דצמ׳'] },
  pl: { sentence: '{day} {month} {year}, {time}', months: ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'] },
  ru: { sentence: '{day} {month} {year} г., {time}', months: ['янв.', 'февр.', 'мар.', 'апр.', 'мая', 'июн.', 'июл.', 'авг.', 'сент.', 'окт.', 'нояб.', 'дек.'] },
  tr: { sentence: '{day} {month} {year} {time}', months: ['Oca', 'Şub', 'Mar', 'Nis', 'May', 'Haz', 'Tem', 'Ağu', 'Eyl', 'Eki', 'Kas', 'Ara'] },
  'zh-Hans': chinese, 'zh-Hant': chinese
}

/** Day and time on a clock. */
interface Shown {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** @param timeZone `null` for the computer's own @throws RangeError for a moment or a zone that is none */
function shown(at: number, timeZone: string | null): Shown {
  if (timeZone === null) {
    const date = new Date(at)
    if (Number.isNaN(date.getTime())) throw new RangeError('No such moment')
    return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), hour: date.getHours(), minute: date.getMinutes() }
  }
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone })
    clocks.set(timeZone, clock)
  }
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: keyof Shown): number => parts.get(type) ?? NaN
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/**
 * A moment as a language writes it: `22 Nov 2026, 13:20`.
 * @param at milliseconds since 1970
 * @param locale of a language that sheets are written in
 * @param timeZone IANA name; `null` for the computer's own
 * @throws RangeError for a moment, a language or a zone that is none
 */
export function momentIn(at: number, locale: string, timeZone: string | null): string {
  const writing = writings[locale]
  if (writing === undefined) throw new RangeError(`No language of sheets: ${locale}`)
  const { year, month, day, hour, minute } = shown(at, timeZone)
  return fill(writing.sentence, { year, month: writing.months[month - 1] ?? '', day, time: `${twoDigits(hour)}:${twoDigits(minute)}` })
}
