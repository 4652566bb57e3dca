import { describe, expect, it } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { received } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { testStorage } from '../../support/storage.ts'

const minute = 60_000
const second = 1000

/** A store with one order to ship, and one that is shipped. */
async function shop() {
  const test = await testStorage()
  const { storage, store, clock } = test
  const given = { hoursToFulfill: 48, lastUpdated: clock.now - minute }
  const page = [received('A', given), received('B', { state: 'SHIPPED', lastUpdated: clock.now - minute })]
  const take = () => storage.orders.take(store, page, [], storage.orders.ask())
  const idOf = async (joomId: string): Promise<OrderId> => (await storage.orderList.lookUp(joomId))[0]!.id
  await take()
  return { ...test, given, take, idOf }
}

describe('an order that is told of again as it stands', () => {
  it('is not written again, and is as new as the answer that told of it', async () => {
    const { storage, file, clock, take, idOf } = await shop()
    // Whoever rewrites the order is found out.
    readDatabase(file, (database) => { database.exec("CREATE TRIGGER untouched BEFORE UPDATE ON orders BEGIN SELECT raise(ABORT, 'written again'); END") })
    clock.now += 20 * minute
    clock.steady += 20 * minute
    expect(await take()).toEqual({ added: 0, changed: 0, doubted: [] })
    expect((await storage.orders.whole(await idOf('A')))?.order).toMatchObject({ fetchedAt: clock.now, state: 'APPROVED' })
    expect((await storage.orders.lastRead([await idOf('A'), await idOf('B')])).map(({ asked }) => asked?.at)).toEqual([clock.now, clock.now])
  })

  it('is held against an earlier change that is told shortly after, also after a restart', async () => {
    const { store, clock, given, take, idOf, reopen } = await shop()
    const id = await idOf('A')
    clock.now += 20 * minute
    clock.steady += 20 * minute
    await take()
    clock.now += second
    const again = await reopen()
    const earlier = received('A', { ...given, state: 'REQUIRE_REVIEW', lastUpdated: given.lastUpdated - second })
    expect(await again.orders.take(store, [earlier], [], again.orders.ask())).toMatchObject({ doubted: ['A'] })
    expect((await again.orders.whole(id))?.order.state).toBe('APPROVED')
  })

  it('is brought in order where what is kept of it was read from the same text otherwise', async () => {
    const { storage, file, take, idOf } = await shop()
    const before = await storage.orders.whole(await idOf('A'))
    for (const change of ["to_city = 'Elsewhere'", 'quantity = NULL', 'hours_to_fulfill = 1', 'last_updated = NULL', 'due_at = NULL', 'readable = 0, unreadable_reason = \'none\'']) {
      readDatabase(file, (database) => { database.exec(`UPDATE orders SET ${change} WHERE joom_id = 'A'`) })
      await take()
      const after = await storage.orders.whole(await idOf('A'))
      expect({ ...after, changedSince: null }, change).toEqual({ ...before, changedSince: null })
    }
  })

  it('moves in the list where its deadline has moved', async () => {
    const { storage, clock, take, idOf } = await shop()
    const due = (await storage.orders.whole(await idOf('A')))?.order.dueAt ?? 0
    clock.now += 61 * minute
    await take()
    expect((await storage.orders.whole(await idOf('A')))?.order.dueAt).toBe(due + 61 * minute)
  })
})

it('an order that arrives is found at once, and by its number as it would be sent, beside many that arrive with it', async () => {
  const { storage, file, store, clock } = await testStorage()
  const page = Array.from({ length: 40 }, (_, i) => received(`N${String(i)}`, { state: 'SHIPPED', product: { sku: `SKU-${String(i)}` }, shipment: { provider: 'China Post', trackingNumber: i % 2 === 0 ? `rb ${String(i)} cn` : `RB${String(i)}CN` } }))
  await storage.orders.take(store, page.slice(0, 3), [], clock.now)
  await storage.orders.take(store, page, [], clock.now)
  const found = async () => (await storage.orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: null, search: 'sku-38' }, 0, 5, 0)).map(({ joomId }) => joomId)
  expect(await found()).toEqual(['N38'])
  await storage.searchIndex.catchUp()
  expect(await found()).toEqual(['N38'])
  // The index holds every order, and each as it is: with 1 FTS5 compares it with the orders.
  expect(() => { readDatabase(file, (database) => { database.exec("INSERT INTO orders_search (orders_search, rank) VALUES ('integrity-check', 1)") }) }).not.toThrow()
  const uses = await storage.commands.uses(page.map((_, i) => `RB${String(i)}CN`))
  expect(uses.map(({ trackingNumber, joomId }) => `${trackingNumber} ${joomId}`).sort()).toEqual(page.map((_, i) => `RB${String(i)}CN N${String(i)}`).sort())
})
