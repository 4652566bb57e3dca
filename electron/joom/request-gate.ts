import { performance } from 'node:perf_hooks'
import type { Millis } from '../domain/ids.ts'
import type { AnswerHeaders } from './exchange.ts'
import { RequestBudget, type BudgetLimits, type RequestKind } from './request-budget.ts'

/** Who leaves before whom. */
const order: readonly RequestKind[] = ['command', 'reading', 'list']
/** A timer is never trusted for longer: the machine may sleep, and the limits may be changed meanwhile. */
const longestSleep = 5000

export interface EnterOptions {
  readonly signal?: AbortSignal | undefined
  /** How long the request is ready to wait, in milliseconds. */
  readonly patience: Millis
  /** Told how long it will be, where it is not at once. */
  readonly waiting?: ((wait: Millis) => void) | undefined
}

interface Waiting { readonly go: () => void }

/**
 * The gate through which every request of one store leaves, shared by all who ask that store: within its budget, commands
 * before readings before lists, each kind in the order of coming. Its clock only goes forward, whatever is done to the
 * computer's.
 */
export class RequestGate {
  readonly #budget: RequestBudget
  readonly #now: () => Millis
  readonly #waiting: Readonly<Record<RequestKind, Waiting[]>> = { command: [], reading: [], list: [] }
  #timer: NodeJS.Timeout | null = null

  constructor(limits: () => BudgetLimits, now: () => Millis = () => performance.now()) {
    this.#budget = new RequestBudget(limits)
    this.#now = now
  }

  /**
   * Waits for the request's turn; it has to leave then and its end to be told by `ended`.
   * @returns 0 where it is its turn; where it would have to wait longer than its patience, how long: then it has not entered
   * @throws the signal's reason where it is given up while waiting
   */
  async enter(kind: RequestKind, { signal, patience, waiting }: EnterOptions): Promise<Millis> {
    signal?.throwIfAborted()
    const wait = this.#budget.wait(kind, this.#now())
    if (wait > patience) return wait
    if (wait > 0) waiting?.(wait)
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    const turn: Waiting = { go: () => { resolve(undefined) } }
    const queue = this.#waiting[kind]
    const giveUp = (): void => {
      const at = queue.indexOf(turn)
      if (at < 0) return // its turn has come already
      queue.splice(at, 1)
      reject(signal?.reason)
    }
    queue.push(turn)
    signal?.addEventListener('abort', giveUp, { once: true })
    this.#let()
    await promise.finally(() => { signal?.removeEventListener('abort', giveUp) })
    return 0
  }

  /** A request that had entered has ended. @param headers of its answer; `null` where none came */
  ended(kind: RequestKind, headers: AnswerHeaders | null): void {
    this.#budget.end(kind, headers, this.#now())
    this.#let()
  }

  /** Joom wants this store to be left alone for so long: nothing leaves meanwhile. */
  hold(wait: Millis): void {
    this.#budget.hold(this.#now() + wait)
  }

  /** Lets through whom the budget allows. */
  #let(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const now = this.#now()
    let next = Infinity
    for (const kind of order) {
      const queue = this.#waiting[kind]
      while (queue.length > 0) {
        const wait = this.#budget.wait(kind, now)
        if (wait > 0) {
          next = Math.min(next, wait)
          break
        }
        this.#budget.leave(kind, now)
        queue.shift()?.go()
      }
      // While a command waits, nobody goes before it.
      if (kind === 'command' && queue.length > 0) break
    }
    if (next < Infinity) this.#timer = setTimeout(() => { this.#let() }, Math.min(Math.ceil(next), longestSleep))
  }
}
