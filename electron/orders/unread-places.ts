import type { SyncPhase } from '../contract/schemas.ts'
import type { PageTrouble } from './orders-page.ts'

interface UnreadPlace { readonly place: number; readonly outcome: PageTrouble }

/** Places that are named; the rest is counted. */
const mostNamed = 5
const lists: Partial<Record<SyncPhase, string>> = { whole: 'all orders', changes: 'changed orders', check: 'open orders' }

/**
 * Places of a store's lists whose orders could not be read even alone, each known until its list is read anew. What is open
 * before a whole is not among them: the whole brings it again. Nothing of it outlives the program.
 */
export class UnreadPlaces {
  readonly #places = new Map<SyncPhase, UnreadPlace[]>()

  /** The list is read from its beginning. */
  begin(phase: SyncPhase): void {
    this.#places.delete(phase)
  }

  /** @param place counted from 0 */
  add(phase: SyncPhase, place: number, outcome: PageTrouble): void {
    const known = (this.#places.get(phase) ?? []).filter((other) => other.place !== place)
    this.#places.set(phase, [...known, { place, outcome }])
  }

  /** @returns which places are not known, and why; `null` where there are none */
  trouble(): Extract<PageTrouble, { readonly kind: 'unreadable' }> | null {
    const all = [...this.#places].flatMap(([phase, places]) => places.map(({ place, outcome }) => ({ list: lists[phase], place, outcome }))).filter(({ list }) => list !== undefined)
    const first = all[0]
    if (first === undefined) return null
    const named = all.slice(0, mostNamed).map(({ list, place, outcome }) => `place ${String(place + 1)} of ${list ?? ''}: ${'message' in outcome ? outcome.message : outcome.kind}`)
    return { kind: 'unreadable', message: `${named.join('; ')}${all.length > mostNamed ? `; and ${String(all.length - mostNamed)} more` : ''}`, requestId: 'requestId' in first.outcome ? first.outcome.requestId : null }
  }
}
