import type { Paper, Printer } from '../contract/schemas.ts'

/**
 * The printers of this computer. Every failure is a `Trouble`: `no_spooler` (there is no print system), `printer_missing` (it is
 * not among the printers), `printer_stopped` (it takes no jobs), `print_failed` (the system's own words in `detail`),
 * `not_on_this_system` (silent printing is not possible here: save as PDF and print from there).
 * A job never goes to another printer than the one that was asked for.
 */
export interface Printers {
  list(): Promise<Printer[]>
  /** @returns the system's name of the job: spooled, which does not mean printed */
  print(job: PrintJob): Promise<{ readonly job: string }>
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
}
