import type { ModelOrder, Version } from './model-joom.ts'

const second = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** An order as the reference's samples print it, as far as anything here reads it. */
export function orderJson({ id, hours, versions }: ModelOrder, version: Version, now: number): { readonly Order: Readonly<Record<string, unknown>> } {
  const { state, provider, trackingNumber, refund, updated } = version
  const began = versions[0]?.updated ?? now
  const left = Math.max(0, Math.floor(hours - (now - began) / 3_600_000))
  return {
    Order: {
      order_id: id, state, last_updated: second(updated), order_time: second(began), quantity: '1', sku: 'MUG-350', product_id: 'p1', variant_id: 'v1', product_name: 'Stoneware mug', price: '8', order_total: '8.8',
      ShippingDetail: { name: `Recipient of ${id}`, street_address1: '1 Main St', city: 'Springfield', state: 'IL', country: 'US', zipcode: '62701' },
      ...(state === 'APPROVED' && { hours_to_fulfill: String(left) }),
      ...(trackingNumber !== null && { shipped_date: second(updated).slice(0, 10), shipping_provider: provider, tracking_number: trackingNumber }),
      ...(refund !== null && { refunded_by: 'MERCHANT', refunded_time: second(updated), refunded_reason: refund })
    }
  }
}
