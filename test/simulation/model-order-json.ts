import type { Dice } from './dice.ts'
import type { ModelOrder, Version } from './model-joom.ts'

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** What answers leave out now and then; when an order was changed is always told, since nothing else shows which of two answers is the older one. */
function withGaps(parts: Readonly<Record<string, string>>, dice: Dice | null): Readonly<Record<string, string | null>> {
  if (dice === null || dice.chance(0.5)) return parts
  return Object.fromEntries(Object.entries(parts).flatMap(([key, value]): [string, string | null][] => (dice.chance(0.6) ? [[key, value]] : dice.chance(0.5) ? [[key, null]] : [])))
}

/** An order as the reference's samples print it, as far as anything here reads it. */
export function orderJson({ id, hours, versions }: ModelOrder, version: Version, now: number, leavesOut: Dice | null): { readonly Order: Readonly<Record<string, unknown>> } {
  const { state, provider, trackingNumber, refund, house, updated } = version
  const began = versions[0]?.updated ?? now
  const left = Math.max(0, Math.floor(hours - (now - began) / 3_600_000))
  return {
    Order: {
      order_id: id, state, last_updated: second(updated), order_time: second(began), ...withGaps({ quantity: '1' }, leavesOut), sku: 'MUG-350', product_id: 'p1', variant_id: 'v1', product_name: 'Stoneware mug', ...withGaps({ price: '8', order_total: '8.8' }, leavesOut),
      ShippingDetail: withGaps({ name: `Recipient of ${id}`, street_address1: `${String(house)} Main St`, city: 'Springfield', state: 'IL', country: 'US', zipcode: '62701' }, leavesOut),
      ...(state === 'APPROVED' && withGaps({ hours_to_fulfill: String(left) }, leavesOut)),
      ...(trackingNumber !== null && { shipped_date: second(updated).slice(0, 10), ...withGaps({ shipping_provider: provider ?? '', tracking_number: trackingNumber }, leavesOut) }),
      ...(refund !== null && { refunded_by: 'MERCHANT', refunded_time: second(updated), refunded_reason: refund })
    }
  }
}
