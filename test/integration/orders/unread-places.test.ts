import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { SyncState } from '../../../electron/contract/schemas.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import type { Storage } from '../../../electron/storage/storage.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'
import { testStorage } from '../../support/storage.ts'

type List = 'whole' | 'changes' | 'check'

/** A store that refuses to be asked behind its last order, whose lists cannot be read at some places, and the program that reads it, which can be started anew. */
async function room(orders = 150, limit = 500) {
  const test = await testStorage()
  const { rehearsal, client } = await rehearsalStore({ orders })
  const spoilt = new Map<List, number>()
  const cut: Record<List, number> = { whole: Infinity, changes: Infinity, check: Infinity }
  const reader: OrderReader = {
    ...client, listOrders: async (which, page, how) => {
      const list: List = which === 'get-fulfill' ? 'check' : page.since === undefined ? 'whole' : 'changes'
      const size = Math.min(page.limit, limit)
      const place = spoilt.get(list) ?? Infinity
      const outcome = await client.listOrders(which, { ...page, limit: size }, how)
      if (page.start >= orders) return { kind: 'refused', httpStatus: 400, code: '1000', message: 'start', data: null, requestId: null }
      if (page.start >= cut[list]) return { kind: 'unavailable', message: 'ECONNRESET', requestId: null }
      return place >= page.start && place < page.start + size ? { kind: 'unreadable', message: 'no JSON', requestId: 'r-1' } : outcome
    }
  }
  const start = (storage: Storage): OrderSync => {
    const sync = new OrderSync({
      authorized: () => Promise.resolve([test.store]), reader: () => reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: Date.now, steady: () => performance.now(), progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined
    })
    onTestFinished(() => sync.stop())
    return sync
  }
  let storage = test.storage
  let sync = start(storage)
  return {
    ...test, rehearsal, client, spoilt, cut,
    storage: () => storage,
    restart: async () => {
      await sync.stop()
      storage = await test.reopen()
      sync = start(storage)
    },
    /** What a reading says that it could not have. */
    read: async (how: { readonly whole?: boolean } = {}): Promise<SyncState['error']> => (await sync.refresh(null, how))[0]!.error,
    /** Has what is open compared with the next reading. */
    checkNext: () => storage.readings.keep(test.store, { checkedAt: null })
  }
}
const at101 = { code: 'unreadable', detail: 'place 101 of all orders: no JSON', requestId: 'r-1', params: { problem: 'places' } }

it('is named after a restart too, until everything is read anew and comes', async () => {
  const { spoilt, restart, read } = await room()
  spoilt.set('whole', 100)
  expect(await read()).toEqual(at101)
  for (let starts = 0; starts < 2; starts++) {
    await restart()
    expect(await read()).toEqual(at101)
  }
  expect(await read({ whole: true })).toEqual(at101)
  spoilt.clear()
  expect(await read()).toEqual(at101)
  expect(await read({ whole: true })).toBeNull()
  await restart()
  expect(await read()).toBeNull()
})

it('is named by the reading that goes on behind it after a restart', async () => {
  const { spoilt, cut, restart, read, storage, store } = await room(300, 50)
  spoilt.set('whole', 100)
  cut.whole = 200
  expect(await read()).toMatchObject({ code: 'unavailable' })
  const { whole, unread } = await storage().readings.get(store)
  expect(whole?.next).toBeGreaterThan(100)
  expect(unread).toMatchObject([{ list: 'whole', place: 100 }])
  await restart()
  spoilt.clear()
  cut.whole = Infinity
  expect(await read()).toEqual(at101)
})

it('is named where it is the last, behind which no page comes, and nothing is read after it', async () => {
  const { spoilt, cut, restart, read } = await room()
  spoilt.set('whole', 149)
  cut.changes = 0
  expect(await read()).toMatchObject({ code: 'unavailable' })
  await restart()
  cut.changes = Infinity
  expect(await read()).toMatchObject({ code: 'unreadable', detail: 'place 150 of all orders: no JSON' })
})

it('is asked for again by a reading that goes on before it: the program had ended between the two', async () => {
  const { read, storage, store } = await room()
  await storage().readings.keep(store, { whole: { next: 60, beganAt: Date.now() }, unread: [{ list: 'whole', place: 100, message: 'no JSON', requestId: null }] })
  expect(await read()).toBeNull()
})

it('is named where changed orders were left out: the next list of changes tells others, and everything read anew tells all', async () => {
  const { spoilt, restart, read, rehearsal } = await room()
  expect(await read()).toBeNull()
  const open = rehearsal.orders().filter(({ state }) => state === 'APPROVED').slice(0, 2)
  for (const { id } of open) rehearsal.elsewhere({ order: id, act: 'ship' })
  spoilt.set('changes', 0)
  const expected = { code: 'unreadable', detail: 'place 1 of changed orders: no JSON' }
  expect(await read()).toMatchObject(expected)
  spoilt.clear()
  expect(await read()).toMatchObject(expected)
  await restart()
  expect(await read()).toMatchObject(expected)
  expect(await read({ whole: true })).toBeNull()
})

it('is named where open orders were left out, until these are compared again', async () => {
  const { spoilt, restart, read, checkNext } = await room()
  expect(await read()).toBeNull()
  spoilt.set('check', 2)
  await checkNext()
  const expected = { code: 'unreadable', detail: 'place 3 of open orders: no JSON' }
  expect(await read()).toMatchObject(expected)
  spoilt.clear()
  await restart()
  expect(await read()).toMatchObject(expected)
  await checkNext()
  expect(await read()).toBeNull()
  await restart()
  expect(await read()).toBeNull()
})

it('is kept together with how far the reading got, or neither is', async () => {
  const { storage, store, file } = await room()
  const reached = { whole: { next: 40, beganAt: 1 }, unread: [] }
  await storage().readings.keep(store, reached)
  const database = new DatabaseSync(file)
  database.exec("CREATE TRIGGER full BEFORE UPDATE OF unread ON readings BEGIN SELECT raise(ABORT, 'full'); END")
  database.close()
  await expect(storage().readings.keep(store, { whole: { next: 80, beganAt: 1 }, unread: [{ list: 'whole', place: 60, message: 'no JSON', requestId: null }] })).rejects.toThrow('full')
  expect(await storage().readings.get(store)).toMatchObject(reached)
})
