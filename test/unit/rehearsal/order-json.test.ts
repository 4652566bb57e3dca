import { describe, expect, it } from 'vitest'
import { orderJson } from '../../../electron/rehearsal/order-json.ts'
import type { OrderFacts } from '../../../electron/rehearsal/store-order.ts'
import { anOrder, aShipment, hour, noon } from './an-order.ts'

const json = (order: OrderFacts, now = noon): Readonly<Record<string, unknown>> => orderJson(order, now, 'http://127.0.0.1:1/pictures/').Order

describe('an order as JSON', () => {
  it("is the reference's sample", () => {
    expect(json(anOrder())).toEqual({
      ShippingDetail: { city: 'North Bay', country: 'US', name: 'Mick Berry', phone_number: '+1 555-181-7247', state: 'NC', street_address1: '2126 PO Box 5 Rt 49', zipcode: '13123' },
      last_updated: '2026-07-26T13:00:00', order_time: '2026-07-26T13:00:00', order_id: '123456789009876543210164', order_total: '17.6', product_id: '1113fad43deaf71536cb2c74', buyer_id: '1234fad43deaf71536cb2c74',
      quantity: '2', price: '8', cost: '6.8', shipping: '2.35', shipping_cost: '2', product_name: 'Dandelion Necklace', product_image_url: 'http://127.0.0.1:1/pictures/necklace.png',
      days_to_fulfill: '2', hours_to_fulfill: '49', sku: 'Dandelion Necklace', state: 'APPROVED', transaction_id: '11114026a99e980d4e500269', variant_id: '1111fad63deaf71536cb2c76'
    })
  })

  it.each([[0, '49', '2'], [1, '48', '2'], [59 * 60_000, '48', '2'], [2 * hour, '47', '1'], [48.5 * hour, '0', '0'], [60 * hour, '0', '0']])('counts whole hours down: %d ms later %s hours, %s days', (later, hours, days) => {
    expect(json(anOrder(), noon + later)).toMatchObject({ hours_to_fulfill: hours, days_to_fulfill: days })
  })

  it('leaves out what is not known', () => {
    const bare = json(anOrder({ transactionId: null, shipTo: { name: 'Ana', country: 'US' }, item: { ...anOrder().item, picture: null } }))
    expect(bare['ShippingDetail']).toEqual({ name: 'Ana', country: 'US' })
    for (const key of ['transaction_id', 'product_image_url', 'color', 'size', 'shipped_date', 'tracking_number', 'ship_note', 'refunded_by']) expect(bare).not.toHaveProperty(key)
  })

  it('tells of the shipment and no longer of hours', () => {
    const shipped = json(anOrder({ state: 'SHIPPED', shipment: aShipment({ note: 'Danke' }) }))
    expect(shipped).toMatchObject({ state: 'SHIPPED', shipped_date: '2026-08-01', shipping_provider: 'DHL', tracking_number: 'AB12', shipping_time: '7-21', ship_note: 'Danke', tracking_confirmed: 'False' })
    expect(shipped).not.toHaveProperty('hours_to_fulfill')
    expect(shipped).not.toHaveProperty('days_to_fulfill')
  })

  it('tells who refunded, when and why', () => {
    expect(json(anOrder({ state: 'REFUNDED', refund: { by: 'REFUNDED BY MERCHANT', at: noon, reason: 'Other', note: 'cracked' } }))).toMatchObject({ refunded_by: 'REFUNDED BY MERCHANT', refunded_time: '2026-08-01T12:00:00', refunded_reason: 'Other', refunded_note: 'cracked' })
  })

  it('escapes the characters of HTML in a SKU, and nowhere else', () => {
    const { item, shipTo } = anOrder()
    const order = json(anOrder({ item: { ...item, sku: 'A&B<5>', productName: 'A & B' }, shipTo: { ...shipTo, name: '<b>' } }))
    expect(order).toMatchObject({ sku: 'A&amp;B&lt;5&gt;', product_name: 'A & B', ShippingDetail: { name: '<b>' } })
  })
})
