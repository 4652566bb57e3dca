import type { Paper } from '../../electron/contract/schemas.ts'
import type { OrderId, PrintRunId } from '../../electron/domain/ids.ts'
import type { Verdict } from '../../electron/domain/print-run.ts'
import type { RunKind } from '../../electron/domain/sheet-kind.ts'
import type { SlipLanguage } from '../../electron/domain/slip-language.ts'
import type { World } from '../../electron/domain/world.ts'
import { invoke } from './bridge.ts'

export interface PrepareWish {
  readonly orderIds: readonly OrderId[]
  readonly kind: RunKind
  readonly paper: Paper
  readonly start: number
  /** Orders of one buyer on one slip. */
  readonly together: boolean
  /** Characters that no font has stand on the sheets as their numbers. */
  readonly asNumbers: boolean
  /** The language of this run's slips; `null` as is set for all. */
  readonly language: 'buyer' | SlipLanguage | null
  readonly since: PrintRunId | null
  readonly claims: 'leave_out' | 'print' | null
  readonly replaces: PrintRunId | null
  /** The printer that was chosen for it; `null` for the one that is set for its kind. */
  readonly printer: string | null
  /** By which number it is told how far it is. */
  readonly nth: number
}
export interface PrinterWish {
  readonly printer: string
  readonly copies: number
}

/** The routes `prints.*`, by name. Each answers with a `Result` and never throws. */
export function printsApi() {
  return {
    /** What is usual is left out: the slip, from the first label. */
    prepare: ({ orderIds, kind, paper, start, together, asNumbers, language, since, claims, replaces, printer, nth }: PrepareWish) => invoke('prints.prepare', { orderIds: [...orderIds], paper, ...(kind === 'packing_slip' ? {} : { kind }), ...(start === 1 ? {} : { start }), ...(together ? { together } : {}), ...(asNumbers ? { asNumbers } : {}), ...(language === null ? {} : { language }), ...(since === null ? {} : { since }), ...(claims === null ? {} : { claims }), ...(replaces === null ? {} : { replaces }), ...(printer === null ? {} : { printer }), nth }),
    giveUp: (nth: number) => invoke('prints.giveUp', { nth }),
    checkPaper: (code: string, world: World | null, again: boolean) => invoke('prints.checkPaper', { code, world, again }),
    printers: () => invoke('prints.printers'),
    systemPrinters: () => invoke('prints.systemPrinters'),
    print: (id: PrintRunId, printer: string, copies: number) => invoke('prints.print', { id, printer, copies }),
    save: (id: PrintRunId) => invoke('prints.save', { id }),
    runs: (number: number | null, limit: number) => invoke('prints.runs', { number, offset: 0, limit }),
    run: (id: PrintRunId) => invoke('prints.run', { id }),
    pause: (id: PrintRunId) => invoke('prints.pause', { id }),
    cancel: (id: PrintRunId) => invoke('prints.cancel', { id }),
    resume: (id: PrintRunId, on: PrinterWish) => invoke('prints.resume', { id, ...on }),
    judge: (id: PrintRunId, verdict: Verdict, anyway: boolean) => invoke('prints.judge', { id, verdict, ...(anyway ? { anyway } : {}) }),
    reprint: (id: PrintRunId, first: number, last: number, start: number, on: PrinterWish) => invoke('prints.reprint', { id, first, last, ...(start === 1 ? {} : { start }), ...on }),
    chooseFolder: () => invoke('prints.chooseFolder')
  }
}
