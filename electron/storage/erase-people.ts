import { sql, type Kysely, type RawBuilder, type SqlBool, type Transaction, type Updateable } from 'kysely'
import type { ConnectionId, Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { NewRun } from '../printing/run-store.ts'
import { emptyLog } from './empty-log.ts'
import { record } from './history-repository.ts'
import { nobody } from './personal-columns.ts'
import type { OrdersTable, Schema } from './schema.ts'

/**
 * Erases what a store's orders tell of people. The next answer about such an order is believed, however old, and brings it
 * back: its store may be connected again.
 */
export async function erasePeople(trx: Transaction<Schema>, id: ConnectionId, now: Millis): Promise<void> {
  await erase(trx, sql<SqlBool>`orders.connection_id = ${id}`, { due_at: null, fetched_at: 0, last_updated: null, settling_until: null })
  await trx.updateTable('connections').set({ keeps_orders: 0, erased_at: now }).where('id', '=', id).execute()
  await record(trx, [{ at: now, kind: 'people_erased', connectionId: id }])
}

/** Erases what these orders tell of people, for good: no answer brings it back. */
export function eraseRecipients(trx: Transaction<Schema>, ids: readonly OrderId[], now: Millis): Promise<void> {
  return erase(trx, sql<SqlBool>`orders.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`, { erased_at: now })
}

/** Whether a settled command tells of people: by its note, by what it was compared with, or perhaps by the details of Joom's no. `erase` takes all of it. */
export const tellsOfPeople = sql<SqlBool>`(commands.settled_at IS NOT NULL AND (json_extract(commands.intent, '$.note') IS NOT NULL
  OR commands.trouble_data IS NOT NULL OR coalesce(json_extract(commands.before, '$.address'), '') <> '' OR coalesce(json_extract(commands.observed, '$.address', '$.changed'), '[null,null]') <> '[null,null]'))`

/**
 * Erases what orders tell of people: names, addresses, phones, buyers, notes, and the JSON they came in; in the print runs and
 * in settled commands too. What proves what was done stays: ids, states, amounts, tracking numbers, commands, attempts, history.
 */
async function erase(trx: Transaction<Schema>, which: RawBuilder<SqlBool>, also: Updateable<OrdersTable>): Promise<void> {
  await trx.updateTable('orders').set({ ...nobody, ...also, search: sql<string>`lower(concat_ws(char(10), joom_id, pick_code, sku, product_name, tracking_number))` }).where(which).execute()
  await trx.updateTable('commands').set({ intent: sql<string>`json_set(intent, '$.note', NULL)` }).where('settled_at', 'is not', null).where(sql<SqlBool>`json_extract(intent, '$.note') IS NOT NULL`).where('order_id', 'in', trx.selectFrom('orders').select('id').where(which)).execute()
  await trx.updateTable('commands').set({ before: sql<string>`json_remove(before, '$.address', '$.recipientKey')`, observed: sql<string | null>`json_remove(observed, '$.address', '$.recipientKey', '$.changed')`, trouble_data: null }).where('order_id', 'in', trx.selectFrom('orders').select('id').where(which)).execute()
  const sheets = await trx.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').select(['print_sheets.order_id', 'print_sheets.run_id']).where(which).execute()
  const erased = new Set(sheets.map((sheet) => sheet.order_id))
  for (const id of new Set(sheets.map((sheet) => sheet.run_id))) {
    const { run } = await trx.selectFrom('print_runs').select('run').where('id', '=', id).executeTakeFirstOrThrow()
    // The column holds what `create` wrote.
    const content = JSON.parse(run) as NewRun
    await trx.updateTable('print_runs').set({ run: JSON.stringify({ ...content, sheets: content.sheets.map((sheet) => (erased.has(sheet.orderId) ? { ...sheet, recipient: null, shown: undefined } : sheet)) }) }).where('id', '=', id).execute()
  }
}

/** Print runs with a sheet of somebody who was erased since it was printed: their PDFs must go. */
export async function runsOfErased(db: Kysely<Schema>): Promise<readonly PrintRunId[]> {
  const rows = await db.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').innerJoin('print_runs', 'print_runs.id', 'print_sheets.run_id')
    .select('print_sheets.run_id').distinct().where((eb) => eb.or([eb('print_runs.created_at', '<=', eb.ref('connections.erased_at')), eb('print_runs.created_at', '<=', eb.ref('orders.erased_at'))])).execute()
  return rows.map((row) => row.run_id)
}

/** Has SQLite overwrite what it frees meanwhile. */
export async function overwritingFreed<T>(db: Kysely<Schema>, work: () => Promise<T>): Promise<T> {
  await sql`PRAGMA secure_delete = ON`.execute(db)
  try {
    return await work()
  } finally {
    await sql`PRAGMA secure_delete = OFF`.execute(db)
  }
}

/** The same, and nothing of it is left in the search's segments or in the log beside the file. */
export async function leaveNoTrace(db: Kysely<Schema>, work: () => Promise<void>): Promise<void> {
  await overwritingFreed(db, async () => {
    await work()
    await sql`INSERT INTO orders_search (orders_search) VALUES ('optimize')`.execute(db)
  })
  await emptyLog(db)
}
