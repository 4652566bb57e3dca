import type { Asked } from '../domain/asked.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { OrderState, ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { UnreadOrder } from '../domain/outcome.ts'
import { pageMost } from '../domain/page-request.ts'
import { unlessGivenUp } from '../domain/unless-given-up.ts'
import { ComingPages } from './coming-pages.ts'
import { readPages, type PagesEnd } from './read-pages.ts'
import type { OrderReader } from './reading-needs.ts'

/** An order that Joom was asked for within the last minute is not asked for again before something is done with it. */
export const freshWithin = 60_000

/** Requests for single orders of a store side by side. */
const singlesAtOnce = 4
/** A page is read where it spares at least so many single requests. Lists are what Joom allows the fewest of. */
const worthOfAPage = 10
const givenUp = { kind: 'unavailable', message: 'given up', requestId: null } as const
/** Clocks that run apart by more than this were set, or the machine slept: what was asked before is old then. */
const clockSlack = 1000

export interface LastRead {
  readonly id: OrderId
  readonly connectionId: ConnectionId
  readonly joomId: string
  readonly state: OrderState
  readonly asked: Asked | null
}

export interface FreshnessNeeds {
  readonly orders: {
    ask(): Asked
    take(connection: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], asked: Asked): Promise<{ readonly added: number; readonly changed: number; readonly doubted: readonly string[] }>
    lastRead(ids: readonly OrderId[]): Promise<readonly LastRead[]>
    countOpen(connection: ConnectionId): Promise<number>
  }
  readonly reader: (connection: ConnectionId) => OrderReader
  readonly now: () => Millis
  /** The computer's clock as it is: where it runs apart from the steady one, it was set, or the machine slept. */
  readonly wall: () => Millis
  /** A clock that only goes forward. */
  readonly steady: () => Millis
  readonly within: Millis
  /** Told where a reading has changed an order here. */
  readonly changed: () => void
}

export interface EnsureOptions {
  /** Orders that will be needed right after: where pages bring them cheaper than single requests, pages are read. Asked only where something is stale. */
  readonly soon?: (() => Promise<readonly OrderId[]>) | undefined
  readonly signal?: AbortSignal | undefined
  /** What was asked for before then does not count either: what is done was decided after it. */
  readonly since?: Millis | undefined
}

/** A reading of pages, and when it began; `null`: it waits for the one before it. */
interface Paging {
  readonly coming: ComingPages
  began: Millis | null
}

/** Has orders read again before something is done with them. */
export class Freshness {
  readonly #needs: FreshnessNeeds
  readonly #paging = new Map<ConnectionId, Paging>()
  #turn: Promise<unknown> = Promise.resolve()
  /** Orders that are being asked for by themselves: of those that could wait for their page, no more than a few at once. */
  #alone = 0
  #shift: Millis
  #trustedFrom = 0

  constructor(needs: FreshnessNeeds) {
    this.#needs = needs
    this.#shift = needs.wall() - needs.steady()
  }

  /**
   * Makes sure that each order was asked for within the last minute, and not before `since`, and that what Joom answered stands here. Orders that
   * are fresh cost nothing; many that are not come in pages, the rest one by one. Of pages no more is waited for than until
   * these orders have come; a few are not waited for, but asked for by themselves meanwhile: they come sooner.
   * @returns those that could not be read, or whose answer was not believed, with the reason; an order that is not here, or of a disconnected store, is in no answer
   */
  async ensure(ids: readonly OrderId[], { soon, signal = new AbortController().signal, since: decided = -Infinity }: EnsureOptions = {}): Promise<ReadonlyMap<OrderId, UnreadOrder>> {
    const began = this.#needs.orders.ask()
    // Where the clock was set back since, all that was read before that is distrusted.
    const since = decided - this.#needs.now() > clockSlack ? -Infinity : decided
    const unread = new Map<OrderId, UnreadOrder>()
    const stale = await this.#stale(ids, began, since)
    if (stale.length === 0) return unread
    const connections = [...new Set(stale.map((order) => order.connectionId))]
    const pages = await this.#inTurn(async () => {
      const isAsked = connections.every((connection) => this.#runningSince(connection, since) !== null)
      const ahead = soon === undefined || isAsked ? stale : await this.#stale([...ids, ...await soon()], began, since)
      return Promise.all(connections.map(async (connection) => ({ connection, coming: await this.#pages(connection, ahead, since, signal) })))
    })
    await Promise.all(pages.map(async ({ connection, coming }) => {
      const asked = stale.filter((order) => order.connectionId === connection)
      const alone = coming === null || this.#alone + asked.length <= singlesAtOnce
      const end = alone ? null : await unlessGivenUp(coming.waitFor(asked.map(({ joomId }) => joomId)), signal, () => givenUp)
      const mine = alone ? asked : (await this.#stale(ids, began, since)).filter((order) => order.connectionId === connection)
      // What keeps the whole store from answering keeps it from answering one by one.
      if (typeof end === 'object' && end !== null && (end.kind === 'unauthorized' || end.kind === 'throttled' || end.kind === 'unavailable')) for (const { id } of mine) unread.set(id, end)
      else {
        this.#alone += mine.length
        await this.#oneByOne(connection, mine, signal, unread).finally(() => { this.#alone -= mine.length })
      }
    }))
    return unread
  }

  /** Nothing that was asked for before counts as read just now: the clock was set, perhaps there and back, and moments from in between lie to come. */
  distrust(): void {
    this.#trustedFrom = this.#needs.orders.ask().nth
  }

  async #stale(ids: readonly OrderId[], began: Asked, since: Millis): Promise<readonly LastRead[]> {
    const { orders, now, wall, steady, within } = this.#needs
    const shift = wall() - steady()
    if (Math.abs(shift - this.#shift) > clockSlack) {
      this.#shift = shift
      this.#trustedFrom = began.nth
    }
    const at = now()
    return (await orders.lastRead(ids)).filter(({ asked }) => {
      if (asked === null || asked.nth < this.#trustedFrom) return true
      return asked.nth < began.nth && !(at >= asked.at && at - asked.at < within && asked.at >= since)
    })
  }

  /** One after the other decides what is worth being read: whoever comes while pages are read needs not look what else is wanted. */
  #inTurn<T>(decide: () => Promise<T>): Promise<T> {
    const decided = this.#turn.then(decide)
    this.#turn = decided.catch(() => undefined)
    return decided
  }

  /** The reading of pages that serves who wants what was asked for since then: one that began after it, or has not begun. */
  #runningSince(connection: ConnectionId, since: Millis): ComingPages | null {
    const running = this.#paging.get(connection)
    return running !== undefined && (running.began === null || running.began >= since) ? running.coming : null
  }

  /** Has what is open of a store read in pages, after those that are being read. @returns what comes of it; `null` where it is not worth it */
  async #pages(connection: ConnectionId, stale: readonly LastRead[], since: Millis, signal: AbortSignal): Promise<ComingPages | null> {
    const running = this.#runningSince(connection, since)
    if (running) return running
    const wanted = stale.filter((order) => order.connectionId === connection && order.state === 'APPROVED').length
    if (wanted < 2 * worthOfAPage) return null
    const pages = Math.floor(await this.#needs.orders.countOpen(connection) / pageMost) + 1
    if (pages * worthOfAPage > wanted) return null
    const paging: Paging = { coming: new ComingPages(), began: null }
    const { coming } = paging
    const earlier = this.#paging.get(connection)?.coming
    this.#paging.set(connection, paging)
    const read = async (): Promise<PagesEnd> => {
      await earlier?.over
      const { orders, reader, steady } = this.#needs
      paging.began = orders.ask().at
      return readPages({
        ask: (start, limit, watch) => reader(connection).listOrders('get-fulfill', { start, limit }, watch),
        asking: () => orders.ask(), steady, kept: () => Promise.resolve(new Map()),
        take: async (page, asked) => {
          this.#say(await orders.take(connection, page.orders, page.unreadable, asked))
          coming.came(page.orders.map(({ facts }) => facts.joomId))
        }
        // What leaves the list meanwhile moves it; what is missed so is asked for by itself.
      }, { from: 0, parallel: 2, joined: false, signal })
    }
    read().finally(() => { if (this.#paging.get(connection) === paging) this.#paging.delete(connection) }).then((end) => { coming.ended(end) }, (error: unknown) => { coming.failed(error) })
    return coming
  }

  async #oneByOne(connection: ConnectionId, stale: readonly LastRead[], signal: AbortSignal, unread: Map<OrderId, UnreadOrder>): Promise<void> {
    const { orders, reader } = this.#needs
    const rest = [...stale]
    const lane = async (): Promise<void> => {
      for (let order = rest.shift(); order !== undefined; order = rest.shift()) {
        const asked = orders.ask()
        const outcome = signal.aborted ? givenUp : await reader(connection).getOrder(order.joomId, { signal })
        if (outcome.kind !== 'ok') unread.set(order.id, outcome)
        else if (outcome.value === null) unread.set(order.id, { kind: 'not_there', requestId: outcome.requestId })
        else if (!('facts' in outcome.value)) unread.set(order.id, { kind: 'not_understood', requestId: outcome.requestId })
        else {
          const stored = await orders.take(connection, [outcome.value], [], { ...asked, requestId: outcome.requestId })
          if (stored.doubted.includes(order.joomId)) unread.set(order.id, { kind: 'doubted', requestId: outcome.requestId })
          this.#say(stored)
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(singlesAtOnce, rest.length) }, lane))
  }

  #say({ added, changed }: { readonly added: number; readonly changed: number }): void {
    if (added + changed > 0) this.#needs.changed()
  }
}
