import type { SyncPhase } from '../contract/schemas.ts'
import type { UnreadPlace } from '../domain/unread-place.ts'
import type { PageTrouble } from './orders-page.ts'

/** Places that are named; the rest is counted. */
const mostNamed = 5
/** Places that are known, the latest: no list of changes that brings new ones for months makes more of them. */
const mostKnown = 500
const lists: Readonly<Record<UnreadPlace['list'], string>> = { whole: 'all orders', changes: 'changed orders', check: 'open orders' }
const isList = (phase: SyncPhase): phase is UnreadPlace['list'] => phase in lists

/**
 * Places of a store's lists whose orders could not be read even alone, kept with how far the readings got. One of a list that is
 * whole each time is known until that list is read anew. A list of changes tells others each time, so one of it is known until
 * everything is read anew. What is open before a whole is not among them: the whole brings it again.
 */
export class UnreadPlaces {
  #places: readonly UnreadPlace[]

  /** @param kept by the readings before */
  constructor(kept: readonly UnreadPlace[]) {
    this.#places = kept
  }

  /** A list is read from this place on; all orders from the first on bring what any list left out. */
  begin(list: 'whole' | 'check', from: number): void {
    this.#places = list === 'whole' && from === 0 ? [] : this.#places.filter((known) => known.list !== list || known.place < from)
  }

  /** @param place counted from 0 */
  add(phase: SyncPhase, place: number, outcome: PageTrouble): void {
    if (!isList(phase)) return
    const others = this.#places.filter((known) => known.list !== phase || known.place !== place)
    this.#places = [...others, { list: phase, place, message: 'message' in outcome ? outcome.message : outcome.kind, requestId: 'requestId' in outcome ? outcome.requestId : null }].slice(-mostKnown)
  }

  /** All that are known, to be kept. */
  get known(): readonly UnreadPlace[] {
    return this.#places
  }

  /** @returns which places are not known, and why; `null` where there are none */
  trouble(): Extract<PageTrouble, { readonly kind: 'unreadable' }> | null {
    const [first] = this.#places
    if (first === undefined) return null
    const named = this.#places.slice(0, mostNamed).map(({ list, place, message }) => `place ${String(place + 1)} of ${lists[list]}: ${message}`)
    return { kind: 'unreadable', message: `${named.join('; ')}${this.#places.length > mostNamed ? `; and ${String(this.#places.length - mostNamed)} more` : ''}`, requestId: first.requestId }
  }
}
