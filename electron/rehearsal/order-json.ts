import type { Millis, OrderFacts } from './store-order.ts'

/** Dates of orders have no zone; they are UTC. */
export const second = (at: Millis): string => new Date(at).toISOString().slice(0, 19)
const day = (at: Millis): string => new Date(at).toISOString().slice(0, 10)
/** SKUs come back with the characters of HTML escaped. */
export const escapedSku = (sku: string): string => sku.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Whole hours until an order is due: all that changes in its JSON with the clock. */
export const hoursLeft = (order: OrderFacts, now: Millis): number => Math.max(0, Math.floor((order.dueAt - now) / 3_600_000))

/**
 * An order as the reference's samples print it: every number a text, optional keys missing where there is nothing to say,
 * hours and days left only for orders that need fulfilment, SKUs with their HTML characters escaped.
 * @param pictures address under which pictures are served, ending in a slash
 */
export function orderJson(order: OrderFacts, now: Millis, pictures: string): { readonly Order: Readonly<Record<string, unknown>> } {
  const { item, shipment, refund } = order
  const hours = hoursLeft(order, now)
  return {
    Order: {
      ShippingDetail: order.shipTo,
      last_updated: second(order.updatedAt),
      order_time: second(order.orderedAt),
      order_id: order.id,
      order_total: item.total,
      product_id: item.productId,
      buyer_id: order.buyerId,
      quantity: String(item.quantity),
      price: item.price,
      cost: item.cost,
      shipping: item.shipping,
      shipping_cost: item.shippingCost,
      product_name: item.productName,
      ...(item.picture !== null && { product_image_url: pictures + item.picture }),
      ...(order.state === 'APPROVED' && { days_to_fulfill: String(Math.floor(hours / 24)), hours_to_fulfill: String(hours) }),
      sku: escapedSku(item.sku),
      state: order.state,
      ...(order.transactionId !== null && { transaction_id: order.transactionId }),
      variant_id: item.variantId,
      ...(item.color !== null && { color: item.color }),
      ...(item.size !== null && { size: item.size }),
      ...(shipment && {
        shipped_date: day(shipment.at),
        shipping_provider: shipment.provider,
        ...(shipment.trackingNumber !== '' && { tracking_number: shipment.trackingNumber }),
        ...(shipment.shippingTime !== null && { shipping_time: shipment.shippingTime }),
        ...(shipment.note !== null && { ship_note: shipment.note }),
        tracking_confirmed: shipment.confirmed ? 'True' : 'False'
      }),
      ...(refund && { refunded_by: refund.by, refunded_time: second(refund.at), refunded_reason: refund.reason, ...(refund.note !== null && { refunded_note: refund.note }) })
    }
  }
}
