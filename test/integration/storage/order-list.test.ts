import { describe, expect, it } from 'vitest'
import type { OrderFilter } from '../../../electron/contract/schemas.ts'
import { hour } from '../../../electron/domain/deadline.ts'
import { isPickCode } from '../../../electron/domain/pick-code.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all: OrderFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }

describe('the list of orders', () => {
  it('puts the least time left first and what has no deadline last, in every way of asking', async () => {
    const { storage, store, clock } = await testStorage()
    await storage.orders.take(store, [received('C', { hoursToFulfill: 100 }), received('A', { hoursToFulfill: 1 }), received('N', { hoursToFulfill: null }), received('B', { hoursToFulfill: 30 }), received('L', { hoursToFulfill: 0 })], [], clock.now)
    const rows = await storage.orderList.rows(all, 0, 10, clock.now)
    expect(rows.map((row) => row.joomId)).toEqual(['L', 'A', 'B', 'C', 'N'])
    expect(await storage.orderList.ids(all, clock.now)).toEqual(rows.map((row) => row.id))
    expect((await storage.orderList.rows(all, 1, 2, clock.now)).map((row) => row.joomId)).toEqual(['A', 'B'])
    expect(rows.every((row) => isPickCode(row.pickCode))).toBe(true)
    expect(rows[1]?.dueAt).toBe(clock.now + hour)
    const overview = await storage.orderList.overview(all, clock.now)
    expect(overview.bands).toEqual([{ urgency: 'late', count: 1 }, { urgency: 'h6', count: 1 }, { urgency: 'h48', count: 1 }, { urgency: 'intime', count: 1 }, { urgency: 'none', count: 1 }])
    expect(overview.total).toBe(5)
  })

  it('counts what each view, chip and band holds', async () => {
    const { storage, store, clock } = await testStorage()
    const twin = { name: 'Ayşe', street1: 'S 1', city: 'İzmir', zip: '35000', country: 'TR', state: null }
    await storage.orders.take(store, [
      received('A', { shipTo: twin }), received('B', { shipTo: twin, hoursToFulfill: 3 }), received('C'), received('S', { state: 'SHIPPED', hoursToFulfill: null, shipment: { trackingNumber: 'RB1' } }), received('R', { state: 'REFUNDED', hoursToFulfill: null }), received('V', { state: 'REQUIRE_REVIEW' })
    ], [{ joomId: 'U', raw: '{"order_id":"U"}', reason: 'no state' }], clock.now)
    const overview = await storage.orderList.overview(all, clock.now)
    expect(overview.views).toEqual({ to_ship: 4, shipped: 1, refunded: 1, review: 1, all: 7 })
    expect(overview.marks).toMatchObject({ same_recipient: 2, unreadable: 1, to_print: 3, printed: 0, in_outbox: 0 })
    expect(overview.urgencies).toMatchObject({ h6: 1, h24: 2, late: 0 })
    const same = await storage.orderList.rows({ ...all, mark: 'same_recipient' }, 0, 10, clock.now)
    expect(same.map((row) => [row.joomId, row.sameRecipient])).toEqual([['B', 2], ['A', 2]])
    expect((await storage.orderList.rows({ ...all, mark: 'unreadable' }, 0, 10, clock.now)).map((row) => [row.joomId, row.readable])).toEqual([['U', false]])
  })

  it.each([['26ve349m', 'by id'], ['mug-350-bl', 'by SKU'], ['çağlayan', 'by name, without capitals'], ['美咲', 'by two characters'], ['RB1234', 'by tracking number'], ['100%', 'with a wildcard taken as text'], ['lagoon_1', 'with another']])('finds “%s” %s', async (search) => {
    const { storage, store, clock } = await testStorage()
    await storage.orders.take(store, [
      received('26VE349M', { product: { sku: 'MUG-350-BL', name: 'Cotton 100% Lagoon_1' }, shipTo: { name: 'Şükrü ÇAĞLAYAN 美咲' }, shipment: { trackingNumber: 'RB123456785GB' } }), received('OTHER', { product: { name: 'Cotton 1000 LagoonX1' } })
    ], [], clock.now)
    expect((await storage.orderList.rows({ ...all, view: 'all', search }, 0, 10, clock.now)).map((row) => row.joomId)).toEqual(['26VE349M'])
  })

  it('leaves out the orders of a store that was removed', async () => {
    const { storage, store, clock } = await testStorage()
    await storage.orders.take(store, [received('A')], [], clock.now)
    await storage.connections.remove(store, 'erase')
    expect(await storage.orderList.ids({ ...all, view: 'all' }, clock.now)).toEqual([])
    expect((await storage.orderList.overview(all, clock.now)).views.all).toBe(0)
  })
})
