import type { Asked } from '../domain/asked.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'

/** How long an accepted change may take to show at Joom: an answer that was asked for later than so long after another is never the older one. */
export const settling = 10 * 60_000

/** Numbers of a millisecond. */
const perMilli = 1000

/** A clock that only goes forward, the same on every thread of this process. */
const uptime = (): Millis => Number(process.hrtime.bigint() / 1000n) / perMilli

/**
 * Numbers that go up, each given out once, also where threads share the memory behind them. They go up with time: a thousand
 * for each millisecond of a clock that only goes forward, so that two of them also tell how long lay between.
 */
export class Numbers {
  readonly #last: BigInt64Array
  readonly #steady: () => Millis

  constructor(memory: ArrayBufferLike = new ArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT), steady: () => Millis = uptime) {
    this.#last = new BigInt64Array(memory)
    this.#steady = steady
  }

  next(): number {
    for (;;) {
      const last = Atomics.load(this.#last, 0)
      const byTime = BigInt(Math.floor(this.#steady() * perMilli))
      const next = byTime > last ? byTime : last + 1n
      if (Atomics.compareExchange(this.#last, 0, last, next) === last) return Number(next)
    }
  }
}

/** What is known here of an order that an answer tells of. */
interface Kept {
  readonly id: OrderId
  readonly connection_id: ConnectionId
  readonly fetched_at: Millis
}

interface Taken {
  readonly asked: Asked
  /** When the answer stood here. */
  readonly nth: number
  /** Of the latest answer that was believed against its time: what was asked for before it is older, whatever it tells of itself; so is, while a copy may be behind, what tells the time that was known then. */
  readonly against: { readonly before: number; readonly known: Millis | null } | null
}

/**
 * Which of two things came first, and whether well before, by numbers given out in this process: what was asked before it
 * began has been answered or is lost. What is done to the computer's clock plays no part: it is asked once, at the beginning.
 */
export class Recency {
  readonly #now: () => Millis
  readonly #numbers: Numbers
  /** When this process began, by the computer's clock and as a number. */
  readonly #began: { readonly at: Millis; readonly nth: number }
  readonly #taken = new Map<OrderId, Taken>()
  readonly #accepted = new Map<OrderId, number>()
  readonly #anew = new Map<ConnectionId, number>()

  constructor(now: () => Millis, numbers = new Numbers()) {
    this.#now = now
    this.#numbers = numbers
    this.#began = { at: now(), nth: numbers.next() }
  }

  /** A request that leaves now. */
  ask(): Asked {
    return { at: this.#now(), nth: this.#numbers.next() }
  }

  /** The number of the request whose answer an order was last taken from; 0 where that was before this process began. */
  takenOf(id: OrderId): number {
    return this.#taken.get(id)?.asked.nth ?? 0
  }

  /** That request itself; `null` where it was made before this process began. */
  lastTaken(id: OrderId): Asked | null {
    return this.#taken.get(id)?.asked ?? null
  }

  /**
   * These orders stand here as the answer to a request told them.
   * @param against those of them that were believed although the answer tells of an earlier change than was known, each with
   * the time that was known: what Joom told before is not to be compared with what it tells since
   */
  took(ids: readonly OrderId[], asked: Asked, against: ReadonlyMap<OrderId, Millis | null>): void {
    const nth = this.#numbers.next()
    for (const id of ids) this.#taken.set(id, { asked, nth, against: against.has(id) ? { before: asked.nth, known: against.get(id) ?? null } : this.#taken.get(id)?.against ?? null })
  }

  /** Joom has accepted a change of the order. */
  accepted(id: OrderId): void {
    this.#accepted.set(id, this.#numbers.next())
  }

  /** A person wants a store read anew: of what was taken in before, nothing is held against an answer that is asked for from now on. */
  anew(connection: ConnectionId): void {
    this.#anew.set(connection, this.#numbers.next())
  }

  /** Whether an answer was asked for before one that showed that Joom's times before it cannot be compared with those after it. */
  isOvertaken(id: OrderId, { nth }: Asked): boolean {
    return nth < (this.#taken.get(id)?.against?.before ?? 0)
  }

  /** Whether a last update is the one that was known before Joom's clock showed to have been set: a copy that is behind still tells of it. */
  isGivenUp(id: OrderId, lastUpdated: Millis | null): boolean {
    return lastUpdated !== null && lastUpdated === this.#taken.get(id)?.against?.known
  }

  /**
   * Whether the request for an answer left so long after what is kept of the order was taken in, that it is the newer one
   * whatever either tells of itself: a whole settling, or after a person wanted the store read anew. What an earlier process
   * took in is as old as it was when this one began, by the computer's clock; where that was set back, a settling is waited for.
   */
  isWellAfter(kept: Kept, { nth }: Asked): boolean {
    const taken = this.#taken.get(kept.id)?.nth ?? null
    const anew = this.#anew.get(kept.connection_id)
    if (anew !== undefined && nth > anew && (taken ?? 0) < anew) return true
    if (taken !== null) return nth - taken >= settling * perMilli
    return nth - this.#began.nth >= settling * perMilli || this.#began.at - kept.fetched_at >= settling
  }

  /**
   * Whether an answer may still show the order as it was before a change of ours that Joom has accepted: it was asked for
   * before, or shortly after.
   * @param settlingUntil as it was written when the change was accepted: counts only where this process did not see it. The
   * computer's clock is asked once, at the beginning: what is done to it later makes no settling shorter
   */
  mayLag(id: OrderId, { nth }: Asked, settlingUntil: Millis | null): boolean {
    const accepted = this.#accepted.get(id)
    if (accepted !== undefined) return nth - accepted < settling * perMilli
    if (settlingUntil === null) return false
    const rest = settlingUntil - this.#began.at
    // More than a whole settling is a clock that was set back.
    return rest <= settling && nth - this.#began.nth < rest * perMilli
  }

  /** Forgets everything of these orders. */
  forget(ids: readonly OrderId[]): void {
    for (const id of ids) {
      this.#taken.delete(id)
      this.#accepted.delete(id)
    }
  }
}
