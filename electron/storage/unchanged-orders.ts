import { CompiledQuery, sql, type Transaction } from 'kysely'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { askedOften } from './asked-often.ts'
import { sameDeadline } from './order-merge.ts'
import { forEach } from './node-sqlite-dialect.ts'
import { columnNames, type PackedColumns } from './order-record.ts'
import type { OrderRecord, Schema } from './schema.ts'

/** What says of a known order how an answer stands to it. */
export type KeptOrder = Pick<OrderRecord, 'id' | 'connection_id' | 'joom_id' | 'last_updated' | 'fetched_at' | 'due_at'>

/** When Joom was asked for the answer that an order stands as: the one it was taken from, or a later one that told the same. 0: whatever comes next is believed. */
export const askedAt = sql<Millis>`CASE WHEN orders.fetched_at = 0 THEN 0 ELSE max(orders.fetched_at, coalesce((SELECT at FROM orders_told_again WHERE order_id = orders.id), 0)) END`

const keptAmong = askedOften((db, store: ConnectionId, joomIds: string) => db.selectFrom('orders').select(['id', 'connection_id', 'joom_id', 'last_updated', 'due_at', askedAt.as('fetched_at')])
  .where('connection_id', '=', store).where(sql<boolean>`joom_id IN (SELECT value FROM json_each(${joomIds}))`))

/** Those of these orders that are kept. */
export async function keptOf(trx: Transaction<Schema>, connectionId: ConnectionId, joomIds: readonly string[]): Promise<readonly KeptOrder[]> {
  return (await keptAmong(trx, connectionId, JSON.stringify(joomIds))).rows
}

const readableAt = columnNames.indexOf('readable')
const dueAt = columnNames.indexOf('due_at')
const compared = columnNames.flatMap((name, at) => (['due_at', 'fetched_at', 'search'].includes(name) ? [] : [{ name, at }]))
/** SQLite compares: to bring a whole order here takes longer than all else that is done with it. What was erased is never the same. */
const sameRow = `SELECT id FROM orders WHERE id = ? AND erased_at IS NULL AND ${compared.map(({ name }) => `${name} IS ?`).join(' AND ')}`

/** Of which of these orders the answer beside it tells to the letter what is kept. None of them is one that cannot be read. */
export async function unchangedOf(trx: Transaction<Schema>, told: ReadonlyArray<readonly [KeptOrder, PackedColumns]>): Promise<ReadonlySet<OrderId>> {
  const values = told.flatMap(([known, row]) => {
    const due = row[dueAt] as Millis | null // as `packed` made it
    const isDueThen = due === null ? known.due_at === null : sameDeadline(known, { due_at: due })
    return row[readableAt] === 1 && isDueThen ? [[known.id, ...compared.map(({ at }) => row[at] ?? null)]] : []
  })
  if (values.length === 0) return new Set()
  return new Set((await trx.executeQuery(forEach<{ id: OrderId }>(sameRow, values))).rows.map(({ id }) => id))
}

/** Keeps that these orders were told of again as they stand. */
export async function toldAgain(trx: Transaction<Schema>, ids: readonly OrderId[], at: Millis): Promise<void> {
  if (ids.length === 0) return
  await trx.executeQuery(CompiledQuery.raw('INSERT INTO orders_told_again (order_id, at) SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT (order_id) DO UPDATE SET at = excluded.at', [at, JSON.stringify(ids)]))
}
