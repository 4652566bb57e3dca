import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { StoresFilter } from '../contract/schemas.ts'

/** Ids of the connected stores that a filter means. */
export function storesShown({ connectionId, world }: StoresFilter): RawBuilder<unknown> {
  const narrowed: RawBuilder<SqlBool>[] = [
    ...(connectionId === null ? [] : [sql<SqlBool>`id = ${connectionId}`]), ...(world === null || world === undefined ? [] : [sql<SqlBool>`(environment = 'rehearsal') = ${world === 'rehearsal' ? 1 : 0}`])
  ]
  return sql`(SELECT id FROM connections WHERE ${sql.join([sql<SqlBool>`removed_at IS NULL`, ...narrowed], sql` AND `)})`
}
