import { performance } from 'node:perf_hooks'
import type { Asked } from '../domain/asked.ts'
import type { Millis, OrderId } from '../domain/ids.ts'

/** How long an accepted change may take to show at Joom. */
export const settling = 10 * 60_000

/** Numbers that go up by one, each given out once, also where threads share the memory behind them. */
export class Numbers {
  readonly #last: BigInt64Array

  constructor(memory: ArrayBufferLike = new ArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.#last = new BigInt64Array(memory)
  }

  next(): number {
    return Number(Atomics.add(this.#last, 0, 1n)) + 1
  }
}

/**
 * Which of two things came first, by numbers given out in this process: what was asked before it began has been answered or
 * is lost. Clocks play no part but for the length of a settling, which is told by one that only goes forward.
 */
export class Recency {
  readonly #now: () => Millis
  readonly #steady: () => Millis
  readonly #numbers: Numbers
  /** When this process began, by the computer's clock and by the one that only goes forward. */
  readonly #began: { readonly at: Millis; readonly steady: Millis }
  readonly #taken = new Map<OrderId, Asked>()
  readonly #accepted = new Map<OrderId, { readonly nth: number; readonly until: Millis }>()

  constructor(now: () => Millis, numbers = new Numbers(), steady: () => Millis = () => performance.now()) {
    this.#now = now
    this.#numbers = numbers
    this.#steady = steady
    this.#began = { at: now(), steady: steady() }
  }

  /** A request that leaves now. */
  ask(): Asked {
    return { at: this.#now(), nth: this.#numbers.next() }
  }

  /** The number of the request whose answer an order was last taken from; 0 where that was before this process began. */
  takenOf(id: OrderId): number {
    return this.#taken.get(id)?.nth ?? 0
  }

  /** That request itself; `null` where it was made before this process began. */
  lastTaken(id: OrderId): Asked | null {
    return this.#taken.get(id) ?? null
  }

  took(id: OrderId, asked: Asked): void {
    this.#taken.set(id, asked)
  }

  /** Joom has accepted a change of the order. */
  accepted(id: OrderId): void {
    this.#accepted.set(id, { nth: this.#numbers.next(), until: this.#steady() + settling })
  }

  /**
   * Whether an answer may still show the order as it was before a change of ours that Joom has accepted: it was asked for
   * before, or shortly after.
   * @param settlingUntil as it was written when the change was accepted: counts only where this process did not see it. The
   * computer's clock is asked once, at the beginning: what is done to it later makes no settling shorter
   */
  mayLag(id: OrderId, asked: Asked, settlingUntil: Millis | null): boolean {
    const accepted = this.#accepted.get(id)
    if (accepted !== undefined) return asked.nth < accepted.nth || this.#steady() < accepted.until
    if (settlingUntil === null) return false
    const rest = settlingUntil - this.#began.at
    // More than a whole settling is a clock that was set back.
    return rest <= settling && this.#steady() - this.#began.steady < rest
  }

  /** Forgets everything of these orders. */
  forget(ids: readonly OrderId[]): void {
    for (const id of ids) {
      this.#taken.delete(id)
      this.#accepted.delete(id)
    }
  }
}
