/** Chance that is the same for the same seed. */
export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number
  readonly one: <const T>(of: readonly [T, ...T[]]) => T
  /** Whether something happens that happens so often of a hundred times. */
  readonly percent: (often: number) => boolean
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return { whole, one: (of) => of[whole(0, of.length - 1)] ?? of[0], percent: (often) => next() * 100 < often }
}
