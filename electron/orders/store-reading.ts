import { setTimeout as sleep } from 'node:timers/promises'
import type { SyncPhase } from '../contract/schemas.ts'
import type { Asked } from '../domain/asked.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { notThere, type ReceivedOrder, type UnreadableOrder } from '../domain/order.ts'
import { isNotKnown, type ReadOutcome } from '../domain/outcome.ts'
import type { UnreadPlace } from '../domain/unread-place.ts'
import type { LookUps } from './look-ups.ts'
import type { OrdersPage, PageOutcome, PageRefused, PageTrouble } from './orders-page.ts'
import { readPages, type PagesOptions, type PageWatch } from './read-pages.ts'
import { ReadingPace } from './reading-pace.ts'
import type { RefusedList } from './refused-list.ts'
import { UnreadPlaces } from './unread-places.ts'

type ListName = 'multi-get' | 'get-fulfill'

/** The readings of a store's Joom. */
export interface OrderReader {
  listOrders(
    which: ListName, page: { readonly start: number; readonly limit: number; readonly since?: Millis | undefined },
    how?: Partial<PageWatch> & { readonly waiting?: ((wait: Millis) => void) | undefined }
  ): Promise<ReadOutcome<OrdersPage>>
  /** `null`: Joom does not know the order. */
  getOrder(joomId: string, how?: { readonly kind?: 'reading'; readonly signal?: AbortSignal | undefined }): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
}

/** Where the orders of a store are kept. */
export interface OrderShelf {
  /** A request for orders that leaves now. */
  ask(): Asked
  take(connection: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], asked: Asked): Promise<{ readonly added: number; readonly changed: number; readonly doubted: readonly string[] }>
  /** A person wants a store read anew: what is asked for from now on is believed over what was taken in before. */
  anew(connection: ConnectionId): Promise<void>
  newestChange(connection: ConnectionId): Promise<Millis | null>
  lastUpdates(connection: ConnectionId, joomIds: readonly string[]): Promise<ReadonlyMap<string, Millis | null>>
  openUntold(connection: ConnectionId, since: Asked): Promise<readonly string[]>
  /** Orders that cannot be read although Joom knows them, or never could be: Joom's ids. */
  unreadable(connection: ConnectionId): Promise<readonly string[]>
  /** A list was read whole: what came without an id and was not told of since goes. @returns how many went */
  namelessOver(connection: ConnectionId, since: Asked, openOnly: boolean): Promise<number>
}

/** How far the readings of a store got. */
export interface Reading {
  /** A reading of everything that has not ended. `beganAt` and `changesFrom` are times of Joom's clock. */
  readonly whole: { readonly next: number; readonly beganAt: Millis } | null
  readonly changesFrom: Millis | null
  readonly checkedAt: Millis | null
  /** Places of the lists that were left out on the way there. */
  readonly unread: readonly UnreadPlace[]
}
/** Where it is kept how far the readings of stores are. */
export interface ReadingsKept {
  get(connection: ConnectionId): Promise<Reading>
  keep(connection: ConnectionId, change: Partial<Reading>): Promise<void>
}

export interface ReadingNeeds {
  readonly connection: ConnectionId
  readonly reader: OrderReader
  readonly orders: OrderShelf
  readonly readings: ReadingsKept
  /** Whose turn it is to be looked up: of what is held for open here alone, and of what cannot be read. */
  readonly lookUps: { readonly open: LookUps; readonly unreadable: LookUps }
  /** Whether Joom refuses to list what is open, from this reading and those before. */
  readonly refusedList: RefusedList
  readonly now: () => Millis
  readonly steady: () => Millis
  /** Pages that are asked for side by side, at most; 6 where nothing is said. */
  readonly sideBySide?: number | undefined
  readonly signal: AbortSignal
}

/** What a reading does at this moment. */
export interface ReadingStep {
  readonly phase: SyncPhase
  readonly waitingUntil: Millis | null
  readonly fetched: number
  readonly incomplete: number | null
}

export type ReadingTrouble = PageTrouble

/** `since` filters by the time of the last update, which Joom may show late: ask again for the last quarter of an hour. */
const overlap = 15 * 60_000
/** Pages of what is open that are read before all else, so that there is something to pack; the rest comes with the whole. */
const openFirst = 2
/** Orders of the very first page: something to pack at once, and code that is still cold has little to do. The next has three times as many. */
const firstPage = 50
/** Requests for pages side by side, where nothing else is said. */
const usualSideBySide = 6
/** `since` may miss something: what is open here is compared with what is open there so often. */
const checkEvery = 30 * 60_000
/** Orders that are looked up one by one in such a check, the next ones in the next, and how many at once. */
const mostLookedUp = 200
const lookUpsAtOnce = 4
/** Orders that cannot be read are looked up in every reading, so many of them. */
const mostReadAgain = 20
/** A pause that Joom asks for is waited for up to so long, and so many in a row; then the reading is put off. */
const longestPause = 150_000
const mostPauses = 5
/** Where Joom's clock says less than so long ago, less this, it was set back: what changed since is asked for so far back by it. */
const clockSlack = 60_000
const setBackReach = 24 * 3_600_000
/** A wait that is worth a word. */
const worthSaying = 2000

const isNo = (end: 'aborted' | ReadingTrouble | null): end is PageRefused => end !== null && end !== 'aborted' && end.kind === 'refused'

/** One reading of one store. */
export class StoreReading {
  readonly #needs: ReadingNeeds
  readonly #tell: (step: ReadingStep, stored: boolean) => void
  #whole: Reading['whole']
  #changesFrom: Millis | null
  #checkedAt: Millis | null
  readonly #unread: UnreadPlaces
  #phase: SyncPhase = 'changes'
  #waitingUntil: Millis | null = null
  /** Joom's clock at its first answer, where it told one. */
  #theirs: Millis | null = null
  /** How many answers were not believed: they tell of an earlier change than what is kept, and may be the newer ones all the same. */
  #doubts = 0
  readonly #pace = new ReadingPace()
  /** Pages that are still being written while the next list is asked for. */
  #left: Promise<void> = Promise.resolve()
  fetched = 0

  private constructor(needs: ReadingNeeds, kept: Reading, tell: (step: ReadingStep, stored: boolean) => void) {
    this.#needs = needs
    this.#tell = tell
    this.#whole = kept.whole
    this.#changesFrom = kept.changesFrom
    this.#checkedAt = kept.checkedAt
    this.#unread = new UnreadPlaces(kept.unread)
  }

  /** @param anew a person wants it: forgets how far earlier readings got and reads everything, and believes what comes */
  static async of(needs: ReadingNeeds, anew: boolean, tell: (step: ReadingStep, stored: boolean) => void): Promise<StoreReading> {
    const kept = await needs.readings.get(needs.connection)
    if (!anew) return new StoreReading(needs, kept, tell)
    const forgotten = { whole: null, changesFrom: null }
    await needs.orders.anew(needs.connection)
    await needs.readings.keep(needs.connection, forgotten)
    return new StoreReading(needs, { ...kept, ...forgotten }, tell)
  }

  /** How many orders of the whole were read, while it has not been read to its end. */
  get incomplete(): number | null {
    return this.#whole?.next ?? (this.#changesFrom === null ? 0 : null)
  }

  /** What is refused, else which orders could not be had, by their places, from this reading and those before; `null` where there is neither. */
  get leftOut(): ReadingTrouble | null {
    return this.#needs.refusedList.trouble(this.#unread.trouble())
  }

  /**
   * @param openOnly leaves a whole that was stopped where it is
   * @returns `null` for well
   */
  async run(openOnly: boolean): Promise<'aborted' | ReadingTrouble | null> {
    if (this.incomplete !== null) {
      const whole = await this.#readOpenAndWhole(openOnly)
      if (whole !== null || openOnly) return isNo(whole) && !openOnly ? this.#openInPlaceOf(whole) : whole
    }
    const changes = await this.#readChanges()
    if (changes !== null) return isNo(changes) ? this.#openInPlaceOf(changes) : changes
    const ago = this.#needs.now() - (this.#checkedAt ?? -Infinity)
    // A check that is still to come was made under another clock.
    const checked = ago >= 0 && ago < checkEvery ? null : await this.#check()
    return checked ?? this.#readAgain()
  }

  /** What is open, then everything. It ends when what was left to be written meanwhile has been, also where it fails. */
  async #readOpenAndWhole(openOnly: boolean): Promise<'aborted' | ReadingTrouble | null> {
    const open = await this.#pages('open', 'get-fulfill', { first: firstPage, most: openFirst, leave: (written) => { this.#left = written } })
    if (isNo(open)) this.#toldNo(open)
    // What is open is only a head start: a store that refuses it may tell everything.
    const whole = (open === null || isNo(open)) && !openOnly ? this.#readWhole() : Promise.resolve(open)
    const [written] = await Promise.allSettled([this.#left, whole])
    if (written.status === 'rejected') throw written.reason
    return whole
  }

  /** What Joom's clock said with the first answer; this computer's where it said nothing. */
  #clock(): Millis {
    return this.#theirs ?? this.#needs.now()
  }

  async #readWhole(): Promise<'aborted' | ReadingTrouble | null> {
    const { connection, orders, readings, now } = this.#needs
    const whole = this.#whole ?? { next: 0, beganAt: this.#clock() }
    this.#unread.begin('whole', whole.next)
    const begun = this.#whole === null ? readings.keep(connection, { whole }) : Promise.resolve()
    begun.catch(() => undefined) // thrown where it is awaited
    this.#whole = whole
    const asked = orders.ask()
    const end = await this.#pages('whole', 'multi-get', {
      from: whole.next, long: true,
      taken: async (next) => {
        await begun
        this.#whole = { ...whole, next: Math.max(next, this.#whole?.next ?? 0) }
        await readings.keep(connection, { whole: this.#whole, unread: this.#unread.known })
      }
    })
    await begun
    if (end !== null) return end
    // One that goes on from where an earlier one was may have left them behind there.
    if (whole.next === 0) await this.#dropNameless(asked, false)
    this.#changesFrom = await this.#upTo(whole.beganAt)
    this.#checkedAt = now()
    this.#whole = null
    await readings.keep(connection, { whole: null, changesFrom: this.#changesFrom, checkedAt: this.#checkedAt, unread: this.#unread.known })
    return null
  }

  async #readChanges(): Promise<'aborted' | ReadingTrouble | null> {
    const { connection, readings } = this.#needs
    const known = this.#changesFrom ?? 0
    this.#theirs = null
    const end = await this.#pages('changes', 'multi-get', { since: Math.max(0, known - overlap) })
    if (end !== null) return end
    const theirs = this.#clock()
    if (theirs < known - clockSlack) {
      // What has changed since Joom's clock was set back has times from before `since`: by the clock as it is now, it is found.
      const again = await this.#pages('changes', 'multi-get', { since: Math.max(0, theirs - setBackReach) })
      if (again !== null) return again
      this.#checkedAt = null
    }
    this.#changesFrom = await this.#upTo(theirs)
    await readings.keep(connection, { changesFrom: this.#changesFrom, checkedAt: this.#checkedAt, unread: this.#unread.known })
    return null
  }

  /** Up to when, by Joom's clock, everything is known: the beginning of the reading, or the newest change where that is earlier. Neither a wrong clock nor a time that is still to come is believed alone. */
  async #upTo(beganAt: Millis): Promise<Millis> {
    return Math.min(beganAt, await this.#needs.orders.newestChange(this.#needs.connection) ?? beganAt)
  }

  /** Joom refuses what everything else is read with: what is open can be had all the same. @returns that no, or what kept the rest from being read */
  async #openInPlaceOf(no: PageRefused): Promise<'aborted' | ReadingTrouble> {
    return await this.#check() ?? no
  }

  /** Joom refuses the list of what is open: told, as long as it is so, while the rest goes on. That nothing is known there is none. */
  #toldNo(no: PageRefused): void {
    if (!isNotKnown(no)) this.#needs.refusedList.refused(no)
  }

  /**
   * Compares what is open here with what is open there; what only we hold for open is looked up, all of it in turn where Joom
   * refuses to list what is open. Where that failed, it is not done: the next reading compares anew.
   */
  async #check(): Promise<'aborted' | ReadingTrouble | null> {
    const { connection, orders, readings, lookUps, now } = this.#needs
    const asked = orders.ask()
    const doubts = this.#doubts
    this.#unread.begin('check', 0)
    this.#needs.refusedList.begin()
    const end = await this.#pages('check', 'get-fulfill', {})
    if (isNo(end)) this.#toldNo(end)
    else if (end !== null) return end
    else await this.#dropNameless(asked, true)
    const trouble = await this.#lookUp(lookUps.open, lookUps.open.next(await orders.openUntold(connection, asked), mostLookedUp))
    if (isNo(trouble)) this.#toldNo(trouble)
    else if (trouble !== null) return trouble
    // What is not believed yet will be soon: the next reading compares once more.
    if (this.#doubts > doubts) return null
    this.#checkedAt = now()
    await readings.keep(connection, { checkedAt: this.#checkedAt, unread: this.#unread.known })
    return null
  }

  /** Reads the orders again, each for itself, that could not be read: lists tell only of what has changed. What keeps the store from answering for them is no trouble of a reading that is done. */
  async #readAgain(): Promise<'aborted' | null> {
    const { connection, orders, lookUps } = this.#needs
    const end = await this.#lookUp(lookUps.unreadable, lookUps.unreadable.next(await orders.unreadable(connection), mostReadAgain))
    return end === 'aborted' ? end : null
  }

  /** A list was read to its end. What came without an id and is not in it any more has one now, or is gone; where places of it could not be read, it may stand there. */
  async #dropNameless(asked: Asked, openOnly: boolean): Promise<void> {
    const { connection, orders } = this.#needs
    if (this.#unread.trouble() === null && await orders.namelessOver(connection, asked, openOnly) > 0) this.#say(true)
  }

  /** Looks these up one by one. @returns what keeps the store from answering; of answers that make no sense, the first; that the call alone is refused, where nothing else is wrong */
  async #lookUp(lookUps: LookUps, ids: string[]): Promise<'aborted' | ReadingTrouble | null> {
    const { connection, reader, orders, signal } = this.#needs
    const met: { trouble: ReadingTrouble | null; alone: PageRefused | null } = { trouble: null, alone: null }
    const lookUp = async (): Promise<void> => {
      // What keeps the store from answering for one keeps it from answering for the rest; an answer that makes no sense is of this order.
      for (let id = ids.shift(); id !== undefined && !signal.aborted && met.alone === null && (met.trouble === null || met.trouble.kind === 'unreadable'); id = ids.shift()) {
        lookUps.begun(id)
        const looked = orders.ask()
        const outcome = await reader.getOrder(id, { kind: 'reading', signal })
        if (outcome.kind === 'unauthorized' || outcome.kind === 'throttled' || outcome.kind === 'unavailable' || outcome.kind === 'unreadable') met.trouble ??= outcome
        // The call is refused, whatever order is asked for.
        if (outcome.kind === 'refused' && outcome.call !== undefined) met.alone = outcome
        if (outcome.kind !== 'ok') continue
        const told = outcome.value ?? { joomId: id, reason: notThere, raw: '' }
        // Without an id of its own it is the one that was asked for.
        const answer = 'facts' in told ? told : { ...told, joomId: told.joomId ?? id }
        const of = { ...looked, requestId: outcome.requestId }
        const { changed, doubted } = await ('facts' in answer ? orders.take(connection, [answer], [], of) : orders.take(connection, [], [answer], of))
        this.#doubts += doubted.length
        this.#say(changed > 0)
      }
    }
    await Promise.all(Array.from({ length: lookUpsAtOnce }, lookUp))
    return signal.aborted ? 'aborted' : met.trouble ?? met.alone
  }

  #say(stored: boolean): void {
    this.#tell({ phase: this.#phase, waitingUntil: this.#waitingUntil, fetched: this.fetched, incomplete: this.incomplete }, stored)
  }

  async #pages(phase: SyncPhase, which: ListName, { since, taken, ...how }: Pick<Partial<PagesOptions>, 'from' | 'first' | 'most' | 'long' | 'leave'> & { readonly since?: Millis; readonly taken?: (next: number) => Promise<void> }): Promise<'aborted' | ReadingTrouble | null> {
    const { connection, orders, steady, signal, sideBySide = usualSideBySide } = this.#needs
    this.#phase = phase
    this.#say(false)
    let count = how.from ?? 0
    const end = await readPages({
      ask: (start, limit, watch) => this.#ask(which, { start, limit, since }, watch),
      asking: () => orders.ask(), steady,
      kept: (joomIds) => orders.lastUpdates(connection, joomIds),
      skipped: (place, outcome) => { this.#unread.add(phase, place, outcome) },
      take: async (page, asked, next, fresh) => {
        const { added, changed, doubted } = await orders.take(connection, page.orders, page.unreadable, asked)
        this.#doubts += doubted.length
        await taken?.(next)
        count += fresh
        this.fetched = Math.max(this.fetched, count)
        this.#waitingUntil = null
        this.#say(added + changed > 0)
      }
    }, { from: 0, ...how, parallel: sideBySide, pace: this.#pace, signal })
    return end === 'ended' || end === 'enough' ? null : end
  }

  /** One page. A pause that Joom asks for is kept. */
  async #ask(which: ListName, page: { readonly start: number; readonly limit: number; readonly since: Millis | undefined }, watch: PageWatch): Promise<PageOutcome> {
    const { reader, now } = this.#needs
    const { signal } = watch
    const waiting = (wait: Millis): void => {
      if (wait < worthSaying) return
      this.#waitingUntil = now() + wait
      this.#say(false)
    }
    for (let pauses = 0; ; pauses++) {
      const outcome = await reader.listOrders(which, page, { ...watch, waiting })
      if (outcome.kind === 'ok') this.#theirs ??= outcome.value.answeredAt
      if (outcome.kind !== 'throttled' || pauses >= mostPauses || signal.aborted) return outcome
      const pause = Math.max(0, outcome.until - now())
      if (pause > longestPause) return outcome
      waiting(pause)
      // Given up: the next request says so.
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }
}
