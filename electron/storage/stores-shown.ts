import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { StoresFilter } from '../contract/schemas.ts'

/** Ids of the connected stores that a filter means; `and records`: also of those that were disconnected and left their orders as a record. */
export function storesShown({ connectionId, world }: StoresFilter, which: 'connected' | 'and records' = 'connected'): RawBuilder<unknown> {
  const narrowed: RawBuilder<SqlBool>[] = [
    ...(connectionId === null ? [] : [sql<SqlBool>`id = ${connectionId}`]), ...(world === null || world === undefined ? [] : [sql<SqlBool>`(environment = 'rehearsal') = ${world === 'rehearsal' ? 1 : 0}`])
  ]
  return sql`(SELECT id FROM connections WHERE ${sql.join([which === 'connected' ? sql<SqlBool>`removed_at IS NULL` : sql<SqlBool>`(removed_at IS NULL OR keeps_orders = 1)`, ...narrowed], sql` AND `)})`
}
