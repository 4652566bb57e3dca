import { expect, onTestFinished, vi } from 'vitest'
import type { FulfilItem } from '../../electron/contract/schemas.ts'
import type { CommandId, OrderId } from '../../electron/domain/ids.ts'
import type { NumberMasks } from '../../electron/domain/number-mask.ts'
import { Freshness, freshWithin } from '../../electron/orders/freshness.ts'
import { OrderSync } from '../../electron/orders/sync.ts'
import { Outbox } from '../../electron/outbox/outbox.ts'
import type { Timing } from '../../electron/outbox/policy.ts'
import { OutboxWorker } from '../../electron/outbox/worker.ts'
import { EvenClock } from '../../electron/platform/even-clock.ts'
import type { Storage } from '../../electron/storage/storage.ts'
import { rehearsalStore } from './rehearsal-store.ts'
import { testStorage } from './storage.ts'

export const quick: Timing = { reads: [30, 30, 30], enoughReads: 3, settle: 100, strays: 0, offline: [50, 100] }
const everything = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const

export interface RoomOptions {
  readonly undoSeconds?: number
  readonly orders?: number
  /** How long an order counts as read just now; 0: every command has its order read. */
  readonly within?: number
  readonly numberMasks?: NumberMasks
  /** Whether the database's clock runs as the outbox's does; else it stands until it is set. */
  readonly runs?: boolean
}

/** A packing room: a database, a rehearsal store, its orders read once, and an outbox that is not yet working. */
export async function packingRoom({ undoSeconds = 0, orders = 30, within = freshWithin, numberMasks = [], runs = false }: RoomOptions = {}) {
  const { storage: first, store, file, reopen, clock } = await testStorage()
  if (runs) Object.defineProperty(clock, 'now', { get: () => Date.now() })
  const { rehearsal, client } = await rehearsalStore({ orders })
  const room = { storage: first }
  const authorized = () => Promise.resolve([store])
  const sync = new OrderSync({
    authorized, reader: () => client, orders: room.storage.orders, readings: room.storage.readings, steady: () => performance.now(), ended: () => Promise.resolve(), now: Date.now, progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined
  })
  const freshness = new Freshness({
    orders: { ask: () => room.storage.orders.ask(), take: (...answer) => room.storage.orders.take(...answer), lastRead: (ids) => room.storage.orders.lastRead(ids), countOpen: (id) => room.storage.orders.countOpen(id) },
    reader: () => client, now: () => clock.now, wall: () => clock.now, steady: () => clock.now, within, changed: () => undefined
  })
  const workers: OutboxWorker[] = []
  const failures: unknown[] = []
  const newWorker = (timing: Timing = quick) => {
    const worker = new OutboxWorker({
      journal: room.storage.commands, clock: new EvenClock(Date.now, () => performance.now()), timing, authorized, sender: () => client, seen: async (id, order, asked) => { await room.storage.orders.take(id, [order], [], asked) }, asking: () => room.storage.orders.ask(),
      fresh: async (id, how) => (await freshness.ensure([id], how)).get(id) ?? null, changed: () => undefined, failed: (error) => { failures.push(error) },
      setTimer: (work, ms) => {
        const timer = setTimeout(work, Math.min(ms, 50))
        return () => { clearTimeout(timer) }
      }
    })
    workers.push(worker)
    return worker
  }
  onTestFinished(async () => {
    for (const worker of workers) await worker.stop()
    expect(failures).toEqual([])
  })
  const outbox = () => new Outbox({ journal: room.storage.commands, now: Date.now, undoSeconds: () => undoSeconds, operator: () => 'Ayşe', numberMasks: () => numberMasks, changed: () => { for (const worker of workers) worker.wake() } })
  await sync.refresh(null)
  const rows = await room.storage.orderList.rows(everything, 0, 500, Date.now())
  const toShip = rows.filter((row) => row.state === 'APPROVED' && row.readable)
  return {
    rehearsal, client, store, file, sync, toShip, newWorker, outbox, clock, freshness,
    storage: (): Storage => room.storage,
    reopen: async (restore?: string) => { room.storage = await reopen(restore) },
    /** What Joom truly has of an order. */
    truth: (joomId: string) => rehearsal.orders().find((order) => order.id === joomId),
    /** The changes that Joom made to an order, in its own log. */
    applied: (joomId: string) => rehearsal.requests().filter((entry) => entry.kind === 'change' && entry.orderId === joomId && entry.outcome === 'done')
  }
}

/** A shipment as a packer confirms it. */
export const item = (orderId: OrderId, trackingNumber: string, more: Partial<FulfilItem> = {}): FulfilItem => ({ orderId, provider: 'China Post', trackingNumber, shippingTime: '7-21', note: null, ...more })
export const stateOf = async (storage: Storage, id: CommandId) => (await storage.commands.find(id))?.state
export const settledAs = (storage: () => Storage, id: CommandId, state: string) => vi.waitFor(async () => { expect(await stateOf(storage(), id)).toBe(state) }, { timeout: 15_000, interval: 20 })
