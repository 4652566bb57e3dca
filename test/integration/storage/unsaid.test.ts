import { expect, it } from 'vitest'
import { parseWire } from '../../../electron/joom/wire-json.ts'
import { isReadable } from '../../../electron/joom/wire-entity.ts'
import { readOrder } from '../../../electron/joom/wire-order.ts'
import { testStorage } from '../../support/storage.ts'

const detail = '{"name":"Ada","street_address1":"1 Main St","street_address2":"Flat 2","city":"Springfield","country":"US","zipcode":"62701","phone_number":"+1 555"}'
const recipient = { name: 'Ada', street1: '1 Main St', street2: 'Flat 2', city: 'Springfield', state: null, country: 'US', zip: '62701', phone: '+1 555' }
const bare = (more: string, state = 'APPROVED'): string => `{"order_id":"A1","sku":"MUG","state":"${state}"${more === '' ? '' : `,${more}`}}`

/** A store in which Joom told of one order whole. */
async function shop() {
  const test = await testStorage()
  const { storage, store } = test
  const tell = async (order: string) => {
    const read = readOrder(parseWire(order, (text) => text) ?? null)
    if (!isReadable(read)) throw new Error(read.reason)
    return storage.orders.take(store, [read], [], storage.orders.ask())
  }
  await tell(`{"Order":${bare(`"quantity":"2","ShippingDetail":${detail}`)}}`)
  const id = (await storage.orderList.lookUp('A1'))[0]!.id
  return {
    ...test, tell, id,
    now: async () => {
      const whole = await storage.orders.whole(id)
      return { shipTo: whole?.order.shipTo, quantity: whole?.order.quantity, changedSince: whole?.changedSince, raw: whole?.raw, kinds: (await storage.orders.history(id)).map(({ kind }) => kind) }
    }
  }
}

it.each([
  ['missing', bare('')],
  ['missing, in a wrapper of other capitals', `{"order":${bare('')}}`],
  ['null', bare('"quantity":null,"ShippingDetail":null')],
  ['empty', bare('"ShippingDetail":{},"shipping_detail":[]')]
])('what an answer leaves unsaid is as it was known, and is no change: %s', async (_how, raw) => {
  const { tell, now, storage, clock } = await shop()
  expect(await tell(raw)).toMatchObject({ changed: 0 })
  await tell(raw)
  expect(await now()).toEqual({ shipTo: recipient, quantity: 2, changedSince: null, raw, kinds: ['order_arrived'] })
  // It is found by its recipient as before, also where something else was rewritten.
  await tell(raw.replace('APPROVED', 'SHIPPED'))
  expect(await now()).toMatchObject({ shipTo: recipient, quantity: 2, kinds: ['state_changed_at_joom', 'order_arrived'] })
  expect(await storage.orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: null, search: 'springfield' }, clock.now)).toHaveLength(1)
  // What was told anew is no change either.
  expect(await tell(bare(`"quantity":2,"ShippingDetail":${detail}`, 'SHIPPED'))).toMatchObject({ changed: 0 })
})

it.each([
  ['the second line, the phone and the country', `"quantity":"2","ShippingDetail":{"name":"Ada","street_address1":"1 Main St","city":"Springfield","zipcode":"62701"}`],
  ['all but the city', '"ShippingDetail":{"name":null,"street_address1":{},"city":"Springfield"}'],
  ['all but another phone', '"shipping_detail":{"phone_number":"+1 777"}']
])('single parts that an answer leaves unsaid are as they were known, and no change: %s', async (_what, more) => {
  const { tell, now } = await shop()
  expect(await tell(bare(more))).toMatchObject({ changed: 0 })
  expect(await now()).toMatchObject({ shipTo: { ...recipient, phone: more.includes('777') ? '+1 777' : recipient.phone }, quantity: 2, changedSince: null, kinds: ['order_arrived'] })
})

it('what was not told until now is no change either, unless the order has changed since by Joom’s own time', async () => {
  const { tell, now } = await shop()
  const fuller = (lastUpdated: string, state: string) => bare(`"quantity":2,"last_updated":"${lastUpdated}","ShippingDetail":${detail.replace('}', `,"state":"${state}"}`)}`)
  await tell(bare(`"quantity":2,"last_updated":"2026-01-20T20:20:20","ShippingDetail":${detail}`))
  expect(await tell(fuller('2026-01-20T20:20:20', 'IL'))).toMatchObject({ changed: 0 })
  expect(await now()).toMatchObject({ shipTo: { ...recipient, state: 'IL' }, changedSince: null })
  const { tell: tellAnother, now: other } = await shop()
  await tellAnother(bare(`"quantity":2,"last_updated":"2026-01-20T20:20:20","ShippingDetail":${detail}`))
  expect(await tellAnother(fuller('2026-01-20T21:20:20', 'IL'))).toMatchObject({ changed: 1 })
  expect(await other()).toMatchObject({ kinds: ['address_changed', 'order_arrived'] })
})

it('goods keep what is left out of them, and others do not get it', async () => {
  const { storage, store, tell, id } = await shop()
  const product = async () => (await storage.orders.whole(id))?.order.product
  const with_ = (more: string) => bare(`"variant_id":"v1","quantity":2,"ShippingDetail":${detail}${more}`)
  await tell(with_(',"color":"red","size":"L","product_name":"Mug"'))
  await tell(with_(',"size":null'))
  expect(await product()).toMatchObject({ variantId: 'v1', sku: 'MUG', color: 'red', size: 'L', name: 'Mug' })
  await tell(with_('').replace('v1', 'v2'))
  expect(await product()).toMatchObject({ variantId: 'v2', sku: 'MUG', color: null, size: null })
  expect(store).toBeGreaterThan(0)
})

it.each([
  ['another address with fewer lines', '"quantity":2,"ShippingDetail":{"name":"Ada","city":"Elsewhere"}', { shipTo: { ...recipient, street1: null, street2: null, city: 'Elsewhere', country: null, zip: null, phone: null }, quantity: 2, kinds: ['address_changed', 'order_arrived'] }],
  ['a line that is empty now', `"quantity":2,"ShippingDetail":${detail.replace('Flat 2', ' ')}`, { shipTo: { ...recipient, street2: null }, kinds: ['address_changed', 'order_arrived'] }],
  ['an address of empty texts', '"quantity":2,"ShippingDetail":{"name":"","city":""}', { shipTo: { name: null, city: null }, kinds: ['address_changed', 'order_arrived'] }],
  ['another quantity', '"quantity":"3"', { shipTo: recipient, quantity: 3, kinds: ['quantity_changed', 'order_arrived'] }],
  ['an empty quantity', '"quantity":""', { shipTo: recipient, quantity: null, kinds: ['quantity_changed', 'order_arrived'] }]
])('what an answer says counts: %s', async (_what, more, expected) => {
  const { tell, now, clock } = await shop()
  expect(await tell(bare(more))).toMatchObject({ changed: 1 })
  expect(await now()).toMatchObject({ ...expected, changedSince: clock.now })
})

it('a store made anew is believed as it is', async () => {
  const { storage, store, tell, now } = await shop()
  await storage.orders.startOver(store)
  await tell(bare(''))
  expect(await now()).toMatchObject({ shipTo: { name: null }, quantity: null })
})
