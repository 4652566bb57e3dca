import { refundReasons } from './command.ts'
import { firstFlaw, idFlaw, type Flaw, type FlawReason } from './flaw.ts'
import { isSendableProvider } from './providers.ts'
import { shippingTimeOf } from './shipping-time.ts'
import { trackingProblem } from './tracking-number.ts'

/** How a parcel travels. `null`: the field is left out, as the reference's samples and its table (tracking_number is not required) allow. */
export interface Carriage {
  readonly provider: string
  readonly trackingNumber: string | null
}

/** A shipment to be confirmed. The reference's table requires the time, its samples leave it out: both can be sent. */
export interface Shipment extends Carriage {
  readonly shippingTime: string | null
  readonly note: string | null
}

/** A refund as it is sent (reference: "Refund/Cancel an order"). */
export interface Refund {
  readonly reasonCode: number
  readonly note: string | null
}

/** The longest note that goes out, in UTF-16 units. The reference names no limit. */
export const noteMost = 500

/** What may not stand in a note: control characters but line breaks and tabs. */
const unseen = /(?![\n\t])\p{Cc}/gu

/** A note as it is sent: without blanks around it and what cannot be seen; `null` where nothing is left. */
export function noteOf(typed: string | null): string | null {
  const said = (typed ?? '').replaceAll('\r\n', '\n').replace(unseen, '').toWellFormed().trim()
  return said === '' ? null : said
}

function noteFlaw(note: string | null): FlawReason | null {
  if (note === null) return null
  if (note.trim() === '') return 'empty'
  if (note.length > noteMost) return 'too_long'
  return note === note.replace(unseen, '') && note.isWellFormed() ? null : 'characters'
}

/** The reasons of the reference's table and its -1, and 18, which only its sample has: Joom takes it, no form offers it. */
const sendableRefundReasons: readonly number[] = [...refundReasons, 18]

/** Letters and digits only, at most 50. */
function trackingFlaw(number: string | null): FlawReason | null {
  // Small letters are as good as capitals here; only people's numbers are brought into one form before they are kept.
  const problem = number === null ? null : trackingProblem(number.replace(/[a-z]/g, (letter) => letter.toUpperCase()))
  return problem === 'length' ? 'too_long' : problem
}

const carriageFindings = (joomId: string, { provider, trackingNumber }: Carriage): Readonly<Record<string, FlawReason | null>> => ({
  id: idFlaw(joomId), tracking_provider: isSendableProvider(provider) ? null : 'not_accepted', tracking_number: trackingFlaw(trackingNumber)
})

/** What is wrong with a confirmation (reference: "Fulfill an Order"); `null` where it can be sent. */
export function shipmentFlaw(joomId: string, shipment: Shipment): Flaw | null {
  const { shippingTime: time, note } = shipment
  return firstFlaw({ ...carriageFindings(joomId, shipment), shipping_time: time === null || shippingTimeOf(time) !== null ? null : 'not_days', ship_note: noteFlaw(note) })
}

/** What is wrong with a correction of a tracking number (reference: "Modify Tracking of a Shipped Order"). */
export function carriageFlaw(joomId: string, carriage: Carriage): Flaw | null {
  return firstFlaw(carriageFindings(joomId, carriage))
}

/** What is wrong with a refund (reference: "Refund/Cancel an order"): -1, another reason, needs its note. */
export function refundFlaw(joomId: string, { reasonCode, note }: Refund): Flaw | null {
  return firstFlaw({
    id: idFlaw(joomId),
    reason_code: sendableRefundReasons.includes(reasonCode) ? null : 'not_accepted',
    reason_note: reasonCode === -1 && note === null ? 'empty' : noteFlaw(note)
  })
}
