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
  ['another address with fewer lines', '"quantity":2,"ShippingDetail":{"name":"Ada","city":"Elsewhere"}', { shipTo: { ...recipient, street1: null, street2: null, city: 'Elsewhere', country: null, zip: null, phone: null }, quantity: 2, kinds: ['address_changed', 'order_arrived'] }],
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
