import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWire, isWireObject, type WireValue } from '../../../electron/joom/wire-json.ts'
import { isReadable } from '../../../electron/joom/wire-entity.ts'
import { readOrder } from '../../../electron/joom/wire-order.ts'
import { exampleAnswer } from '../../support/reference-examples.ts'

const oneOrder = exampleAnswer('Retrieve an Order')
const unfulfilledOrders = exampleAnswer('Retrieve Unfulfilled Orders')
const asIs = (text: string): string => text
function wire(json: string): WireValue {
  const value = parseWire(json, asIs)
  if (value === undefined) throw new Error(`not JSON: ${json}`)
  return value
}
function facts(entity: unknown) {
  const order = readOrder(wire(JSON.stringify(entity)))
  if (!isReadable(order)) throw new Error(order.reason)
  return order.facts
}
const bare = { order_id: 'A1', state: 'APPROVED' }

describe('the reference’s order', () => {
  const data = wire(oneOrder)
  const entity = isWireObject(data) ? data['data'] : undefined
  const order = readOrder(entity ?? null)

  it('is read whole', () => {
    if (!isReadable(order)) throw new Error(order.reason)
    expect(order.facts).toEqual({
      joomId: '123456789009876543210164', transactionId: '11114026a99e980d4e500269', buyerId: '1234fad43deaf71536cb2c74', state: 'APPROVED', stateWord: null,
      orderedAt: Date.UTC(2013, 11, 6, 20, 20, 20), lastUpdated: Date.UTC(2013, 11, 6, 20, 20, 20), hoursToFulfill: 49,
      product: {
        id: '1113fad43deaf71536cb2c74', variantId: '1111fad63deaf71536cb2c76', name: 'Dandelion Necklace',
        imageUrl: 'http://d1zog42tnv26ho.cloudfront.net/4fea11fac43bf532f4001419-normal.jpg', sku: 'Dandelion Necklace', color: null, size: null
      },
      quantity: 2, money: { price: '8', cost: '6.8', shipping: '2.35', shippingCost: '2', total: '17.6' },
      shipTo: { name: 'Mick Berry', street1: '2126 PO Box 5 Rt 49', street2: null, city: 'North Bay', state: 'NC', country: 'US', zip: '13123', phone: '+1 555-181-7247' },
      shipment: { shippedDate: null, provider: null, trackingNumber: null, shippingTime: null, note: null },
      refund: { by: null, time: null, reason: null, note: null }
    })
  })

  it('keeps its JSON', () => {
    expect(JSON.parse(order.raw)).toEqual((JSON.parse(oneOrder) as { data: unknown }).data)
  })

  it('reads the same bare, with shipping_detail, and with real numbers', () => {
    const { Order } = (JSON.parse(oneOrder) as { data: { Order: Record<string, unknown> } }).data
    const { ShippingDetail, ...rest } = Order
    const other = { ...rest, shipping_detail: ShippingDetail, quantity: 2, price: 8, cost: 6.8, hours_to_fulfill: 49 }
    expect(facts(other)).toEqual(facts({ Order }))
  })
})

it('reads both of the reference’s unfulfilled orders', () => {
  const orders = (JSON.parse(unfulfilledOrders) as { data: unknown[] }).data.map(facts)
  expect(orders.map((o) => [o.joomId, o.shipTo.name, o.hoursToFulfill])).toEqual([['123456789009876543210164', 'Guadalupe Smith', 49], ['1114a7cfb2ec2d42d272b627', 'Marko Schroeder', 49]])
})

describe('quirks', () => {
  it('reads a shipped order, its dates as Joom wrote them', () => {
    const order = facts({ ...bare, state: 'SHIPPED', shipped_date: '2014-01-22', shipping_provider: 'China Post', tracking_number: 'RR123456789CN', ship_note: 'Thanks', shipping_time: '7-14' })
    expect(order.shipment).toEqual({ shippedDate: '2014-01-22', provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: 'Thanks' })
    expect(order.hoursToFulfill).toBeNull()
  })

  it.each([
    [{}, ['provider', 'trackingNumber']], [{ shipping_provider: null, tracking_number: {} }, ['provider', 'trackingNumber']], [{ shipping_provider: 'EMS' }, ['trackingNumber']],
    [{ shipping_provider: '', tracking_number: '' }, undefined], [{ shipping_provider: 'EMS', tracking_number: 12345 }, undefined]
  ])('tells what of its parcel a shipped order leaves out: %j', (keys, leftOut) => {
    for (const state of ['SHIPPED', 'Shipped']) expect(facts({ ...bare, state, ...keys }).shipment.leftOut).toEqual(leftOut)
    // What is not shipped has none.
    for (const state of ['APPROVED', 'REQUIRE_REVIEW', 'REFUNDED']) expect(facts({ ...bare, state, ...keys }).shipment.leftOut).toBeUndefined()
  })

  it('reads a refunded order', () => {
    expect(facts({ ...bare, state: 'refunded', refunded_by: 'STORE', refunded_time: '2014-02-01T01:02:03', refunded_reason: 'No stock', refunded_note: '' }))
      .toMatchObject({ state: 'REFUNDED', refund: { by: 'STORE', time: '2014-02-01T01:02:03', reason: 'No stock', note: null } })
  })

  it('keeps a word that is no known state, as OTHER', () => {
    expect(facts({ ...bare, state: 'returnInitiated' })).toMatchObject({ state: 'OTHER', stateWord: 'returnInitiated' })
    expect(facts({ ...bare, state: 'other' })).toMatchObject({ state: 'OTHER', stateWord: 'other' })
    expect(facts({ ...bare, state: 'x'.repeat(5000) }).stateWord).toBe('x'.repeat(60))
    expect(facts({ ...bare, state: 'Shipped' })).toMatchObject({ state: 'SHIPPED', stateWord: null })
  })

  it('undoes the escapes of a SKU once, and of nothing else', () => {
    const order = facts({ ...bare, sku: 'A&lt;B&gt;&amp;amp;C', product_name: 'Salt &amp; Pepper' })
    expect(order.product.sku).toBe('A<B>&amp;C')
    expect(order.product.name).toBe('Salt &amp; Pepper')
  })

  it.each([
    ['"4.70588235294"', '4.70588235294'], ['4.70', '4.70'], ['12345678901234567890.10', '12345678901234567890.10'], ['"-3"', '-3'],
    ['"1e3"', null], ['1e3', '1000'], ['"17,6"', null], ['"$17.6"', null], ['true', null], ['""', null], ['null', null], ['{}', null], ['".5"', null]
  ])('takes the amount %s as %s', (json, amount) => {
    const order = readOrder(wire(`{"order_id":"A","state":"APPROVED","order_total":${json}}`))
    expect(isReadable(order) ? order.facts.money.total : order.reason).toBe(amount)
  })

  it('keeps every digit of every number in the raw JSON', () => {
    const raw = '{"order_id":12345678901234567890,"state":"APPROVED","cost":4.70,"new_key":[1.0,{"deep":1e2}]}'
    const order = readOrder(wire(raw))
    expect(order.raw).toBe(raw)
    expect(isReadable(order) && order.facts.joomId).toBe('12345678901234567890')
  })

  it.each([['"3"', 3], ['3', 3], ['"2.0"', 2], ['"2.5"', null], ['"-1"', null], ['"1e9"', null], ['"99999999"', null], ['"Infinity"', null]])('takes %s for a quantity of %s', (json, quantity) => {
    const order = readOrder(wire(`{"order_id":"A","state":"APPROVED","quantity":${json}}`))
    expect(isReadable(order) ? order.facts.quantity : order.reason).toBe(quantity)
  })

  it('counts days where there are no hours, and hours where there are both', () => {
    expect(facts({ ...bare, days_to_fulfill: '2' }).hoursToFulfill).toBe(48)
    expect(facts({ ...bare, days_to_fulfill: '2', hours_to_fulfill: '-1' }).hoursToFulfill).toBe(-1)
    expect(facts({ ...bare, hours_to_fulfill: '1e300' }).hoursToFulfill).toBeNull()
  })

  it('strips what no label may carry, and keeps every script', () => {
    const order = facts({
      ...bare,
      ShippingDetail: { name: ' An\u0000na\u202e\u2066 Müller\u009f ', street_address1: 'Line 1\r\nLine 2', city: '서울', state: '', country: 'de ', zipcode: 13123, street_address2: '🏠 ১২৩ \u200fמיכל\u200d' }
    })
    expect(order.shipTo).toEqual({ name: 'Anna Müller', street1: 'Line 1 Line 2', street2: '🏠 ১২৩ \u200fמיכל\u200d', city: '서울', state: null, country: 'DE', zip: '13123', phone: null })
  })

  it('takes only addresses of the web for pictures', () => {
    expect(facts({ ...bare, product_image_url: 'javascript:alert(1)' }).product.imageUrl).toBeNull()
    expect(facts({ ...bare, product_image_url: 'file:///etc/passwd' }).product.imageUrl).toBeNull()
    expect(facts({ ...bare, product_image_url: 'https://img.example/a b.jpg' }).product.imageUrl).toBe('https://img.example/a%20b.jpg')
  })

  it('is not misled by keys of every object’s prototype', () => {
    const order = readOrder(wire('{"__proto__":{"order_id":"X","state":"APPROVED"}}'))
    expect(order).toMatchObject({ joomId: null, reason: expect.stringContaining('order_id') as string })
    expect(Object.hasOwn(Object.prototype, 'order_id')).toBe(false)
  })
})

describe('an unreadable entity', () => {
  it.each([
    ['null', null, 'object'], ['"text"', null, 'object'], ['[]', null, 'object'], ['{"Order":null}', null, 'object'], ['{"Order":7}', null, 'object'],
    ['{}', null, 'order_id'], ['{"order_id":"","state":"APPROVED"}', null, 'order_id'], ['{"order_id":{},"state":"APPROVED"}', null, 'order_id'],
    ['{"order_id":"A\\u0000B","state":"APPROVED"}', null, 'order_id'], ['{"order_id":"A1"}', 'A1', 'state'], ['{"Order":{"order_id":"A1","state":null}}', 'A1', 'state']
  ])('%s says so, with what it still tells', (json, joomId, part) => {
    const order = readOrder(wire(json))
    expect(order).toEqual({ joomId, raw: json, reason: expect.stringContaining(part) as string })
  })
})

describe('whatever comes', () => {
  it('reads or says why, never throws, and keeps the JSON', () => {
    fc.assert(fc.property(fc.json(), (json) => {
      const order = readOrder(wire(json))
      // -0 is the one number whose digits JSON.stringify changes.
      expect(JSON.parse(order.raw.replaceAll('-0', '0'))).toEqual(JSON.parse(json.replaceAll('-0', '0')))
    }), { numRuns: 300 })
  })

  it('gives no text that a label may not carry', () => {
    const hostile = fc.string({ unit: fc.oneof(fc.constantFrom('\u0000', '\u001b', '\u0085', '\u202e', '\u2067', '\n', '\u2028', '\ud800', 'ä', '字'), fc.string({ minLength: 1, maxLength: 2 })) })
    const keys = ['buyer_id', 'sku', 'product_name', 'color', 'size', 'ship_note', 'refunded_reason', 'tracking_number'] as const
    fc.assert(fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, hostile]))), fc.record({ name: hostile, street_address1: hostile, country: hostile }), (fields, ShippingDetail) => {
      const texts: string[] = []
      JSON.stringify(facts({ ...fields, ShippingDetail, ...bare }), (_key, value: unknown) => { if (typeof value === 'string') texts.push(value); return value })
      for (const text of texts) {
        expect(text).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u)
        expect(text.isWellFormed()).toBe(true)
        expect(text.trim()).toBe(text)
      }
    }), { numRuns: 300 })
  })
})
