import type { OrderFacts, Shipment } from '../../../electron/rehearsal/store-order.ts'

export const noon = Date.UTC(2026, 7, 1, 12)
export const hour = 3_600_000

/** The order of the reference's sample "Retrieve an Order", with 49 hours left at noon. */
export function anOrder(with_: Partial<OrderFacts> = {}): OrderFacts {
  return {
    id: '123456789009876543210164', buyerId: '1234fad43deaf71536cb2c74', transactionId: '11114026a99e980d4e500269', orderedAt: noon - 143 * hour, updatedAt: noon - 143 * hour, dueAt: noon + 49 * hour, state: 'APPROVED',
    item: {
      productId: '1113fad43deaf71536cb2c74', variantId: '1111fad63deaf71536cb2c76', productName: 'Dandelion Necklace', picture: 'necklace.png', sku: 'Dandelion Necklace', color: null, size: null, quantity: 2,
      price: '8', cost: '6.8', shipping: '2.35', shippingCost: '2', total: '17.6'
    },
    shipTo: { city: 'North Bay', country: 'US', name: 'Mick Berry', phone_number: '+1 555-181-7247', state: 'NC', street_address1: '2126 PO Box 5 Rt 49', zipcode: '13123' },
    shipment: null, refund: null, ...with_
  }
}

export function aShipment(with_: Partial<Shipment> = {}): Shipment {
  return { at: noon, provider: 'DHL', trackingNumber: 'AB12', trackedAt: noon, shippingTime: '7-21', note: null, confirmed: false, ...with_ }
}
