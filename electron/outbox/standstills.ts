import type { CommandId, ConnectionId, Millis } from '../domain/ids.ts'
import { afterRequest, heardOf, isStopped, isTrying, type Breaker } from './breaker.ts'
import type { AttemptEnd } from './journal.ts'
import type { Timing, Verdict } from './policy.ts'

/** `failing`: its answers were lost one after another; nothing new is sent, what is unknown is read back. */
export type Hold = 'offline' | 'needs_authorization' | 'throttled' | 'failing'

/** Why nothing leaves for a store, since when, and until when at least. */
export interface Standstill {
  readonly why: Hold
  readonly since: Millis
  readonly until: Millis
}

/** The longest sleep: clocks jump and machines sleep, so it is looked again in any case. */
export const longestSleep = 30_000

/** So often in a row an order is not shown, while others are, before a person looks; and so often where none is. */
const enoughRefused = 3
const mostRefused = 60

/** Which stores are asked and sent to at this moment, from what their answers, or the lack of them, have shown. Nothing of it outlives the program. */
export class Standstills {
  readonly #holds = new Map<ConnectionId, Standstill>()
  readonly #breakers = new Map<ConnectionId, Breaker>()
  /** How often in a row a store's orders could not be read again. */
  readonly #tries = new Map<ConnectionId, number>()
  /** Commands whose orders Joom has refused to show. */
  readonly #refused = new Map<ConnectionId, Map<CommandId, { tries: number; othersShown: boolean }>>()
  /** Commands of whose orders Joom's answers told nothing, how often, and since when. */
  readonly #untold = new Map<CommandId, { readonly tries: number; readonly since: Millis }>()
  readonly #now: () => Millis
  readonly #timing: Timing

  constructor(now: () => Millis, timing: Timing) {
    this.#now = now
    this.#timing = timing
  }

  /** What keeps from asking a store anything at all. */
  blockOf(connection: ConnectionId): Hold | null {
    const hold = this.#holds.get(connection)
    return hold && hold.until > this.#now() ? hold.why : null
  }

  /** Why nothing new is sent to a store. */
  holdOf(connection: ConnectionId): Hold | null {
    return this.blockOf(connection) ?? (isStopped(this.#breakers.get(connection), this.#now()) ? 'failing' : null)
  }

  /** The same for people: a store that is only being tried again has not come back yet. */
  standstillOf(connection: ConnectionId): Standstill | null {
    const hold = this.#holds.get(connection)
    if (hold && hold.until + longestSleep > this.#now()) return hold
    const breaker = this.#breakers.get(connection)
    return breaker && breaker.trips > 0 ? { why: 'failing', since: breaker.since, until: breaker.until } : null
  }

  /** Whether one command has to go first, alone, to see whether the store answers again. */
  isTrying(connection: ConnectionId): boolean {
    return isTrying(this.#breakers.get(connection), this.#now())
  }

  /** A reading of the store has ended well: it can be reached and lets itself be asked. That it takes changes is not known by that, nor that a pause is over. */
  reached(connection: ConnectionId): void {
    if (this.#holds.get(connection)?.why !== 'throttled') this.#holds.delete(connection)
  }

  /** Forgets what kept a store. */
  release(connection: ConnectionId): void {
    this.#holds.delete(connection)
    this.#breakers.delete(connection)
  }

  /** Lets a store be tried that could not be reached or kept failing. A pause that Joom asked for and a sign-in that ended stand. */
  tryNow(connection: ConnectionId): void {
    const breaker = this.#breakers.get(connection)
    if (breaker) this.#breakers.set(connection, { ...breaker, until: 0 })
    const why = this.#holds.get(connection)?.why
    if (why === 'offline' || why === 'failing') this.#holds.delete(connection)
  }

  /** Moves every end along with the clock. */
  moveBy(by: Millis): void {
    for (const [connection, hold] of this.#holds) this.#holds.set(connection, { ...hold, until: hold.until + by })
    for (const [connection, breaker] of this.#breakers) this.#breakers.set(connection, { ...breaker, until: breaker.until + by })
    for (const [command, { tries, since }] of this.#untold) this.#untold.set(command, { tries, since: since + by })
  }

  /** When the first of them ends, of those that are not over; `null` where there is none. */
  firstEnd(): Millis | null {
    const ends = [...this.#holds.values(), ...this.#breakers.values()].map(({ until }) => until).filter((end) => end > this.#now())
    return ends.length > 0 ? Math.min(...ends) : null
  }

  /** An order of the store was read again. */
  wasRead(connection: ConnectionId, command: CommandId): void {
    this.#tries.delete(connection)
    this.#untold.delete(command)
    const refused = this.#refused.get(connection)
    if (refused === undefined) return
    refused.delete(command)
    for (const one of refused.values()) one.othersShown = true
  }

  /**
   * Joom refused to show the order of a command, for no reason that is its own. @returns how often in a row, and whether it
   * stays so: others of the store were shown meanwhile, or it was asked for about an hour
   */
  wasRefused(connection: ConnectionId, command: CommandId): { readonly tries: number; readonly stays: boolean } {
    const refused = this.#refused.get(connection) ?? new Map<CommandId, { tries: number; othersShown: boolean }>()
    this.#refused.set(connection, refused)
    const one = refused.get(command) ?? { tries: 0, othersShown: false }
    one.tries++
    const stays = one.tries >= (one.othersShown ? enoughRefused : mostRefused)
    if (stays) refused.delete(command)
    else refused.set(command, one)
    return { tries: one.tries, stays }
  }

  /**
   * Joom answered and told nothing of the order of a command: it does not know it, or says what makes no sense. Such an answer
   * may be one of a moment. @returns how often in a row, and whether it stays so: as often, and for as long, as an order has to
   * be seen unchanged after a sending whose answer was lost
   */
  wasUntold(command: CommandId): { readonly tries: number; readonly stays: boolean } {
    const { tries, since } = this.#untold.get(command) ?? { tries: 0, since: this.#now() }
    const stays = tries + 1 >= this.#timing.enoughReads && this.#now() - since >= this.#timing.settle
    if (stays) this.#untold.delete(command)
    else this.#untold.set(command, { tries: tries + 1, since })
    return { tries: tries + 1, stays }
  }

  /** An order of the store could not be read again. @returns how often in a row that happened */
  wasNotRead(connection: ConnectionId): number {
    const before = this.#tries.get(connection) ?? 0
    // Lanes that fail side by side have failed once.
    const tries = this.holdOf(connection) === null ? before + 1 : before
    this.#tries.set(connection, tries)
    return Math.max(1, tries)
  }

  /** Holds a store where what becomes of one of its commands says so. */
  hold(connection: ConnectionId, verdict: Verdict): void {
    if ((verdict.state !== 'due' && verdict.state !== 'unknown') || verdict.hold == null) return
    // A revoked sign-in holds until the store is signed in again; then `release` is called.
    const now = this.#now()
    const hold = this.#holds.get(connection)
    this.#holds.set(connection, { why: verdict.hold, since: hold?.why === verdict.hold ? hold.since : now, until: verdict.hold === 'needs_authorization' ? now + longestSleep : verdict.nextAt })
  }

  /** What an attempt says of its store. */
  learn(connection: ConnectionId, kind: 'send' | 'read', end: AttemptEnd, verdict: Verdict): void {
    const hold = this.#holds.get(connection)
    this.hold(connection, verdict)
    const heard = heardOf(end.outcome)
    if (heard === 'answered' && hold && hold.until <= this.#now()) this.#holds.delete(connection)
    const breaker = afterRequest(this.#breakers.get(connection) ?? null, kind, heard, this.#now(), this.#timing)
    if (breaker) this.#breakers.set(connection, breaker)
    else this.#breakers.delete(connection)
  }
}
