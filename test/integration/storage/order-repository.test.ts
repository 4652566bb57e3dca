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
    await storage.orders.take(store, [received('A', { lastUpdated: 2000 })], [], clock.now + 1, earlier.nth)
    await storage.orders.take(store, [received('A', { lastUpdated: 1000 })], [], clock.now + 1)
    expect(await stateOf(test, id)).toBe('SHIPPED')
    await storage.orders.take(store, [received('A', { state: 'REFUNDED', lastUpdated: 3000 })], [], clock.now + 1)
    expect(await stateOf(test, id)).toBe('REFUNDED')
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

  it('lists what cannot be read, and heals it when it can be', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [], [{ joomId: 'U', raw: '{"order_id":"U","state":7}', reason: 'no state' }], clock.now)
    const id = await only(test)
    expect(await storage.orders.whole(id)).toMatchObject({ raw: '{"order_id":"U","state":7}', unreadableReason: 'no state' })
    await storage.orders.take(store, [received('U')], [], clock.now + 1)
    expect(await storage.orders.whole(id)).toMatchObject({ unreadableReason: null, order: { state: 'APPROVED', joomId: 'U' } })
    await storage.orders.take(store, [], [{ joomId: 'U', raw: '?', reason: 'cut' }], clock.now + 2)
    expect((await storage.orders.whole(id))?.unreadableReason).toBeNull()
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
