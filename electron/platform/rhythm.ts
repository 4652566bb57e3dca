import type { Millis } from '../domain/ids.ts'

/**
 * Tells when something that is done again and again is to be done next. It asks two clocks, so that neither a computer's clock
 * that is set back by a year nor a machine that slept makes it wait longer: one that only goes forward and may stand still while
 * the machine sleeps, and the computer's, by which it may be done too early once.
 */
export class Rhythm {
  readonly #clocks: readonly (() => Millis)[]
  #last: readonly Millis[]

  /** @param last when it was done last, by each of the clocks; just now where it is left out */
  constructor(clocks: readonly (() => Millis)[], last?: Millis) {
    this.#clocks = clocks
    this.#last = clocks.map((clock) => last ?? clock())
  }

  /** Whether so much time has passed since it was done last. Where it has, it counts as done now. */
  isTime(every: Millis): boolean {
    const now = this.#clocks.map((clock) => clock())
    if (!now.some((at, i) => Math.abs(at - (this.#last[i] ?? at)) >= every)) return false
    this.#last = now
    return true
  }
}
