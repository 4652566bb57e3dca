import type { Paper, PrintRun } from '../contract/schemas.ts'
import type { Environment } from '../domain/connection.ts'
import type { Millis, OrderId, PrintRunId } from '../domain/ids.ts'
import type { ShownOrder } from '../domain/order-difference.ts'
import type { Order } from '../domain/order.ts'

/** An order with what its slip says besides. */
export interface SlipOrder extends Order {
  readonly storeName: string
  /** The store's own; empty where the general one holds. */
  readonly returnAddress: string
  /** The name of the store's logo. */
  readonly logo: string | null
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

export type LeftOut = PrintRun['leftOut'][number]

/**
 * A sheet of a run, and the hash of what it said: paper whose order has another hash now is stale. `shown`: what is compared
 * before it is printed; runs of older versions are without it, and of orders whose people were erased it is gone.
 */
export type StoredSheet = PrintRun['sheets'][number] & { readonly hash: string; readonly shown?: ShownOrder | undefined }

export interface NewRun {
  readonly createdAt: Millis
  readonly paper: Paper
  readonly pages: number
  readonly sheets: readonly StoredSheet[]
  readonly leftOut: readonly LeftOut[]
}

export interface StoredRun extends NewRun {
  readonly id: PrintRunId
}

export interface Printed {
  readonly at: Millis
  readonly via: 'spooler' | 'file'
  readonly printer: string | null
  readonly job: string | null
}

/** The ledger of runs. A run never changes once it is created; only how it was printed is added. */
export interface RunStore {
  create(run: NewRun): Promise<PrintRunId>
  get(id: PrintRunId): Promise<StoredRun | null>
  /** Runs whose PDF must not be there any more, since people on it were erased. */
  erased(): Promise<readonly PrintRunId[]>
  /** Also sets `printedAt` of the run's orders. */
  markPrinted(id: PrintRunId, printed: Printed): Promise<void>
}
