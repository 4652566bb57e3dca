import type { Millis } from './store-order.ts'

/** Requests a minute that are allowed: of every kind together, and of the calls that list orders. */
export interface Limits { readonly requests: number; readonly lists: number }

/** What Joom's newer documentation states for its successor of this API; the reference states none. */
export const statedLimits: Limits = { requests: 2000, lists: 50 }
const minute = 60_000

export interface Allowance { readonly allowed: boolean; readonly limit: number; readonly remaining: number; /** Whole seconds until the count starts anew. */ readonly reset: number }

/** Counts requests in windows of a minute that begin with the first request. */
export class RateLimit {
  readonly #limits: Limits
  #from: Millis = 0
  #requests = 0
  #lists = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Counts a request that comes now. One that is not allowed counts too. */
  count(list: boolean, now: Millis): Allowance {
    if (now >= this.#from + minute || now < this.#from) {
      this.#from = now
      this.#requests = this.#lists = 0
    }
    this.#requests++
    if (list) this.#lists++
    const [limit, used] = list && this.#limits.lists - this.#lists < this.#limits.requests - this.#requests ? [this.#limits.lists, this.#lists] : [this.#limits.requests, this.#requests]
    return { allowed: used <= limit, limit, remaining: Math.max(0, limit - used), reset: Math.max(1, Math.ceil((this.#from + minute - now) / 1000)) }
  }
}
