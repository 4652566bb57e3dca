import type { Millis } from '../domain/ids.ts'

/** Clocks that run apart by less than this were not set: they are only not quite alike. */
const slack = 1000

/**
 * The time that waits are counted by: what the computer's clock says, but never moved by its being set. Between two calls of
 * `follow` only time passes that a clock which only goes forward has counted, whole milliseconds.
 *
 * Such a clock stands still while some machines sleep and goes on while others do. Both are safe: where it stood still, no
 * wait has become shorter than it was meant to be; where it went on, that time has truly passed.
 */
export class EvenClock {
  /** What the computer's clock says, however it was set. */
  readonly wall: () => Millis
  readonly #steady: () => Millis
  #shift: Millis

  /**
   * @param wall the computer's clock, which people and time servers set
   * @param steady a clock that only goes forward
   */
  constructor(wall: () => Millis, steady: () => Millis) {
    this.wall = wall
    this.#steady = steady
    this.#shift = wall() - steady()
  }

  readonly now = (): Millis => Math.floor(this.#steady() + this.#shift)

  /** Whether the computer's clock was set or the machine has slept since `follow`: what was looked at before may be long past. */
  readonly isAway = (): boolean => Math.abs(this.#behind()) > slack

  /**
   * Takes over what the computer's clock says by now. Whoever has written moments of this clock down moves them along.
   * @returns by how much this clock was moved; 0 where both still say the same
   */
  readonly follow = (): Millis => {
    const by = this.#behind()
    if (Math.abs(by) <= slack) return 0
    this.#shift += by
    return by
  }

  #behind(): Millis {
    return this.wall() - this.now()
  }
}
