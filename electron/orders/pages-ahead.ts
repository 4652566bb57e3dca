import type { Asked } from '../domain/asked.ts'
import type { Millis } from '../domain/ids.ts'
import type { AskForPage, PageOutcome } from './orders-page.ts'
import type { Window } from './whole-pages.ts'

/** A page that is under way, or here and not taken out yet. */
export interface PageUnderWay {
  /** The request that left last: what it brings is as new as that one, however often it was repeated. */
  readonly asked: () => Asked
  readonly outcome: Promise<PageOutcome>
  /** How many were asked for. */
  readonly size: number
  /** How long it took until the answer began, and how long it then was read; `null` while that is under way. */
  trip: Millis | null
  reading: Millis | null
  readonly drop: () => void
}

export interface AheadNeeds {
  readonly ask: AskForPage
  /** A number for a request that leaves now. */
  readonly asking: () => Asked
  /** A clock that only goes forward. */
  readonly steady: () => Millis
  /** How many orders a page that begins there is asked for. */
  readonly size: (start: number) => number
  /** Requests side by side, at most. */
  readonly wide: () => number
  /** Whether so many pages more are wanted. */
  readonly wanted: (pages: number) => boolean
  readonly signal: AbortSignal
}

/** The pages of a list that are on their way: the one that is read next, and those behind it that are asked for ahead. */
export class PagesAhead {
  /** From the beginning of one page to that of the next, while pages follow each other; `null`: none is asked for ahead. */
  stride: number | null
  readonly #needs: AheadNeeds
  readonly #pages = new Map<number, PageUnderWay>()
  #furthest = 0

  constructor(needs: AheadNeeds, stride: number | null) {
    this.#needs = needs
    this.stride = stride
  }

  /** Whether a page that begins there was asked for. */
  has(start: number): boolean {
    return this.#pages.has(start)
  }

  /** The page that begins there: the one that is on its way, else it is asked for now. */
  page({ start, limit: size }: Window): PageUnderWay {
    const known = this.#pages.get(start)
    if (known) return known
    const { ask, asking, steady, signal } = this.#needs
    const letGo = new AbortController()
    let asked = asking()
    const leaves = (): void => { asked = asking() }
    const began = steady()
    const arrived = (): void => {
      made.trip ??= steady() - began
      this.fill()
    }
    const outcome = ask(start, size, { signal: AbortSignal.any([signal, letGo.signal]), leaves, arrived }).then((answer) => {
      made.reading = steady() - began - (made.trip ??= steady() - began)
      return answer
    })
    outcome.catch(() => undefined) // whoever waits for it hears of it; where nobody does, nobody has to
    const made: PageUnderWay = { asked: () => asked, outcome, size, trip: null, reading: null, drop: () => { letGo.abort() } }
    this.#pages.set(start, made)
    this.#furthest = start
    return made
  }

  /** Asks ahead, so that as many are under way as shall be, and not many more are here already. */
  fill(): void {
    const { size, wide, wanted } = this.#needs
    const underWay = (): number => [...this.#pages.values()].filter(({ trip }) => trip === null).length
    while (this.stride !== null && underWay() < wide() && this.#pages.size <= wide() && wanted(this.#pages.size + 1)) {
      const start = this.#furthest + this.stride
      // Where pages come in another size than before, what was asked for earlier may lie ahead of what was asked for last.
      if (this.#pages.has(start)) this.#furthest = start
      else this.page({ start, limit: size(start) })
    }
  }

  /** The page that begins there has been read. */
  done(start: number): void {
    this.#pages.delete(start)
  }

  /** Lets go what is on its way, and asks for none ahead: pages stand at other places from now on, or none is wanted any more. */
  letGo(): void {
    this.stride = null
    for (const { drop } of this.#pages.values()) drop()
    this.#pages.clear()
  }
}
