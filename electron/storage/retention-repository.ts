import { sql, type Kysely } from 'kysely'
import type { Millis, OrderId } from '../domain/ids.ts'
import type { World } from '../domain/world.ts'
import { emptyLog } from './empty-log.ts'
import { eraseRecipients, overwritingFreed, tellsOfPeople } from './erase-people.ts'
import { record } from './history-repository.ts'
import type { Schema } from './schema.ts'

/** Pages of the search's index that are rewritten in one step. */
const mergedPages = 500

/** Which orders ended so long ago that their recipients can be forgotten, and the forgetting itself. */
export class RetentionRepository {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Orders that are shipped or refunded, last changed before then (which is another time in the rehearsal), here and at Joom, and that no command holds. Where Joom
   * names no time, the day on which they were ordered counts, or else when they arrived. Those that are forgotten already are
   * among them where a command that ended so long ago tells of their recipients anew.
   */
  async due(before: ByWorld): Promise<readonly OrderId[]> {
    const { rows } = await sql<{ id: OrderId }>`SELECT id FROM orders WHERE ${endedBefore(before)} ORDER BY id`.execute(this.#db)
    return rows.map((row) => row.id)
  }

  /** The newest change of an order of a real store, by Joom's clock; `null` where no order names one. */
  async newestChange(): Promise<Millis | null> {
    const { rows } = await sql<{ newest: Millis | null }>`SELECT max((SELECT max(last_updated) FROM orders WHERE connection_id = connections.id)) AS newest FROM connections WHERE environment <> 'rehearsal'`.execute(this.#db)
    return rows[0]?.newest ?? null
  }

  /**
   * Erases the recipients of those among these orders that are still due, in one transaction, each with its record.
   * @returns how many
   */
  async erase(ids: readonly OrderId[], { before, now, days, actor }: { readonly before: ByWorld; readonly now: Millis; readonly days: number; readonly actor: string | null }): Promise<number> {
    return this.#db.connection().execute((connection) => overwritingFreed(connection, () => connection.transaction().execute(async (trx) => {
      const due = await trx.selectFrom('orders').select(['id', 'connection_id']).where(sql<boolean>`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`).where(endedBefore(before)).execute()
      await eraseRecipients(trx, due.map((order) => order.id), now)
      await record(trx, due.map((order) => ({ at: now, kind: 'recipient_erased', orderId: order.id, connectionId: order.connection_id, params: { days }, actor })))
      return due.length
    })))
  }

  /**
   * Takes what was erased out of the search's older segments, one step.
   * @param first begins anew; otherwise goes on
   * @returns whether there is more to do
   */
  async sweepSearch(first: boolean): Promise<boolean> {
    const isMore = await this.#db.connection().execute((connection) => overwritingFreed(connection, async () => {
      const changes = async (): Promise<number> => (await sql<{ n: number }>`SELECT total_changes() AS n`.execute(connection)).rows[0]?.n ?? 0
      const before = await changes()
      await sql`INSERT INTO orders_search (orders_search, rank) VALUES ('merge', ${first ? -mergedPages : mergedPages})`.execute(connection)
      // So the search says that nothing was left to merge.
      return await changes() - before >= 2
    }))
    if (!isMore) await emptyLog(this.#db)
    return isMore
  }
}

type ByWorld = Readonly<Record<World, Millis>>

const endedBefore = ({ real, rehearsal }: ByWorld) => {
  const before = sql`CASE WHEN connection_id IN (SELECT id FROM connections WHERE environment = 'rehearsal') THEN ${rehearsal} ELSE ${real} END`
  return sql<boolean>`lane IN ('shipped', 'refunded')
  AND CASE WHEN erased_at IS NULL THEN coalesce(last_updated, ordered_at, arrived_at, (SELECT at FROM history WHERE order_id = orders.id ORDER BY history.id LIMIT 1)) <= ${before}
    ELSE EXISTS (SELECT 1 FROM commands WHERE commands.order_id = orders.id AND ${tellsOfPeople}) END
  AND id NOT IN (SELECT order_id FROM commands JOIN orders ON orders.id = commands.order_id WHERE settled_at IS NULL OR settled_at > ${before})`
}
