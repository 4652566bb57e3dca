import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { audienceOf } from '../../electron/connections/audience.ts'
import { Keeper } from '../../electron/connections/keeper.ts'
import { createOauth } from '../../electron/connections/oauth.ts'
import { SignInCheck } from '../../electron/connections/sign-in-check.ts'
import { createStoreClient } from '../../electron/connections/store-client.ts'
import { TokenSessions } from '../../electron/connections/token-session.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import type { JoomClient } from '../../electron/joom/client.ts'
import type { SendOnce } from '../../electron/joom/exchange.ts'
import { statedLimits } from '../../electron/joom/request-budget.ts'
import { RequestGate } from '../../electron/joom/request-gate.ts'
import { orderParts } from '../../electron/order-parts.ts'
import type { OrderSync } from '../../electron/orders/sync.ts'
import type { Outbox } from '../../electron/outbox/outbox.ts'
import { usualTiming } from '../../electron/outbox/policy.ts'
import type { OutboxWorker } from '../../electron/outbox/worker.ts'
import { EvenClock } from '../../electron/platform/even-clock.ts'
import { Numbers } from '../../electron/storage/recency.ts'
import { openStorage, type Storage } from '../../electron/storage/storage.ts'
import type { Dice } from './dice.ts'
import { Disk } from './disk.ts'
import { openedBy } from './hand-on-database.ts'
import type { Life, Machine } from './machine.ts'
import { plainProtector } from './plain-protector.ts'
import { StorageThread } from './storage-thread.ts'

export interface AppNeeds {
  readonly file: string
  readonly machine: Machine
  readonly dice: Dice
  readonly wayOut: (life: Life) => SendOnce
  readonly undoSeconds: number
  /** Told of errors of our own. */
  readonly failed: (part: string, error: unknown) => void
}

const minute = 60_000
/** What is judged while it goes on, by the database: no answer that comes late takes an order back to what it was. Where Joom's own clock was set, its times tell nothing of that. */
const neverOlder = (but = '') => `CREATE TEMP TRIGGER never_older BEFORE UPDATE OF last_updated ON orders WHEN new.last_updated < old.last_updated AND joom_was_set() = 0 ${but} BEGIN SELECT raise(ABORT, 'an older answer was taken'); END`
/** A life that begins after the clock was set cannot know how long ago the one before it read an order: there it is judged of what was read in this life. */
const readHere = "CREATE TEMP TABLE read_here (id INTEGER PRIMARY KEY); CREATE TEMP TRIGGER is_read AFTER UPDATE OF fetched_at ON orders BEGIN INSERT OR IGNORE INTO read_here VALUES (new.id); END"
/** A life that begins after the clock was set cannot know for how long Joom may still show what was before a change of ours; nor can one with an answer that lay unread while the machine slept. */
const neverBack = "CREATE TEMP TRIGGER never_back BEFORE UPDATE OF state ON orders WHEN ((old.state = 'SHIPPED' AND new.state = 'APPROVED') OR (old.state = 'REFUNDED' AND new.state <> 'REFUNDED')) AND has_slept() = 0 AND joom_was_set() = 0 BEGIN SELECT raise(ABORT, 'an order went back to what it was'); END"

/** One life of the application: the product's own parts, brought together as `compose.ts` does it, until it ends or is ended. */
export class App {
  readonly life: Life = { alive: true, sleeps: true }
  readonly storage: Pick<Storage, 'connections' | 'orders' | 'orderList' | 'commands' | 'outboxList' | 'readings'>
  readonly outbox: Outbox
  readonly worker: OutboxWorker
  readonly sync: OrderSync
  readonly database: DatabaseSync
  readonly disk: Disk
  readonly #needs: AppNeeds
  readonly #keeper: Keeper
  readonly #sessions: TokenSessions
  readonly #oauth: ReturnType<typeof createOauth>
  readonly #sendOnce: SendOnce
  readonly #now: () => number
  readonly #gates = new Map<ConnectionId, RequestGate>()
  readonly #checks = new Map<ConnectionId, SignInCheck>()
  readonly #open: Storage
  readonly #looks = new Map<string, StatementSync>()
  #hasSlept = false

  constructor(needs: AppNeeds) {
    this.#needs = needs
    const { machine, dice, file, failed } = needs
    const clock = new EvenClock(machine.now, machine.steady)
    const { now } = clock
    this.#now = now
    machine.life = this.life
    const { opened, database } = openedBy(() => openStorage(file, { now, random: dice.next, numbers: new Numbers(undefined, machine.steady), failed: (error) => { failed('storage', error) } }))
    this.database = database
    this.disk = new Disk(file, database)
    // Not taken away where it does not hold any more: every statement would have to be prepared anew.
    database.function('has_slept', () => (this.#hasSlept ? 1 : 0))
    database.function('joom_was_set', () => (machine.joomClockWasSet ? 1 : 0))
    if (machine.clockWasSet) database.exec(readHere)
    database.exec(neverOlder(machine.clockWasSet ? 'AND old.id IN (SELECT id FROM read_here)' : ''))
    if (!machine.clockWasSet) database.exec(neverBack)
    this.#open = opened
    const thread = new StorageThread(machine, dice, this.life)
    this.storage = {
      connections: thread.part(opened.connections), orders: thread.part(opened.orders, 'ask'), orderList: thread.part(opened.orderList),
      commands: thread.part(opened.commands), outboxList: thread.part(opened.outboxList), readings: thread.part(opened.readings)
    }
    const { storage } = this
    const log = { info: () => undefined, error: () => undefined }
    this.#sendOnce = needs.wayOut(this.life)
    this.#keeper = new Keeper(storage.connections, plainProtector, now)
    this.#oauth = createOauth({ userAgent: 'Packbench', now, sendOnce: this.#sendOnce })
    this.#sessions = new TokenSessions({ store: storage.connections, keeper: this.#keeper, oauth: this.#oauth, now, changed: () => undefined, log })
    const { outbox, worker, sync } = orderParts({
      storage, authorized: () => storage.connections.authorized(), client: (id) => this.#client(id), clock, steady: machine.steady, timing: usualTiming, undoSeconds: () => needs.undoSeconds, operator: () => 'Ayşe', numberMasks: () => [],
      setTimer: (work, ms) => machine.after(ms, this.life, work),
      read: async (id, startedAt, error) => { if (error === null) await storage.connections.update(id, { readAt: startedAt, trouble: null }) },
      progress: () => undefined, ordersChanged: () => undefined, outboxChanged: () => undefined, failed: (error) => { failed('outbox', error) }, readingFailed: (error) => { failed('orders', error) }
    })
    this.outbox = outbox
    this.worker = worker
    this.sync = sync
  }

  #client(id: ConnectionId): JoomClient {
    const { machine, dice } = this.#needs
    const gate = this.#gates.get(id) ?? new RequestGate(() => statedLimits, machine.steady)
    this.#gates.set(id, gate)
    const connection = async () => {
      const found = await this.storage.connections.get(id)
      if (found === null) throw new Error('The store is gone')
      return found
    }
    const needs = { sessions: this.#sessions, http: { now: this.#now, userAgent: 'Packbench', gate, random: dice.next, sendOnce: this.#sendOnce } }
    const check = this.#checks.get(id) ?? new SignInCheck(needs)
    this.#checks.set(id, check)
    return createStoreClient({ ...needs, connection, check, evenUnauthorized: false })
  }

  async start(): Promise<void> {
    await this.worker.start()
    this.refresh()
    const again = (): void => {
      this.#needs.machine.after(5 * minute, this.life, () => {
        this.refresh()
        again()
      })
    }
    again()
  }

  refresh(): void {
    this.sync.refresh(null, { byItself: true }).catch((error: unknown) => { this.#needs.failed('orders', error) })
  }

  /** The machine is about to sleep. */
  fallAsleep(): void {
    this.#hasSlept = true
  }

  /** The machine is awake again. */
  wake(): void {
    this.worker.wake()
    this.sync.wake().catch((error: unknown) => { this.#needs.failed('orders', error) })
  }

  /** A person has granted access in the browser. @throws where Joom or the network did not take part */
  async signIn(id: ConnectionId, code: string): Promise<void> {
    const { connections } = this.storage
    const before = await connections.get(id)
    if (before === null) return
    const secretKey = await this.#keeper.secretKey(id, audienceOf(before)) ?? ''
    const pair = await this.#oauth.exchange({ address: before.address, clientId: before.clientId, secretKey }, code, 'http://localhost:41919/')
    await this.#sessions.replace(before, pair)
    await connections.update(id, { trouble: null })
    this.worker.release(id)
    this.refresh()
  }

  /** The value of one column. */
  look(sql: string): unknown {
    const look = this.#looks.get(sql) ?? this.database.prepare(sql)
    this.#looks.set(sql, look)
    return Object.values(look.get() ?? {})[0]
  }

  /** Ends as it does when its window is closed. */
  async stop(): Promise<void> {
    await this.sync.stop()
    await this.worker.stop()
    this.life.alive = false
    await this.#open.close()
  }

  /** The process is gone, in the middle of whatever it did. What was not committed is taken back. */
  end(): void {
    this.life.alive = false
    if (this.database.isOpen) this.database.close()
  }

  /** The power is gone: of what did not wait for the disk, some part is gone too. @returns how many bytes */
  cutPower(): number {
    this.life.alive = false
    return this.database.isOpen ? this.disk.cut(this.#needs.dice) : 0
  }
}
