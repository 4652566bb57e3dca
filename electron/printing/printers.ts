import { tellable, type AppError, type Trouble } from '../contract/result.ts'
import type { Paper, Printer } from '../contract/schemas.ts'
import type { LabelsEnd, LabelsHanded } from './label-run.ts'
import type { PartState } from '../domain/print-run.ts'

/** What a printer's queue says of a job. */
export interface JobState {
  readonly state: Extract<PartState, 'queued' | 'printing' | 'held' | 'stopped' | 'done' | 'untold' | 'aborted' | 'cancelled'>
  /** The system's own words, where it has some. */
  readonly reason: string | null
}

/**
 * The printers of this computer. Every failure that surely happened before the printer had anything is a `Trouble`:
 * `no_spooler` (there is no print system), `printer_missing` (it is not among the printers), `printer_removed` (it is none of Packbench's own any more), `printer_stopped` (it takes no
 * jobs), `print_failed` (the system's own words in `detail`), `not_on_this_system` (what reaches the print system is not there: save
 * as PDF and print from there), `sheet_other` (its driver lays out other paper). A `Trouble` that counts what was `handed`
 * over is one of a job that ended in the middle: of that many pages it is not known how they came out, and nothing of those after
 * them was handed over. Any other error of `print` means that the printer may have got the job.
 * A job never goes to another printer than the one that was asked for.
 */
export interface Printers {
  list(): Promise<Printer[]>
  /** @returns the system's name of the job: spooled, which does not mean printed; `end` where the printer itself was asked */
  print(job: PrintJob): Promise<{ readonly job: string; readonly end?: LabelsEnd }>
  /** What became of a job that `print` named; `untold` where the system tells nothing, or nothing more. @throws Trouble `no_spooler` where it cannot be asked just now */
  jobState(printer: string, job: string): Promise<JobState>
  /** Takes a job back that has not been printed yet. One that has ended, or is unknown, is left as it is. */
  cancel(printer: string, job: string): Promise<void>
}

/** Printers of one kind, known by their names. */
export interface PrintersOfAKind extends Printers {
  owns(printer: string): boolean
}

/** A system's printers, and its queues as a way to printers that are spoken to in their own language. */
export interface SystemPrinters extends Printers {
  /** Hands bytes on as they are. @throws Trouble as `print` does */
  raw(job: { readonly printer: string; readonly title: string; readonly bytes: Uint8Array }): Promise<{ readonly job: string }>
}

/** Pages that go to a printer as one job. */
export interface PrintJob {
  /** Name in the system, as `list` gave it. */
  readonly printer: string
  /** Path of a PDF. */
  readonly file: string
  /** Only these pages of it, from 1. All, where left out. */
  readonly pages?: { readonly first: number; readonly last: number } | undefined
  /** What the print queue shows: never a customer's name. */
  readonly title: string
  readonly media: Paper
  readonly copies: number
  /** As it is, wherever the printer is told to lay its labels: a sheet that shows how far it is off. */
  readonly unmoved?: boolean | undefined
  /** Ends it between two sheets, where the printer takes them one by one. */
  readonly signal?: AbortSignal | undefined
  /** Told how far it is, where that is known. */
  readonly progress?: ((at: LabelsHanded) => void) | undefined
}

/** All printers, and what keeps those of the system from being among them. */
export interface AllPrinters extends Printers {
  /** Why the system's own were missing when the printers were listed last; `null` where they were not. */
  systemTrouble(): AppError | null
}

/**
 * Printers of several kinds as one: names tell whose a job is. Where a computer has no print system, printers of the other kinds
 * are listed all the same.
 */
export function joinPrinters(system: Printers, kinds: readonly PrintersOfAKind[]): AllPrinters {
  let trouble: AppError | null = null
  const of = (printer: string): Printers => kinds.find((kind) => kind.owns(printer)) ?? system
  return {
    async list() {
      const others = (await Promise.all(kinds.map((kind) => kind.list()))).flat()
      try {
        const ofSystem = await system.list()
        trouble = null
        return [...others, ...ofSystem]
      } catch (error) {
        trouble = tellable(error, 'no_spooler')
        if (others.length === 0) throw error
        return others
      }
    },
    systemTrouble: () => trouble,
    print: (job) => of(job.printer).print(job),
    jobState: (printer, job) => of(printer).jobState(printer, job),
    cancel: (printer, job) => of(printer).cancel(printer, job)
  }
}

/** Of how many pages of a job that failed it is not known how they came out; 0 where the printer surely had nothing. */
export function handedBefore({ params }: Trouble): number {
  const handed = params?.['handed']
  return typeof handed === 'number' ? handed : 0
}
