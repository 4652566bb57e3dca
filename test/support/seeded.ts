/** Numbers that are the same for the same seed, on every machine. */
export class Seeded {
  #state: number
  constructor(seed: number) { this.#state = (seed * 2_654_435_761) >>> 0 }

  /** From 0 on, below `end`. */
  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * end)
  }

  /** Once in so many times. */
  once(times: number): boolean { return this.below(times) === 0 }

  of<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)]
    if (one === undefined) throw new RangeError('Nothing to choose from')
    return one
  }
}
