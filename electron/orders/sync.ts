import type { SyncState } from '../contract/schemas.ts'
import { assertNever } from '../domain/assert-never.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ReadOutcome } from '../domain/outcome.ts'

/** One page of a list call. `count`: all entities in it, readable or not. */
export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  readonly count: number
  readonly mayHaveMore: boolean
}

/** The list calls of a store's Joom. */
export interface OrderReader {
  listOrders(which: 'multi-get' | 'get-fulfill', page: { readonly start: number; readonly limit: number; readonly since?: Millis }): Promise<ReadOutcome<OrdersPage>>
}

export interface SyncNeeds {
  readonly authorized: () => Promise<readonly ConnectionId[]>
  readonly reader: (connection: ConnectionId) => OrderReader
  readonly take: (connection: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], askedAt: Millis) => Promise<{ readonly added: number; readonly changed: number }>
  readonly newestChange: (connection: ConnectionId) => Promise<Millis | null>
  /** Told how a reading of a store ended: `null` for well. */
  readonly ended: (connection: ConnectionId, startedAt: Millis, error: SyncState['error']) => Promise<void>
  readonly now: () => Millis
  /** Told of every step, for the window. `stored`: orders were written. */
  readonly progress: (state: SyncState, stored: boolean) => void
}

/** The most a page may hold (reference: `order/multi-get`, limit). */
const pageSize = 500
/** `since` filters by the time of the last update, which Joom may show late: ask again for the last quarter of an hour. A time that is still to come is a wrong clock: it is not believed. */
const overlap = 15 * 60_000

class Stopped extends Error {
  readonly error: NonNullable<SyncState['error']>
  constructor(error: NonNullable<SyncState['error']>) {
    super(error.code)
    this.error = error
  }
}

/** Reads the orders of the stores: what is open, then what has changed since the last time. One reading of a store at a time. */
export class OrderSync {
  readonly #needs: SyncNeeds
  readonly #states = new Map<ConnectionId, SyncState>()
  readonly #running = new Map<ConnectionId, Promise<SyncState>>()

  constructor(needs: SyncNeeds) {
    this.#needs = needs
  }

  states(): SyncState[] {
    return [...this.#states.values()]
  }

  /**
   * Reads one store or all that are signed in, side by side. Where a reading is under way, its end is awaited.
   * @returns how each ended; never throws for what Joom or the network does
   */
  async refresh(connection: ConnectionId | null): Promise<SyncState[]> {
    const authorized = await this.#needs.authorized()
    const wanted = connection === null ? authorized : [connection]
    return Promise.all(wanted.map((id) => {
      const running = this.#running.get(id)
      if (running) return running
      const started = (authorized.includes(id) ? this.#read(id) : Promise.resolve(this.#say(id, { running: false, fetched: 0, startedAt: null, finishedAt: this.#needs.now(), error: { code: 'needs_authorization', detail: null } }, false)))
        .finally(() => { this.#running.delete(id) })
      this.#running.set(id, started)
      return started
    }))
  }

  #say(connectionId: ConnectionId, state: Omit<SyncState, 'connectionId'>, stored: boolean): SyncState {
    const whole = { connectionId, ...state }
    this.#states.set(connectionId, whole)
    this.#needs.progress(whole, stored)
    return whole
  }

  async #read(connection: ConnectionId): Promise<SyncState> {
    const { now, newestChange, ended } = this.#needs
    const startedAt = now()
    let fetched = 0
    const count = (more: number, stored: boolean): void => {
      fetched += more
      this.#say(connection, { running: true, fetched, startedAt, finishedAt: null, error: null }, stored)
    }
    count(0, false)
    let error: SyncState['error'] = null
    try {
      const newest = await newestChange(connection)
      await this.#pages(connection, 'get-fulfill', undefined, count)
      await this.#pages(connection, 'multi-get', newest === null ? undefined : Math.min(newest, startedAt) - overlap, count)
    } catch (stopped) {
      if (!(stopped instanceof Stopped)) throw stopped
      error = stopped.error
    }
    await ended(connection, startedAt, error)
    return this.#say(connection, { running: false, fetched, startedAt, finishedAt: now(), error }, false)
  }

  async #pages(connection: ConnectionId, which: 'multi-get' | 'get-fulfill', since: Millis | undefined, count: (more: number, stored: boolean) => void): Promise<void> {
    const { now, reader, take } = this.#needs
    const seen = new Set<string>()
    for (let start = 0; ;) {
      const askedAt = now()
      const outcome = await reader(connection).listOrders(which, { start, limit: pageSize, ...(since === undefined ? {} : { since }) })
      if (outcome.kind !== 'ok') throw new Stopped({ ...troubleOf(outcome), requestId: 'requestId' in outcome ? outcome.requestId : null })
      const page = outcome.value
      const before = seen.size
      for (const order of page.orders) seen.add(order.facts.joomId)
      for (const order of page.unreadable) seen.add(order.raw)
      const stored = await take(connection, page.orders, page.unreadable, askedAt)
      count(page.count, stored.added + stored.changed > 0)
      // A server that repeats itself whatever `start` says would be read for ever.
      if (!page.mayHaveMore || page.count === 0 || seen.size === before) return
      start += page.count
    }
  }
}

function troubleOf(outcome: Exclude<ReadOutcome<unknown>, { readonly kind: 'ok' }>): NonNullable<SyncState['error']> {
  switch (outcome.kind) {
    case 'invalid': return { code: 'internal', detail: `${outcome.field}: ${outcome.reason}` }
    case 'refused': return { code: 'refused', detail: outcome.message }
    case 'unauthorized': return { code: 'needs_authorization', detail: outcome.message }
    case 'throttled': return { code: 'throttled', detail: null }
    case 'unavailable': return { code: 'unavailable', detail: outcome.message }
    case 'unreadable': return { code: 'unreadable', detail: outcome.message }
    default: return assertNever(outcome)
  }
}
