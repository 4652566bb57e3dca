import { readError } from '../contract/read-error.ts'
import { tellable } from '../contract/result.ts'
import type { SyncState } from '../contract/schemas.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { LookUps } from './look-ups.ts'
import { NextTries } from './next-tries.ts'
import type { OrderReader, OrderShelf, ReadingNeeds, ReadingsKept } from './reading-needs.ts'
import { RefusedList } from './refused-list.ts'
import { StoreReading, type ReadingTrouble } from './store-reading.ts'

export interface SyncNeeds {
  readonly authorized: () => Promise<readonly ConnectionId[]>
  readonly reader: (connection: ConnectionId) => OrderReader
  readonly orders: OrderShelf
  readonly readings: ReadingsKept
  /** Told how a reading of a store ended: `null` for well. Not told of one that was cancelled. */
  readonly ended: (connection: ConnectionId, startedAt: Millis, error: SyncState['error']) => Promise<void>
  readonly now: () => Millis
  /** A clock that only goes forward, in milliseconds. */
  readonly steady: () => Millis
  /** Pages of a store that are asked for side by side, at most; 6 where nothing is said. */
  readonly sideBySide?: number
  /** Told of every step, for the window. `stored`: orders were written. */
  readonly progress: (state: SyncState, stored: boolean) => void
  /** @returns what cancels it */
  readonly setTimer: (work: () => void, ms: Millis) => () => void
  /** Told of errors of our own in readings that nobody waits for. */
  readonly failed: (error: unknown) => void
}

export interface RefreshOptions {
  /** Everything anew, not only what has changed. */
  readonly whole?: boolean
  /** Nobody asked for it: what a person has stopped stays so. */
  readonly byItself?: boolean
}

/**
 * Reads the orders of the stores, one reading of a store at a time, stores side by side.
 *
 * The first time everything is read: the first of what is open, then the whole, in pages. How far it got is kept, so that a
 * reading which was stopped, lost the network or died with the program goes on from there; what changed meanwhile is read
 * after it. From then on only what has changed is read, counted by Joom's own clock, and from time to time what is open is
 * compared. What failed for a reason that passes is tried again by itself, soon. Nothing is lost by the order in which answers arrive: the shelf drops what is older than what it has.
 */
export class OrderSync {
  readonly #needs: SyncNeeds
  readonly #states = new Map<ConnectionId, SyncState>()
  readonly #running = new Map<ConnectionId, { readonly end: Promise<SyncState>; readonly abort: AbortController }>()
  readonly #stopped = new Set<ConnectionId>()
  readonly #next: NextTries
  /** What one reading of a store leaves to the next, while the program runs. */
  readonly #left = new Map<ConnectionId, Pick<ReadingNeeds, 'lookUps' | 'refusedList'>>()
  #over = false

  constructor(needs: SyncNeeds) {
    this.#needs = needs
    this.#next = new NextTries(needs.setTimer)
  }

  states(): SyncState[] {
    return [...this.#states.values()]
  }

  /**
   * Reads one store or all that are signed in, side by side. Where a reading is under way, its end is awaited; where a person
   * asks, it is read once more then, since what is true now may have come too late for that one.
   * @returns how each ended; never throws for what Joom or the network does
   */
  async refresh(connection: ConnectionId | null, options: RefreshOptions = {}): Promise<SyncState[]> {
    const authorized = await this.#needs.authorized()
    const wanted = connection === null ? authorized : [connection]
    return Promise.all(wanted.map(async (id) => {
      const under = this.#running.get(id)
      const ended = await under?.end
      if (ended !== undefined && (options.byItself === true || ended.stopped || ended.error !== null)) return ended
      // Of several who waited, the first begins.
      const running = this.#running.get(id)
      if (running) return running.end
      if (this.#over) return this.#stateOf(id)
      const abort = new AbortController()
      const end = (authorized.includes(id) ? this.#read(id, options, abort.signal).catch((error: unknown) => this.#brokeOff(id, error)) : Promise.resolve(this.#say({ ...idleState(id), finishedAt: this.#needs.now(), error: { code: 'needs_authorization', detail: null } }, false)))
        .finally(() => { this.#running.delete(id) })
      this.#running.set(id, { end, abort })
      return end
    }))
  }

  /** The machine has slept or the network is back: reads at once what is signed in, as nobody asked for it; a reading under way is let go and goes on from where it was. What fails yet is tried again soon. */
  async wake(): Promise<SyncState[]> {
    this.#next.beginAnew()
    // What was asked before may hang on connections that are dead, and be waited for until its time is up.
    const running = [...this.#running.values()]
    for (const { abort } of running) abort.abort()
    await Promise.allSettled(running.map(({ end }) => end))
    return this.refresh(null, { byItself: true })
  }

  /** Stops reading one store or all, what would be tried again by itself too. What was read stays. @returns once nothing more is written */
  async cancel(connection: ConnectionId | null): Promise<void> {
    const isMeant = (id: ConnectionId): boolean => connection === null || id === connection
    for (const id of this.#next.planned().filter(isMeant)) {
      this.#next.drop(id)
      this.#stopped.add(id)
      this.#say({ ...this.#stateOf(id), nextAt: null, stopped: true }, false)
    }
    const running = [...this.#running].filter(([id]) => isMeant(id))
    for (const [id, { abort }] of running) {
      this.#stopped.add(id)
      abort.abort()
    }
    await Promise.allSettled(running.map(([, { end }]) => end))
  }

  /** Stops for good, as the program ends. What was under way goes on at the next start. */
  async stop(): Promise<void> {
    this.#over = true
    for (const id of this.#next.planned()) this.#next.drop(id)
    const running = [...this.#running.values()]
    for (const { abort } of running) abort.abort()
    await Promise.allSettled(running.map(({ end }) => end))
  }

  #stateOf(connection: ConnectionId): SyncState {
    return this.#states.get(connection) ?? idleState(connection)
  }

  #say(state: SyncState, stored: boolean): SyncState {
    this.#states.set(state.connectionId, state)
    this.#needs.progress(state, stored)
    return state
  }

  /** A reading that could not be kept, for the disk or a bug: it does not go on, and whoever asked is told why. */
  #brokeOff(connection: ConnectionId, error: unknown): never {
    const { fetched, startedAt, incomplete } = this.#stateOf(connection)
    const { code, detail = null } = tellable(error, 'internal')
    this.#say({ ...idleState(connection), fetched, startedAt, finishedAt: this.#needs.now(), error: { code, detail }, incomplete, stopped: this.#stopped.has(connection) }, false)
    throw error
  }

  async #read(connection: ConnectionId, { whole = false, byItself = false }: RefreshOptions, signal: AbortSignal): Promise<SyncState> {
    const { now, readings, ended, reader, orders, steady, sideBySide } = this.#needs
    this.#next.drop(connection)
    if (!byItself) {
      this.#stopped.delete(connection)
      this.#next.beginAnew(connection)
    }
    const startedAt = now()
    const left = this.#left.get(connection) ?? { lookUps: { open: new LookUps(), unreadable: new LookUps() }, refusedList: new RefusedList() }
    this.#left.set(connection, left)
    const needs: ReadingNeeds = { connection, reader: reader(connection), orders, readings, ...left, now, steady, sideBySide, signal }
    const reading = await StoreReading.of(needs, whole, ({ phase, waitingUntil, fetched, incomplete }, stored) => {
      this.#say({ ...idleState(connection), running: true, startedAt, phase, waitingUntil, fetched, incomplete }, stored)
    })
    const end = await reading.run(this.#stopped.has(connection))
    // All but a few places was read: that is no trouble with the store, and asking for them again at once would change nothing.
    const error = end === null ? leftOutOf(reading.leftOut, now()) : end === 'aborted' ? null : errorOf(end, now())
    if (end !== 'aborted') await ended(connection, startedAt, end === null ? null : error)
    const nextAt = end === 'aborted' ? null : this.#plan(connection, end)
    return this.#say({ ...idleState(connection), fetched: reading.fetched, startedAt, finishedAt: now(), error, nextAt, incomplete: reading.incomplete, stopped: this.#stopped.has(connection) }, false)
  }

  /** @returns when it is tried again by itself; `null` where it was read, where that would change nothing, or where a person has stopped it */
  #plan(connection: ConnectionId, end: ReadingTrouble | null): Millis | null {
    const { now, authorized, failed } = this.#needs
    if (end === null) this.#next.beginAnew(connection)
    if (end === null || !passing.has(end.kind) || this.#stopped.has(connection) || this.#over) return null
    const again = async (): Promise<void> => {
      if ((await authorized()).includes(connection)) await this.refresh(connection, { byItself: true })
      else this.#say({ ...this.#stateOf(connection), nextAt: null }, false)
    }
    return now() + this.#next.plan(connection, end.kind === 'throttled' ? end.until - now() : 0, () => { again().catch(failed) })
  }
}

/** What may be over in a while. */
const passing: ReadonlySet<ReadingTrouble['kind']> = new Set(['unavailable', 'throttled', 'unreadable'] as const)

const idleState = (connectionId: ConnectionId): SyncState => ({ connectionId, running: false, fetched: 0, startedAt: null, finishedAt: null, error: null, phase: null, waitingUntil: null, nextAt: null, incomplete: null, stopped: false })

/** Why a reading failed. A pause is told by its end, not by seconds that pass while it is shown. */
function errorOf(outcome: ReadingTrouble, now: Millis): NonNullable<SyncState['error']> {
  const { code, params, detail = null, requestId = null } = readError(outcome, now)
  return outcome.kind === 'throttled' ? { code, detail, requestId, until: outcome.until } : { code, detail, requestId, ...(params !== undefined && { params }) }
}

/** What is refused while the rest goes on; or which places of the lists are not known: what answers is Joom all the same. */
function leftOutOf(trouble: ReadingTrouble | null, now: Millis): SyncState['error'] {
  if (trouble === null) return null
  return trouble.kind === 'unreadable' ? { code: trouble.kind, detail: trouble.message, requestId: trouble.requestId, params: { problem: 'places' } } : errorOf(trouble, now)
}
