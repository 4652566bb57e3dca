import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { StoresFilter } from '../contract/schemas.ts'

/** Ids of the connected stores that a filter means; `and records`: also of those that were disconnected and left their orders as a record. */
export function storesShown({ connectionId, world }: StoresFilter, which: 'connected' | 'and records' = 'connected'): RawBuilder<unknown> {
  const narrowed: RawBuilder<SqlBool>[] = [
    ...(connectionId === null ? [] : [sql<SqlBool>`id = ${connectionId}`]), ...(world === null || world === undefined ? [] : [sql<SqlBool>`(environment = 'rehearsal') = ${world === 'rehearsal' ? 1 : 0}`])
  ]
  return sql`(SELECT id FROM connections WHERE ${sql.join([which === 'connected' ? sql<SqlBool>`removed_at IS NULL` : sql<SqlBool>`(removed_at IS NULL OR keeps_orders = 1)`, ...narrowed], sql` AND `)})`
}

/** Whether a command is of the stores that are meant; without a filter that of a removed store is among them too. */
export const ofStores = (stores: StoresFilter | undefined): RawBuilder<SqlBool> => (stores === undefined || (stores.connectionId === null && (stores.world ?? null) === null) ? sql<SqlBool>`TRUE` : sql<SqlBool>`commands.order_id IN (SELECT id FROM orders WHERE connection_id IN ${storesShown(stores)})`)
