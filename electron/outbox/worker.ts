import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ChangeOutcome, ReadOutcome, UnreadOrder } from '../domain/outcome.ts'
import type { Asked } from '../domain/asked.ts'
import type { Intent } from '../domain/command.ts'
import { assertNever } from '../domain/assert-never.ts'
import { afterRequest, heardOf, isStopped, isTrying, type Breaker } from './breaker.ts'
import { Feed, type Step } from './feed.ts'
import { keptBack, type AttemptEnd, type Journal, type Work } from './journal.ts'
import { afterKeptBack, afterLostRead, afterRead, afterSend, withoutReading, type Observed, type Timing, type Verdict } from './policy.ts'
import { Slots } from './slots.ts'

/** The calls the worker makes of a store's Joom. */
export interface Sender {
  fulfil(joomId: string, how: { readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string; readonly note: string | null }): Promise<ChangeOutcome>
  modifyTracking(joomId: string, how: { readonly provider: string; readonly trackingNumber: string }): Promise<ChangeOutcome>
  refund(joomId: string, how: { readonly reasonCode: number; readonly note: string | null }): Promise<ChangeOutcome>
  getOrder(joomId: string): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
}

/** `failing`: its answers were lost one after another; nothing new is sent, what is unknown is read back. */
export type Hold = 'offline' | 'needs_authorization' | 'throttled' | 'failing'

/** Why nothing leaves for a store, since when, and until when at least. */
export interface Standstill {
  readonly why: Hold
  readonly since: Millis
  readonly until: Millis
}

export interface WorkerNeeds {
  readonly journal: Journal
  /** By which waits are counted and written: it is moved by `follow` alone, which says by how much. */
  readonly clock: { readonly now: () => Millis; readonly follow: () => Millis }
  readonly timing: Timing
  /** The stores that are signed in. */
  readonly authorized: () => Promise<readonly ConnectionId[]>
  readonly sender: (connection: ConnectionId) => Sender
  /** Gives what a read-back brought to whoever keeps the orders. */
  readonly seen: (connection: ConnectionId, order: ReceivedOrder, asked: Asked) => Promise<void>
  /**
   * Has an order read again before its command leaves, where that was not done just now. `soon`: the orders whose commands
   * are due after it.
   * @returns why it could not be read; `null` where it is as Joom has it
   */
  readonly fresh: (order: OrderId, soon: () => Promise<readonly OrderId[]>, signal: AbortSignal) => Promise<UnreadOrder | null>
  /** A request for an order that leaves now. */
  readonly asking: () => Asked
  readonly changed: () => void
  /** Told of errors of our own: a bug or a disk, never Joom's no. */
  readonly failed: (error: unknown) => void
  readonly setTimer: (work: () => void, ms: number) => () => void
}

/** How many requests of one store are under way at once. */
const parallel = 4
/** Meanwhile so many more are made ready, their attempts on the disk: one leaves as soon as another is answered. */
const prepared = 4
/** How many due commands are looked at to decide how their orders are read again. */
const lookAhead = 1000
/** The longest sleep: clocks jump and machines sleep, so it looks again in any case. */
const longestSleep = 30_000

const send = (sender: Sender, joomId: string, intent: Intent): Promise<ChangeOutcome> => {
  switch (intent.kind) {
    case 'fulfill': return sender.fulfil(joomId, intent)
    case 'modify_tracking': return sender.modifyTracking(joomId, intent)
    case 'refund': return sender.refund(joomId, intent)
    default: return assertNever(intent)
  }
}

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
  readonly #holds = new Map<ConnectionId, Standstill>()
  readonly #breakers = new Map<ConnectionId, Breaker>()
  /** How often in a row a store's orders could not be read again. */
  readonly #tries = new Map<ConnectionId, number>()
  readonly #now: () => Millis
  /** By how much the clock was moved and the journal not yet. */
  #ahead: Millis = 0
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
  }

  /** Takes up what a crash left behind and starts working. */
  async start(): Promise<void> {
    this.#needs.clock.follow()
    await this.#needs.journal.recover(this.#now())
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
    this.#holds.delete(connection)
    this.#breakers.delete(connection)
    this.wake()
  }

  /** Tries a store at once that could not be reached or kept failing. A pause that Joom asked for and a sign-in that ended stand. */
  tryNow(connection: ConnectionId): void {
    const breaker = this.#breakers.get(connection)
    if (breaker) this.#breakers.set(connection, { ...breaker, until: 0 })
    if (this.#holds.get(connection)?.why === 'offline') this.#holds.delete(connection)
    this.wake()
  }

  /** Why nothing leaves for a store at this moment. */
  holdOf(connection: ConnectionId): Hold | null {
    return this.#blocked(connection) ?? (isStopped(this.#breakers.get(connection), this.#now()) ? 'failing' : null)
  }

  /** The same for people: a store that is only being tried again has not come back yet. */
  standstillOf(connection: ConnectionId): Standstill | null {
    const hold = this.#holds.get(connection)
    if (hold && hold.until + longestSleep > this.#now()) return hold
    const breaker = this.#breakers.get(connection)
    return breaker && breaker.trips > 0 ? { why: 'failing', since: breaker.since, until: breaker.until } : null
  }

  /** What keeps from asking a store anything at all. */
  #blocked(connection: ConnectionId): Hold | null {
    const hold = this.#holds.get(connection)
    return hold && hold.until > this.#now() ? hold.why : null
  }

  async #work(): Promise<void> {
    const { journal, changed } = this.#needs
    await this.#followClock()
    if (this.#interrupted) {
      await journal.recover(this.#now())
      this.#interrupted = false
    }
    if ((await journal.promote(this.#now())) > 0) changed()
    const open = (await this.#needs.authorized()).filter((connection) => this.#blocked(connection) === null)
    await whole(open.map((connection) => this.#drain(connection)))
  }

  /**
   * Where the computer's clock was set, every wait is moved along with it: those written down in one step, before anything
   * else is done. Nothing is under way meanwhile, and whoever writes afterwards writes by the clock as it is then.
   */
  async #followClock(): Promise<void> {
    const by = this.#needs.clock.follow()
    for (const [connection, hold] of this.#holds) this.#holds.set(connection, { ...hold, until: hold.until + by })
    for (const [connection, breaker] of this.#breakers) this.#breakers.set(connection, { ...breaker, until: breaker.until + by })
    this.#ahead += by
    if (this.#ahead === 0) return
    await this.#needs.journal.shift(this.#ahead, this.#now())
    this.#ahead = 0
  }

  async #drain(connection: ConnectionId): Promise<void> {
    const { journal } = this.#needs
    const trying = (): boolean => isTrying(this.#breakers.get(connection), this.#now())
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
    return !this.#stopped && this.#blocked(connection) === null
  }

  #maySend(connection: ConnectionId): boolean {
    return this.#mayAsk(connection) && !isStopped(this.#breakers.get(connection), this.#now())
  }

  /** Whether the order was read just now. Where it cannot be, the command stays as it is or stands before a person: nothing leaves unread. */
  async #isFresh(work: Work): Promise<boolean> {
    const { journal, timing, fresh, changed } = this.#needs
    const { connectionId } = work
    const unread = await fresh(work.orderId, () => journal.ordersDue([connectionId], this.#now(), lookAhead), this.#stopping.signal)
    if (this.#stopped) return false
    if (unread === null) {
      this.#tries.delete(connectionId)
      return true
    }
    // Lanes that fail side by side have failed once.
    if (this.holdOf(connectionId) === null) this.#tries.set(connectionId, (this.#tries.get(connectionId) ?? 0) + 1)
    const verdict = withoutReading(unread, this.#tries.get(connectionId) ?? 1, this.#now(), timing)
    await journal.hold(work.id, verdict, this.#now())
    this.#holdStore(connectionId, verdict)
    changed()
    return false
  }

  #holdStore(connection: ConnectionId, verdict: Verdict): void {
    if (verdict.state !== 'due' || verdict.hold === null) return
    // A revoked sign-in holds until the store is signed in again; then `release` is called.
    const now = this.#now()
    const hold = this.#holds.get(connection)
    this.#holds.set(connection, { why: verdict.hold, since: hold?.why === verdict.hold ? hold.since : now, until: verdict.hold === 'needs_authorization' ? now + longestSleep : verdict.nextAt })
  }

  /** One attempt; none where it has moved on meanwhile, or its order has changed. It is kept back where the store was stopped before its turn. */
  async #step({ work, kind }: Step, wires: Slots): Promise<void> {
    const { journal, changed } = this.#needs
    const begun = await journal.begin(work.id, kind, this.#now())
    changed()
    if (!begun) return
    const { end, verdict } = await wires.use(async () => {
      const { connectionId } = work
      if (!(kind === 'send' ? this.#maySend(connectionId) : this.#mayAsk(connectionId))) return { end: keptBack, verdict: afterKeptBack(kind, this.#now()) }
      const sender = this.#needs.sender(connectionId)
      const ended = kind === 'send' ? await this.#send(sender, work, begun.progress) : await this.#read(sender, work, begun.progress)
      // Before the next one leaves.
      this.#learn(connectionId, kind, ended.end, ended.verdict)
      return ended
    })
    await journal.end(work.id, begun.attempt, end, verdict, this.#now())
    changed()
  }

  /** What an attempt says of its store. */
  #learn(connection: ConnectionId, kind: 'send' | 'read', end: AttemptEnd, verdict: Verdict): void {
    const { timing } = this.#needs
    const hold = this.#holds.get(connection)
    this.#holdStore(connection, verdict)
    const heard = heardOf(end.outcome)
    if (heard === 'answered' && hold && hold.until <= this.#now()) this.#holds.delete(connection)
    const breaker = afterRequest(this.#breakers.get(connection) ?? null, kind, heard, this.#now(), timing)
    if (breaker) this.#breakers.set(connection, breaker)
    else this.#breakers.delete(connection)
  }

  async #send(sender: Sender, work: Work, progress: Work['progress']): Promise<{ end: AttemptEnd; verdict: Verdict }> {
    const outcome = await send(sender, work.joomId, work.intent).catch((error: unknown): ChangeOutcome => {
      this.#needs.failed(error)
      return { kind: 'unknown', message: 'An error inside Packbench', requestId: null }
    })
    return { end: { outcome: outcome.kind, detail: 'message' in outcome ? outcome.message : null, requestId: 'requestId' in outcome ? outcome.requestId : null }, verdict: afterSend(outcome, progress, this.#now(), this.#needs.timing) }
  }

  async #read(sender: Sender, work: Work, progress: Work['progress']): Promise<{ end: AttemptEnd; verdict: Verdict }> {
    const { timing, seen } = this.#needs
    const asked = this.#needs.asking()
    const outcome = await sender.getOrder(work.joomId).catch((error: unknown): ReadOutcome<null> => {
      this.#needs.failed(error)
      return { kind: 'unavailable', message: 'An error inside Packbench', requestId: null }
    })
    const end: AttemptEnd = { outcome: outcome.kind, detail: 'message' in outcome ? outcome.message : null, requestId: 'requestId' in outcome ? outcome.requestId : null }
    if (outcome.kind !== 'ok' || outcome.value === null || !('facts' in outcome.value)) return { end, verdict: afterLostRead(progress, this.#now(), timing, 'message' in outcome ? outcome.message : null) }
    const { state, shipment } = outcome.value.facts
    const observed: Observed = { state, provider: shipment.provider, trackingNumber: shipment.trackingNumber, at: asked.at }
    await seen(work.connectionId, outcome.value, asked)
    return { end: { ...end, detail: state, showed: true }, verdict: afterRead(work.intent, work.before, observed, { ...progress, seen: progress.seen + 1 }, this.#now(), timing) }
  }

  async #sleep(): Promise<void> {
    const { journal, setTimer } = this.#needs
    const [next, later] = await Promise.all([journal.nextAt(), journal.nextAt(this.#now())])
    if (this.#stopped || this.#running) return
    const until = [...this.#holds.values(), ...this.#breakers.values()].map((hold) => hold.until).filter((end) => end > this.#now())
    // What is due and could not leave (a held store, one that is not signed in) is no reason to run in circles.
    const blocked = Math.max(until.length > 0 ? Math.min(...until) - this.#now() : 0, 1000)
    const wait = next === null ? longestSleep : next > this.#now() ? next - this.#now() : Math.min(blocked, (later ?? Infinity) - this.#now())
    this.#cancel?.()
    this.#cancel = setTimer(() => { this.wake() }, Math.max(0, Math.min(wait, longestSleep)))
  }
}
