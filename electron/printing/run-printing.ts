import { tellable, Trouble } from '../contract/result.ts'
import type { Paper, PrintPart } from '../contract/schemas.ts'
import type { Millis, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import { hasPartEnded, type RunState } from '../domain/print-run.ts'
import { nextPart, ordersOf, pagesOf, sheetsOfPart } from './next-part.ts'
import { handedBefore, type Printers } from './printers.ts'
import type { RunLedger, RunStore } from './run-store.ts'

export interface RunPrintingNeeds {
  readonly runs: RunStore
  readonly printers: Pick<Printers, 'print' | 'jobState' | 'cancel'>
  readonly fileOf: (id: PrintRunId, file: number) => string
  /** Has the orders of a part that follows another read again, where that was not done just now. */
  readonly read: (id: PrintRunId, ids: readonly OrderId[], signal: AbortSignal) => Promise<void>
  /** The paper of a run, right before sheets of this file, of these orders, go to a printer. @throws Trouble `run_outdated` where they are not for it as it is known now, `run_changed` where an order is another than its sheet says, `run_doubted` where Joom contradicts itself about one */
  readonly paperFor: (id: PrintRunId, file: number, printer: string, ids: readonly OrderId[]) => Promise<Paper>
  /** The folder that stands for a printer, which takes whole files: whether somebody prints from it. */
  readonly folder: (printer: string) => { readonly watched: boolean } | null
  /** As what a person knows a printer: the history tells it so, also when it is long removed. */
  readonly nameOfPrinter: (printer: string) => string
  readonly now: () => Millis
  readonly actor: () => string | null
  /** Told after each step of a run. */
  readonly changed: (id: PrintRunId) => void
  /** Ends after so many milliseconds, or at once where it is called off. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly failed: (error: unknown) => void
}

/** How often the system is asked what became of a part, in milliseconds. */
const rhythm = 1000
/** How often it is looked whether what was taken back is gone from the printer, before that is given up. */
const looks = 20

/**
 * Hands runs to their printers, part by part: the next one when the system has told the end of the one before. Every part is
 * written down before the printer is asked, so that after a crash it is known what may have reached it.
 */
export class RunPrinting {
  readonly #needs: RunPrintingNeeds
  readonly #driven = new Map<PrintRunId, Promise<void>>()
  readonly #takenBack = new Set<PrintPartId>()
  /** Runs of which nothing more is to come out: a person has said what becomes of them. */
  readonly #unwanted = new Set<PrintRunId>()
  readonly #handing = new Map<PrintRunId, { readonly end: AbortController; readonly over: Promise<unknown> }>()
  readonly #end = new AbortController()

  constructor(needs: RunPrintingNeeds) {
    this.#needs = needs
  }

  /**
   * Begins, or goes on, with what waits of a run; answers when the first part was handed over.
   * @param only the sheets of this file only
   * @throws Trouble `run_moved` where the run stands elsewhere by now; see `printers.ts` where the printer takes nothing: the run stands where it stood then. Where it is not known whether the printer has it, `print_unknown`
   */
  async begin(id: PrintRunId, from: readonly RunState[], how: { readonly printer: string; readonly copies: number }, only: number | null = null): Promise<{ job: string }> {
    const { runs, now, actor, changed } = this.#needs
    const before = await runs.ledger(id)
    const open = before?.parts.find(({ state }) => !hasPartEnded(state))
    // Where a part is still on its way, what comes after it goes on by itself.
    if (open === undefined) await this.#driven.get(id)
    if (before === null || !await runs.begin(id, from, { at: now(), actor: actor(), ...how })) throw new Trouble({ code: 'run_moved', params: { id } })
    if (open !== undefined) {
      // Who drives it may have seen that it stands still, and be about to end.
      void (this.#driven.get(id) ?? Promise.resolve()).then(() => { this.#drive(id, only) })
      changed(id)
      return { job: open.job ?? '' }
    }
    const ledger = { ...before, ...how, state: 'printing' as const, sheets: before.sheets.map((sheet) => (sheet.state === 'saved' ? { ...sheet, state: 'waiting' as const } : sheet)) }
    try {
      // What was made for a further copy waits, where nobody takes it: the run has not ended then.
      let begun = (): void => undefined
      const isBegun = new Promise<null>((resolve) => { begun = () => { resolve(null) } })
      const handing = this.#handOver(ledger, only, before.state === 'good' ? 'stopped' : before.state, begun)
      const first = await Promise.race([handing.then((job) => ({ job })), isBegun])
      if (first === null) {
        // A printer that takes sheets one by one is at it for minutes: who asked does not wait for all of them.
        this.#drive(id, only, handing.then(() => undefined, () => undefined))
        return { job: '' }
      }
      if (first.job === null) {
        // Nothing waits: it has not begun.
        await runs.turn(id, ['printing'], before.state, { at: now(), actor: actor() })
        throw new Trouble({ code: 'run_moved', params: { id } })
      }
      this.#drive(id, only)
      return { job: first.job }
    } finally {
      changed(id)
    }
  }

  /** Goes on asking what becomes of a run, and with what was begun. */
  watch(id: PrintRunId): void {
    this.#drive(id, null)
  }

  /** Takes back what waits of a cancelled run, and ends what is being handed over between two sheets. */
  cancel(id: PrintRunId): void {
    this.#handing.get(id)?.end.abort()
    this.#drive(id, null)
  }

  /**
   * Takes back what is still on its way to paper, before a person's word makes it come out once more or for nothing: ends what is
   * being handed over, and has jobs removed from their queues. Where nothing is on its way, nothing is done.
   * @param anyway jobs of which nothing can be had any more are given up: it is not known then what became of them
   * @returns `false` where some were given up
   * @throws Trouble `run_at_printer` where the printer has it still, or cannot be asked
   */
  async takeBack(id: PrintRunId, anyway: boolean): Promise<boolean> {
    const { runs, now, actor, changed } = this.#needs
    const onItsWay = async (): Promise<readonly PrintPart[]> => (await runs.ledger(id))?.parts.filter(({ state }) => !hasPartEnded(state)) ?? []
    if ((await onItsWay()).length === 0) return true
    this.#unwanted.add(id)
    try {
      this.cancel(id)
      for (let look = 0; look < looks; look++) {
        if ((await onItsWay()).length === 0) return true
        await this.#needs.wait(rhythm / 4, this.#end.signal)
      }
    } finally {
      this.#unwanted.delete(id)
    }
    const left = await onItsWay()
    if (!anyway || left.some(({ handedAt }) => handedAt === null)) throw new Trouble({ code: 'run_at_printer', params: { id } })
    for (const { id: part, reason } of left) await runs.lost(part, 'unknown', reason, { at: now(), actor: actor() })
    changed(id)
    return left.length === 0
  }

  /** Ends after the step under way; what is handed over sheet by sheet ends between two of them. */
  async stop(): Promise<void> {
    this.#end.abort()
    for (const { end } of this.#handing.values()) end.abort()
    // What the printer has is written down before the program ends: else it would not be known.
    await Promise.all([...this.#driven.values(), ...[...this.#handing.values()].map(({ over }) => over)])
  }

  /** @param first what is under way already, and goes before the next step */
  #drive(id: PrintRunId, only: number | null, first: Promise<void> = Promise.resolve()): void {
    if (this.#end.signal.aborted || this.#driven.has(id)) return
    const work = first.then(() => this.#steps(id, only)).catch((error: unknown) => this.#standStill(id, error)).finally(() => { this.#driven.delete(id) })
    this.#driven.set(id, work)
  }

  /** Something failed that nobody foresaw: a run that nobody drives does not say that it prints. */
  async #standStill(id: PrintRunId, error: unknown): Promise<void> {
    const { runs, now, actor, changed, failed } = this.#needs
    failed(error)
    try {
      if (await runs.turn(id, ['printing'], 'paused', { at: now(), actor: actor(), trouble: { code: 'run_failed', detail: error instanceof Error ? error.message : String(error) } })) changed(id)
    } catch (again) {
      failed(again)
    }
  }

  async #steps(id: PrintRunId, only: number | null): Promise<void> {
    while (!this.#end.signal.aborted) {
      const next = await this.#step(id, only)
      if (next === 'end') return
      if (next === 'wait') await this.#needs.wait(rhythm, this.#end.signal)
    }
  }

  async #step(id: PrintRunId, only: number | null): Promise<'again' | 'wait' | 'end'> {
    const { runs, now, actor, changed, folder } = this.#needs
    const ledger = await runs.ledger(id)
    if (ledger === null) return 'end'
    const open = ledger.parts.find(({ state }) => !hasPartEnded(state))
    if (open !== undefined) return this.#look(ledger, open)
    if (ledger.state === 'cancelled' && !ledger.sheets.some(({ state }) => state === 'handed' || state === 'unknown')) {
      await runs.turn(id, ['cancelled'], 'stopped', { at: now(), actor: actor() })
      changed(id)
    }
    if (ledger.state !== 'printing') return 'end'
    const following = this.#following(ledger, only)
    if (following !== null) {
      // Hours may be between two parts. A run that was paused meanwhile, or whose program ends, goes no further.
      await this.#needs.read(id, ordersOf(ledger.sheets, following), this.#end.signal)
      if (this.#end.signal.aborted || (await runs.ledger(id))?.state !== 'printing') return 'again'
    }
    try {
      if (await this.#handOver(ledger, only, 'paused') !== null) return 'again'
    } catch (error) {
      // What became of it stands in the ledger.
      if (error instanceof Trouble) return 'end'
      throw error
    } finally {
      changed(id)
    }
    const kept = folder(ledger.printer ?? '')?.watched === false
    await runs.turn(id, ['printing'], kept ? 'saved' : 'handed', { at: now(), actor: actor() })
    changed(id)
    return 'end'
  }

  /** Asks what became of a part, and takes it back where the run was cancelled, or nobody wants it any more. */
  async #look(ledger: RunLedger, part: PrintPart): Promise<'again' | 'wait' | 'end'> {
    const { runs, printers, now, actor, changed } = this.#needs
    // It has no job yet. Where nobody hands it over either, the next start finds it so.
    if (part.handedAt === null) return this.#handing.has(ledger.id) ? 'wait' : 'end'
    const job = part.job ?? ''
    try {
      if ((ledger.state === 'cancelled' || this.#unwanted.has(ledger.id)) && !this.#takenBack.has(part.id)) {
        await printers.cancel(part.printer, job).catch((error: unknown) => { if (!(error instanceof Trouble) || error.code !== 'printer_missing') throw error })
        this.#takenBack.add(part.id)
      }
      // A printer that was removed took its jobs along.
      const { state, reason } = await printers.jobState(part.printer, job).catch((error: unknown) => {
        if (error instanceof Trouble && error.code === 'printer_missing') return { state: 'untold', reason: error.detail ?? null } as const
        throw error
      })
      const taken = state === 'cancelled' && this.#takenBack.has(part.id)
      // Somebody else cancelled it, or the system gave it up: how far it got, only the paper tells.
      if (state === 'aborted' || (state === 'cancelled' && !taken)) await runs.lost(part.id, state, reason, { at: now(), actor: actor() })
      else if (state !== part.state || reason !== part.reason) await runs.saw(part.id, state, reason, now())
      else return 'wait'
      changed(ledger.id)
      return hasPartEnded(state) ? 'again' : 'wait'
    } catch (error) {
      const { detail = null } = tellable(error, 'print_failed')
      if (detail !== part.reason) {
        await runs.saw(part.id, part.state, detail, now())
        changed(ledger.id)
      }
      return 'wait'
    }
  }

  #following(ledger: RunLedger, only: number | null): ReturnType<typeof nextPart> {
    return nextPart(ledger.sheets, only, this.#needs.folder(ledger.printer ?? '') === null ? sheetsOfPart : Infinity)
  }

  /** Hands the next part over. `begun` is told when the printer has taken something of it. @returns the job, or `null` where nothing waits */
  async #handOver(ledger: RunLedger, only: number | null, otherwise: RunState, begun: () => void = () => undefined): Promise<string | null> {
    const { runs, now } = this.#needs
    const { id, copies } = ledger
    const printer = ledger.printer ?? ''
    const part = this.#following(ledger, only)
    if (part === null) return null
    const whole = part.firstPage === 1 && part.lastPage === pagesOf(ledger.sheets, part.file)
    const partId = await runs.beginPart(id, { ...part, copies, printer }, now())
    const end = new AbortController()
    const handing = this.#hand(ledger, part, partId, { whole, printer, otherwise, begun, signal: end.signal })
    this.#handing.set(id, { end, over: handing.catch(() => undefined) })
    try {
      return await handing
    } finally {
      this.#handing.delete(id)
    }
  }

  /** Hands over what is written down as being so, and writes down what came of it. @returns the job */
  async #hand(ledger: RunLedger, part: NonNullable<ReturnType<typeof nextPart>>, partId: PrintPartId, { whole, printer, otherwise, begun, signal }: { readonly whole: boolean; readonly printer: string; readonly otherwise: RunState; readonly begun: () => void; readonly signal: AbortSignal }): Promise<string> {
    const { runs, printers, fileOf, paperFor, folder, nameOfPrinter, now, actor, changed } = this.#needs
    const { id, copies } = ledger
    const place = folder(printer)
    let told = now()
    const progress = ({ of, handed, out }: { readonly of: number; readonly handed: number; readonly out: number }): void => {
      if (handed > 0) begun()
      if (now() - told < rhythm) return
      told = now()
      void runs.saw(partId, 'printing', `${String(out)}/${String(of)}`, told).then(() => { changed(id) }, this.#needs.failed)
    }
    let asked = false
    let taken: Awaited<ReturnType<Printers['print']>>
    try {
      const media = await paperFor(id, part.file, printer, ordersOf(ledger.sheets, part))
      asked = true
      taken = await printers.print({
        printer, file: fileOf(id, part.file), title: part.file === 1 && whole ? `Packbench ${String(id)}` : `Packbench ${String(id)} ${String(part.first)}-${String(part.last)}`, media, copies,
        ...(whole ? {} : { pages: { first: part.firstPage, last: part.lastPage } }), signal, progress
      })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      if (!(error instanceof Trouble) && asked) {
        await runs.lost(partId, 'unknown', detail, { at: now(), actor: actor() })
        throw new Trouble({ code: 'print_unknown', params: { id }, detail }, { cause: error })
      }
      const trouble = error instanceof Trouble ? error : new Trouble({ code: 'print_failed', params: { printer }, detail }, { cause: error })
      const handed = handedBefore(trouble)
      if (handed === 0) await runs.refused(partId, tellable(trouble, 'print_failed'), otherwise, now())
      else await runs.lost(partId, signal.aborted ? 'cancelled' : 'unknown', trouble.detail ?? null, { at: now(), actor: actor(), handed })
      throw trouble
    }
    // Where this cannot be written down, the part stays as one that was being handed over: the next start finds it so.
    await runs.handed(partId, taken.job, { at: now(), actor: actor(), kept: place?.watched === false, known: nameOfPrinter(printer) })
    if (taken.end !== undefined) await runs.saw(partId, taken.end === 'printed' ? 'done' : 'untold', null, now())
    return taken.job
  }
}
