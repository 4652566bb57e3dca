import type { Paper, Printer } from '../contract/schemas.ts'
import type { LabelsEnd, LabelsHanded } from './label-run.ts'

/**
 * The printers of this computer. Every failure is a `Trouble`: `no_spooler` (there is no print system), `printer_missing` (it is
 * not among the printers), `printer_stopped` (it takes no jobs), `print_failed` (the system's own words in `detail`),
 * `not_on_this_system` (silent printing is not possible here: save as PDF and print from there).
 * A job never goes to another printer than the one that was asked for.
 */
export interface Printers {
  list(): Promise<Printer[]>
  /** @returns the system's name of the job: spooled, which does not mean printed; `end` where the printer itself was asked */
  print(job: PrintJob): Promise<{ readonly job: string; readonly end?: LabelsEnd }>
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

export interface PrintJob {
  /** Name in the system, as `list` gave it. */
  readonly printer: string
  /** Path of a PDF. */
  readonly file: string
  /** What the print queue shows: never a customer's name. */
  readonly title: string
  readonly media: Paper
  readonly copies: number
  /** Ends it between two sheets, where the printer takes them one by one. */
  readonly signal?: AbortSignal | undefined
  /** Told how far it is, where that is known. */
  readonly progress?: ((at: LabelsHanded) => void) | undefined
}

/**
 * Printers of several kinds as one: names tell whose a job is. Where a computer has no print system, printers of the other kinds
 * are listed all the same.
 */
export function joinPrinters(system: Printers, kinds: readonly PrintersOfAKind[]): Printers {
  return {
    async list() {
      const others = (await Promise.all(kinds.map((kind) => kind.list()))).flat()
      try {
        return [...others, ...await system.list()]
      } catch (error) {
        if (others.length === 0) throw error
        return others
      }
    },
    print: (job) => (kinds.find((kind) => kind.owns(job.printer)) ?? system).print(job)
  }
}
