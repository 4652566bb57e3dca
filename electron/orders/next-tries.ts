import type { ConnectionId, Millis } from '../domain/ids.ts'

/** An outage of some seconds is over soon, one of hours is not asked about for nothing. */
const waits: readonly Millis[] = [5000, 15_000, 30_000]
const longestWait = 60_000

/** When the readings of stores that failed are tried again by themselves: after 5, 15, 30 and 60 seconds, then every minute. */
export class NextTries {
  readonly #setTimer: (work: () => void, ms: Millis) => () => void
  readonly #failed = new Map<ConnectionId, number>()
  readonly #planned = new Map<ConnectionId, () => void>()

  /** @param setTimer returns what cancels it */
  constructor(setTimer: (work: () => void, ms: Millis) => () => void) {
    this.#setTimer = setTimer
  }

  /**
   * A reading has failed: plans the next try, in place of one that was planned before.
   * @param atLeast how long it waits in any case
   * @returns how long it will be
   */
  plan(connection: ConnectionId, atLeast: Millis, work: () => void): Millis {
    this.drop(connection)
    const failed = this.#failed.get(connection) ?? 0
    this.#failed.set(connection, failed + 1)
    const wait = Math.max(atLeast, waits[failed] ?? longestWait)
    this.#planned.set(connection, this.#setTimer(() => {
      this.#planned.delete(connection)
      work()
    }, wait))
    return wait
  }

  /** The stores for which a try is planned. */
  planned(): ConnectionId[] {
    return [...this.#planned.keys()]
  }

  /** Takes back what is planned for a store. */
  drop(connection: ConnectionId): void {
    this.#planned.get(connection)?.()
    this.#planned.delete(connection)
  }

  /** The next failure of a store counts as its first; all stores where it is left out. */
  beginAnew(connection?: ConnectionId): void {
    if (connection === undefined) this.#failed.clear()
    else this.#failed.delete(connection)
  }
}
