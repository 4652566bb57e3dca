import type { Millis } from './ids.ts'

/**
 * A request for orders: when it was made by this computer's clock, and its number, which tells which of two came first whatever
 * is done to the clock. `requestId`: Joom's id of its answer, once that is known.
 */
export interface Asked {
  readonly at: Millis
  readonly nth: number
  readonly requestId?: string | null | undefined
}
