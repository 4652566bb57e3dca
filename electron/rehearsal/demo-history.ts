import { providerNames } from './providers.ts'
import type { Millis, OrderFacts, Refund, Shipment, State } from './store-order.ts'

const hour = 3_600_000
const notes = [null, null, 'Thank you!', 'Danke ♥ kommt bald', 'Спасибо за покупку!', 'ありがとうございます 🎁']

type Bought = Omit<OrderFacts, 'state' | 'updatedAt' | 'shipment' | 'refund'>

/** The order as it has come to its state: shipped and refunded ones carry when, how and why. */
export function livedOrder(bought: Bought, state: State, number: number, now: Millis, random: () => number): OrderFacts {
  const age = now - bought.orderedAt
  const acted = bought.orderedAt + Math.floor(age * (0.1 + random() * 0.6))
  const order = { ...bought, state, shipment: null, refund: null }
  switch (state) {
    case 'APPROVED':
      return { ...order, updatedAt: Math.min(now, bought.orderedAt + Math.floor(random() * hour)) }
    case 'REQUIRE_REVIEW':
      return { ...order, updatedAt: bought.orderedAt }
    case 'SHIPPED':
      return { ...order, updatedAt: acted, shipment: shipment(acted, number, random) }
    case 'REFUNDED': {
      const afterShipping = number % 2 === 0
      return { ...order, updatedAt: acted, shipment: afterShipping ? shipment(acted - hour, number, random) : null, refund: refund(acted, number) }
    }
  }
}

function shipment(at: Millis, number: number, random: () => number): Shipment {
  const provider = providerNames[(number * 5) % providerNames.length] ?? 'China Post'
  const digits = String(Math.floor(random() * 900_000_000) + 100_000_000)
  return { at, provider, trackingNumber: `RH${digits}PB`, trackedAt: at, shippingTime: random() < 0.7 ? '7-21' : null, note: notes[number % notes.length] ?? null, confirmed: number % 4 === 1 }
}

function refund(at: Millis, number: number): Refund {
  const variety: readonly Omit<Refund, 'at'>[] = [
    { by: 'REFUNDED BY MERCHANT', reason: 'Product is out of stock', note: null },
    { by: 'REFUNDED BY JOOM', reason: 'Order was not fulfilled in time', note: null },
    { by: 'REFUNDED BY MERCHANT', reason: 'Other', note: 'The glaze had a crack & we have no second one. Sorry! 😔' }
  ]
  // The remainder names one of the three.
  return { ...(variety[number % variety.length] as Omit<Refund, 'at'>), at }
}
