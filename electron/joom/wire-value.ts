import { idMost } from '../domain/flaw.ts'
import type { Decimal, Millis } from '../domain/ids.ts'
import { momentOf } from '../domain/joom-moment.ts'
import { unsteered } from '../domain/unsteered.ts'
import { isWireNumber, type WireValue } from './wire-json.ts'

// Readers of single values. Each takes whatever came (Joom writes numbers and booleans as strings, or as themselves) and
// returns null for what is missing or is something else; none throws, none invents.

const control = /\p{Cc}/gu
/** Breaks of every kind: one of them inside an address is a blank, not nothing. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu

/** Whatever `cleanText` might have to do something about, but for blanks at the ends. */
const suspicious = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/

/** A text without what no label may carry: control characters, reordering marks, blanks around it. Half a surrogate pair becomes U+FFFD. */
export function cleanText(text: string): string {
  if (!suspicious.test(text)) return text.trim()
  return unsteered(text.toWellFormed().replace(breaks, ' ').replace(control, '')).trim()
}

/** A text or a number as cleaned text; `null` where nothing is left. */
export function readText(value: WireValue | undefined): string | null {
  const text = typeof value === 'string' ? cleanText(value) : isWireNumber(value) ? value.rawJSON : ''
  return text === '' ? null : text
}

/** A text that may have several lines, each of them cleaned; `null` where nothing is left. */
export function readLines(value: WireValue | undefined): string | null {
  if (typeof value !== 'string') return readText(value)
  const text = value.split(/\r\n|[\n\r\u2028\u2029]/u).map(cleanText).join('\n').trim()
  return text === '' ? null : text
}

/** A SKU, HTML's escapes undone. */
export function readSku(value: WireValue | undefined): string | null {
  const text = readText(value)
  return text === null ? null : unescapeHtml(text)
}

/** An opaque id. It is sent back to Joom as it is, so nothing but blanks around it is taken away: what is not plainly an id is none. */
export function readId(value: WireValue | undefined): string | null {
  const text = typeof value === 'string' ? value.trim() : isWireNumber(value) ? value.rawJSON : ''
  return text.length <= idMost && text !== '' && text === cleanText(text) ? text : null
}

/** Decimal digits as they were written (`"17.6"`, `17.60`), those of a JSON number with an exponent written out (`1.5e2`); no separator, no currency. */
export function readDecimal(value: WireValue | undefined): Decimal | null {
  const text = isWireNumber(value) ? writtenOut(value.rawJSON) : readText(value)
  return text !== null && text.length <= 40 && /^-?\d+(\.\d+)?$/.test(text) ? text : null
}

/** The same digits without the exponent; as they are where there is none, or one beyond any amount. */
function writtenOut(number: string): string {
  const [, sign = '', whole = '', broken = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d{1,2})$/i.exec(number) ?? []
  if (exponent === undefined) return number
  const point = whole.length + Number(exponent)
  const digits = `${whole}${broken}`.padEnd(point, '0')
  const left = digits.slice(0, Math.max(0, point)).replace(/^0+(?=\d)/, '')
  const right = point < 0 ? digits.padStart(digits.length - point, '0') : digits.slice(point)
  return `${sign}${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`
}

/** A number of things: whole, not negative, at most a million where nothing else is said. `"2.0"` is 2. */
export function readCount(value: WireValue | undefined, most = 1_000_000): number | null {
  const text = readDecimal(value)
  if (text === null || !/^\d+(\.0+)?$/.test(text)) return null
  const count = Number(text)
  return count <= most ? count : null
}

/** Hours, also past (negative) or broken ones; beyond ten years it is no number of hours. */
export function readHours(value: WireValue | undefined): number | null {
  const text = readDecimal(value)
  if (text === null) return null
  const hours = Number(text)
  return Math.abs(hours) <= 87_600 ? hours : null
}

/** An address of the web, as a browser writes it; anything but http and https is none. */
export function readWebAddress(value: WireValue | undefined): string | null {
  const text = readText(value)
  if (text === null || !URL.canParse(text)) return null
  const url = new URL(text)
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' ? url.href : null
}

/** `true`, `"True"`, `1`, and their opposites. */
export function readFlag(value: WireValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value
  const text = readText(value)?.toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : null
}

/**
 * A moment in any of Joom's forms (`domain/joom-moment.ts`; reference: "Date/Time Format").
 * @returns `null` for anything else, and for days that no calendar has
 */
export function readMoment(value: WireValue | undefined): Millis | null {
  const text = readText(value)
  return text === null ? null : momentOf(text)?.at ?? null
}

/** Joom escapes `<`, `>` and `&` in SKUs. Undone once: `&amp;lt;` was `&lt;`. */
function unescapeHtml(text: string): string {
  const meant: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'", '&#34;': '"' }
  return text.replace(/&(?:lt|gt|amp|quot|#39|#34);/g, (entity) => meant[entity] ?? entity)
}
