import { sql, type Kysely } from 'kysely'
import type { OrderId, PrintRunId } from '../domain/ids.ts'
import type { NewRun, Printed, RunStore, SlipOrder, SlipSource, StoredRun } from '../printing/run-store.ts'
import { runsOfErased } from './erase-people.ts'
import { record } from './history-repository.ts'
import { orderOf } from './order-record.ts'
import { toSameRecipient } from './same-recipient.ts'
import type { Schema } from './schema.ts'

/** Whether a confirmation of ours reached Joom, or may have. */
const shippedHere = sql<0 | 1>`EXISTS (SELECT 1 FROM commands WHERE commands.order_id = orders.id AND commands.kind = 'fulfill' AND commands.state IN ('sending', 'unknown', 'done'))`

/** The ledger of print runs, and the orders as their slips need them. */
export class PrintRunRepository implements RunStore, SlipSource {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async forSlips(ids: readonly OrderId[]): Promise<readonly SlipOrder[]> {
    const rows = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').leftJoin('logos', 'logos.connection_id', 'connections.id').selectAll('orders')
      .select(['connections.name as store_name', 'connections.environment', 'connections.return_address', 'logos.name as logo', toSameRecipient.as('same_recipient'), shippedHere.as('shipped_here')])
      .where(sql<boolean>`orders.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`).where('connections.removed_at', 'is', null).execute()
    return rows.map((row) => ({ ...orderOf(row), storeName: row.store_name, returnAddress: row.return_address, logo: row.logo, environment: row.environment, readable: row.readable === 1, shippedHere: row.shipped_here === 1, sameRecipientCount: Math.max(1, row.same_recipient) }))
  }

  async logos(names: readonly string[]): Promise<Readonly<Record<string, Uint8Array>>> {
    const rows = names.length === 0 ? [] : await this.#db.selectFrom('logos').select(['name', 'png']).where('name', 'in', names).execute()
    return Object.fromEntries(rows.map(({ name, png }) => [name, png]))
  }

  create(run: NewRun): Promise<PrintRunId> {
    return this.#db.transaction().execute(async (trx) => {
      const { id } = await trx.insertInto('print_runs').values({ created_at: run.createdAt, paper: run.paper, run: JSON.stringify(run) }).returning('id').executeTakeFirstOrThrow()
      for (const sheet of run.sheets) await trx.insertInto('print_sheets').values({ run_id: id, position: sheet.position, order_id: sheet.orderId, content_hash: sheet.hash }).execute()
      return id
    })
  }

  async get(id: PrintRunId): Promise<StoredRun | null> {
    const row = await this.#db.selectFrom('print_runs').select('run').where('id', '=', id).executeTakeFirst()
    // The column holds what `create` wrote.
    return row ? { ...JSON.parse(row.run) as NewRun, id } : null
  }

  erased(): Promise<readonly PrintRunId[]> {
    return runsOfErased(this.#db)
  }

  markPrinted(id: PrintRunId, printed: Printed): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      await trx.updateTable('print_runs').set({ printed_at: printed.at, printed_via: printed.via, printer: printed.printer, job: printed.job }).where('id', '=', id).execute()
      const sheets = await trx.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id').select(['print_sheets.order_id', 'print_sheets.position', 'print_sheets.content_hash', 'orders.connection_id']).where('run_id', '=', id).execute()
      for (const sheet of sheets) await trx.updateTable('orders').set({ printed_at: printed.at }).where('id', '=', sheet.order_id).execute()
      await record(trx, sheets.map((sheet) => ({
        at: printed.at, kind: printed.via === 'spooler' ? 'slip_printed' : 'slip_saved', orderId: sheet.order_id, connectionId: sheet.connection_id,
        params: { run: id, place: sheet.position, of: sheets.length, hash: sheet.content_hash, printer: printed.printer }
      })))
    })
  }
}
