import type { Millis } from '../domain/ids.ts'

/** The part of an answer's time that this process may be at work for the pages that come side by side; the rest is left to everything else. */
const share = 0.6

/**
 * How many pages of a store are asked for side by side: as many as would keep this process busy, and a good deal fewer. Where
 * it is the limit, more would only crowd it. What one list has shown holds for the next.
 */
export class ReadingPace {
  /** How long the last two answers were in coming: a single one that was long says nothing. */
  #trips: readonly [Millis, Millis] = [0, 0]
  /** Milliseconds of an order: of being written, and of whichever takes longer, that or being read. */
  #writing = Infinity
  #work = Infinity
  #wide = 1

  /** A page of so many orders was written in so long. */
  wrote(took: Millis, orders: number): void {
    this.#writing = took / Math.max(1, orders)
  }

  /** An answer with so many orders began after `trip` and was read in `reading`. */
  came(trip: Millis, reading: Millis, orders: number): void {
    this.#trips = [this.#trips[1], trip]
    this.#work = Math.max(this.#writing, reading / Math.max(1, orders))
  }

  /** @param size orders of a page @param most requests side by side */
  wide(size: number, most: number): number {
    const enough = Math.floor(share * Math.min(...this.#trips) / (this.#work * size))
    return this.#wide = Math.min(most, Math.max(this.#wide, enough))
  }
}
