import { expect, it, onTestFinished } from 'vitest'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const hour = 3_600_000

/** A store whose orders stand here as to ship, while no list of Joom's tells of them any more: each is looked up. `there`: what Joom says of one. */
async function room(count: number, there: (joomId: string) => 'APPROVED' | 'SHIPPED' | 'gone' | 'cut' | 'nameless') {
  const { storage, store, clock: { now } } = await testStorage()
  await storage.orders.take(store, Array.from({ length: count }, (_, i) => received(`A${String(i)}`, { hoursToFulfill: 30 })), [], now - hour)
  await storage.readings.keep(store, { changesFrom: now })
  const looked: string[] = []
  const reader: OrderReader = {
    listOrders: () => Promise.resolve({ kind: 'ok', requestId: null, value: { orders: [], unreadable: [], count: 0, mayHaveMore: false, saysNext: false, answeredAt: now } }),
    getOrder: (joomId) => {
      looked.push(joomId)
      const state = there(joomId)
      return Promise.resolve({ kind: 'ok', requestId: null, value: state === 'gone' ? null : state === 'nameless' ? { joomId: null, reason: 'order_id is missing or is not an id', raw: '{"odd":1}' } : state === 'cut' ? { joomId, reason: 'state is missing', raw: '{}' } : received(joomId, { state }) })
    }
  }
  const sync = new OrderSync({ authorized: () => Promise.resolve([store]), reader: () => reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: () => now, steady: () => performance.now(), progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined })
  onTestFinished(() => sync.stop())
  return {
    storage, now, rows: async (mark: 'unreadable' | 'changed' | null = null) => storage.orderList.rows({ ...all, mark }, 0, 1000, now),
    /** Half an hour later everything is compared once more. @returns the ids that were looked up */
    check: async () => {
      await storage.readings.keep(store, { checkedAt: now - hour })
      expect(await sync.refresh(null)).toMatchObject([{ error: null }])
      return looked.splice(0)
    }
  }
}

it('looks up in turn where more stand open than are looked up at once: those that nobody knows any more hold nobody back', async () => {
  const { check, rows } = await room(450, (id) => (Number(id.slice(1)) < 250 ? 'gone' : 'SHIPPED'))
  const turns = [await check(), await check(), await check()]
  expect(turns.map((turn) => turn.length)).toEqual([200, 200, 200])
  expect(new Set(turns.flat())).toHaveLength(450)
  expect((await rows()).filter(({ state }) => state === 'SHIPPED')).toHaveLength(200)
})

it('says of an order that Joom does not know any more that it is so, once, and keeps it and all that is known of it', async () => {
  const joom: { says: 'gone' | 'APPROVED' } = { says: 'gone' }
  const { storage, check, rows, now } = await room(1, () => joom.says)
  const [before] = await rows()
  await check()
  const [row] = await rows('unreadable')
  expect(row).toEqual({ ...before, readable: false, gone: true, changedAt: now })
  const raw = (await storage.orders.whole(row!.id))?.raw
  expect(raw).toBe(received('A0', { hoursToFulfill: 30 }).raw)
  // It is asked for again, and told once.
  await storage.orders.seen([{ id: row!.id, changedAt: now }])
  expect(await check()).toEqual(['A0'])
  expect(await rows('changed')).toEqual([])
  joom.says = 'APPROVED'
  await check()
  expect(await rows()).toMatchObject([{ readable: true, gone: false, state: 'APPROVED' }])
  expect((await storage.orders.history(row!.id)).map(({ kind }) => kind)).toEqual(['order_readable', 'order_gone_at_joom', 'order_arrived'])
})

it.each(['cut', 'nameless'] as const)('marks an order that can no longer be read where it is looked up: %s', async (says) => {
  const { check, rows } = await room(1, () => says)
  await check()
  expect(await rows()).toMatchObject([{ joomId: 'A0', readable: false, gone: false, state: 'APPROVED' }])
})
