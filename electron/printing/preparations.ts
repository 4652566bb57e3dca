import { Trouble } from '../contract/result.ts'
import type { Waiting } from './prepare-run.ts'

/** How far a preparation is: so many sheets made, of so many. `first`: its first sheet as a PDF of its own, told anew where it turns out to be another. */
export interface Making {
  readonly nth: number
  readonly made: number
  readonly of: number
  readonly first?: Uint8Array | undefined
}

/** Preparations under way, each by the number that whoever asked gave it: what is told of it, and how it is given up. */
export class Preparations {
  readonly #tell: (making: Making) => void
  readonly #ends = new Map<number, AbortController>()

  constructor(tell: (making: Making) => void) {
    this.#tell = tell
  }

  /** @throws what the work throws; Trouble `run_given_up` where it heeds that it was given up */
  async follow<T>(nth: number, of: number, work: (waiting: Waiting) => Promise<T>): Promise<T> {
    const end = new AbortController()
    this.#ends.set(nth, end)
    try {
      return await work({
        signal: end.signal, onProgress: (made, all) => { this.#tell({ nth, made, of: all }) }, onFirst: (first) => { this.#tell({ nth, made: 0, of, first }) }
      })
    } finally {
      if (this.#ends.get(nth) === end) this.#ends.delete(nth)
    }
  }

  /** One that is not under way any more is left as it is. */
  giveUp(nth: number): void {
    this.#ends.get(nth)?.abort(new Trouble({ code: 'run_given_up' }))
  }
}
