import { sql, type Kysely, type Transaction } from 'kysely'
import type { PrintPart, RunBrief, RunSheet, RunView } from '../contract/schemas.ts'
import type { ConnectionId, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import { kindsSharing, newestSheets, sheetsLeft, sheetsOut, slipKinds, type RunKind } from '../domain/print-run.ts'
import type { SheetCode } from '../domain/sheet-code.ts'
import type { PaperTold } from '../printing/paper-story.ts'
import type { Claim, LedgerRow, NewRun } from '../printing/run-store.ts'
import { record, type Happening } from './history-repository.ts'
import type { Schema } from './schema.ts'

/** Every sheet that was ever made for a run, by place and copy. */
export async function ledgerOf(db: Kysely<Schema>, id: PrintRunId): Promise<LedgerRow[]> {
  return await db.selectFrom('print_sheets').select(['position', 'copy', 'order_id as orderId', 'content_hash as hash', 'file', 'page', 'pages', sql<number>`coalesce(slip, position)`.as('slip'), 'state', 'printer', 'handed_at as handedAt']).where('run_id', '=', id).orderBy('position').orderBy('copy').execute()
}

/** What of a run was handed over at once, in the order in which it was. */
export async function partsOf(db: Kysely<Schema>, id: PrintRunId): Promise<PrintPart[]> {
  return await db.selectFrom('print_parts').select(['id', 'file', 'first_position as first', 'last_position as last', 'sheets', 'copies', 'printer', 'job', 'state', 'reason', 'began_at as beganAt', 'handed_at as handedAt', 'ended_at as endedAt']).where('run_id', '=', id).orderBy('id').execute()
}

/** Held by a run that has not ended and prints a part which this kind prints too, or printed by one; the highest copy, and the run that has it. Thrown away is not printed, and what was made anew was not either. */
export async function claimsOf(db: Kysely<Schema>, ids: readonly OrderId[], kind: RunKind, besides: PrintRunId | null): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    SELECT order_id AS orderId, run_id AS run, state, at, actor, copy FROM (
      SELECT sheet.order_id, sheet.run_id, run.state, run.state_since AS at, run.actor,
        max(CASE WHEN sheet.state IN ('discarded') OR (sheet.state = 'waiting' AND run.state = 'prepared') THEN 0 ELSE sheet.copy END) OVER (PARTITION BY sheet.order_id) AS copy,
        row_number() OVER (PARTITION BY sheet.order_id ORDER BY run.state IN ('good', 'discarded'), run.state = 'prepared', sheet.run_id DESC, sheet.copy DESC) AS nth
      FROM print_sheets AS sheet JOIN print_runs AS run ON run.id = sheet.run_id JOIN orders ON orders.id = sheet.order_id
      WHERE (run.state = 'prepared' OR orders.run_id IS NOT NULL OR orders.printed_at IS NOT NULL OR run.kind NOT IN (SELECT value FROM json_each(${JSON.stringify(slipKinds)}))) AND sheet.order_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND run.kind IN (SELECT value FROM json_each(${JSON.stringify(kindsSharing(kind))})) AND run.id IS NOT ${besides} AND sheet.state <> 'discarded'
    ) WHERE nth = 1`.execute(db)
  return rows
}

/** Which run has the paper of each order of this one, after something became of it: one of which something left, and that has not ended. */
export async function holdOrders(trx: Transaction<Schema>, id: PrintRunId): Promise<void> {
  await sql`UPDATE orders SET run_id = (SELECT max(run.id) FROM print_sheets AS sheet JOIN print_runs AS run ON run.id = sheet.run_id WHERE sheet.order_id = orders.id AND sheet.state <> 'discarded' AND run.state NOT IN ('prepared', 'good', 'discarded'))
    WHERE id IN (SELECT order_id FROM print_sheets WHERE run_id = ${id})`.execute(trx)
}

/** Sheets as the history tells of them. */
export interface ToldSheet {
  readonly position: number
  readonly copy: number
  readonly orderId: OrderId
  readonly connectionId: ConnectionId
  readonly hash: string
  readonly printer: string | null
}

/** An entry for each sheet, in the history of its order. A first sheet says nothing of copies. */
export function tellSheets(trx: Transaction<Schema>, kind: string, id: PrintRunId, sheets: readonly ToldSheet[], by: { readonly at: number; readonly actor: string | null }, more: Happening['params'] = {}): Promise<void> {
  return record(trx, sheets.map((sheet) => ({
    at: by.at, kind, orderId: sheet.orderId, connectionId: sheet.connectionId, actor: by.actor,
    params: { run: id, place: sheet.position, ...(sheet.copy > 1 ? { copy: sheet.copy, after: 'copy' } : {}), hash: sheet.hash, printer: sheet.printer, ...more }
  })))
}

/** The sheets of a run, or of one part of it, as the history names them. */
export async function toldSheets(trx: Transaction<Schema>, id: PrintRunId, part: PrintPartId | null): Promise<ToldSheet[]> {
  return await trx.selectFrom('print_sheets').innerJoin('orders', 'orders.id', 'print_sheets.order_id')
    .select(['position', 'copy', 'order_id as orderId', 'orders.connection_id as connectionId', 'content_hash as hash', 'printer'])
    .where('print_sheets.run_id', '=', id).$if(part !== null, (query) => query.where('part_id', '=', part)).orderBy('position').orderBy('copy').execute()
}

/** An entry for a sheet that was scanned: what its code says, and what it was worth; `null` for a code that names its order alone. Where its order is known, in the history of that. */
export async function tellScan(trx: Transaction<Schema>, code: SheetCode | null, { verdict, orderId }: { readonly verdict: string; readonly orderId: OrderId | null }, by: { readonly at: number; readonly actor: string | null }): Promise<void> {
  const order = orderId === null ? undefined : await trx.selectFrom('orders').select(['id', 'connection_id']).where('id', '=', orderId).executeTakeFirst()
  await record(trx, [{ ...by, kind: 'sheet_scanned', params: { after: verdict, ...(code !== null && { hash: code.hash, ...(order === undefined && { joomId: code.joomId }) }) }, ...(order !== undefined && { orderId: order.id, connectionId: order.connection_id }) }])
}

/** An entry for a paper beside the runs that left, or one for each order that has a form of its own on it: no more of whom it is about. */
export function tellPaper(trx: Transaction<Schema>, { became, kind, hash, printer, copies, run, orders }: PaperTold, by: { readonly at: number; readonly actor: string | null }): Promise<void> {
  const entry: Happening = { ...by, kind: `paper_${became}`, params: { kind, hash, printer, copies, run } }
  return record(trx, orders.length === 0 ? [entry] : orders.map(({ id, connectionId }) => ({ ...entry, orderId: id, connectionId })))
}

/** The sheets of the wanted runs, each with whether it is what `newestSheets` takes for the newest of its place. */
const newestOf = sql`SELECT *, row_number() OVER (PARTITION BY run_id, position ORDER BY thrown AND state <> 'good', copy DESC) = 1 AS newest
  FROM (SELECT *, first_value(state) OVER (PARTITION BY run_id, position ORDER BY copy DESC) = 'discarded' AS thrown FROM print_sheets WHERE run_id IN (SELECT id FROM wanted))`

interface BriefRow extends Omit<RunBrief, 'rehearsal'> { readonly rehearsal: 0 | 1 }

const brief = sql`run.id, run.kind, run.created_at AS createdAt, run.state, run.state_since AS since, run.actor, run.paper, run.printer, run.saved_at AS savedAt,
  count(CASE WHEN newest THEN 1 END) AS sheets, count(CASE WHEN newest AND sheet.state = 'good' THEN 1 END) AS good, count(CASE WHEN newest AND sheet.state IN ('saved', 'handed', 'unknown') THEN 1 END) AS out,
  count(CASE WHEN newest AND sheet.state IN ('waiting', 'spoiled') THEN 1 END) AS "left", count(CASE WHEN sheet.copy > 1 THEN 1 END) AS copied,
  coalesce(json_extract(run.run, '$.sheets[0].environment') = 'rehearsal', 0) AS rehearsal`
const briefOf = (row: BriefRow): RunBrief => ({ ...row, rehearsal: row.rehearsal === 1 })

/** Runs as the list shows them. Those that were only looked at and thrown away are left out, but for the one that is asked for. */
export async function listRuns(db: Kysely<Schema>, { number, offset, limit }: { readonly number: number | null; readonly offset: number; readonly limit: number }): Promise<{ readonly runs: readonly RunBrief[]; readonly unfinished: number }> {
  const shown = number === null ? sql<boolean>`(state <> 'discarded' OR saved_at IS NOT NULL OR EXISTS (SELECT 1 FROM print_parts WHERE run_id = print_runs.id))` : sql<boolean>`id = ${number}`
  const { rows } = await sql<BriefRow>`
    WITH wanted AS (SELECT id FROM print_runs WHERE ${shown} ORDER BY state IN ('good', 'discarded'), id DESC LIMIT ${sql.lit(limit)} OFFSET ${offset})
    SELECT ${brief} FROM wanted JOIN print_runs AS run ON run.id = wanted.id LEFT JOIN (${newestOf}) AS sheet ON sheet.run_id = run.id
    GROUP BY run.id ORDER BY run.state IN ('good', 'discarded'), run.id DESC`.execute(db)
  const { rows: [open] } = await sql<{ n: number }>`SELECT count(*) AS n FROM print_runs WHERE state NOT IN ('good', 'discarded')`.execute(db)
  return { runs: rows.map(briefOf), unfinished: open?.n ?? 0 }
}

/** A run with its whole ledger. */
export async function viewOf(db: Kysely<Schema>, id: PrintRunId): Promise<Omit<RunView, 'urls' | 'changed' | 'unread'> | null> {
  const run = await db.selectFrom('print_runs').selectAll().where('id', '=', id).executeTakeFirst()
  if (run === undefined) return null
  // The columns hold what `create` and `refused` wrote.
  const content = JSON.parse(run.run) as NewRun
  const trouble = run.trouble === null ? null : JSON.parse(run.trouble) as RunView['trouble']
  const said = new Map(content.sheets.map((sheet) => [sheet.position, sheet]))
  const rows = await ledgerOf(db, id)
  const ledger = rows.flatMap((row): RunSheet[] => {
    const sheet = said.get(row.position)
    return sheet === undefined ? [] : [{ ...row, joomId: sheet.joomId, pickCode: sheet.pickCode, recipient: sheet.recipient, store: sheet.store, environment: sheet.environment }]
  })
  const newest = newestSheets(rows)
  return {
    id, kind: run.kind, createdAt: run.created_at, state: run.state, since: run.state_since, actor: run.actor, paper: run.paper, sheets: newest.length, good: newest.filter(({ state }) => state === 'good').length, out: sheetsOut(rows).length, left: sheetsLeft(rows).length,
    copied: rows.filter(({ copy }) => copy > 1).length, printer: run.printer, savedAt: run.saved_at, rehearsal: content.sheets[0]?.environment === 'rehearsal',
    copies: run.copies, pages: content.pages, trouble, leftOut: [...content.leftOut], ledger, parts: await partsOf(db, id)
  }
}
