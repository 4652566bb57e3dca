import { sql, type Kysely, type Transaction } from 'kysely'
import { Trouble, type AppError } from '../contract/result.ts'
import type { RunBrief, RunView } from '../contract/schemas.ts'
import type { Millis, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import { hasPartEnded, judged, slipKinds, type PartState, type RunKind, type RunState, type SheetState, type Verdict } from '../domain/print-run.ts'
import { readSheetCode } from '../domain/sheet-code.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import type { PaperStory, PaperTold } from '../printing/paper-story.ts'
import type { PaperOut } from '../printing/paper-check.ts'
import type { By, Claim, MadeSheet, NewPart, NewRun, RunLedger, RunStore, SlipOrder, SlipSource, StoredRun } from '../printing/run-store.ts'
import { runsOfErased } from './erase-people.ts'
import { record } from './history-repository.ts'
import { orderOf } from './order-record.ts'
import { toSameRecipient } from './same-recipient.ts'
import { claimsOf, holdOrders, ledgerOf, listRuns, partsOf, tellPaper, tellScan, tellSheets, toldSheets, viewOf, type ToldSheet } from './print-ledger.ts'
import type { Schema } from './schema.ts'
import { readTemplate } from './slip-template-repository.ts'

/** Whether a confirmation of ours reached Joom, or may have. */
const shippedHere = sql<0 | 1>`EXISTS (SELECT 1 FROM commands WHERE commands.order_id = orders.id AND commands.kind = 'fulfill' AND commands.state IN ('sending', 'unknown', 'done'))`

/** Kept only where a slip has several orders. */
const shared = ({ position, slip }: { readonly position: number; readonly slip?: number | undefined }): number | null => (slip === undefined || slip === position ? null : slip)

/** The ledger of print runs, and the orders as their slips need them. */
export class PrintRunRepository implements RunStore, SlipSource, PaperStory {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async forSlips(ids: readonly OrderId[]): Promise<readonly SlipOrder[]> {
    const rows = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').leftJoin('logos', 'logos.connection_id', 'connections.id').leftJoin('slip_templates', 'slip_templates.connection_id', 'connections.id').selectAll('orders')
      .select(['connections.name as store_name', 'connections.environment', 'connections.return_address', 'logos.name as logo', 'slip_templates.template as template', toSameRecipient.as('same_recipient'), shippedHere.as('shipped_here')])
      .where(sql<boolean>`orders.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`).where('connections.removed_at', 'is', null).execute()
    // Many orders are of one store.
    const templates = new Map<string, SlipTemplate | null>()
    const templateOf = (text: string | null): SlipTemplate | null => {
      if (text === null) return null
      if (!templates.has(text)) templates.set(text, readTemplate(text))
      return templates.get(text) ?? null
    }
    return rows.map((row) => ({ ...orderOf(row), storeName: row.store_name, returnAddress: row.return_address, logo: row.logo, template: templateOf(row.template), environment: row.environment, readable: row.readable === 1, shippedHere: row.shipped_here === 1, sameRecipientCount: Math.max(1, row.same_recipient) }))
  }

  async logos(names: readonly string[]): Promise<Readonly<Record<string, Uint8Array>>> {
    const rows = names.length === 0 ? [] : await this.#db.selectFrom('logos').select(['name', 'png']).where('name', 'in', names).execute()
    return Object.fromEntries(rows.map(({ name, png }) => [name, png]))
  }

  reserve(): Promise<PrintRunId> {
    return this.#db.transaction().execute(async (trx) => {
      // Where SQLite keeps the last number it gave.
      const { rows: [last] } = await sql<{ seq: PrintRunId }>`UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'print_runs' RETURNING seq`.execute(trx)
      if (last !== undefined) return last.seq
      await sql`INSERT INTO sqlite_sequence (name, seq) VALUES ('print_runs', 1)`.execute(trx)
      return 1 as PrintRunId // the first there is
    })
  }

  /** Orders with this id at Joom, of stores that are connected. */
  async withJoomId(joomId: string): Promise<readonly OrderId[]> {
    const rows = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select('orders.id').where('connections.removed_at', 'is', null).where('orders.joom_id', '=', joomId).limit(20).execute()
    return rows.map(({ id }) => id)
  }

  /** The order with this pick code, where its store is connected. */
  async withPickCode(pickCode: string): Promise<readonly OrderId[]> {
    const rows = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select('orders.id').where('connections.removed_at', 'is', null).where('orders.pick_code', '=', pickCode).execute()
    return rows.map(({ id }) => id)
  }

  /** Sheets of this order that were saved, handed over, or may have been, the newest first; thrown away ones are left out. */
  async papersOf(id: OrderId): Promise<readonly PaperOut[]> {
    return await this.#db.selectFrom('print_sheets').innerJoin('print_runs', 'print_runs.id', 'print_sheets.run_id').select(['run_id as run', 'print_runs.kind', 'position', 'copy', 'content_hash as hash'])
      .where('order_id', '=', id).where('print_sheets.state', 'in', ['saved', 'handing', 'handed', 'unknown', 'good', 'spoiled']).orderBy('run_id', 'desc').orderBy('copy', 'desc').execute()
  }

  /** What the newest sheet of this order with this hash showed of it; `null` where there is none, or nothing of it is kept. */
  async shownOn(id: OrderId, hash: string): Promise<ShownOrder | null> {
    const sheet = await this.#db.selectFrom('print_sheets').innerJoin('print_runs', 'print_runs.id', 'print_sheets.run_id').select(['print_runs.run', 'position']).where('order_id', '=', id).where('content_hash', '=', hash).orderBy('run_id', 'desc').limit(1).executeTakeFirst()
    if (sheet === undefined) return null
    // The column holds what `create` wrote.
    const run = JSON.parse(sheet.run) as NewRun
    return run.sheets.find(({ position }) => position === sheet.position)?.shown ?? null
  }

  /** Tells the history of a sheet that was scanned; of what is no sheet's code, and names no order that is known, it tells nothing. @param said what it was worth */
  async tellScan(text: string, said: { readonly verdict: string; readonly orderId: OrderId | null }, by: By): Promise<void> {
    const code = readSheetCode(text)
    if (code !== null || said.orderId !== null) await this.#db.transaction().execute((trx) => tellScan(trx, code, said, by))
  }

  tellPaper(paper: PaperTold, by: By): Promise<void> {
    return this.#db.transaction().execute((trx) => tellPaper(trx, paper, by))
  }

  create(run: NewRun, { at, actor, takes }: By & { readonly takes: readonly PrintRunId[] }, given?: PrintRunId): Promise<PrintRunId> {
    return this.#db.transaction().execute(async (trx) => {
      // Of a run of which something left in the meantime nothing is taken: then it holds its orders, and that is found here.
      const taken = takes.length === 0 ? [] : await trx.updateTable('print_runs').set({ state: 'discarded', state_since: at }).where('id', 'in', takes).where('state', '=', 'prepared').returning('id').execute()
      for (const { id } of taken) {
        await trx.updateTable('print_sheets').set({ state: 'discarded' }).where('run_id', '=', id).execute()
        await holdOrders(trx, id)
      }
      const copies = new Map((await claimsOf(trx, run.sheets.map((sheet) => sheet.orderId), run.kind, null)).map((claim) => [claim.orderId, claim]))
      if (run.sheets.some((sheet) => { const claim = copies.get(sheet.orderId); return claim !== undefined && (claim.state === 'prepared' || claim.copy >= sheet.copy) })) throw new Trouble({ code: 'run_claimed' })
      const { id } = await trx.insertInto('print_runs').values({ ...(given === undefined ? {} : { id: given }), created_at: run.createdAt, paper: run.paper, kind: run.kind, run: JSON.stringify(run), state: run.sheets.length === 0 ? 'discarded' : 'prepared', state_since: at, actor }).returning('id').executeTakeFirstOrThrow()
      for (const sheet of run.sheets) await trx.insertInto('print_sheets').values({ run_id: id, position: sheet.position, copy: sheet.copy, order_id: sheet.orderId, content_hash: sheet.hash, page: sheet.page, pages: sheet.pages, slip: shared(sheet) }).execute()
      await holdOrders(trx, id)
      return id
    })
  }

  async get(id: PrintRunId): Promise<StoredRun | null> {
    const row = await this.#db.selectFrom('print_runs').select('run').where('id', '=', id).executeTakeFirst()
    // The column holds what `create` wrote.
    return row ? { ...JSON.parse(row.run) as NewRun, id } : null
  }

  async ledger(id: PrintRunId): Promise<RunLedger | null> {
    const run = await this.#db.selectFrom('print_runs').select(['state', 'printer', 'copies']).where('id', '=', id).executeTakeFirst()
    return run === undefined ? null : { id, ...run, sheets: await ledgerOf(this.#db, id), parts: await partsOf(this.#db, id) }
  }

  view(id: PrintRunId): Promise<Omit<RunView, 'urls' | 'changed' | 'unread'> | null> {
    return viewOf(this.#db, id)
  }

  list(what: { readonly number: number | null; readonly offset: number; readonly limit: number }): Promise<{ readonly runs: readonly RunBrief[]; readonly unfinished: number }> {
    return listRuns(this.#db, what)
  }

  claims(ids: readonly OrderId[], kind: RunKind, besides: PrintRunId | null): Promise<readonly Claim[]> {
    return claimsOf(this.#db, ids, kind, besides)
  }

  begin(id: PrintRunId, from: readonly RunState[], { at, actor, printer, copies }: By & { readonly printer: string; readonly copies: number }): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const begun = await trx.updateTable('print_runs').set({ state: 'printing', state_since: at, printer, copies, trouble: null, ...(actor === null ? {} : { actor }) }).where('id', '=', id).where('state', 'in', from).returning('id').executeTakeFirst()
      if (begun === undefined) return false
      await trx.updateTable('print_sheets').set({ state: 'waiting' }).where('run_id', '=', id).where('state', '=', 'saved').execute()
      await holdOrders(trx, id)
      return true
    })
  }

  addFile(id: PrintRunId, sheets: readonly MadeSheet[], { at, actor, madeFor }: Parameters<RunStore['addFile']>[2]): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const known = await ledgerOf(trx, id)
      const file = Math.max(0, ...known.map((sheet) => sheet.file)) + 1
      const added: number[] = []
      for (const { position, copy, hash, page, pages, slip } of sheets) {
        const before = known.find((sheet) => sheet.position === position)
        if (before === undefined) throw new Error(`Run ${String(id)} has no place ${String(position)}`)
        if (known.some((sheet) => sheet.position === position && sheet.copy === copy)) await trx.updateTable('print_sheets').set({ file, page, pages, content_hash: hash, slip: shared({ position, slip }) }).where('run_id', '=', id).where('position', '=', position).where('copy', '=', copy).where('state', 'in', ['waiting', 'saved']).execute()
        else {
          await trx.insertInto('print_sheets').values({ run_id: id, position, copy, order_id: before.orderId, content_hash: hash, file, page, pages, slip: shared({ position, slip }) }).execute()
          added.push(position)
        }
      }
      // Only where labels share a page does it say more than the ledger does.
      const cells = sheets.map(({ position, cell }) => ({ position, cell }))
      const { run } = await trx.selectFrom('print_runs').select('run').where('id', '=', id).executeTakeFirstOrThrow()
      const kept = JSON.parse(run) as NewRun // the column holds what `create` wrote
      const told = { ...kept, madeFor: { ...kept.madeFor, [String(file)]: madeFor }, ...(cells.some(({ cell }) => cell > 1) ? { cells: { ...kept.cells, [String(file)]: cells } } : {}) }
      await trx.updateTable('print_runs').set({ run: JSON.stringify(told) }).where('id', '=', id).execute()
      if (added.length > 0) await record(trx, [{ at, kind: 'run_copied', params: { run: id, sheets: added.length, file }, actor }])
      await holdOrders(trx, id)
      return file
    })
  }

  beginPart(id: PrintRunId, part: NewPart, at: Millis): Promise<PrintPartId> {
    return this.#db.transaction().execute(async (trx) => {
      const { id: partId } = await trx.insertInto('print_parts').values({
        run_id: id, file: part.file, first_position: part.first, last_position: part.last, sheets: part.sheets, first_page: part.firstPage, last_page: part.lastPage, copies: part.copies, printer: part.printer, state: 'handing', began_at: at
      }).returning('id').executeTakeFirstOrThrow()
      await trx.updateTable('print_sheets').set({ state: 'handing', part_id: partId, printer: part.printer }).where('run_id', '=', id).where('file', '=', part.file).where('position', '>=', part.first).where('position', '<=', part.last).where('state', '=', 'waiting').execute()
      return partId
    })
  }

  handed(part: PrintPartId, job: string, { at, actor, kept, known }: By & { readonly kept: boolean; readonly known: string }): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      const { run_id: id } = await trx.updateTable('print_parts').set({ state: kept ? 'untold' : 'handed', job, handed_at: at, ended_at: kept ? at : null }).where('id', '=', part).returning('run_id').executeTakeFirstOrThrow()
      await trx.updateTable('print_sheets').set({ state: kept ? 'saved' : 'handed', handed_at: at }).where('part_id', '=', part).where('state', '=', 'handing').execute()
      await trx.updateTable('print_runs').set(kept ? { saved_at: at } : { printed_at: at, printed_via: 'spooler', job }).where('id', '=', id).execute()
      const sheets = await toldSheets(trx, id, part)
      if (kept) await this.#markSaved(trx, id, sheets, at)
      await tellSheets(trx, kept ? 'slip_saved' : 'slip_handed', id, sheets.map((sheet) => ({ ...sheet, printer: known })), { at, actor }, kept ? {} : { job })
    })
  }

  refused(part: PrintPartId, trouble: AppError, state: RunState, at: Millis): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      const { run_id: id } = await trx.updateTable('print_parts').set({ state: 'refused', reason: trouble.detail ?? null, ended_at: at }).where('id', '=', part).returning('run_id').executeTakeFirstOrThrow()
      await trx.updateTable('print_sheets').set({ state: state === 'saved' ? 'saved' : 'waiting', part_id: null, printer: null }).where('part_id', '=', part).where('state', '=', 'handing').execute()
      if (state === 'saved') await trx.updateTable('print_sheets').set({ state: 'saved' }).where('run_id', '=', id).where('state', '=', 'waiting').execute()
      await trx.updateTable('print_runs').set({ state, state_since: at, trouble: JSON.stringify(trouble) }).where('id', '=', id).where('state', '=', 'printing').execute()
      await trx.updateTable('print_runs').set({ trouble: JSON.stringify(trouble) }).where('id', '=', id).execute()
      await holdOrders(trx, id)
    })
  }

  lost(part: PrintPartId, state: 'unknown' | 'aborted' | 'cancelled', reason: string | null, by: By & { readonly handed?: number | undefined }): Promise<void> {
    return this.#db.transaction().execute((trx) => this.#lose(trx, part, state, reason, by))
  }

  async #lose(trx: Transaction<Schema>, part: PrintPartId, state: 'unknown' | 'aborted' | 'cancelled', reason: string | null, by: By & { readonly handed?: number | undefined }): Promise<void> {
    const { run_id: id, first_page: firstPage } = await trx.updateTable('print_parts').set({ state, reason, ended_at: by.at }).where('id', '=', part).returning(['run_id', 'first_page']).executeTakeFirstOrThrow()
    if (by.handed !== undefined) await trx.updateTable('print_sheets').set({ state: 'waiting', part_id: null, printer: null }).where('part_id', '=', part).where('state', '=', 'handing').where('page', '>=', firstPage + by.handed).execute()
    await trx.updateTable('print_sheets').set({ state: 'unknown' }).where('part_id', '=', part).where('state', 'in', ['handing', 'handed']).execute()
    await trx.updateTable('print_runs').set({ state: 'unknown', state_since: by.at }).where('id', '=', id).where('state', 'in', ['printing', 'paused', 'handed']).execute()
    await tellSheets(trx, 'slip_unknown', id, await toldSheets(trx, id, part), by, { reason: state })
  }

  async saw(part: PrintPartId, state: PartState, reason: string | null, at: Millis): Promise<void> {
    await this.#db.updateTable('print_parts').set({ state, reason, ...(hasPartEnded(state) ? { ended_at: at } : {}) }).where('id', '=', part).where('ended_at', 'is', null).execute()
  }

  turn(id: PrintRunId, from: readonly RunState[], to: RunState, { at, actor, trouble }: By & { readonly trouble?: AppError }): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const turned = await trx.updateTable('print_runs').set({ state: to, state_since: at, ...(trouble !== undefined ? { trouble: JSON.stringify(trouble) } : to === 'handed' ? { trouble: null } : {}) }).where('id', '=', id).where('state', 'in', from).returning('id').executeTakeFirst()
      if (turned === undefined) return false
      await holdOrders(trx, id)
      if (to !== 'handed') await record(trx, [{ at, kind: 'run_turned', params: { run: id, after: to }, actor }])
      return true
    })
  }

  judge(id: PrintRunId, verdict: Verdict, { at, actor }: By): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const judgement = judged(await ledgerOf(trx, id), verdict)
      if (judgement === null) return false
      const sheets = new Map((await toldSheets(trx, id, null)).map((sheet) => [`${String(sheet.position)}/${String(sheet.copy)}`, sheet]))
      for (const { position, copy, state } of judgement.changes) await trx.updateTable('print_sheets').set({ state, ...(state === 'waiting' ? { part_id: null, printer: null, handed_at: null } : {}) }).where('run_id', '=', id).where('position', '=', position).where('copy', '=', copy).execute()
      const { kind } = await trx.updateTable('print_runs').set({ state: judgement.run, state_since: at, trouble: null }).where('id', '=', id).returning('kind').executeTakeFirstOrThrow()
      const become = (state: SheetState) => judgement.changes.filter((sheet) => sheet.state === state).flatMap(({ position, copy }) => sheets.get(`${String(position)}/${String(copy)}`) ?? [])
      if (slipKinds.includes(kind)) await sql`UPDATE orders SET printed_at = ${at} WHERE id IN (SELECT value FROM json_each(${JSON.stringify(become('good').map(({ orderId }) => orderId))}))`.execute(trx)
      await holdOrders(trx, id)
      await record(trx, [{ at, kind: 'run_judged', params: { run: id, after: verdict.kind, ...(verdict.kind === 'stopped' ? { place: verdict.at } : {}), good: become('good').length }, actor }])
      for (const [state, told] of [['good', 'slip_printed'], ['spoiled', 'slip_spoiled'], ['waiting', 'slip_not_out'], ['discarded', 'slip_discarded']] as const) await tellSheets(trx, told, id, become(state), { at, actor })
      return true
    })
  }

  saved(id: PrintRunId, { at, actor }: By): Promise<void> {
    return this.#db.transaction().execute(async (trx) => {
      await trx.updateTable('print_runs').set({ saved_at: at }).where('id', '=', id).execute()
      await trx.updateTable('print_runs').set({ state: 'saved', state_since: at, ...(actor === null ? {} : { actor }) }).where('id', '=', id).where('state', '=', 'prepared').execute()
      await trx.updateTable('print_sheets').set({ state: 'saved' }).where('run_id', '=', id).where('state', '=', 'waiting').where((eb) => eb.exists(eb.selectFrom('print_runs').select('id').where('id', '=', id).where('state', '=', 'saved'))).execute()
      const sheets = (await toldSheets(trx, id, null)).filter(({ copy }, i, all) => all.findLastIndex(({ position }) => position === all[i]?.position) === i && copy > 0)
      await this.#markSaved(trx, id, sheets, at)
      await tellSheets(trx, 'slip_saved', id, sheets, { at, actor })
    })
  }

  async #markSaved(trx: Transaction<Schema>, id: PrintRunId, sheets: readonly ToldSheet[], at: Millis): Promise<void> {
    await sql`UPDATE orders SET saved_at = ${at} WHERE id IN (SELECT value FROM json_each(${JSON.stringify(sheets.map(({ orderId }) => orderId))}))`.execute(trx)
    await holdOrders(trx, id)
  }

  recover(at: Millis): Promise<readonly PrintRunId[]> {
    return this.#db.transaction().execute(async (trx) => {
      const by = { at, actor: null }
      for (const { id } of await trx.selectFrom('print_parts').select('id').where('handed_at', 'is', null).where('ended_at', 'is', null).execute()) await this.#lose(trx, id, 'unknown', null, by)
      const left = sql<boolean>`EXISTS (SELECT 1 FROM print_sheets WHERE print_sheets.run_id = print_runs.id AND print_sheets.state = 'waiting')`
      await trx.updateTable('print_runs').set({ state: 'paused', state_since: at }).where('state', '=', 'printing').where(left).execute()
      const watched = await trx.selectFrom('print_runs').select('print_runs.id').where((eb) => eb.or([eb('print_runs.state', 'in', ['printing', 'cancelled']), eb.exists(eb.selectFrom('print_parts').select('print_parts.id').whereRef('print_parts.run_id', '=', 'print_runs.id').where('print_parts.ended_at', 'is', null))])).execute()
      return watched.map(({ id }) => id)
    })
  }

  erased(): Promise<readonly PrintRunId[]> {
    return runsOfErased(this.#db)
  }
}
