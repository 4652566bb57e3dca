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

/** Every key of an order that anything here reads, by the states that have it. */
const always = {
  last_updated: '2026-01-20T20:20:20', order_time: '2026-01-19T10:00:00', order_total: '19.60', product_id: 'p1', buyer_id: 'b1', quantity: '2', price: '8', cost: '7.50', shipping: '2.30', shipping_cost: '2.3', product_name: 'Mug',
  product_image_url: 'https://pictures.example/mug.jpg', sku: 'MUG', transaction_id: 't1', variant_id: 'v1', color: 'red', size: 'L'
}
const toShip = { hours_to_fulfill: '49' }
const sent = { shipped_date: '2026-01-21', shipping_provider: 'DHL', tracking_number: 'OURS1', shipping_time: '5-9', ship_note: 'careful' }
const paidBack = { refunded_by: 'MERCHANT', refunded_time: '2026-01-22', refunded_reason: '1', refunded_note: 'lost' }
const whole = { APPROVED: { ...always, ...toShip }, REQUIRE_REVIEW: always, SHIPPED: { ...always, ...sent }, REFUNDED: { ...always, ...sent, ...paidBack } } as const
const states = Object.keys(whole) as readonly (keyof typeof whole)[]

/** An answer about the order, of these keys beside its id, its state and its address. */
const answer = (state: string, keys: Readonly<Record<string, unknown>>): string => JSON.stringify({ Order: { order_id: 'A1', state, ...keys, ShippingDetail: JSON.parse(detail) as unknown } })

/** Another store, in which this was told. */
async function shopWith(state: keyof typeof whole) {
  const test = await shop()
  const order = async () => (await test.storage.orders.whole(test.id))!.order
  await test.tell(answer(state, whole[state]))
  return { ...test, order }
}

it.each((['missing', 'null', 'empty'] as const).flatMap((how) => states.map((state) => [how, state] as const)))('a key that an answer leaves out (%s) takes nothing away of what is known, and is no change, each in its turn: of an order that is %s', async (how, state) => {
  const { tell, order, now } = await shopWith(state)
  const [before, { kinds }] = [await order(), await now()]
  const keys: Readonly<Record<string, unknown>> = whole[state]
  for (const key of Object.keys(keys)) {
    const { [key]: _said, ...rest } = keys
    const raw = answer(state, how === 'missing' ? rest : { ...rest, [key]: how === 'null' ? null : {} })
    expect(await tell(raw), key).toMatchObject({ changed: 0 })
    expect(await order(), key).toEqual(before)
    expect(await now()).toMatchObject({ kinds, raw })
  }
})

it('every key was known before it was left out', async () => {
  for (const [state, missing] of [['APPROVED', 9], ['REFUNDED', 0]] as const) {
    const { hoursToFulfill, dueAt, product, money, shipment, refund, transactionId, buyerId, orderedAt, lastUpdated, quantity } = await (await shopWith(state)).order()
    const facts = [transactionId, buyerId, orderedAt, lastUpdated, quantity, ...[product, money, shipment, refund].flatMap((part) => Object.values(part))]
    expect(facts.filter((fact) => fact === null)).toHaveLength(missing)
    expect([hoursToFulfill, dueAt === null]).toEqual(state === 'APPROVED' ? [49, false] : [null, true])
  }
})

it('all keys at once: the barest answer changes the state alone', async () => {
  const { tell, order } = await shopWith('SHIPPED')
  const before = await order()
  await tell(bare('', 'REFUNDED'))
  expect(await order()).toEqual({ ...before, state: 'REFUNDED' })
})

it.each([
  ['an amount that is empty', { price: '' }, { price: null, cost: null, total: null }], ['another amount', { price: '9' }, { price: '9', cost: null, total: null }],
  ['another quantity, of which the old total is not the total', { quantity: '3' }, { price: null, total: null }], ['other goods', { variant_id: 'v2' }, { price: null, total: null }],
  ['the same amount, written otherwise', { price: '8.00' }, { price: '8.00', cost: '7.50', total: '19.60' }]
])('amounts are those of the goods and pieces that are told: %s', async (_what, said, money) => {
  const { tell, order } = await shopWith('APPROVED')
  await tell(answer('APPROVED', said))
  expect((await order()).money).toMatchObject(money)
})

it.each([
  ['another number', { tracking_number: 'THEIRS1' }, { provider: null, trackingNumber: 'THEIRS1', note: null }], ['another provider', { shipping_provider: 'EMS' }, { provider: 'EMS', trackingNumber: null }],
  ['an empty number', { tracking_number: '' }, { provider: null, trackingNumber: null }],
  ['the same number, written otherwise', { tracking_number: 'ours-1' }, { provider: 'DHL', trackingNumber: 'ours-1', shippedDate: '2026-01-21', shippingTime: '5-9', note: 'careful' }]
])('a parcel keeps what is left out of it, and another does not get it: %s', async (_what, said, shipment) => {
  const { tell, order } = await shopWith('SHIPPED')
  await tell(answer('SHIPPED', said))
  expect((await order()).shipment).toMatchObject(shipment)
})

it('an order that is to ship again has no parcel, whatever it had; its deadline is what is told then', async () => {
  const { tell, order } = await shopWith('SHIPPED')
  await tell(answer('APPROVED', {}))
  expect(await order()).toMatchObject({ state: 'APPROVED', dueAt: null, shipment: { provider: null, trackingNumber: null, shippedDate: null }, money: { price: '8' } })
  await tell(answer('SHIPPED', {}))
  expect(await order()).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: null } })
})

it('what is left of the time to ship goes down while it is left out', async () => {
  const { tell, order, clock } = await shopWith('APPROVED')
  const { dueAt } = await order()
  clock.now += 3 * 3_600_000 + 1
  await tell(answer('APPROVED', {}))
  expect(await order()).toMatchObject({ dueAt, hoursToFulfill: 45 })
  await tell(answer('SHIPPED', {}))
  expect(await order()).toMatchObject({ dueAt: null, hoursToFulfill: null })
})

it('a number that was not told until now is no change, unless the order has changed since by Joom’s own time', async () => {
  const { tell, now } = await shopWith('REQUIRE_REVIEW')
  await tell(answer('SHIPPED', { last_updated: '2026-01-21T20:20:20' }))
  const { kinds } = await now()
  expect(await tell(answer('SHIPPED', { tracking_number: 'LATE1' }))).toMatchObject({ changed: 0 })
  expect(await tell(answer('SHIPPED', { tracking_number: 'LATE2' }))).toMatchObject({ changed: 1 })
  expect((await now()).kinds).toEqual(['tracking_changed_at_joom', ...kinds])
})

it('while its time is left out, an order is not taken back by what was asked for earlier, nor by what tells an earlier time', async () => {
  const { storage, store, tell, order } = await shopWith('APPROVED')
  const early = storage.orders.ask()
  await tell(answer('SHIPPED', { ...sent, tracking_number: 'NEW1' }))
  const told = (updated: string) => readOrder(parseWire(answer('SHIPPED', { ...sent, tracking_number: 'OLD1', last_updated: updated }), (text) => text) ?? null)
  const take = async (read: ReturnType<typeof told>, asked: typeof early) => isReadable(read) && storage.orders.take(store, [read], [], asked)
  expect(await take(told('2026-01-20T21:00:00'), early)).toMatchObject({ changed: 0, doubted: [] })
  expect(await take(told('2026-01-20T20:00:00'), storage.orders.ask())).toMatchObject({ changed: 0, doubted: ['A1'] })
  expect(await order()).toMatchObject({ shipment: { trackingNumber: 'NEW1' } })
  expect(await take(told('2026-01-20T21:00:00'), storage.orders.ask())).toMatchObject({ changed: 1 })
})
