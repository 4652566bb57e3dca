import type { SyncPhase } from '../contract/schemas.ts'
import type { PageRefused, PageTrouble } from './orders-page.ts'

interface UnreadPlace { readonly place: number; readonly outcome: PageTrouble }

/** Places that are named; the rest is counted. */
const mostNamed = 5
const lists: Partial<Record<SyncPhase, string>> = { whole: 'all orders', changes: 'changed orders', check: 'open orders' }

/**
 * Places of a store's lists whose orders could not be read even alone, and calls that Joom refuses while the rest goes on
 * without them, each known until its list is read anew. What is open before a whole is not among the places: the whole brings
 * it again. Nothing of it outlives the program.
 */
export class UnreadPlaces {
  readonly #places = new Map<SyncPhase, UnreadPlace[]>()
  readonly #refused = new Map<SyncPhase, PageRefused>()

  /** The list is read from its beginning. */
  begin(phase: SyncPhase): void {
    this.#places.delete(phase)
    this.#refused.delete(phase)
  }

  /** Joom says no to what the list is read with; what can be had otherwise is. */
  refused(phase: SyncPhase, outcome: PageRefused): void {
    this.#refused.set(phase, outcome)
  }

  /** @param place counted from 0 */
  add(phase: SyncPhase, place: number, outcome: PageTrouble): void {
    const known = (this.#places.get(phase) ?? []).filter((other) => other.place !== place)
    this.#places.set(phase, [...known, { place, outcome }])
  }

  /** @returns what is refused; else which places are not known, and why; `null` where there is neither */
  trouble(): Extract<PageTrouble, { readonly kind: 'unreadable' | 'refused' }> | null {
    const [refused] = this.#refused.values()
    const unread = this.#unread()
    return refused === undefined ? unread : { ...refused, message: [refused.message, unread?.message].filter((words) => words !== undefined).join('; ') }
  }

  #unread(): Extract<PageTrouble, { readonly kind: 'unreadable' }> | null {
    const all = [...this.#places].flatMap(([phase, places]) => places.map(({ place, outcome }) => ({ list: lists[phase], place, outcome }))).filter(({ list }) => list !== undefined)
    const first = all[0]
    if (first === undefined) return null
    const named = all.slice(0, mostNamed).map(({ list, place, outcome }) => `place ${String(place + 1)} of ${list ?? ''}: ${'message' in outcome ? outcome.message : outcome.kind}`)
    return { kind: 'unreadable', message: `${named.join('; ')}${all.length > mostNamed ? `; and ${String(all.length - mostNamed)} more` : ''}`, requestId: 'requestId' in first.outcome ? first.outcome.requestId : null }
  }
}
