import { invalid, invalidId, missing, providerNotAccepted } from './api-error.ts'
import { acceptedProvider } from './providers.ts'
import type { Millis } from './store-order.ts'

/** The parameters of a request by name. A name that was sent without a value is an empty text. */
export type Parameters = ReadonlyMap<string, string>

export interface FulfilOrder { readonly id: string; readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string | null; readonly note: string | null }
export interface ModifyTracking { readonly id: string; readonly provider: string; readonly trackingNumber: string }
export interface RefundOrder { readonly id: string; readonly reasonCode: number; readonly note: string | null }
export interface Page { readonly start: number; readonly limit: number; readonly since: Millis | null; readonly sinceText: string | null }

const text = (parameters: Parameters, name: string): string | null => parameters.get(name)?.trim() || null

function required(parameters: Parameters, name: string): string {
  const value = text(parameters, name)
  if (value === null) throw missing(name)
  return value
}

/** Ids are opaque: 8 capitals and digits, 24 hexadecimal digits, or longer ones with dashes. */
export function orderIdOf(parameters: Parameters): string {
  const id = required(parameters, 'id')
  if (id === '0' || !/^[A-Za-z0-9-]{1,100}$/.test(id)) throw invalidId(id)
  return id
}

function provider(parameters: Parameters): string {
  const accepted = acceptedProvider(required(parameters, 'tracking_provider'))
  if (accepted === null) throw providerNotAccepted()
  return accepted
}

function trackingNumber(parameters: Parameters): string {
  const number = parameters.get('tracking_number') ?? ''
  if (!/^[A-Za-z0-9]*$/.test(number)) throw invalid('tracking_number takes letters and digits only, without spaces')
  return number
}

function shippingTime(parameters: Parameters): string | null {
  const range = text(parameters, 'shipping_time')
  if (range === null) return null
  const [, low, high] = /^(\d{1,3})\s*-\s*(\d{1,3})$/.exec(range) ?? []
  if (low === undefined || high === undefined) throw invalid('shipping_time takes a range of days such as 7-21')
  if (Number(low) < 2) throw invalid('the lower bound of shipping_time is at least 2 days')
  if (Number(high) < Number(low)) throw invalid('the upper bound of shipping_time is below the lower one')
  return `${Number(low)}-${Number(high)}`
}

/**
 * The parameters of fulfil-one (reference: "Fulfill an Order"). They are judged before the order is looked for, as in the
 * reference's example. `shipping_time` is called required there and left out by its samples: it may be missing.
 */
export function fulfilParameters(parameters: Parameters): FulfilOrder {
  return { id: orderIdOf(parameters), provider: provider(parameters), trackingNumber: trackingNumber(parameters), shippingTime: shippingTime(parameters), note: text(parameters, 'ship_note') }
}

export function modifyParameters(parameters: Parameters): ModifyTracking {
  return { id: orderIdOf(parameters), provider: provider(parameters), trackingNumber: trackingNumber(parameters) }
}

/** 1, 2 and 3 of the table, -1 for another reason, which needs a note, and 18, which the reference's sample uses. */
export function refundParameters(parameters: Parameters): RefundOrder {
  const id = orderIdOf(parameters)
  const code = required(parameters, 'reason_code')
  if (!['1', '2', '3', '-1', '18'].includes(code)) throw invalid(`${code.slice(0, 40)} is not one of the accepted reason codes`)
  const note = text(parameters, 'reason_note')
  if (code === '-1' && note === null) throw missing('reason_note')
  return { id, reasonCode: Number(code), note }
}

function whole(parameters: Parameters, name: string, fallback: number, min: number, max: number): number {
  const value = text(parameters, name)
  if (value === null) return fallback
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (!(number >= min && number <= max)) throw invalid(`${name} takes a whole number from ${min}${max < 999_999_999 ? ` to ${max}` : ''}`)
  return number
}

/** A day, or a second, both UTC: the two formats of the reference. */
function moment(value: string): Millis {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value)
  const at = day || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(value) ? Date.parse(day ? `${value}T00:00:00Z` : `${value}Z`) : NaN
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(value)) throw invalid('since takes a day such as 2014-01-20 or a second such as 2014-01-20T20:10:20, UTC')
  return at
}

/** `start` from 0 (default 0), `limit` 1 to 500 (default 50), `since` in two formats; sent empty they count as left out. */
export function pageParameters(parameters: Parameters): Page {
  const since = text(parameters, 'since')
  return { start: whole(parameters, 'start', 0, 0, 999_999_999), limit: whole(parameters, 'limit', 50, 1, 500), since: since === null ? null : moment(since), sinceText: since }
}
