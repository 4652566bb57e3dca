/** A scanner types faster than any hand: no two characters of a scan stand further apart than this. In milliseconds. */
export const burstGap = 50

/**
 * Tells a scanner from a hand. Every character goes through `character`; what a single letter would do waits for `burstGap`
 * and is dropped if another character comes meanwhile or came just before.
 */
export class ScanBurst {
  #last = -Infinity
  #length = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  /** @param at when the character came, in milliseconds */
  character(at: number): void {
    this.#length = at - this.#last <= burstGap ? this.#length + 1 : 1
    this.#last = at
    clearTimeout(this.#waiting)
  }

  /** Does it once it is sure that the character noted last stands alone. */
  whenAlone(act: () => void): void {
    if (this.#length > 1) return
    this.#waiting = setTimeout(act, burstGap)
  }

  /** Whether an Enter now is the end of a scan and not a person's. */
  endsScan(at: number): boolean {
    return this.#length >= 3 && at - this.#last <= burstGap
  }

  stop(): void {
    clearTimeout(this.#waiting)
  }
}
