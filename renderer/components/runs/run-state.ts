import { Ban, CircleCheck, CircleDashed, CircleQuestionMark, CircleX, FileDown, FileText, LoaderCircle, Pause, Printer, TriangleAlert } from '@lucide/vue'
import type { Component } from 'vue'
import type { RunBrief, RunSheet } from '../../../electron/contract/schemas.ts'
import { newestSheets, sheetsLeft, sheetsOut, type PartState, type RunState, type SheetState } from '../../../electron/domain/print-run.ts'

/** How a state looks: its shape and its tone; its word is in the catalogue. */
export interface Look {
  readonly icon: Component
  readonly tone: '' | 'good' | 'live' | 'warn' | 'bad'
}

const runLooks: Readonly<Record<RunState, Look>> = {
  prepared: { icon: FileText, tone: '' }, saved: { icon: FileDown, tone: 'warn' }, printing: { icon: Printer, tone: 'live' }, paused: { icon: Pause, tone: 'warn' }, cancelled: { icon: CircleX, tone: 'warn' },
  handed: { icon: CircleQuestionMark, tone: 'warn' }, unknown: { icon: TriangleAlert, tone: 'bad' }, stopped: { icon: Pause, tone: 'warn' }, good: { icon: CircleCheck, tone: 'good' }, discarded: { icon: Ban, tone: '' }
}
/** How the state of a run is shown, beside its word. */
export const runLook = (state: RunState): Look => runLooks[state]

const sheetLooks: Readonly<Record<SheetState, Look>> = {
  waiting: { icon: CircleDashed, tone: '' }, saved: { icon: FileDown, tone: 'warn' }, handing: { icon: LoaderCircle, tone: 'live' }, handed: { icon: Printer, tone: 'live' }, unknown: { icon: CircleQuestionMark, tone: 'warn' },
  good: { icon: CircleCheck, tone: 'good' }, spoiled: { icon: TriangleAlert, tone: 'bad' }, discarded: { icon: Ban, tone: '' }
}
/** How the state of a sheet is shown. */
export const sheetLook = (state: SheetState): Look => sheetLooks[state]

const partLooks: Readonly<Record<PartState, Look>> = {
  handing: { icon: LoaderCircle, tone: 'live' }, handed: { icon: Printer, tone: 'live' }, queued: { icon: CircleDashed, tone: 'live' }, printing: { icon: Printer, tone: 'live' }, held: { icon: Pause, tone: 'warn' }, stopped: { icon: TriangleAlert, tone: 'bad' },
  done: { icon: CircleCheck, tone: 'good' }, untold: { icon: CircleDashed, tone: '' }, aborted: { icon: CircleX, tone: 'bad' }, cancelled: { icon: Ban, tone: '' }, refused: { icon: CircleX, tone: 'bad' }, unknown: { icon: CircleQuestionMark, tone: 'bad' }
}
/** How the state of a part is shown. */
export const partLook = (state: PartState): Look => partLooks[state]

/** A state in the catalogue under `runs.state`: of one that ended with less than all good, its own. */
export const runWord = ({ state, good, sheets }: Pick<RunBrief, 'state' | 'good' | 'sheets'>): string => (state === 'good' && good < sheets ? 'good_some' : state)

/** Where a run stands, in the numbers that a person at the printer needs. */
export interface Standing {
  readonly newest: readonly RunSheet[]
  readonly out: readonly RunSheet[]
  /** The last sheet up to which all are good; 0 where the first is not. */
  readonly goodUpTo: number
  /** Where it goes on; `null` where nothing is left. */
  readonly next: number | null
  /** The last sheet that left in any way. */
  readonly handedUpTo: number
}

/** How far a run is, by its newest sheet at each place. */
export function standingOf(ledger: readonly RunSheet[]): Standing {
  const newest = newestSheets(ledger)
  const firstBad = newest.find(({ state }) => state !== 'good')
  return {
    newest, out: sheetsOut(ledger), goodUpTo: firstBad === undefined ? newest.at(-1)?.position ?? 0 : firstBad.position - 1, next: sheetsLeft(ledger)[0]?.position ?? null,
    handedUpTo: newest.findLast(({ state }) => state === 'handed' || state === 'good' || state === 'unknown' || state === 'handing')?.position ?? 0
  }
}
