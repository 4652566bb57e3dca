import { sql } from 'kysely'
import type { Millis } from '../domain/ids.ts'
import { CommandRepository } from './command-repository.ts'
import { ConnectionRepository } from './connection-repository.ts'
import { CustomsRepository } from './customs-repository.ts'
import { HistoryProof } from './history-proof.ts'
import { wasLeft } from './last-look.ts'
import { openKept } from './open-kept.ts'
import { OrderList } from './order-list.ts'
import { OrderRepository } from './order-repository.ts'
import { OutboxList } from './outbox-list.ts'
import { PrintRunRepository } from './print-run-repository.ts'
import { ReadingRepository } from './reading-repository.ts'
import { Numbers, Recency } from './recency.ts'
import { RestorationRepository } from './restoration-repository.ts'
import { RetentionRepository } from './retention-repository.ts'
import { SearchIndex } from './search-index.ts'
import { SlipTemplateRepository } from './slip-template-repository.ts'

/** What a repository can be asked, wherever it runs. */
type Asks<T> = Pick<T, keyof T>

/** Everything that is kept, by what it is about. All of it answers with promises but `orders.ask`. */
export interface Storage {
  readonly connections: Asks<ConnectionRepository>
  readonly orders: Asks<OrderRepository>
  readonly orderList: Asks<OrderList>
  readonly commands: Asks<CommandRepository>
  readonly outboxList: Asks<OutboxList>
  readonly printRuns: Asks<PrintRunRepository>
  readonly readings: Asks<ReadingRepository>
  readonly customs: Asks<CustomsRepository>
  readonly slipTemplates: Asks<SlipTemplateRepository>
  readonly restorations: Asks<RestorationRepository>
  readonly history: Asks<HistoryProof>
  readonly retention: Asks<RetentionRepository>
  readonly searchIndex: Pick<SearchIndex, 'catchUp'>
  readonly close: () => Promise<void>
}

export interface StorageOptions {
  readonly now: () => Millis
  /** A number in [0, 1). */
  readonly random: () => number
  /** Told where something that goes on by itself cannot. */
  readonly failed?: ((error: unknown) => void) | undefined
  /** Where requests are numbered; shared with the thread in which `orders.ask` is called. */
  readonly numbers?: Numbers | undefined
  /** Name of the backup that is to take the place of the data first. */
  readonly restore?: string | null | undefined
  /** How long a lock of somebody else is waited for, in milliseconds. */
  readonly patience?: number | undefined
}

/**
 * Opens everything that is kept, in one file, on this thread.
 * @throws Trouble `storage_*`: see `openKept`
 */
export function openStorage(file: string, { now, random, failed = () => undefined, numbers, restore, patience }: StorageOptions): Storage {
  const { db, restoreTrouble } = openKept(file, { now, restore, patience })
  const recency = new Recency(now, numbers)
  const searchIndex = new SearchIndex(db, failed)
  searchIndex.wake()
  let isOpen = true
  return {
    connections: new ConnectionRepository(db, now), orders: new OrderRepository(db, random, recency, () => { searchIndex.wake() }), orderList: new OrderList(db), commands: new CommandRepository(db, recency), outboxList: new OutboxList(db), printRuns: new PrintRunRepository(db),
    readings: new ReadingRepository(db), customs: new CustomsRepository(db), slipTemplates: new SlipTemplateRepository(db), restorations: new RestorationRepository(db, restoreTrouble), history: new HistoryProof(db), retention: new RetentionRepository(db), searchIndex,
    close: async () => {
      if (!isOpen) return
      isOpen = false
      await searchIndex.stop()
      // Kysely closes nothing that was never asked anything.
      await sql`SELECT 1`.execute(db)
      await db.destroy()
      wasLeft(file)
    }
  }
}
