import type { AppError } from '../contract/result.ts'
import type { Paper, PrintPart, PrintRun, RunBrief, RunView } from '../contract/schemas.ts'
import type { LadderDpi } from '../domain/calibration.ts'
import type { Environment } from '../domain/connection.ts'
import type { Millis, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import type { MadeFor } from '../domain/made-for.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import type { Order } from '../domain/order.ts'
import type { SlipLanguage } from '../domain/slip-language.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import type { LedgerSheet, PartState, RunKind, RunState, Verdict } from '../domain/print-run.ts'

/** An order with what its slip says besides. */
export interface SlipOrder extends Order {
  readonly storeName: string
  /** The store's own; empty where the general one holds. */
  readonly returnAddress: string
  /** The name of the store's logo. */
  readonly logo: string | null
  /** How the store's slips look; `null`, or left out: as those of all stores. */
  readonly template?: SlipTemplate | null | undefined
  readonly environment: Environment
  /** `false` for an order whose JSON was not understood. */
  readonly readable: boolean
  /** Whether it was confirmed from here, as far as is known. */
  readonly shippedHere: boolean
  /** Orders to ship with the same `recipientKey` in the same store, this one included. */
  readonly sameRecipientCount: number
}

/** Where the orders of a run come from. */
export interface SlipSource {
  /** As they are now, in any order; an id that is not known is left out of the answer. */
  forSlips(ids: readonly OrderId[]): Promise<readonly SlipOrder[]>
  /** The PNGs of logos by their names; one that is gone is left out. */
  logos(names: readonly string[]): Promise<Readonly<Record<string, Uint8Array>>>
}

/** An order that gets no sheet, and why. */
export type LeftOut = PrintRun['leftOut'][number]

/**
 * A sheet of a run, and the hash of what it said: paper whose order has another hash now is stale. `shown`: what is compared
 * before it is printed; runs of older versions are without it, and of orders whose people were erased it is gone.
 */
export type StoredSheet = PrintRun['sheets'][number] & { readonly hash: string; readonly pages: number; readonly shown?: ShownOrder | undefined }

/** Where a sheet lies in the files of its run. */
export interface MadeSheet {
  readonly position: number
  readonly copy: number
  readonly hash: string
  readonly page: number
  /** On which label of its page it begins, from 1. */
  readonly cell: number
  readonly pages: number
  /** The place of the first order on its slip. */
  readonly slip: number
}

/** A run as it is kept first. */
export interface NewRun {
  readonly createdAt: Millis
  readonly kind: RunKind
  readonly paper: Paper
  readonly pages: number
  readonly sheets: readonly StoredSheet[]
  readonly leftOut: readonly LeftOut[]
  /** In which language buyers' words are; left out where the run follows what is set for all. */
  readonly language?: 'buyer' | SlipLanguage | undefined
  /** What its files were made for, by their numbers; left out of runs from before that was kept. */
  readonly madeFor?: Readonly<Record<string, MadeFor>> | undefined
  /** Dots in an inch of the files of runs from when only these were kept. */
  readonly dots?: Readonly<Record<string, LadderDpi>> | undefined
  /** By its further files, on which labels of their pages places begin. */
  readonly cells?: Readonly<Record<string, readonly { readonly position: number; readonly cell: number }[]>> | undefined
}

/** A run as it is kept. */
export interface StoredRun extends NewRun {
  readonly id: PrintRunId
}

/** A sheet in the ledger. */
export interface LedgerRow extends LedgerSheet {
  readonly orderId: OrderId
  readonly hash: string
  readonly file: number
  readonly page: number
  readonly pages: number
  readonly slip: number
  readonly printer: string | null
  readonly handedAt: Millis | null
}

/** A run with its sheets and parts as they are now. */
export interface RunLedger {
  readonly id: PrintRunId
  readonly state: RunState
  readonly printer: string | null
  readonly copies: number
  readonly sheets: readonly LedgerRow[]
  readonly parts: readonly PrintPart[]
}

/** Another run that holds an order, or has printed it. `copy`: the highest copy of it that may exist. */
export interface Claim {
  readonly orderId: OrderId
  readonly run: PrintRunId
  readonly state: RunState
  readonly at: Millis
  readonly actor: string | null
  readonly copy: number
}

/** What is about to be handed over at once: places `first` to `last` of a file. */
export interface NewPart {
  readonly file: number
  readonly first: number
  readonly last: number
  readonly sheets: number
  readonly firstPage: number
  readonly lastPage: number
  readonly copies: number
  readonly printer: string
}

/** Who did it, and when. */
export interface By {
  readonly at: Millis
  readonly actor: string | null
}

/** The ledger of runs, every step of it in one transaction with its entry in the history. What a sheet says is never rewritten. */
export interface RunStore {
  /** A number that no other run gets: it stands on the sheets, which are made before there is a run. A run that is not made leaves a gap. */
  reserve(): Promise<PrintRunId>
  /**
   * Keeps a run that is prepared; one without sheets is discarded at once. Runs of which nothing was printed, and whose orders
   * this one takes, are discarded.
   * @param given the run's number as it was reserved; left out, the next one
   * @param takes which of them; `replaces` is left as it is where more became of it
   * @throws Trouble `run_claimed` where another run took one of the orders meanwhile
   */
  create(run: NewRun, by: By & { readonly takes: readonly PrintRunId[] }, given?: PrintRunId): Promise<PrintRunId>
  get(id: PrintRunId): Promise<StoredRun | null>
  ledger(id: PrintRunId): Promise<RunLedger | null>
  view(id: PrintRunId): Promise<Omit<RunView, 'urls' | 'changed' | 'unread'> | null>
  list(what: { readonly number: number | null; readonly offset: number; readonly limit: number }): Promise<{ readonly runs: readonly RunBrief[]; readonly unfinished: number }>
  /** Which of these orders are held by a run that has not ended and prints a part which this kind prints too, or were printed by one; those of `besides` do not count. */
  claims(ids: readonly OrderId[], kind: RunKind, besides: PrintRunId | null): Promise<readonly Claim[]>
  /** A run begins to print, or goes on. What was only saved waits to be printed. @returns `false` where it is not in one of these states any more */
  begin(id: PrintRunId, from: readonly RunState[], how: By & { readonly printer: string; readonly copies: number }): Promise<boolean>
  /** Adds sheets of a further file: new copies of places, and places that wait, or were only saved, and were made anew with them. @returns the file's number */
  addFile(id: PrintRunId, sheets: readonly MadeSheet[], by: By & { readonly madeFor: MadeFor }): Promise<number>
  /** Written before the printer is asked: the part and its sheets are being handed over. */
  beginPart(id: PrintRunId, part: NewPart, at: Millis): Promise<PrintPartId>
  /** The system has taken it. `kept`: it is a folder that nobody prints from, so it was saved. `known`: as what a person knows the printer. */
  handed(part: PrintPartId, job: string, by: By & { readonly kept: boolean; readonly known: string }): Promise<void>
  /** The system never had it: its sheets wait again, and the run stands still with this trouble. */
  refused(part: PrintPartId, trouble: AppError, state: RunState, at: Millis): Promise<void>
  /**
   * It is not known whether the system has it, or what the printer did with it: the run is unknown.
   * @param handed of how many of its pages that is so: sheets after them were never handed over and wait again; left out, of all
   */
  lost(part: PrintPartId, state: 'unknown' | 'aborted' | 'cancelled', reason: string | null, by: By & { readonly handed?: number | undefined }): Promise<void>
  /** What the system says of a part. */
  saw(part: PrintPartId, state: PartState, reason: string | null, at: Millis): Promise<void>
  /** @param by `trouble`: why, where it did not want to. @returns `false` where it is not in one of these states any more */
  turn(id: PrintRunId, from: readonly RunState[], to: RunState, by: By & { readonly trouble?: AppError }): Promise<boolean>
  /** What a person says of the paper. @returns `false` where the verdict does not fit what is out */
  judge(id: PrintRunId, verdict: Verdict, by: By): Promise<boolean>
  /** The PDF was saved: sheets that never left are `saved`. */
  saved(id: PrintRunId, by: By): Promise<void>
  /** After a start: what was being handed over is unknown, what was printing is paused; those of which something is on its way, and those that were cancelled, go on being watched. @returns these */
  recover(at: Millis): Promise<readonly PrintRunId[]>
  /** Runs whose PDF must not be there any more, since people on it were erased. */
  erased(): Promise<readonly PrintRunId[]>
}
