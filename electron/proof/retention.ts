import { day } from '../domain/deadline.ts'
import type { Millis, OrderId } from '../domain/ids.ts'
import type { World } from '../domain/world.ts'

/** What ended before then is long ago. */
type Before = Readonly<Record<World, Millis>>

/** The durable side: see `RetentionRepository`. */
export interface RecipientStore {
  due(before: Before): Promise<readonly OrderId[]>
  erase(ids: readonly OrderId[], how: { readonly before: Before; readonly now: Millis; readonly days: number; readonly actor: string | null }): Promise<number>
  newestChange(): Promise<Millis | null>
  sweepSearch(first: boolean): Promise<boolean>
}

export interface RetentionNeeds {
  readonly store: RecipientStore
  /** Deletes the PDFs of slips of those who were erased. */
  readonly sweepPrints: () => Promise<void>
  /** After how many days; `null`: never. */
  readonly days: () => number | null
  readonly now: () => Millis
  /** What the clocks of real stores said since the program began; `null` where they have said nothing yet. */
  readonly heard: () => Promise<Millis | null>
  /** Told when recipients were erased. */
  readonly changed: () => void
}

/** Orders of one transaction: who asks for something meanwhile waits some ten milliseconds. */
const step = 100

/**
 * Forgets the recipients of orders that ended long ago, in steps, as the settings say. Nothing where they say never. A clock that
 * runs ahead makes nothing older: it is never later than the stores' own clocks have said, or than the newest change of an order.
 */
export class Retention {
  readonly #needs: RetentionNeeds
  #running: Promise<number> | null = null
  #stopped = false

  constructor(needs: RetentionNeeds) {
    this.#needs = needs
  }

  /** How many orders are due now. */
  async due(): Promise<number> {
    const days = this.#needs.days()
    return days === null ? 0 : (await this.#needs.store.due(await this.#before(days))).length
  }

  /**
   * Erases what is due. Each order is erased wholly or not at all; what an end of the program cuts off goes on the next time.
   * Where it is running already, both callers get the same answer.
   * @param actor who asked for it; `null` where it runs by itself
   * @returns how many orders
   */
  run(actor: string | null): Promise<number> {
    this.#running ??= this.#erase(actor).finally(() => { this.#running = null })
    return this.#running
  }

  /** Ends after the step under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running?.catch(() => undefined)
  }

  async #before(days: number): Promise<Before> {
    const { store, now, heard } = this.#needs
    const at = now()
    const confirmed = Math.max(await store.newestChange() ?? 0, await heard() ?? 0)
    // The people of the rehearsal are invented, and its clock is this computer's.
    return { real: Math.min(at, confirmed) - days * day, rehearsal: at - days * day }
  }

  async #erase(actor: string | null): Promise<number> {
    const { store, sweepPrints, days, now, changed } = this.#needs
    const after = days()
    if (after === null) return 0
    const before = await this.#before(after)
    const due = await store.due(before)
    let erased = 0
    for (let from = 0; from < due.length && !this.#stopped; from += step) erased += await store.erase(due.slice(from, from + step), { before, now: now(), days: after, actor })
    if (erased > 0) changed()
    // Also where nothing is due any more: a run that was cut off may have left this undone.
    for (let first = true; !this.#stopped && await store.sweepSearch(first);) first = false
    await sweepPrints()
    return erased
  }
}
