import type { Millis } from './ids.ts'

/** A request for orders: when it was made by this computer's clock, and its number, which tells which of two came first whatever is done to the clock. */
export interface Asked {
  readonly at: Millis
  readonly nth: number
}
