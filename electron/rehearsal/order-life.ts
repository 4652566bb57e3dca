import { alreadyFulfilled, invalid, wrongState } from './api-error.ts'
import type { FulfilOrder, ModifyTracking, RefundOrder } from './order-parameters.ts'
import type { Millis, OrderFacts, ShipTo, State, StoreOrder } from './store-order.ts'

/** Days a seller has to fulfil an order, from the moment it was placed. */
const daysToFulfil = 8
const hour = 3_600_000
/** How long a seller has to fulfil an order, in milliseconds. */
export const timeToFulfil = daysToFulfil * 24 * hour
/** How long an overdue order stands before Joom refunds it. */
export const graceAfterDue = 24 * hour

const word: Readonly<Record<State, string>> = { APPROVED: 'approved', SHIPPED: 'shipped', REFUNDED: 'refunded', REQUIRE_REVIEW: 'requireReview' }
const refused = (order: OrderFacts, to: string): Error => wrongState(order.id, order.refund?.by === 'REFUNDED BY JOOM' ? 'cancelledByJoom' : word[order.state], to)

/** APPROVED → SHIPPED (reference: "Fulfill an Order"). From any other state it is refused. */
export function fulfil(order: OrderFacts, asked: FulfilOrder, now: Millis): OrderFacts {
  if (order.state === 'SHIPPED') throw alreadyFulfilled()
  if (order.state !== 'APPROVED') throw refused(order, 'shipped')
  const shipment = { at: now, provider: asked.provider, trackingNumber: asked.trackingNumber, trackedAt: now, shippingTime: asked.shippingTime, note: asked.note, confirmed: false }
  return { ...order, state: 'SHIPPED', updatedAt: now, shipment }
}

/** SHIPPED → SHIPPED, any number of times, until the carrier has confirmed the number. A number that is not given stays. */
export function modifyTracking(order: OrderFacts, asked: ModifyTracking, now: Millis): OrderFacts {
  if (order.state !== 'SHIPPED' || !order.shipment) throw invalid('Order not in SHIPPED state')
  if (order.shipment.confirmed) throw invalid('The tracking number for this order is confirmed already, it cannot be changed.')
  const kept = asked.trackingNumber === '' || asked.trackingNumber === order.shipment.trackingNumber
  const number = kept ? order.shipment.trackingNumber : asked.trackingNumber
  return { ...order, updatedAt: now, shipment: { ...order.shipment, provider: asked.provider, trackingNumber: number, trackedAt: kept ? order.shipment.trackedAt : now } }
}

const reasons: Readonly<Record<number, string>> = {
  1: 'Store is unable to fulfill order', 2: 'Product is out of stock', 3: 'Customer provided the wrong address information', 18: 'Product is out of stock', [-1]: 'Other'
}

/** Any state but REFUNDED → REFUNDED (reference: "Refund/Cancel an order"). */
export function refund(order: OrderFacts, asked: RefundOrder, now: Millis): OrderFacts {
  if (order.state === 'REFUNDED') throw refused(order, 'refunded')
  return { ...order, state: 'REFUNDED', updatedAt: now, refund: { by: 'REFUNDED BY MERCHANT', at: now, reason: reasons[asked.reasonCode] ?? 'Other', note: asked.note } }
}

const byJoom = (order: OrderFacts, at: Millis, reason: string): OrderFacts => ({ ...order, state: 'REFUNDED', updatedAt: at, refund: { by: 'REFUNDED BY JOOM', at, reason, note: null } })

/** Joom merges and compares parcels by recipient and address; the phone does not count. */
const recipient = (to: ShipTo): string =>
  [to.name, to.street_address1, to.street_address2, to.city, to.state, to.zipcode, to.country].map((part) => (part ?? '').trim().toLowerCase()).join('\n')

/**
 * What Joom does to a store by itself until `now`: it refunds orders that have been overdue for a day, and orders of
 * different recipients that have had one tracking number in common for `noticeMs`.
 * @returns the orders that change
 */
export function joomActs(store: readonly StoreOrder[], now: Millis, noticeMs: number): { readonly order: StoreOrder; readonly to: OrderFacts }[] {
  const acts: { order: StoreOrder; to: OrderFacts }[] = []
  const parcels = new Map<string, StoreOrder[]>()
  for (const order of store) {
    const { truth } = order
    const gone = truth.dueAt + graceAfterDue
    if (truth.state === 'APPROVED' && gone <= now) acts.push({ order, to: byJoom(truth, gone, 'Order was not fulfilled in time') })
    const number = truth.state === 'SHIPPED' ? (truth.shipment?.trackingNumber.toUpperCase() ?? '') : ''
    if (number !== '') parcels.set(number, [...(parcels.get(number) ?? []), order])
  }
  for (const sharing of parcels.values()) {
    for (const order of sharing) {
      const { truth } = order
      const others = sharing.filter((other) => recipient(other.truth.shipTo) !== recipient(truth.shipTo))
      const noticed = Math.min(...others.map((other) => Math.max(other.truth.shipment?.trackedAt ?? 0, truth.shipment?.trackedAt ?? 0) + noticeMs))
      if (noticed <= now) acts.push({ order, to: byJoom(truth, noticed, 'Tracking number is used for customers with different addresses') })
    }
  }
  return acts
}
