import type { Paper } from '../../contract/schemas.ts'

/** A queue as Windows tells of it. `attributes` and `status` are its own bits (`PRINTER_INFO_2`). */
export interface Queue {
  readonly name: string
  readonly port: string
  readonly driver: string
  readonly comment: string
  readonly attributes: number
  readonly status: number
}

/** A size of paper in tenths of a millimetre. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What a driver says that its printer can do. */
export interface Abilities {
  /** Its forms, each with the number by which it is asked for. */
  readonly forms: ReadonlyArray<Size & { readonly form: number }>
  /** The least and the largest sheet of a size of one's own; `null` where it says none. */
  readonly least: Size | null
  readonly most: Size | null
  /** Dots in an inch, across and down. */
  readonly dots: ReadonlyArray<{ readonly across: number; readonly down: number }>
  readonly colour: boolean
}

/** Paper as a driver is asked for it: a form of its own by number, a size, or both where the number stands for any size. */
export type Form = { readonly form: number } | Size | (Size & { readonly form: number })

/** A job in a queue: whose it is by its title, and what Windows says of it (`JOB_INFO_1`). */
export interface QueuedJob {
  readonly title: string
  readonly status: number
  readonly words: string | null
}

/** The sheet that a driver lays out for a job, in its dots. `left` and `top`: where the part begins that it can print on. */
export interface Sheet {
  readonly across: number
  readonly down: number
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
}

/** Dots to be laid on a page, from the top: one bit each, 1 is black, or blue, green and red. Rows fill whole words of four bytes. */
export interface Dots {
  readonly width: number
  readonly height: number
  readonly depth: 1 | 24
  readonly rows: Uint8Array
}

/** A printer whose pages are drawn dot by dot. Whatever fails throws `WindowsError`. */
export interface PageDevice {
  readonly sheet: Sheet
  /** @returns the number of its job, as the queue knows it */
  begin(title: string): number
  startPage(): void
  /** Lays dots with their left top corner there, counted from where the printer can print, each as wide and high as so many of the printer's. */
  lay(dots: Dots, x: number, y: number, times: number): void
  endPage(): void
  end(): void
  /** Gives the job up: what has not been printed of it is thrown away. */
  abort(): void
  close(): void
}

/** A job whose bytes the queue hands on as they are. */
export interface RawJob {
  readonly id: number
  /** @returns how many of them were taken */
  write(bytes: Uint8Array): number
  end(): void
  abort(): void
  close(): void
}

/** The print system of Windows, one call each. Whatever fails throws `WindowsError`. */
export interface Winspool {
  queues(): Queue[]
  /** The queue that is taken where none is named; `null` for none. */
  preferred(): string | null
  abilities(queue: string, port: string): Abilities
  /** @returns `null` where the queue does not have it any more */
  job(queue: string, id: number): QueuedJob | null
  deleteJob(queue: string, id: number): void
  startRaw(queue: string, title: string): RawJob
  openPages(queue: string, form: Form): PageDevice
}

/** What Windows refused, with its own number and words for it. */
export class WindowsError extends Error {
  override readonly name = 'WindowsError'
  readonly code: number

  constructor(call: string, code: number, words: string) {
    super(`${call}: ${words === '' ? 'error' : words} (${String(code)})`)
    this.code = code
  }
}

/** Pages of a PDF for a queue. */
export interface PagesWanted {
  readonly queue: string
  readonly port: string
  readonly pdf: Uint8Array
  readonly title: string
  readonly media: Paper
  readonly copies: number
  /** From 1; all where `null`. */
  readonly pages: { readonly first: number; readonly last: number } | null
}

/** Bytes for a queue, as they are. */
export interface RawWanted {
  readonly queue: string
  readonly title: string
  readonly bytes: Uint8Array
}

/** What is asked of the print system from outside its thread. Whatever fails is a `Trouble`, or an Error where a printer may have got something. */
export interface Spooler {
  queues(): Promise<{ readonly queues: readonly Queue[]; readonly preferred: string | null }>
  abilities(queue: string, port: string): Promise<Abilities>
  job(queue: string, id: number): Promise<QueuedJob | null>
  deleteJob(queue: string, id: number): Promise<void>
  /** @returns the number of the job */
  raw(wanted: RawWanted): Promise<number>
  /** @returns the number of the job */
  pages(wanted: PagesWanted): Promise<number>
}
