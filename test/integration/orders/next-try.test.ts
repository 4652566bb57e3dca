import { describe, expect, it, onTestFinished } from 'vitest'
import type { Millis } from '../../../electron/domain/ids.ts'
import type { ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { OrdersPage } from '../../../electron/orders/orders-page.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const total = 130
const pageOf = 20
type Trouble = Extract<ReadOutcome<never>, { readonly kind: 'unavailable' | 'throttled' | 'unreadable' | 'refused' }>
const gone: Trouble = { kind: 'unavailable', message: 'ECONNRESET', requestId: null }

/** A store of 130 orders in pages of 20 behind a way that may be gone, a clock that stands still, and timers that fire where they are told to. */
async function room() {
  const { storage, store } = await testStorage()
  const way: { trouble: Trouble | null; hangs: boolean; hung: number; from: number; asked: number[]; authorized: boolean } = { hangs: false, hung: 0, trouble: null, from: 0, asked: [], authorized: true }
  const now = Date.parse('2026-11-27T12:00:00Z')
  const listOrders: OrderReader['listOrders'] = (which, { start, since }, how) => {
    if (way.hangs) {
      way.hung++
      return new Promise((resolve) => { how?.signal?.addEventListener('abort', () => { resolve(gone) }) })
    }
    if (which === 'multi-get' && since === undefined) way.asked.push(start)
    if (way.trouble !== null && (which === 'multi-get' ? since !== undefined || start >= way.from : way.from === 0)) return Promise.resolve(way.trouble)
    const count = since === undefined ? Math.min(pageOf, Math.max(0, total - start)) : 0
    const orders = Array.from({ length: count }, (_, i) => received(`A${String(start + i)}`, { lastUpdated: 1_768_940_420_000 }))
    return Promise.resolve({ kind: 'ok', requestId: null, value: { orders, unreadable: [], count, mayHaveMore: start + count < total, saysNext: start + count < total, answeredAt: now } satisfies OrdersPage })
  }
  const timers: { readonly work: () => void; readonly ms: Millis }[] = []
  const failures: unknown[] = []
  let ends = 0
  const sync = new OrderSync({
    authorized: () => Promise.resolve(way.authorized ? [store] : []), reader: () => ({ listOrders, getOrder: () => Promise.resolve({ kind: 'ok', value: null, requestId: null }) }), orders: storage.orders, readings: storage.readings,
    ended: () => {
      ends++
      return Promise.resolve()
    },
    now: () => now, steady: () => performance.now(), progress: () => undefined, failed: (error) => { failures.push(error) },
    setTimer: (work, ms) => {
      const timer = { work, ms }
      timers.push(timer)
      return () => { if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1) }
    }
  })
  onTestFinished(async () => {
    await sync.stop()
    expect(failures).toEqual([])
    expect(timers).toEqual([])
  })
  const state = () => sync.states()[0]!
  /** The time of the next try has come. @returns how long it was to wait */
  const fire = async (): Promise<Millis> => {
    const [timer] = timers.splice(0, 1)
    const before = ends
    timer!.work()
    await expect.poll(() => ends > before && !state().running, { interval: 1 }).toBe(true)
    return timer!.ms
  }
  return { sync, store, way, now, timers, state, fire, count: async () => (await storage.orderList.ids(all, now)).length }
}

describe('a reading that failed', () => {
  it('is tried again by itself, less and less often, and goes on where it was', async () => {
    const { sync, way, now, timers, state, fire, count } = await room()
    Object.assign(way, { trouble: gone, from: 60 })
    expect(await sync.refresh(null)).toMatchObject([{ error: { code: 'unavailable' }, nextAt: now + 5000, stopped: false }])
    expect(state().incomplete).toBeGreaterThan(20)
    for (const ms of [5000, 15_000, 30_000, 60_000]) {
      expect(timers.map((timer) => timer.ms)).toEqual([ms])
      expect(state().nextAt).toBe(now + ms)
      await fire()
    }
    expect(timers.map(({ ms }) => ms)).toEqual([60_000])
    way.trouble = null
    way.asked = []
    await fire()
    expect(state()).toMatchObject({ error: null, incomplete: null, nextAt: null })
    expect(Math.min(...way.asked)).toBeGreaterThan(20)
    expect(await count()).toBe(total)
  })

  it('begins with the short waits once it went well, or a person asked', async () => {
    const { sync, way, timers, fire } = await room()
    await sync.refresh(null)
    way.trouble = { kind: 'unreadable', message: 'HTML', requestId: null }
    await sync.refresh(null, { byItself: true })
    await fire()
    expect(timers.map(({ ms }) => ms)).toEqual([15_000])
    await sync.refresh(null)
    expect(timers.map(({ ms }) => ms)).toEqual([5000])
    way.trouble = null
    await sync.refresh(null, { byItself: true })
    expect(timers).toEqual([])
    way.trouble = gone
    await sync.refresh(null, { byItself: true })
    expect(timers.map(({ ms }) => ms)).toEqual([5000])
  })

  it('is tried at once where the network is back', async () => {
    const { sync, way, timers, state, fire, count } = await room()
    way.trouble = gone
    await sync.refresh(null)
    await fire()
    expect(timers.map(({ ms }) => ms)).toEqual([15_000])
    await sync.wake()
    expect(timers.map(({ ms }) => ms)).toEqual([5000])
    way.trouble = null
    await sync.wake()
    expect(state()).toMatchObject({ error: null, incomplete: null, nextAt: null })
    expect(await count()).toBe(total)
  })

  it('does not wait for what hangs on dead connections where the network is back', async () => {
    const { sync, way, count } = await room()
    way.hangs = true
    const hanging = sync.refresh(null)
    await expect.poll(() => way.hung, { interval: 1 }).toBeGreaterThan(0)
    way.hangs = false
    expect(await sync.wake()).toMatchObject([{ running: false, error: null, incomplete: null, stopped: false }])
    expect(await count()).toBe(total)
    await hanging
  })

  it('stands still where a person has stopped it meanwhile, until one says go on', async () => {
    const { sync, way, timers, state, count } = await room()
    Object.assign(way, { trouble: gone, from: 60 })
    await sync.refresh(null)
    await sync.cancel(null)
    expect(timers).toEqual([])
    expect(state()).toMatchObject({ running: false, stopped: true, nextAt: null, error: { code: 'unavailable' } })
    // In the rhythm only what is open is asked for, and where that fails nothing is planned.
    way.from = 0
    await sync.refresh(null, { byItself: true })
    expect(timers).toEqual([])
    way.trouble = null
    await sync.refresh(null)
    expect(state()).toMatchObject({ stopped: false, incomplete: null })
    expect(await count()).toBe(total)
  })

  it('waits until a pause that Joom asks for is over, and tells until when', async () => {
    const { sync, way, now, timers, state } = await room()
    way.trouble = { kind: 'throttled', until: now + 600_000, requestId: 'r-1' }
    await sync.refresh(null)
    expect(state()).toMatchObject({ error: { code: 'throttled', until: now + 600_000, requestId: 'r-1' }, nextAt: now + 600_000 })
    expect(timers.map(({ ms }) => ms)).toEqual([600_000])
  })

  it('is not tried again where that would change nothing, nor where the store is no longer signed in', async () => {
    const { sync, store, way, timers, state } = await room()
    way.trouble = { kind: 'refused', httpStatus: 400, code: '1000', message: 'no', data: null, requestId: null }
    await sync.refresh(null)
    expect(timers).toEqual([])
    way.trouble = gone
    await sync.refresh(null)
    way.authorized = false
    way.asked = []
    timers.splice(0, 1)[0]!.work()
    await expect.poll(() => state().nextAt).toBeNull()
    expect(way.asked).toEqual([])
    expect(state().connectionId).toBe(store)
  })
})
