import { CompiledQuery, type Kysely } from 'kysely'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { Work } from '../outbox/journal.ts'
import { workColumns, workOf, type WorkRow } from './command-rows.ts'
import type { Schema } from './schema.ts'

/** Written out: it is asked again and again while commands leave, and putting it together takes longer than answering it. */
const readyOf = (columns: readonly string[], stores: number, limit: number): string => `SELECT ${columns.join(', ')} FROM commands JOIN orders ON orders.id = commands.order_id WHERE commands.state = ? AND commands.next_at <= ? AND orders.connection_id IN (${'?, '.repeat(stores - 1)}?) ORDER BY orders.due_at IS NULL, orders.due_at, commands.id LIMIT ${String(limit)}`

/** What can go on in these stores, least time left first. */
async function ready<Row>(db: Kysely<Schema>, columns: readonly string[], state: 'due' | 'unknown', connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Row[]> {
  if (connections.length === 0) return []
  return (await db.executeQuery<Row>(CompiledQuery.raw(readyOf(columns, connections.length, limit), [state, now, ...connections]))).rows
}

/** What can go on in these stores, least time left first, `limit` at most; what waits for its next time is not among it. */
export async function readyWork(db: Kysely<Schema>, state: 'due' | 'unknown', connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]> {
  return (await ready<WorkRow>(db, workColumns, state, connections, now, limit)).map(workOf)
}

/** The orders of what is due. */
export async function ordersDue(db: Kysely<Schema>, connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly OrderId[]> {
  return (await ready<Pick<WorkRow, 'order_id'>>(db, ['commands.order_id'], 'due', connections, now, limit)).map((row) => row.order_id)
}
