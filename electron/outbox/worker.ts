import { isUntold } from '../domain/advice.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { UnreadOrder } from '../domain/outcome.ts'
import { Feed, type Step } from './feed.ts'
import { keptBack, type Journal, type Work } from './journal.ts'
import { afterKeptBack, withoutReading } from './policy.ts'
import { Requests, type Ended, type RequestsNeeds } from './requests.ts'
import { Slots } from './slots.ts'
import { longestSleep, Standstills, type Hold, type Standstill } from './standstills.ts'

export interface WorkerNeeds extends Omit<RequestsNeeds, 'now'> {
  readonly journal: Journal
  /**
   * By which waits are counted and written: it is moved by `follow` alone, which says by how much. `isAway`: it has to be, since
   * the computer's clock was set or the machine has slept.
   */
  readonly clock: { readonly now: () => Millis; readonly follow: () => Millis; readonly isAway: () => boolean }
  /** The stores that are signed in. */
  readonly authorized: () => Promise<readonly ConnectionId[]>
  /**
   * Has an order read again before its command leaves, where that was not done just now. `since`: when Undo ended; what was
   * asked for before, or before the command was given, does not count. `soon`: the orders whose commands are due after it.
   * @returns why it could not be read; `null` where it is as Joom has it
   */
  readonly fresh: (order: OrderId, how: { readonly since: Millis; readonly soon: () => Promise<readonly OrderId[]>; readonly signal: AbortSignal }) => Promise<UnreadOrder | null>
  /** Told where the computer's clock was set or the machine has slept: nothing that was read before counts. */
  readonly clockSet?: (() => void) | undefined
  readonly changed: () => void
  /** Told where something was written into the journal. */
  readonly wrote?: (() => void) | undefined
  readonly setTimer: (work: () => void, ms: number) => () => void
}

/** How many requests of one store are under way at once. */
const parallel = 4
/** Meanwhile so many more are made ready, their attempts on the disk: one leaves as soon as another is answered. */
const prepared = 4
/** How many due commands are looked at to decide how their orders are read again. */
const lookAhead = 1000

/** Waits until all have ended, also where one of them fails. @throws what the first of those threw */
async function whole(works: readonly Promise<void>[]): Promise<void> {
  for (const end of await Promise.allSettled(works)) if (end.status === 'rejected') throw end.reason
}

/**
 * Sends what is due, least time left first, and finds out what is unknown. Each attempt is on the disk before its request
 * leaves and each outcome after it; a crash in between leaves the command unknown, and it is read back, never sent blindly.
 */
export class OutboxWorker {
  readonly #needs: WorkerNeeds
  readonly #stores: Standstills
  readonly #requests: Requests
  readonly #now: () => Millis
  /** By how much the clock was moved and the journal not yet. */
  #ahead: Millis = 0
  /** Until when requests of an earlier run of the program may arrive at Joom. */
  #straysUntil: Millis = 0
  /** An error of our own may have left something begun and not ended. */
  #interrupted = false
  #stopping = new AbortController()
  #cancel: (() => void) | null = null
  #running: Promise<void> | null = null
  #again = false
  #stopped = true

  constructor(needs: WorkerNeeds) {
    this.#needs = needs
    this.#now = needs.clock.now
    this.#stores = new Standstills(this.#now, needs.timing)
    this.#requests = new Requests({ ...needs, now: this.#now })
  }

  /** Takes up what a crash left behind and starts working. */
  async start(): Promise<void> {
    this.#needs.clock.follow()
    await this.#needs.journal.recover(this.#now())
    this.#straysUntil = this.#now() + this.#needs.timing.strays
    this.#stopped = false
    this.#stopping = new AbortController()
    this.wake()
  }

  /** Stops after what is under way has been recorded. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopping.abort()
    this.#cancel?.()
    await this.#running
  }

  /** Looks now: something was written, a store was signed in, the network or the machine came back. */
  wake(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#cancel?.()
    this.#running = this.#work().catch((error: unknown) => {
      this.#interrupted = true
      this.#needs.failed(error)
    }).finally(() => {
      this.#running = null
      if (this.#again) {
        this.#again = false
        this.wake()
      } else void this.#sleep().catch(this.#needs.failed)
    })
  }

  /** Forgets that a store could not be reached or was not signed in, and tries at once. */
  release(connection: ConnectionId): void {
    this.#stores.release(connection)
    this.wake()
  }

  /** A reading of the store has ended well. What kept commands only because it could not be asked goes on. */
  reached(connection: ConnectionId): void {
    this.#stores.reached(connection)
    this.wake()
  }

  /** Tries a store at once that could not be reached or kept failing. A pause that Joom asked for and a sign-in that ended stand. */
  tryNow(connection: ConnectionId): void {
    this.#stores.tryNow(connection)
    this.wake()
  }

  /** Why nothing leaves for a store at this moment. */
  holdOf(connection: ConnectionId): Hold | null {
    return this.#stores.holdOf(connection)
  }

  /** The same for people: a store that is only being tried again has not come back yet. */
  standstillOf(connection: ConnectionId): Standstill | null {
    return this.#stores.standstillOf(connection)
  }

  async #work(): Promise<void> {
    const { journal, changed, wrote } = this.#needs
    await this.#followClock()
    if (this.#interrupted) {
      await journal.takeUp(this.#now())
      this.#interrupted = false
    }
    if ((await journal.promote(this.#now())) > 0) {
      wrote?.()
      changed()
    }
    const open = (await this.#needs.authorized()).filter((connection) => this.#stores.blockOf(connection) === null)
    await whole(open.map((connection) => this.#drain(connection)))
    if (this.#needs.clock.isAway()) this.#again = true
  }

  /**
   * Where the computer's clock was set, every wait is moved along with it: those written down in one step, before anything
   * else is done. Nothing is under way meanwhile, and whoever writes afterwards writes by the clock as it is then.
   */
  async #followClock(): Promise<void> {
    const by = this.#needs.clock.follow()
    if (by !== 0) this.#needs.clockSet?.()
    this.#stores.moveBy(by)
    this.#straysUntil += by
    this.#ahead += by
    if (this.#ahead === 0) return
    await this.#needs.journal.shift(this.#ahead, this.#now())
    this.#ahead = 0
  }

  async #drain(connection: ConnectionId): Promise<void> {
    const { journal } = this.#needs
    const trying = (): boolean => this.#stores.isTrying(connection)
    const feed = new Feed(journal, connection, this.#now, () => this.#maySend(connection))
    const wires = new Slots(parallel)
    const lane = async (goesOn: () => boolean): Promise<void> => {
      while (this.#mayAsk(connection) && goesOn()) {
        const step = await feed.take()
        if (step === null) return
        try {
          if (step.kind === 'read' || await this.#isFresh(step.work)) await this.#step(step, wires)
        } finally {
          feed.done(step.work.id)
        }
      }
    }
    if (trying()) await lane(trying)
    await whole(Array.from({ length: parallel + prepared }, () => lane(() => true)))
  }

  #mayAsk(connection: ConnectionId): boolean {
    return this.#goesOn() && this.#stores.blockOf(connection) === null
  }

  #maySend(connection: ConnectionId): boolean {
    return this.#goesOn() && this.#stores.holdOf(connection) === null
  }

  /** What was made ready before the machine slept was looked at before: it is kept back, and looked at anew. */
  #goesOn(): boolean {
    return !this.#stopped && !this.#needs.clock.isAway()
  }

  /** Whether the order was read just now. Where it cannot be, the command stays as it is or stands before a person: nothing leaves unread. */
  async #isFresh(work: Work): Promise<boolean> {
    const { journal, timing, fresh, changed } = this.#needs
    const { connectionId } = work
    const unread = await fresh(work.orderId, { since: Math.max(work.before.at + 1, work.leavesAt), soon: () => journal.ordersDue([connectionId], this.#now(), lookAhead), signal: this.#stopping.signal })
    if (this.#stopped) return false
    if (unread === null) {
      this.#stores.wasRead(connectionId, work.id)
      return true
    }
    const { tries, stays } = this.#unshown(unread, work)
    const verdict = withoutReading(unread, tries, this.#now(), timing, stays)
    await journal.hold(work.id, verdict, this.#now())
    this.#stores.hold(connectionId, verdict)
    changed()
    return false
  }

  /** How often in a row that is so by now, and whether to wait is no use any more. */
  #unshown(unread: UnreadOrder, { id, connectionId }: Work): { readonly tries: number; readonly stays: boolean } {
    if (isUntold(unread)) return this.#stores.wasUntold(id)
    return unread.kind === 'refused' ? this.#stores.wasRefused(connectionId, id) : { tries: this.#stores.wasNotRead(connectionId), stays: false }
  }

  /** One attempt; none where it has moved on meanwhile, or its order has changed. It is kept back where the store was stopped before its turn. */
  async #step({ work, kind }: Step, wires: Slots): Promise<void> {
    const { journal, changed, wrote } = this.#needs
    const begun = await journal.begin(work.id, kind, this.#now())
    changed()
    if (!begun) return
    wrote?.()
    const { end, verdict } = await wires.use(async (): Promise<Ended> => {
      const { connectionId } = work
      if (!(kind === 'send' ? this.#maySend(connectionId) : this.#mayAsk(connectionId))) return { end: keptBack, verdict: afterKeptBack(kind, this.#now()) }
      const unknownSince = Math.max(begun.progress.unknownSince ?? 0, this.#straysUntil)
      const ended = await (kind === 'send' ? this.#requests.send(work, begun.progress) : this.#requests.readBack(work, { ...begun.progress, unknownSince }))
      // Before the next one leaves.
      this.#stores.learn(connectionId, kind, ended.end, ended.verdict)
      return ended
    })
    await journal.end(work.id, begun.attempt, end, verdict, this.#now())
    wrote?.()
    changed()
  }

  async #sleep(): Promise<void> {
    const { journal, setTimer } = this.#needs
    const [next, later] = await Promise.all([journal.nextAt(), journal.nextAt(this.#now())])
    if (this.#stopped || this.#running) return
    // What is due and could not leave (a held store, one that is not signed in) is no reason to run in circles.
    const blocked = Math.max((this.#stores.firstEnd() ?? 0) - this.#now(), 1000)
    const wait = next === null ? longestSleep : next > this.#now() ? next - this.#now() : Math.min(blocked, (later ?? Infinity) - this.#now())
    this.#cancel?.()
    this.#cancel = setTimer(() => { this.wake() }, Math.max(0, Math.min(wait, longestSleep)))
  }
}
