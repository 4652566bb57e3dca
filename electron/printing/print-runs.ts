import { readFile } from 'node:fs/promises'
import { Trouble } from '../contract/result.ts'
import type { Paper, PrintRun, RunList, RunView } from '../contract/schemas.ts'
import type { OrderId, PrintRunId } from '../domain/ids.ts'
import { isMadeAlike, type MadeFor } from '../domain/made-for.ts'
import { newestSheets, sheetsLeft, slipOf, type Verdict } from '../domain/print-run.ts'
import { makeSheets, prepareRun, type PlacedOrder, type PrepareNeeds, type Waiting, type Wanted } from './prepare-run.ts'
import { runFiles } from './run-files.ts'
import { RunPrinting, type RunPrintingNeeds } from './run-printing.ts'
import { createRunOrders } from './run-orders.ts'
import type { LedgerRow, MadeSheet, RunLedger, SlipOrder, StoredRun } from './run-store.ts'
import { whyLeftOut } from './slip-sheet.ts'
import { saveCopy } from './whole-copy.ts'

/** Which run, on which printer, how many of each sheet. */
export interface PrintWanted {
  readonly id: PrintRunId
  readonly printer: string
  readonly copies: number
}

/** Print runs from their preparation to their end (docs/print-runs.md). */
export interface PrintRuns {
  /**
   * Freezes the orders, in the order given, into a run and makes its PDF. Orders that must not be printed are left out, each
   * with its reason: those that are not to ship, those that are unreadable or without an address, those of which Joom's
   * answer speaks against what is known (`reread.ts`), and those whose name, address or phone has a character that no font has. Those that have one elsewhere are left out too, each with the fields, unless `asNumbers` says that it may stand there as its number. Where all are left out, the run has no sheets and no PDF. Each sheet carries its
   * own store's name, logo and return address.
   *
   * The orders are read again first. Where one turns out to be another than was shown (not to go out any more, another address
   * or quantity), nothing is made: the run has no sheets and no PDF, and `changed` names each with the difference. Prepared
   * again, the run shows what is known by then. Where Joom cannot be asked for an order, its sheet says what is known, and `unread`
   * counts it.
   *
   * `together`: orders of one buyer (`one-slip.ts`) follow the first of them and stand on its slip; each has a place of its own,
   * and what becomes of the slip becomes of all of them.
   *
   * A run holds its orders until it has ended. Where another run holds some, or has printed them, nothing is made either, and
   * `claimed` names them with that run; asked for all the same, they are left out or printed as a further copy, which each of
   * their pages says, and runs of which nothing left yet are discarded.
   *
   * Given up while it is made, it leaves neither a run nor a file, and throws the signal's reason.
   * @throws Trouble `documents_failed`; `run_mixed` where real orders and orders of the rehearsal are among them: nothing is made then; `run_claimed` where another run took one meanwhile; `runs_full` where the disk is full
   */
  prepare(wanted: Wanted, waiting?: Waiting): Promise<PrintRun>
  /** @param file which of its files, from 1. @throws Trouble `run_missing` where there is no such run, or its PDF is gone */
  pdf(id: PrintRunId, file?: number): Promise<Uint8Array>
  /**
   * Has the orders read again, and begins to hand the run to a printer, in parts; answers when the first one was handed over.
   * The others follow by themselves, and their orders are read again before: where one has changed, the run stands still with `run_changed`. Nothing of this is printing: a person says afterwards how it came out. Sheets that were made
   * for other dots, code widths or places than this printer has, and those whose file is gone, are made anew first, at their places.
   * @throws Trouble see `RunPrinting.begin`, and `run_missing`; `run_changed` where an order is another than its sheet says, `run_doubted` where Joom contradicts itself about one, `run_unfit` where sheets cannot be made for this printer, `run_lacking` where they would have other characters that no font has than a person has agreed to, `run_paperless` where one that has to be made anew is not to be shipped, or its recipient was forgotten: nothing is printed then
   */
  print(wanted: PrintWanted): Promise<{ job: string }>
  /** Writes the PDF, the one that would be printed, to a path, whole or not at all, and records it: it is saved, which is not printed. @throws Trouble `save_failed` with the system's words, `run_missing`, and `run_changed` and `run_doubted` as for printing */
  save(id: PrintRunId, path: string): Promise<void>
  list(what: { readonly number: number | null; readonly offset: number; readonly limit: number }): Promise<RunList>
  /** @throws Trouble `run_missing` */
  view(id: PrintRunId): Promise<RunView>
  /** @throws Trouble `run_moved` where it is not printing any more, as for the others */
  pause(id: PrintRunId): Promise<void>
  cancel(id: PrintRunId): Promise<void>
  /** Goes on with what is left; sheets that may have come out, those whose file is gone, and those that were made for other dots, code widths or places than this printer has are made anew. @throws as `print` */
  resume(wanted: PrintWanted): Promise<void>
  /**
   * Keeps what a person says of the paper. Where that lets sheets come out once more, or for nothing, what is still in a queue or
   * being handed over is taken back first. `anyway`: it counts also where that cannot be done, since the print service or the
   * printer is gone: what became of it is not known then, and every slip that may come out prints again as a copy.
   * @throws Trouble `verdict_misfits` where nothing of it is out, or it did not stop among what is; `run_moved` while it is printing; `run_at_printer` where the printer has some of it still, it cannot be taken back, and it was not said `anyway`, or where it is being handed over
   */
  judge(id: PrintRunId, verdict: Verdict, anyway?: boolean): Promise<void>
  /** Prints places that are good once more, whole slips where they are shared, each marked as the copy that it is. `start`: the first free label of a sheet of four. @throws as `print`; `verdict_misfits` where none of them is good */
  reprint(wanted: PrintWanted & { readonly first: number; readonly last: number; readonly start?: number | undefined }): Promise<void>
  /** After a start: finds out what a crash left, and goes on watching what is on its way. */
  recover(): Promise<void>
  /** Deletes the PDFs of runs with people that were erased. Safe at any time, and again. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

export type PrintRunsNeeds = PrepareNeeds & Pick<RunPrintingNeeds, 'printers' | 'folder' | 'nameOfPrinter' | 'changed' | 'wait' | 'failed'> & {
  /** Folder for the PDFs; made where it is not there. */
  readonly folderOfRuns: string
  /** Address of a file of a run within the application. */
  readonly fileUrlOf: (id: PrintRunId, file: number) => string
}

/** On which label of its page a sheet begins. */
const cellOf = (run: StoredRun, { file, position }: LedgerRow): number => (file === 1 ? run.sheets : run.cells?.[String(file)] ?? []).find((sheet) => sheet.position === position)?.cell ?? 1

/** Keeps its PDFs in `folderOfRuns`. What an earlier program left under way is looked at by `recover`, which comes first. */
export function createPrintRuns(needs: PrintRunsNeeds): PrintRuns {
  const { orders, runs, reread, folder, folderOfRuns, fileUrlOf, now, actor, changed } = needs
  const files = runFiles(folderOfRuns)
  const by = () => ({ at: now(), actor: actor() })
  const runOrders = createRunOrders({ orders, reread })
  const paperFor = async (id: PrintRunId, file: number, printer: string, ids: readonly OrderId[]): Promise<Paper> => {
    const run = await known(id)
    if (areForOthers(run, [{ file }], neededFor(run, file, printer, printer))) throw new Trouble({ code: 'run_outdated' })
    await runOrders.unchanged(run, ids)
    return run.paper
  }
  const printing = new RunPrinting({ ...needs, fileOf: (id, file) => files.pathOf(id, file), paperFor, read: (...which) => runOrders.read(...which) })

  const known = async (id: PrintRunId): Promise<StoredRun> => {
    const run = await runs.get(id)
    if (run === null) throw new Trouble({ code: 'run_missing', params: { id } })
    return run
  }
  const ledgerOf = async (id: PrintRunId): Promise<RunLedger> => {
    const ledger = await runs.ledger(id)
    if (ledger === null) throw new Trouble({ code: 'run_missing', params: { id } })
    return ledger
  }
  const existing = async (id: PrintRunId, file: number): Promise<StoredRun> => {
    const run = await known(id)
    if (!await files.isThere(id, file)) throw new Trouble({ code: 'run_missing', params: { id } })
    return run
  }
  /** The orders of some sheets, read again: they are still as the run showed them. */
  const unchanged = async (run: StoredRun, ids: readonly OrderId[]): Promise<readonly SlipOrder[]> => {
    await runOrders.read(run.id, ids)
    return runOrders.unchanged(run, ids)
  }
  /** Makes sheets anew for a printer, as a further file of their run. `start`: on which label of a sheet of four. */
  const makeAnew = async (run: StoredRun, sheets: readonly LedgerRow[], isCopy: (sheet: LedgerRow) => boolean, { madeFor, start }: { readonly madeFor: MadeFor; readonly start?: number | undefined }): Promise<number> => {
    const ids = sheets.map(({ orderId }) => orderId)
    const found = new Map((await unchanged(run, ids)).map((order) => [order.id, order]))
    if (found.size < new Set(ids).size) throw new Trouble({ code: 'run_changed', params: { n: new Set(ids).size - found.size } })
    // Of a recipient who was forgotten, or an order that an old run kept nothing of, nothing says that it has changed.
    const paperless = sheets.filter(({ orderId }) => { const order = found.get(orderId); return order !== undefined && whyLeftOut(order) !== null })
    if (paperless.length > 0) throw new Trouble({ code: 'run_paperless', params: { n: paperless.length, places: paperless.map(({ position }) => position).join(', ') } })
    const highest = new Map((await runs.claims(ids, run.kind, null)).map((claim) => [claim.orderId, claim.copy]))
    // A copy that was thrown away was one all the same.
    for (const { orderId, copy } of (await ledgerOf(run.id)).sheets) highest.set(orderId, Math.max(highest.get(orderId) ?? 0, copy))
    // Orders that shared a slip share the new one too, but for one of which there are more copies already: each page says one number.
    let before: { readonly key: string; readonly slip: number } | null = null
    const places = sheets.flatMap((sheet): PlacedOrder[] => {
      const order = found.get(sheet.orderId)
      if (order === undefined) return []
      const copy = isCopy(sheet) ? Math.max(highest.get(sheet.orderId) ?? 0, sheet.copy) + 1 : sheet.copy
      const key = `${String(slipOf(sheet))}/${String(copy)}`
      before = before?.key === key ? before : { key, slip: sheet.position }
      const { slip } = before
      return [{ order, position: sheet.position, of: run.sheets.length, copy, slip }]
    })
    const at = now()
    const allowed = new Map(run.sheets.map(({ position, missing }) => [position, missing]))
    return files.keep(async (path) => {
      const made = await makeSheets(needs, places, { kind: run.kind, paper: run.paper, start, run: run.id, at, madeFor, language: run.language }, { path })
      const unfit = places.filter((_, i) => (made.sheets[i]?.problems.length ?? 1) > 0)
      if (unfit.length > 0) throw new Trouble({ code: 'run_unfit', params: { n: unfit.length, places: unfit.map(({ position }) => position).join(', ') } })
      // A store's name or words that were written since: nobody said that these may come out as numbers.
      const lacking = places.filter(({ position }, i) => made.sheets[i]?.missing.some((character) => !allowed.get(position)?.includes(character)) === true)
      if (lacking.length > 0) throw new Trouble({ code: 'run_lacking', params: { n: lacking.length, places: lacking.map(({ position }) => position).join(', ') } })
      const rows = places.map(({ position, copy, slip }, i): MadeSheet => ({ position, copy, slip, hash: made.hashes[i] ?? '', page: made.sheets[i]?.page ?? 1, cell: made.sheets[i]?.cell ?? 1, pages: made.sheets[i]?.pages ?? 1 }))
      const file = await runs.addFile(run.id, rows, { at, actor: actor(), madeFor })
      return { id: run.id, file, value: file }
    })
  }
  const madeForIn = (run: StoredRun, file: number): MadeFor | undefined => run.madeFor?.[String(file)]
  /** What sheets have to be made for. On the printer that it was begun on a run goes on with the dots of its sheets, those of this file, whatever was set meanwhile, where the printer has none of its own. */
  const neededFor = (run: StoredRun, file: number, begun: string | null, printer: string): MadeFor =>
    needs.preferences(run.kind, printer, printer === begun ? madeForIn(run, file)?.dpi ?? run.dots?.[String(file)] : undefined).madeFor
  /** Whether these sheets are for something else; of older runs that is not known, so theirs are taken for others. */
  const areForOthers = (run: StoredRun, sheets: readonly Pick<LedgerRow, 'file'>[], needed: MadeFor): boolean => sheets.some(({ file }) => {
    const madeFor = madeForIn(run, file)
    return madeFor === undefined || !isMadeAlike(madeFor, needed)
  })
  /** Runs of which something is being done that makes sheets or judges them: pressed twice, it is done once. */
  const busy = new Set<PrintRunId>()
  const alone = async <T>(id: PrintRunId, work: () => Promise<T>): Promise<T> => {
    if (busy.has(id)) throw new Trouble({ code: 'run_moved', params: { id } })
    busy.add(id)
    try {
      return await work()
    } finally {
      busy.delete(id)
    }
  }
  const turned = (id: PrintRunId, done: boolean): void => {
    if (!done) throw new Trouble({ code: 'run_moved', params: { id } })
    changed(id)
  }

  return {
    prepare: (wanted, waiting) => prepareRun(needs, files, wanted, waiting),

    async pdf(id, file = 1) {
      await existing(id, file)
      return new Uint8Array(await readFile(files.pathOf(id, file)))
    },

    print: ({ id, printer, copies }) => alone(id, async () => {
      const { sheets, state } = await ledgerOf(id)
      const all = newestSheets(sheets)
      const [first] = all
      const file = first?.file ?? 1
      const isUnprinted = state === 'prepared' || state === 'saved'
      const run = isUnprinted ? await known(id) : await existing(id, file)
      const madeFor = neededFor(run, file, null, printer)
      await unchanged(run, all.map(({ orderId }) => orderId))
      if (isUnprinted && (areForOthers(run, all, madeFor) || !await files.isThere(id, file))) await makeAnew(run, all, () => false, { madeFor, start: first === undefined ? undefined : cellOf(run, first) })
      return printing.begin(id, ['prepared', 'saved'], { printer, copies })
    }),

    async save(id, path) {
      // Where all of it was made anew for a printer that then did not take it, that file is the run. No file holds one of which parts were.
      const [newest = 1, ...others] = new Set(newestSheets((await ledgerOf(id)).sheets).map(({ file }) => file))
      const file = others.length === 0 ? newest : 1
      const run = await existing(id, file)
      await unchanged(run, run.sheets.map(({ orderId }) => orderId))
      await saveCopy(files.pathOf(id, file), path)
      await runs.saved(id, by())
      changed(id)
    },

    async list(what) {
      const { runs: found, unfinished } = await runs.list(what)
      return { runs: [...found], unfinished, now: now() }
    },

    async view(id) {
      const view = await runs.view(id)
      if (view === null) throw new Trouble({ code: 'run_missing', params: { id } })
      const last = Math.max(0, ...view.ledger.map(({ file }) => file))
      const urls = await Promise.all(Array.from({ length: last }, async (_, i) => (await files.isThere(id, i + 1) ? fileUrlOf(id, i + 1) : '')))
      const goesOn = view.state === 'prepared' || view.state === 'saved' || view.state === 'paused' || view.state === 'stopped'
      // What was saved is printed whole where it is printed.
      const left = view.state === 'saved' ? newestSheets(view.ledger) : sheetsLeft(view.ledger)
      return { ...view, urls, unread: runOrders.unread(id), changed: goesOn ? await runOrders.changed(await known(id), left.map(({ orderId }) => orderId)) : [] }
    },

    async pause(id) {
      turned(id, await runs.turn(id, ['printing'], 'paused', by()))
    },

    async cancel(id) {
      turned(id, await runs.turn(id, ['printing', 'paused'], 'cancelled', by()))
      printing.cancel(id)
    },

    resume: ({ id, printer, copies }) => alone(id, async () => {
      const run = await known(id)
      const { sheets, state, printer: begun } = await ledgerOf(id)
      if (state !== 'paused' && state !== 'stopped') throw new Trouble({ code: 'run_moved', params: { id } })
      const left = sheetsLeft(sheets)
      const first = left[0]
      if (first === undefined) throw new Trouble({ code: 'run_moved', params: { id } })
      const isWhole = sheets.filter(({ file }) => file === first.file).length === left.length
      const isThere = (await Promise.all([...new Set(left.map(({ file }) => file))].map((file) => files.isThere(id, file)))).every(Boolean)
      const madeFor = neededFor(run, first.file, begun, printer)
      if (left.some((sheet) => sheet.state === 'spoiled') || areForOthers(run, left, madeFor) || !isThere || (folder(printer) !== null && !isWhole)) await makeAnew(run, left, (sheet) => sheet.state === 'spoiled', { madeFor, start: cellOf(run, first) })
      else await unchanged(run, left.map(({ orderId }) => orderId))
      await printing.begin(id, ['paused', 'stopped'], { printer, copies })
    }),

    judge: (id, said, anyway = false) => alone(id, async () => {
      const { state } = await ledgerOf(id)
      if (state === 'printing') throw new Trouble({ code: 'run_moved', params: { id } })
      // What is said to be good may come out; of anything else two would, or one that counts for nothing.
      const wasTaken = said.kind === 'good' || await printing.takeBack(id, anyway)
      const verdict = wasTaken || said.kind !== 'stopped' ? said : { ...said, nothingAfter: false }
      if (!await runs.judge(id, verdict, by())) throw new Trouble({ code: 'verdict_misfits' })
      if (verdict.kind === 'discard' && (await ledgerOf(id)).state === 'discarded') await files.remove(id)
      changed(id)
    }),

    reprint: ({ id, first, last, printer, copies, start }) => alone(id, async () => {
      const run = await known(id)
      const { sheets, state, printer: begun } = await ledgerOf(id)
      if (state !== 'good' && state !== 'stopped') throw new Trouble({ code: 'run_moved', params: { id } })
      const newest = newestSheets(sheets)
      // A slip of several orders comes out as a whole.
      const slips = new Set(newest.filter(({ position }) => position >= first && position <= last).map(slipOf))
      const again = newest.filter((sheet) => slips.has(slipOf(sheet)) && sheet.state === 'good')
      const before = again.at(-1)
      if (before === undefined) throw new Trouble({ code: 'verdict_misfits' })
      const file = await makeAnew(run, again, () => true, { madeFor: neededFor(run, before.file, begun, printer), start })
      await printing.begin(id, ['good', 'stopped'], { printer, copies }, file)
    }),

    async recover() {
      await files.tidy()
      for (const id of await runs.recover(now())) printing.watch(id)
    },

    async sweep() {
      for (const id of await runs.erased()) await files.remove(id)
    },

    stop: () => printing.stop()
  }
}
