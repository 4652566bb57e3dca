import type { AroundPlace } from './around-place.ts'
import type { OrdersPage, PageTrouble } from './orders-page.ts'

/** Pages in a row without an order, each with word of a next one, that are followed. */
const mostEmpty = 100
/** No server caps its pages below this: a short list, such as a few changes, is at its end without a word. */
export const leastCap = 20

/** A page, and where it stands in what was read so far. */
export interface PagePlace {
  readonly start: number
  /** How many were asked for. */
  readonly size: number
  /** The place behind all that was read before it, and behind what is read with it. */
  readonly next: number
  readonly readTo: number
  /** How many of its orders were not read before; how many were to be there once more; whether more than those are. */
  readonly fresh: number
  readonly lap: number
  readonly moreKnown: boolean
  /** Whether the server rounds `start` down to whole pages, and whether it did so with this one. */
  readonly rounds: boolean
  readonly rounded: boolean
  readonly requestId: string | null
}

/**
 * Where a list goes on behind a page that is short or empty, though the server speaks of a next one: it may take out of its pages
 * what does not belong into the list, and the next one begins where the answer says. That word counts only where it is not said
 * far behind any end as well, and no more than `mostEmpty` times in a row: then the reading ends as unreadable.
 */
export class FollowingNext {
  readonly #around: AroundPlace
  #picks = false
  #blind = false
  #longest = 0
  /** What the server's word of a next page is worth, once that mattered; whether a page was empty when it was asked for last, and how many were in a row. */
  #word: 'always' | 'true' | 'unsure' | null = null
  #wasEmpty = false
  #emptyPages = 0

  constructor(around: AroundPlace) {
    this.#around = around
  }

  /** Whether the server takes orders out of its pages, so that the places of the list are not those of its orders. */
  get picks(): boolean {
    return this.#picks
  }

  /** Whether such a word is followed that may mean nothing: where nothing comes there, it is the end. */
  get blind(): boolean {
    return this.#blind
  }

  /** Whether the word is said for ever. */
  get meansNothing(): boolean {
    return this.#word === 'always'
  }

  /** How many orders the longest page held. */
  get longest(): number {
    return this.#longest
  }

  /**
   * A page came.
   * @returns the place where the next one begins by the word of this; `null`: behind its last order, as anywhere. `again`: it is
   * empty, perhaps for a moment only. Else what the reading ends with
   */
  async from(page: OrdersPage, { start, size, next, readTo, fresh, lap, moreKnown, rounds, rounded, requestId }: PagePlace): Promise<number | null | 'again' | 'aborted' | PageTrouble> {
    // Its places in the list are not those of its orders: others were taken out of it.
    const step = start + Math.min(size, Math.max(this.#longest, leastCap))
    const leadsOn = (page.nextStart ?? (fresh === 0 && (moreKnown || rounds) ? step : 0)) > readTo
    const isThin = page.count === 0 || (leadsOn && (this.#picks || ((!rounded || rounds) && (fresh === 0 || moreKnown))))
    if (page.saysNext && (isThin || (fresh === 0 && page.count <= lap)) && this.#word === null) {
      const word = await this.#around.wordOfNext(next)
      if (word === 'aborted' || typeof word === 'object') return word
      this.#word = word
    }
    if (page.count === 0 && page.saysNext && !this.#wasEmpty && !this.meansNothing) {
      this.#wasEmpty = true
      return 'again'
    }
    const follows = page.saysNext && isThin && !this.meansNothing
    this.#picks ||= follows
    this.#blind = (follows && this.#word === 'unsure') || (this.#blind && fresh === 0)
    this.#wasEmpty = false
    this.#emptyPages = page.count === 0 ? this.#emptyPages + 1 : 0
    this.#longest = Math.max(this.#longest, page.count)
    if (this.#emptyPages > mostEmpty) return { kind: 'unreadable', message: `${String(mostEmpty)} pages in a row hold no orders, and each speaks of a next one`, requestId }
    const told = page.nextStart ?? 0
    return follows ? Math.max(next + 1, told > start && told <= start + size ? told : step) : null
  }
}
