import type { OrderFacts, ReceivedOrder } from '../../electron/domain/order.ts'

/** The rest of a fact sheet: what a test does not say. */
export interface Given extends Partial<Omit<OrderFacts, 'product' | 'money' | 'shipTo' | 'shipment' | 'refund'>> {
  readonly product?: Partial<OrderFacts['product']>
  readonly money?: Partial<OrderFacts['money']>
  readonly shipTo?: Partial<OrderFacts['shipTo']>
  readonly shipment?: Partial<OrderFacts['shipment']>
  readonly refund?: Partial<OrderFacts['refund']>
}

/** An order to ship, in 24 hours, to a recipient of its own. */
export function received(joomId: string, given: Given = {}): ReceivedOrder {
  const facts: OrderFacts = {
    joomId, transactionId: null, buyerId: null, state: 'APPROVED', stateWord: null, orderedAt: 1_799_000_000_000, lastUpdated: 1_799_000_000_000, hoursToFulfill: 24, quantity: 1, ...given,
    product: { id: 'p1', variantId: 'v1', name: 'Stoneware mug', imageUrl: null, sku: 'MUG-350', color: null, size: null, ...given.product },
    money: { price: '8', cost: '6.8', shipping: '2.35', shippingCost: '2', total: '8.8', ...given.money },
    shipTo: { name: `Recipient of ${joomId}`, street1: '1 Main St', street2: null, city: 'Springfield', state: 'IL', country: 'US', zip: '62701', phone: null, ...given.shipTo },
    shipment: { shippedDate: null, provider: null, trackingNumber: null, shippingTime: null, note: null, ...given.shipment },
    refund: { by: null, time: null, reason: null, note: null, ...given.refund }
  }
  // The time is told; what else is `null` in the facts is left out.
  const updated = facts.lastUpdated !== null && { last_updated: new Date(facts.lastUpdated).toISOString() }
  return { facts, raw: JSON.stringify({ Order: { order_id: joomId, state: facts.state, ...updated } }) }
}
