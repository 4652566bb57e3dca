import { invalid, orderNotFound } from './api-error.ts'
import { fulfil, refund, timeToFulfil } from './order-life.ts'
import type { Millis, OrderFacts, ShipTo } from './store-order.ts'

export const acts = ['ship', 'refund', 'review', 'approve', 'address', 'quantity'] as const
export type Act = (typeof acts)[number]

/** What a person does to an order in Joom's own panel, beside every application. */
export interface Elsewhere {
  readonly order: string
  readonly act: Act
  /** Of `ship`: DHL where left out. */
  readonly provider?: string
  /** Of `ship`: made of the order's id where left out. */
  readonly trackingNumber?: string
  /** Of `address`: what becomes another; a new street where left out. */
  readonly shipTo?: ShipTo
  /** Of `quantity`: one more where left out. */
  readonly quantity?: number
}

const parts = ['name', 'street_address1', 'street_address2', 'city', 'state', 'country', 'zipcode', 'phone_number'] as const

/** @returns what a JSON value asks for, or a sentence that says what is wrong with it */
export function parseElsewhere(value: unknown): Elsewhere | string {
  const { order, act, provider, trackingNumber, shipTo, quantity } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const known = acts.find((one) => one === act)
  if (typeof order !== 'string' || order === '') return 'order is the id of an order'
  if (!known) return `act is one of ${acts.join(', ')}`
  if (provider !== undefined && typeof provider !== 'string') return 'provider is a text'
  if (trackingNumber !== undefined && (typeof trackingNumber !== 'string' || !/^[A-Za-z0-9]*$/.test(trackingNumber))) return 'trackingNumber is letters and digits'
  if (quantity !== undefined && (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)) return 'quantity is a whole number from 1'
  const to = addressOf(shipTo)
  if (typeof to === 'string') return to
  return { order, act: known, ...(provider !== undefined && { provider }), ...(trackingNumber !== undefined && { trackingNumber }), ...(quantity !== undefined && { quantity }), ...(to && { shipTo: to }) }
}

function addressOf(value: unknown): ShipTo | string | null {
  if (value === undefined) return null
  const wrong = `shipTo has texts under ${parts.join(', ')}`
  if (typeof value !== 'object' || value === null) return wrong
  const entries = Object.entries(value)
  return entries.every(([name, text]) => parts.some((part) => part === name) && typeof text === 'string') ? Object.fromEntries(entries) : wrong
}

/**
 * The order as the panel leaves it. The states are those of the API: what is not approved cannot be shipped, what is refunded
 * cannot be refunded; `review` takes an approved order under review, and `approve`
 * lets it out again, its time to fulfil counted from then.
 * @throws an ApiError where its state does not allow it, or there is no such order
 */
export function actedElsewhere(order: OrderFacts | null, { order: id, act, provider = 'DHL', trackingNumber, shipTo, quantity }: Elsewhere, now: Millis): OrderFacts {
  if (!order) throw orderNotFound(id)
  const to = { ...order, updatedAt: now }
  switch (act) {
    case 'ship': return fulfil(order, { id, provider, trackingNumber: trackingNumber ?? `PANEL${id.replace(/[^A-Za-z0-9]/g, '')}`, shippingTime: null, note: null }, now)
    case 'refund': return refund(order, { id, reasonCode: 1, note: null }, now)
    case 'review':
      if (order.state !== 'APPROVED') throw invalid('only an approved order goes under review')
      return { ...to, state: 'REQUIRE_REVIEW' }
    case 'approve':
      if (order.state !== 'REQUIRE_REVIEW') throw invalid('only an order under review can be approved')
      return { ...to, state: 'APPROVED', dueAt: now + timeToFulfil }
    case 'address': return { ...to, shipTo: { ...order.shipTo, ...(shipTo ?? { street_address1: `${order.shipTo.street_address1 ?? ''} (new)`.trim() }) } }
    case 'quantity': {
      const { item } = order
      const pieces = quantity ?? item.quantity + 1
      return { ...to, item: { ...item, quantity: pieces, total: String(Number((pieces * (Number(item.cost) + Number(item.shippingCost))).toPrecision(12))) } }
    }
  }
}
