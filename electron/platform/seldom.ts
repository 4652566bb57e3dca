import type { Millis } from '../domain/ids.ts'

/** Does a work some time after it is wanted, once however often that was meanwhile. */
export class Seldom {
  readonly #work: () => void
  readonly #after: Millis
  #timer: NodeJS.Timeout | null = null

  constructor(after: Millis, work: () => void) {
    this.#after = after
    this.#work = work
  }

  readonly want = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#work()
    }, this.#after)
  }

  /** What is wanted is not done any more. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }
}
