import type { Millis } from '../domain/ids.ts'
import { Checkpoints } from './checkpoints.ts'
import { CommandRepository } from './command-repository.ts'
import { ConnectionRepository } from './connection-repository.ts'
import { openDatabase } from './open-database.ts'
import { OrderList } from './order-list.ts'
import { OrderRepository } from './order-repository.ts'
import { OutboxList } from './outbox-list.ts'
import { PrintRunRepository } from './print-run-repository.ts'
import { ReadingRepository } from './reading-repository.ts'
import { Recency } from './recency.ts'
import { SearchIndex } from './search-index.ts'

export interface Storage {
  readonly connections: ConnectionRepository
  readonly orders: OrderRepository
  readonly orderList: OrderList
  readonly commands: CommandRepository
  readonly outboxList: OutboxList
  readonly printRuns: PrintRunRepository
  readonly readings: ReadingRepository
  /** Follows behind by itself. */
  readonly searchIndex: SearchIndex
  readonly close: () => Promise<void>
}

/**
 * Opens everything that is kept, in one file.
 * @param random a number in [0, 1)
 * @param failed told where something that goes on by itself cannot
 * @param checkpoints `checkpoint.worker.ts`, or what the build made of it: the log beside the database is emptied on that thread
 * @throws Trouble `storage_*`: see `openDatabase`
 */
export function openStorage(file: string, { now, random, failed = () => undefined, checkpoints: path }: { readonly now: () => Millis; readonly random: () => number; readonly failed?: (error: unknown) => void; readonly checkpoints?: string }): Storage {
  const checkpoints = path === undefined ? null : new Checkpoints(path, file)
  const db = openDatabase(file, checkpoints === null ? undefined : () => { checkpoints.wake() })
  const recency = new Recency(now)
  const searchIndex = new SearchIndex(db, failed)
  searchIndex.wake()
  return {
    connections: new ConnectionRepository(db, now), orders: new OrderRepository(db, random, recency, () => { searchIndex.wake() }), orderList: new OrderList(db), commands: new CommandRepository(db, recency), outboxList: new OutboxList(db), printRuns: new PrintRunRepository(db),
    readings: new ReadingRepository(db), searchIndex,
    close: async () => {
      await searchIndex.stop()
      await checkpoints?.stop()
      await db.destroy()
    }
  }
}
