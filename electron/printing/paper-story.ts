import { createHash } from 'node:crypto'
import { Trouble } from '../contract/result.ts'
import type { ConnectionId, OrderId, PrintRunId } from '../domain/ids.ts'
import type { DeskPaper } from '../domain/sheet-kind.ts'
import { handedBefore } from './printers.ts'
import type { By } from './run-store.ts'

/**
 * A paper beside the runs that left the program. `hash`: SHA-256 of its file, as hexadecimal digits. `printer`: as what a
 * person knows it; `null` where it was saved. `orders`: in whose story it stands: those that have a form of their own on it.
 */
export interface PaperTold {
  readonly became: 'handed' | 'saved' | 'unknown'
  readonly kind: DeskPaper
  readonly hash: string
  readonly printer: string | null
  readonly copies: number
  readonly run: PrintRunId | null
  readonly orders: readonly { readonly id: OrderId; readonly connectionId: ConnectionId }[]
}

/** Where it is told what became of papers beside the runs. */
export interface PaperStory {
  /** One entry in the history for each of its orders; one for all of it where it names none. */
  tellPaper(paper: PaperTold, by: By): Promise<void>
}

/** SHA-256 of a file, in hexadecimal digits. */
export const hashOfFile = (pdf: Uint8Array): string => createHash('sha256').update(pdf).digest('hex')

/** Whether a printer that failed may have something of a job all the same (`printers.ts`). */
export const mayHaveIt = (error: unknown): boolean => !(error instanceof Trouble) || handedBefore(error) > 0
