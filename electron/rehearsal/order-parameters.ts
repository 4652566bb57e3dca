import { invalid, missing, providerNotAccepted } from './api-error.ts'
import { checkedId, required, text, type Parameters } from './parameters.ts'
import { acceptedProvider } from './providers.ts'

export interface FulfilOrder { readonly id: string; readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string | null; readonly note: string | null }
export interface ModifyTracking { readonly id: string; readonly provider: string; readonly trackingNumber: string }
export interface RefundOrder { readonly id: string; readonly reasonCode: number; readonly note: string | null }

/** The order that a call is about. @throws an ApiError where it is missing or no id */
export const orderIdOf = (parameters: Parameters): string => checkedId(required(parameters, 'id'))

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

/** The parameters of modify-tracking (reference: "Modify Tracking of a Shipped Order"), judged before the order is looked for. @throws ApiError */
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
