import { isToShip } from '../domain/order-difference.ts'
import { leftOutOf, type Gathered, type LeftOut, type Placed } from './desk-gathered.ts'
import type { SlipOrder } from './run-store.ts'
import { senderOf } from './sender.ts'

const numberOf = ({ shipment }: SlipOrder): string => shipment.trackingNumber?.trim() ?? ''

function whyNot(order: SlipOrder): LeftOut['reason'] | null {
  if (!order.readable) return 'unreadable'
  if (!isToShip(order.state)) return 'not_to_ship'
  return numberOf(order) === '' ? 'no_tracking_number' : null
}

/** What a carrier's list says of an order, to be compared before somebody signs it: whether its parcel goes out, with whom, under which number and where to. */
export function handedOver(order: SlipOrder): string {
  return JSON.stringify([whyNot(order), order.shipment.provider, numberOf(order), order.shipTo.country])
}

/** By carrier, then in the order of the run. What nobody gave a tracking number to is not handed over, and what is not to go out any more is not either. @param sender of stores that have no address of their own */
export function handOverPaper(all: readonly Placed[], sender: string): Gathered {
  const leftOut = all.flatMap(({ order }) => {
    const reason = whyNot(order)
    return reason === null ? [] : [leftOutOf(order, reason)]
  })
  const parcels = all.filter(({ order }) => whyNot(order) === null)
  // Orders that share a parcel share its number: the courier counts parcels.
  const once = [...Map.groupBy(parcels, ({ order }) => `${order.shipment.provider ?? ''} ${numberOf(order)}`).values()].flatMap(([first]) => first ?? [])
  const carriers = [...Map.groupBy(once, ({ order }) => order.shipment.provider ?? '?')].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([carrier, list]) => ({
    carrier, rows: list.map(({ order }) => ({ trackingNumber: numberOf(order), pickCode: order.pickCode, country: order.shipTo.country, store: order.storeName })),
    senders: [...new Map(list.map(({ order }) => [order.connectionId, senderOf(order, sender)])).values()]
  }))
  return { content: { kind: 'hand_over', carriers }, count: parcels.length, leftOut }
}
