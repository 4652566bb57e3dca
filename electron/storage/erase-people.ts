import { sql, type Kysely, type Transaction } from 'kysely'
import type { ConnectionId, Millis, PrintRunId } from '../domain/ids.ts'
import type { NewRun } from '../printing/run-store.ts'
import { record } from './history-repository.ts'
import type { Schema } from './schema.ts'

/** What stands where a recipient stood. */
const nobody = {
  buyer_id: null, to_name: null, to_street1: null, to_street2: null, to_city: null, to_state: null, to_country: null, to_zip: null, to_phone: null, recipient_key: '', ship_note: null, refunded_note: null, due_at: null, raw: '{}',
  // The next answer about such an order is believed, however old: its store may be connected again.
  fetched_at: 0, last_updated: null, settling_until: null
} as const

/**
 * Erases what a store's orders tell of people: names, addresses, phones, buyers, notes, and the JSON they came in; in the
 * print runs too. What proves what was done stays: ids, states, amounts, tracking numbers, commands, attempts, history.
 */
export async function erasePeople(trx: Transaction<Schema>, id: ConnectionId, now: Millis): Promise<void> {
  await trx.updateTable('orders').set({ ...nobody, search: sql<string>`lower(concat_ws(char(10), joom_id, pick_code, sku, product_name, tracking_number))` }).where('connection_id', '=', id).execute()
  await trx.updateTable('commands').set({ before: sql<string>`json_remove(before, '$.address', '$.recipientKey')`, observed: sql<string | null>`json_remove(observed, '$.address', '$.recipientKey', '$.changed')` })
    .where('order_id', 'in', trx.selectFrom('orders').select('id').where('connection_id', '=', id)).execute()
  const own = new Set((await trx.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').select('print_sheets.order_id').distinct().where('orders.connection_id', '=', id).execute()).map((sheet) => sheet.order_id))
  for (const run of await runsOf(trx, id)) {
    // The column holds what `create` wrote.
    const content = JSON.parse(run.run) as NewRun
    await trx.updateTable('print_runs').set({ run: JSON.stringify({ ...content, sheets: content.sheets.map((sheet) => (own.has(sheet.orderId) ? { ...sheet, recipient: null, shown: undefined } : sheet)) }) }).where('id', '=', run.id).execute()
  }
  await trx.updateTable('connections').set({ keeps_orders: 0, erased_at: now }).where('id', '=', id).execute()
  await record(trx, [{ at: now, kind: 'people_erased', connectionId: id }])
}

const runsOf = (db: Kysely<Schema>, id: ConnectionId): Promise<{ readonly id: PrintRunId; readonly run: string }[]> =>
  db.selectFrom('print_runs').select(['id', 'run']).where('id', 'in', db.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').select('run_id').where('orders.connection_id', '=', id)).execute()

/** Print runs with a sheet of a store whose people were erased since it was printed: their PDFs must go. */
export async function runsOfErased(db: Kysely<Schema>): Promise<readonly PrintRunId[]> {
  const rows = await db.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').innerJoin('print_runs', 'print_runs.id', 'print_sheets.run_id')
    .select('print_sheets.run_id').distinct().whereRef('print_runs.created_at', '<=', 'connections.erased_at').execute()
  return rows.map((row) => row.run_id)
}

/** Has SQLite overwrite what it frees, and nothing of it be left in the search's segments or in the log beside the file. */
export async function leaveNoTrace(db: Kysely<Schema>, work: () => Promise<void>): Promise<void> {
  await sql`PRAGMA secure_delete = ON`.execute(db)
  try {
    await work()
    await sql`INSERT INTO orders_search (orders_search) VALUES ('optimize')`.execute(db)
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
  } finally {
    await sql`PRAGMA secure_delete = OFF`.execute(db)
  }
}
