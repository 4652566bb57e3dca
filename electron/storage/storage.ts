import type { Millis } from '../domain/ids.ts'
import { CommandRepository } from './command-repository.ts'
import { ConnectionRepository } from './connection-repository.ts'
import { openDatabase } from './open-database.ts'
import { OrderList } from './order-list.ts'
import { OrderRepository } from './order-repository.ts'
import { OutboxList } from './outbox-list.ts'
import { PrintRunRepository } from './print-run-repository.ts'

export interface Storage {
  readonly connections: ConnectionRepository
  readonly orders: OrderRepository
  readonly orderList: OrderList
  readonly commands: CommandRepository
  readonly outboxList: OutboxList
  readonly printRuns: PrintRunRepository
  readonly close: () => Promise<void>
}

/**
 * Opens everything that is kept, in one file.
 * @param random a number in [0, 1)
 * @throws Trouble `storage_*`: see `openDatabase`
 */
export function openStorage(file: string, { now, random }: { readonly now: () => Millis; readonly random: () => number }): Storage {
  const db = openDatabase(file)
  return {
    connections: new ConnectionRepository(db, now), orders: new OrderRepository(db, random), orderList: new OrderList(db), commands: new CommandRepository(db), outboxList: new OutboxList(db), printRuns: new PrintRunRepository(db),
    close: () => db.destroy()
  }
}
