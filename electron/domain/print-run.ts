import { nameOfLabelPrinter } from './label-printer-name.ts'
import { partsOf, runKinds, type DocumentKind, type RunKind } from './sheet-kind.ts'

export type { RunKind } from './sheet-kind.ts'
/** Those with which an order counts as printed. */
export const slipKinds: readonly RunKind[] = runKinds.filter((kind) => partsOf[kind].includes('slip'))

/** The kinds of runs that print a part of an order which this kind prints too: after one of them a run of this kind puts it on paper again. */
export const kindsSharing = (kind: RunKind): RunKind[] => runKinds.filter((other) => partsOf[other].some((part) => partsOf[kind].includes(part)))

/**
 * Where a run stands. `prepared`: nothing of it left. `saved`: its PDF was saved, which is not printing. `printing`, `paused`,
 * `cancelled`: parts of it were handed to a printer, and no more are by themselves in the last two. `handed`: all of it was
 * handed over, and nobody has said yet how it came out. `unknown`: it is not known what reached the printer. `stopped`: a person
 * said how far it is good, and the rest can go on. `good`, `discarded`: ended; its orders are free.
 */
export const runStates = ['prepared', 'saved', 'printing', 'paused', 'cancelled', 'handed', 'unknown', 'stopped', 'good', 'discarded'] as const
export type RunState = (typeof runStates)[number]

/** Whether a run has ended and holds no order any more. */
export const hasEnded = (state: RunState): boolean => state === 'good' || state === 'discarded'

/**
 * What is known of a sheet. `waiting`: it was not handed over. `saved`: in a PDF that was saved. `handing`: it is being handed
 * over. `handed`: the printer's queue has it. `unknown`: it may have reached the queue. `good`: a person has it in hand.
 * `spoiled`: it may have come out and does not count. `discarded`: thrown away.
 */
export const sheetStates = ['waiting', 'saved', 'handing', 'handed', 'unknown', 'good', 'spoiled', 'discarded'] as const
export type SheetState = (typeof sheetStates)[number]

/** A sheet in the ledger: its place in the run, and the how many-th paper of its order it is. */
export interface LedgerSheet {
  readonly position: number
  readonly copy: number
  readonly state: SheetState
  /** Where it lies: labels share pages. */
  readonly file: number
  readonly page: number
  readonly pages: number
  /** The place of the first order on its slip, where it shares it with others; left out, or its own place, where it does not. */
  readonly slip?: number | undefined
}

/** The place of the first order on the slip of a sheet: orders on one slip are one piece of paper, and what becomes of one becomes of all. */
export const slipOf = ({ slip, position }: Pick<LedgerSheet, 'slip' | 'position'>): number => slip ?? position

/** Whether two sheets have a page in common: then neither comes out of a printer without the other. */
const sharePage = (a: LedgerSheet, b: LedgerSheet): boolean => a.file === b.file && a.page < b.page + b.pages && b.page < a.page + a.pages

/** What a person says of the paper. `nothingAfter`: no sheet behind the one at which it stopped came out. */
export type Verdict = { readonly kind: 'good' } | { readonly kind: 'stopped'; readonly at: number; readonly nothingAfter: boolean } | { readonly kind: 'discard' }

/** Whether a sheet left in some way and nobody has said yet how it came out. */
const isOut = (state: SheetState): boolean => state === 'saved' || state === 'handed' || state === 'unknown'

/** Of each place the newest sheet, in the order of the run; where that was thrown away, the last good one, if there is any. */
export function newestSheets<T extends LedgerSheet>(sheets: readonly T[]): T[] {
  const [newest, good] = [new Map<number, T>(), new Map<number, T>()]
  const put = (into: Map<number, T>, sheet: T): void => { if (sheet.copy >= (into.get(sheet.position)?.copy ?? 0)) into.set(sheet.position, sheet) }
  for (const sheet of sheets) {
    put(newest, sheet)
    if (sheet.state === 'good') put(good, sheet)
  }
  return [...newest.values()].map((sheet) => (sheet.state === 'discarded' ? good.get(sheet.position) ?? sheet : sheet)).sort((a, b) => a.position - b.position)
}

/** Sheets of which a person has still to say how they came out. */
export const sheetsOut = <T extends LedgerSheet>(sheets: readonly T[]): T[] => newestSheets(sheets).filter(({ state }) => isOut(state))

/** Sheets that are printed when the run goes on: those that never left, and those that were spoiled. */
export const sheetsLeft = <T extends LedgerSheet>(sheets: readonly T[]): T[] => newestSheets(sheets).filter(({ state }) => state === 'waiting' || state === 'spoiled')

/**
 * What a verdict makes of a run: which sheets it changes, and where the run stands then. All that was handed over before the
 * sheet at which it stopped is good; that sheet is spoiled, with all orders on its slip, and so are those behind it on the same page; what was handed over
 * behind them waits as it was where nothing more came out, and is spoiled otherwise. What is discarded is all that nobody has said to be good.
 * @returns `null` where the verdict does not fit: nothing is out, or it did not stop among what is
 */
export function judged(sheets: readonly LedgerSheet[], verdict: Verdict): { readonly changes: readonly LedgerSheet[]; readonly run: RunState } | null {
  const newest = newestSheets(sheets)
  const out = newest.filter(({ state }) => isOut(state))
  const first = out[0]
  const last = out.at(-1)
  const named = verdict.kind === 'stopped' ? newest.find(({ position }) => position === verdict.at) : undefined
  // A slip of several orders is good or spoiled as a whole.
  const at = named !== undefined ? slipOf(named) : verdict.kind === 'stopped' ? verdict.at : 0
  const stopped = named === undefined ? [] : newest.filter((one) => slipOf(one) === at)
  const become = (sheet: LedgerSheet): SheetState => {
    if (verdict.kind === 'discard') return sheet.state === 'good' ? 'good' : 'discarded'
    if (!isOut(sheet.state)) return sheet.state
    if (verdict.kind === 'good' || sheet.position < at) return 'good'
    return verdict.nothingAfter && !stopped.some((one) => one.position === sheet.position || sharePage(one, sheet)) ? 'waiting' : 'spoiled'
  }
  if (verdict.kind !== 'discard') {
    if (first === undefined || last === undefined) return null
    if (verdict.kind === 'stopped' && (verdict.at < first.position || verdict.at > last.position)) return null
  }
  const judgements = newest.map((sheet) => ({ ...sheet, state: become(sheet) }))
  const changes = judgements.filter((sheet, i) => sheet.state !== newest[i]?.state)
  // Of two sheets of one place and copy the last counts: that with the verdict.
  const after = newestSheets([...sheets, ...judgements])
  const run = after.some(({ state }) => state === 'waiting' || state === 'spoiled') ? 'stopped' : after.some(({ state }) => state === 'good') ? 'good' : 'discarded'
  return { changes, run }
}

/**
 * What became of a part that was handed to a printer, as far as the system tells. `handing`: it is being handed over; what is so
 * after a crash is `unknown`. `handed`: the system took it and was not asked since. `untold`: the system tells nothing more.
 * `refused`: it was never taken.
 */
export const partStates = ['handing', 'handed', 'queued', 'printing', 'held', 'stopped', 'done', 'untold', 'aborted', 'cancelled', 'refused', 'unknown'] as const
export type PartState = (typeof partStates)[number]

/** Whether nothing more becomes of a part by itself. */
export const hasPartEnded = (state: PartState): boolean => state === 'done' || state === 'untold' || state === 'aborted' || state === 'cancelled' || state === 'refused' || state === 'unknown'

/** How a kind of document is printed on this computer. */
export interface Printing<Paper, Dpi> {
  readonly printer: string
  readonly paper: Paper
  readonly dpi: Dpi
  readonly copies: number
}

export interface PrintingSettings<Paper, Dpi> extends Printing<Paper, Dpi> {
  readonly documents: Partial<Readonly<Record<DocumentKind, Printing<Paper, Dpi>>>>
  readonly labelPrinters: readonly { readonly id: string; readonly dpi: Dpi }[]
  /** What calibration sheets told of printers; `dpi` is `null` where it may be either. */
  readonly calibrations?: readonly { readonly printer: string; readonly dpi: Dpi | null }[] | undefined
}

/**
 * Where and how a kind is printed: as its own setting says, or else as the general one for slips does. A label printer has dots
 * of its own, whatever else is set; of another one those count that its calibration sheet told.
 * @param printer the one that was chosen for this time
 */
export function printingOf<Paper, Dpi>(settings: PrintingSettings<Paper, Dpi>, kind: DocumentKind, printer?: string): Printing<Paper, Dpi> {
  const { paper, dpi, copies, printer: usual } = settings.documents[kind] ?? settings
  const chosen = printer ?? usual
  return { paper, copies, printer: chosen, dpi: settings.labelPrinters.find(({ id }) => nameOfLabelPrinter(id) === chosen)?.dpi ?? settings.calibrations?.find((one) => one.printer === chosen)?.dpi ?? dpi }
}
