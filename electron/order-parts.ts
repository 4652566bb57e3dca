import type { SyncState } from './contract/schemas.ts'
import type { ConnectionId, Millis } from './domain/ids.ts'
import type { NumberMasks } from './domain/number-mask.ts'
import { Freshness, freshWithin } from './orders/freshness.ts'
import type { OrderReader } from './orders/reading-needs.ts'
import { OrderSync } from './orders/sync.ts'
import { Outbox } from './outbox/outbox.ts'
import type { Timing } from './outbox/policy.ts'
import type { Sender } from './outbox/requests.ts'
import { StorageStanding } from './outbox/storage-standing.ts'
import { OutboxWorker } from './outbox/worker.ts'
import type { EvenClock } from './platform/even-clock.ts'
import type { Storage } from './storage/storage.ts'

export interface OrderPartsNeeds {
  readonly storage: Pick<Storage, 'orders' | 'commands' | 'readings'>
  /** The stores that are signed in. */
  readonly authorized: () => Promise<readonly ConnectionId[]>
  readonly client: (store: ConnectionId) => OrderReader & Sender
  /** By which waits are counted: moved by `follow` alone, which says by how much. */
  readonly clock: Pick<EvenClock, 'now' | 'wall' | 'follow' | 'isAway'>
  /** A clock that only goes forward, in milliseconds. */
  readonly steady: () => Millis
  readonly timing: Timing
  readonly undoSeconds: () => number
  readonly operator: () => string | null
  readonly numberMasks: () => NumberMasks
  readonly setTimer: (work: () => void, ms: number) => () => void
  /** Told how a reading of a store ended: `null` for well. */
  readonly read: (store: ConnectionId, startedAt: Millis, error: SyncState['error']) => Promise<void>
  readonly progress: (state: SyncState, stored: boolean) => void
  readonly ordersChanged: () => void
  readonly outboxChanged: () => void
  /** Told of errors of our own while commands are sent. */
  readonly failed: (error: unknown) => void
  /** The same while orders are read and nobody waits for it. */
  readonly readingFailed: (error: unknown) => void
}

export interface OrderParts {
  readonly freshness: Freshness
  readonly outbox: Outbox
  readonly worker: OutboxWorker
  readonly sync: OrderSync
  readonly standing: StorageStanding
}

/** Reading orders and sending commands, brought together: in the program as in its simulation. Nothing begins before `worker.start` and `sync.refresh`. */
export function orderParts({ storage, authorized, client, clock, steady, timing, undoSeconds, operator, numberMasks, setTimer, read, progress, ordersChanged, outboxChanged, failed, readingFailed }: OrderPartsNeeds): OrderParts {
  const { orders, commands, readings } = storage
  const { now } = clock
  const freshness = new Freshness({ orders, reader: client, now, wall: clock.wall, steady, within: freshWithin, changed: ordersChanged })
  const standing = new StorageStanding(outboxChanged)
  const worker = new OutboxWorker({
    journal: commands, clock, timing, authorized, sender: client,
    seen: async (id, order, asked) => { await orders.take(id, [order], [], asked) }, asking: () => orders.ask(),
    clockSet: () => { freshness.distrust() },
    fresh: async (id, how) => (await freshness.ensure([id], how)).get(id) ?? null,
    changed: outboxChanged, wrote: () => { standing.wrote() }, setTimer,
    failed: (error) => {
      standing.failed(error)
      failed(error)
    }
  })
  const outbox = new Outbox({ journal: commands, now, undoSeconds, operator, numberMasks, changed: () => {
    standing.wrote()
    outboxChanged()
    worker.wake()
  } })
  const sync = new OrderSync({
    authorized, reader: client, orders, readings, now, steady, progress, setTimer, failed: readingFailed,
    ended: async (id, startedAt, error) => {
      await read(id, startedAt, error)
      if (error === null) worker.reached(id)
    }
  })
  return { freshness, outbox, worker, sync, standing }
}
