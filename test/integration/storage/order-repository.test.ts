import { describe, expect, it } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { received } from '../../support/orders.ts'
import { testStorage, type TestStorage } from '../../support/storage.ts'

const stateOf = async ({ storage }: TestStorage, id: OrderId) => (await storage.orders.whole(id))?.order.state
const only = async ({ storage, clock }: TestStorage): Promise<OrderId> => {
  const [id] = await storage.orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: null, search: '' }, clock.now)
  return id!
}

describe('taking in orders', () => {
  it('adds once and then brings up to date, by store and order id', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    expect(await storage.orders.take(store, [received('A'), received('B')], [], clock.now)).toEqual({ added: 2, changed: 0, doubted: [] })
    expect(await storage.orders.take(store, [received('A'), received('B', { shipTo: { city: 'Elsewhere' }, lastUpdated: 1_799_000_000_001 })], [], clock.now + 1)).toEqual({ added: 0, changed: 1, doubted: [] })
    const other = await storage.connections.insert({ name: 'Other', environment: 'rehearsal', address: 'http://127.0.0.1:1', storeId: 's', clientId: 'c', createdAt: clock.now })
    expect(await storage.orders.take(other, [received('A')], [], clock.now)).toEqual({ added: 1, changed: 0, doubted: [] })
  })

  it('keeps what it had where the answer was asked for earlier, or tells of an earlier change', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    const earlier = storage.orders.ask()
    await storage.orders.take(store, [received('A', { state: 'SHIPPED', lastUpdated: 2000 })], [], clock.now)
    const id = await only(test)
    await storage.orders.take(store, [received('A', { lastUpdated: 2000 })], [], { ...earlier, at: clock.now + 1 })
    await storage.orders.take(store, [received('A', { lastUpdated: 1000 })], [], clock.now + 1)
    expect(await stateOf(test, id)).toBe('SHIPPED')
    await storage.orders.take(store, [received('A', { state: 'REFUNDED', lastUpdated: 3000 })], [], clock.now + 1)
    expect(await stateOf(test, id)).toBe('REFUNDED')
  })

  it.each([[1.5, 5_400_000, 1], [1 / 3, 1_200_000, 0], [1.000_000_1, 3_600_000, 1], [-0.5, -1_800_000, -1]])('takes broken hours: %d of them', async (hoursToFulfill, left, whole) => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [received('A', { hoursToFulfill }), received('B')], [], clock.now)
    const [a] = await storage.orderList.lookUp('A')
    expect((await storage.orders.whole(a!.id))?.order).toMatchObject({ hoursToFulfill: whole, dueAt: clock.now + left })
    expect(await storage.orderList.lookUp('B')).toHaveLength(1)
  })

  it('tells in the history what changed at Joom', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [received('A', { quantity: 1 })], [], clock.now)
    await storage.orders.take(store, [received('A', { quantity: 2, state: 'REFUNDED', shipTo: { zip: '1' } })], [], clock.now + 1)
    const history = await storage.orders.history(await only(test))
    expect(history.map((entry) => entry.kind)).toEqual(['quantity_changed', 'address_changed', 'state_changed_at_joom', 'order_arrived'])
    expect(history[2]?.params).toEqual({ before: 'APPROVED', after: 'REFUNDED' })
  })

  it('have a picture of this computer only where their store is on it', async () => {
    const test = await testStorage()
    const { storage, clock } = test
    const demo = await storage.connections.insert({ name: 'Demo', environment: 'rehearsal', address: 'http://127.0.0.1:1', storeId: 'd', clientId: 'd', createdAt: clock.now })
    const real = await storage.connections.insert({ name: 'Real', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c', createdAt: clock.now })
    const here = 'http://localhost:631/admin'
    await storage.orders.take(demo, [received('H', { product: { imageUrl: here } })], [], clock.now)
    await storage.orders.take(real, [received('I', { product: { imageUrl: here } }), received('J', { product: { imageUrl: 'http://img.joom.test/a.png' } })], [], clock.now)
    const picture = async (joomId: string): Promise<string | null> => storage.orders.pictureOf((await storage.orderList.lookUp(joomId))[0]!.id)
    expect([await picture('H'), await picture('I'), await picture('J')]).toEqual([here, null, 'http://img.joom.test/a.png'])
  })

  it('lists what cannot be read, and heals it when it can be', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [], [{ joomId: 'U', raw: '{"order_id":"U","state":7}', reason: 'no state' }], clock.now)
    const id = await only(test)
    expect(await storage.orders.whole(id)).toMatchObject({ raw: '{"order_id":"U","state":7}', unreadableReason: 'no state' })
    await storage.orders.take(store, [received('U')], [], clock.now + 1)
    expect(await storage.orders.whole(id)).toMatchObject({ unreadableReason: null, order: { state: 'APPROVED', joomId: 'U' } })
  })

  it('marks what can no longer be read, and keeps all that was known of it', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    const cut = (raw: string) => storage.orders.take(store, [], [{ joomId: 'U', raw, reason: 'state is missing' }], clock.now)
    const given = { lastUpdated: 1000, product: { sku: 'MUG-1' } }
    await storage.orders.take(store, [received('U', given)], [], clock.now)
    const id = await only(test)
    const before = await storage.orders.whole(id)
    expect(await cut('{"state":{"x":1}}')).toMatchObject({ changed: 1 })
    expect(await storage.orders.whole(id)).toEqual({ order: before?.order, raw: '{"state":{"x":1}}', unreadableReason: 'state is missing', changedSince: clock.now })
    const listed = { view: 'to_ship', urgency: null, mark: 'unreadable', connectionId: null, search: 'mug-1' } as const
    expect(await storage.orderList.rows(listed, 0, 10, clock.now)).toMatchObject([{ joomId: 'U', readable: false, state: 'APPROVED', recipient: before?.order.shipTo.name }])
    expect((await storage.orderList.overview(listed, clock.now)).marks).toMatchObject({ unreadable: 1, to_print: 0, changed: 1 })
    // It does not count as read just now: whoever is about to send asks for it again.
    expect(await storage.orders.lastRead([id])).toMatchObject([{ asked: null }])
    // Told once, however often it comes so; the newest text stands there.
    expect(await cut('{"state":{"x":2}}')).toMatchObject({ changed: 0 })
    expect((await storage.orders.whole(id))?.raw).toBe('{"state":{"x":2}}')
    await storage.orders.take(store, [received('U', { ...given, lastUpdated: 2000, quantity: 5 })], [], clock.now)
    expect(await storage.orders.whole(id)).toMatchObject({ unreadableReason: null, order: { quantity: 5 } })
    expect((await storage.orders.history(id)).map(({ kind }) => kind)).toEqual(['quantity_changed', 'order_readable', 'order_unreadable', 'order_arrived'])
  })

  it.each(['SHIPPED', 'REFUNDED'] as const)('leaves an order that is %s where it is listed', async (state) => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [received('U', { state })], [], clock.now)
    await storage.orders.take(store, [], [{ joomId: 'U', raw: '?', reason: 'cut' }], clock.now)
    expect(await storage.orders.whole(await only(test))).toMatchObject({ unreadableReason: null, order: { state } })
  })

  it('lists each order that has no id, once however often it is read, under a name that tells nothing of it', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    const nameless = (name: string, hours: number) => ({ joomId: null, raw: `{"Order":{"ShippingDetail":{"city":"New York City","country":"US","name":"${name}"},"hours_to_fulfill":"${String(hours)}","sku":"A"}}`, reason: 'order_id is missing or is not an id' })
    await storage.orders.take(store, [], [nameless('Guadalupe', 49), nameless('Marko', 49)], clock.now)
    await storage.orders.take(store, [], [nameless('Guadalupe', 48), nameless('Marko', 47)], clock.now + 1)
    const rows = await storage.orderList.rows({ view: 'all', urgency: null, mark: 'unreadable', connectionId: null, search: '' }, 0, 10, clock.now)
    expect(rows).toHaveLength(2)
    for (const { joomId, id } of rows) {
      expect(joomId).toMatch(/^unreadable [\w-]{16}$/)
      expect((await storage.orders.whole(id))?.raw).toMatch(/Guadalupe|Marko/)
    }
  })

  it('keeps every column of an order', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    const order = received('A', { transactionId: 't', buyerId: 'b', quantity: 120, product: { imageUrl: 'http://x/y.jpg', color: 'Lagoon', size: 'M' }, shipTo: { street2: 'apt 7', phone: '+1 555' }, money: { total: '4.70588235294' }, refund: { by: 'x', time: 'y', reason: 'z', note: 'n' }, shipment: { shippedDate: '2026-01-01', provider: 'DHL', trackingNumber: 'T1', shippingTime: '5-9', note: 'hi' } })
    await storage.orders.take(store, [order], [], clock.now)
    expect((await storage.orders.whole(await only(test)))?.order).toMatchObject(order.facts)
  })
})
