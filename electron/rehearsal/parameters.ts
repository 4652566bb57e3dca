import { invalid, invalidId, missing } from './api-error.ts'
import type { Millis } from './store-order.ts'

/** The parameters of a request by name. A name that was sent without a value is an empty text. */
export type Parameters = ReadonlyMap<string, string>

/** @returns the value without blanks at its ends; `null` where it is missing or empty */
export const text = (parameters: Parameters, name: string): string | null => parameters.get(name)?.trim() || null

/** @throws an ApiError 1001 that names the parameter where it is missing or empty */
export function required(parameters: Parameters, name: string): string {
  const value = text(parameters, name)
  if (value === null) throw missing(name)
  return value
}

/** Ids are opaque, of any form and length; only what holds a blank or a control sign, and a zero, is surely none. @throws an ApiError 1000 with 2014 where it is none */
export function checkedId(id: string): string {
  if (id === '0' || /[\s\p{Cc}]/u.test(id)) throw invalidId(id)
  return id
}

/** A whole number within bounds. @throws an ApiError 1000 */
export function wholeNumber(value: string, name: string, min: number, max: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (!(number >= min && number <= max)) throw invalid(`${name} takes a whole number from ${min}${max < 999_999_999 ? ` to ${max}` : ''}`)
  return number
}

/** A part of a list. */
export interface Page { readonly start: number; readonly limit: number; readonly since: Millis | null; readonly sinceText: string | null }
/** What `since` may be: a second too in lists of orders, a day alone in the list of products, and the list of variations has none. */
export type Since = 'second' | 'day' | 'none'

function moment(value: string, precision: Since): Millis {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value)
  const at = day || (precision === 'second' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(value)) ? Date.parse(day ? `${value}T00:00:00Z` : `${value}Z`) : NaN
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(value)) throw invalid(`since takes a day such as 2014-01-20${precision === 'second' ? ' or a second such as 2014-01-20T20:10:20' : ''}, UTC`)
  return at
}

/** `start` from 0 (default 0), `limit` 1 to 500 (default 50; some samples of the reference call it `count`), `since`; sent empty they count as left out. */
export function pageParameters(parameters: Parameters, precision: Since = 'second'): Page {
  const since = precision === 'none' ? null : text(parameters, 'since')
  const start = wholeNumber(text(parameters, 'start') ?? '0', 'start', 0, 999_999_999)
  const limit = wholeNumber(text(parameters, 'limit') ?? text(parameters, 'count') ?? '50', 'limit', 1, 500)
  return { start, limit, since: since === null ? null : moment(since, precision), sinceText: since }
}
