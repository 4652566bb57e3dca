import fc from 'fast-check'
import { expect } from 'vitest'
import type { CommandId, Millis, OrderId } from '../../../electron/domain/ids.ts'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import type { Journal } from '../../../electron/outbox/journal.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { received } from '../../support/orders.ts'
import type { TestStorage } from '../../support/storage.ts'

/** What happens to a change at Joom. `made_lost`, `lost`: no answer, after and before it was made; readings see what was made so a little later. */
export const fortunes = ['accepted', 'made_lost', 'lost', 'refused', 'throttled', 'not_sent', 'unauthorized'] as const
export type Fortune = (typeof fortunes)[number]

interface Shown { readonly state: 'APPROVED' | 'SHIPPED'; readonly number: string | null; readonly provider: string | null }
/** `old`: what readings still see, and until when. `numbers`: what it was given, in this order. */
interface AtJoom { readonly id: OrderId; now: Shown; old: (Shown & { readonly until: Millis }) | null; underWay: number; readonly numbers: string[] }
const late = 20_000

const forever = new Promise<never>(() => undefined)
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
let orders = 0
let numbers = 0

/** A worker on a real journal, whose every step, call and answer comes when a scheduler lets it, in a time that passes only when nothing else can. */
export class OddWorld {
  readonly #test: TestStorage
  readonly #scheduler: fc.Scheduler
  readonly #fortunes: Fortune[]
  readonly #orders = new Map<string, AtJoom>()
  readonly #timers = new Set<{ readonly at: number; readonly work: () => void }>()
  readonly #failures: unknown[] = []
  readonly #undone = new Set<string>()
  readonly commands = new Map<CommandId, string>()
  #worker: OutboxWorker | null = null
  #end = (): void => undefined

  constructor(test: TestStorage, scheduler: fc.Scheduler, given: readonly Fortune[]) {
    this.#test = test
    this.#scheduler = scheduler
    this.#fortunes = [...given]
  }

  /** Makes orders that wait to be shipped. */
  async fill(count: number): Promise<void> {
    const { storage, store, clock } = this.#test
    for (let i = 0; i < count; i++) {
      const joomId = `ODD${String(++orders).padStart(6, '0')}`
      await storage.orders.take(store, [received(joomId)], [], clock.now)
      const [row] = await storage.orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: null, search: joomId }, 0, 1, clock.now)
      if (!row) throw new Error(`${joomId} was not kept`)
      this.#orders.set(joomId, { id: row.id, now: { state: 'APPROVED', number: null, provider: null }, old: null, underWay: 0, numbers: [] })
    }
  }

  /** Confirms an order, or gives it another number where it is shipped; not at all where a command holds it. */
  async submit(nth: number): Promise<void> {
    const order = [...this.#orders.values()][nth % this.#orders.size]!
    const trackingNumber = `N${String(++numbers).padStart(8, '0')}`
    const item = { orderId: order.id, provider: 'China Post', trackingNumber }
    const [row] = await this.#test.storage.orderList.byIds([order.id])
    const outbox = this.#outbox()
    const { commandIds } = await (row?.state === 'SHIPPED' ? outbox.modifyTracking([item]) : outbox.fulfil([{ ...item, shippingTime: '7-21', note: null }]))
    for (const id of commandIds) this.commands.set(id, trackingNumber)
  }

  async undo(): Promise<void> {
    const { undone } = await this.#outbox().undo([...this.commands.keys()])
    for (const id of undone) this.#undone.add(this.commands.get(id)!)
  }

  wake(): void {
    this.#worker?.wake()
  }

  /** Has everything asked at once, as a person may who does not want to wait. */
  async askNow(): Promise<void> {
    for (const id of this.commands.keys()) await this.#test.storage.commands.readNow(id, this.#test.clock.now)
    this.wake()
  }

  /** Starts a worker where none runs. */
  start(): void {
    if (this.#worker) return
    const life = { ended: false }
    this.#end = () => { life.ended = true }
    const alive = (): boolean => !life.ended
    const { storage, store, clock } = this.#test
    this.#worker = new OutboxWorker({
      journal: this.#journal(alive), clock: new EvenClock(() => clock.now, () => clock.now), timing: usualTiming, authorized: () => Promise.resolve([store]), sender: () => this.#sender(alive),
      seen: async (id, order, asked) => { await storage.orders.take(id, [order], [], asked) }, fresh: (id) => this.#readAgain(id, alive), asking: () => storage.orders.ask(), changed: () => undefined, failed: (error) => { this.#failures.push(error) },
      setTimer: (work, ms) => {
        const timer = { at: clock.now + ms, work }
        if (alive()) this.#timers.add(timer)
        return () => { this.#timers.delete(timer) }
      }
    })
    void this.#worker.start()
  }

  /** The process ends: nothing that was under way in it goes on; what has left is on its way. */
  crash(): void {
    this.#end()
    this.#timers.clear()
    this.#worker = null
  }

  /** Lets so many things happen. @returns whether there were so many */
  async steps(count: number): Promise<boolean> {
    for (let i = 0; i < count; i++) {
      await turn()
      await turn()
      if (this.#scheduler.count() === 0) return false
      await this.#scheduler.waitNext(1)
    }
    return true
  }

  /** Lets everything happen that can, and the time pass in between, until nothing is open. */
  async settle(): Promise<void> {
    this.start()
    for (let i = 0; i < 2000; i++) {
      if (await this.steps(1)) continue
      const { waiting, due, sending, unknown } = await this.#test.storage.outboxList.summary(this.#test.clock.now, 0)
      if (waiting + due + sending + unknown === 0) break
      const [next] = [...this.#timers].toSorted((a, b) => a.at - b.at)
      if (!next) throw new Error('Something is open, and nothing will happen')
      this.#timers.delete(next)
      this.#test.clock.now = Math.max(this.#test.clock.now, next.at)
      next.work()
    }
    const ended = this.#worker?.stop()
    while (await this.steps(1));
    await ended
    this.#worker = null
  }

  /** What must be true when all is settled. */
  async judge(): Promise<void> {
    expect(this.#failures).toEqual([])
    const made = [...this.#orders.values()].flatMap(({ numbers: given }) => given)
    for (const [id, number] of this.commands) {
      const state = (await this.#test.storage.commands.find(id))?.state
      const times = made.filter((one) => one === number).length
      expect({ number, state, times }).toEqual({ number, state, times: state === 'done' ? 1 : 0 })
      expect(this.#undone.has(number) ? ['undone'] : ['done', 'refused']).toContain(state)
    }
    for (const { numbers: given } of this.#orders.values()) expect(given).toEqual(given.toSorted())
  }

  #outbox(): Outbox {
    return new Outbox({ journal: this.#test.storage.commands, now: () => this.#test.clock.now, undoSeconds: () => numbers % 2 * 30, operator: () => null, numberMasks: () => [], changed: () => { this.wake() } })
  }

  #moment(of: string): Promise<unknown> {
    return this.#scheduler.schedule(Promise.resolve(), of)
  }

  /** The real journal; a call begins when it may, and one of a process that has ended never returns. */
  #journal(alive: () => boolean): Journal {
    return new Proxy<Journal>(this.#test.storage.commands, {
      get: (journal, name: keyof Journal) => async (...given: unknown[]) => {
        await this.#moment(name)
        if (!alive()) return forever
        const result = await (journal[name] as (...all: unknown[]) => Promise<unknown>).apply(journal, given) // the caller's own arguments
        return alive() ? result : forever
      }
    })
  }

  #sender(alive: () => boolean): Sender {
    const change = async (joomId: string, number: string, provider: string, from: Shown['state']): Promise<ChangeOutcome> => {
      const order = this.#orders.get(joomId)!
      expect(order.underWay, 'one request of an order is under way at most').toBe(0)
      order.underWay++
      const fortune = this.#fortunes.shift() ?? 'accepted'
      await this.#moment(`${fortune} ${joomId}`)
      const possible = order.now.state === from
      if (possible && (fortune === 'accepted' || fortune === 'made_lost')) {
        if (fortune === 'made_lost') order.old = { ...order.now, until: this.#test.clock.now + late }
        order.now = { state: 'SHIPPED', number, provider }
        order.numbers.push(number)
      }
      order.underWay--
      await this.#moment(`answer to ${joomId}`)
      if (!alive()) return forever
      return this.#answer(fortune, possible)
    }
    return {
      fulfil: (joomId, { trackingNumber, provider }) => change(joomId, trackingNumber, provider, 'APPROVED'),
      modifyTracking: (joomId, { trackingNumber, provider }) => change(joomId, trackingNumber, provider, 'SHIPPED'),
      refund: () => Promise.reject(new Error('Nothing is refunded here')),
      getOrder: async (joomId) => {
        const order = this.#orders.get(joomId)!
        await this.#moment(`reading of ${joomId}`)
        const { state, number, provider } = order.old && order.old.until > this.#test.clock.now ? order.old : order.now
        await this.#moment(`reading shows ${joomId}`)
        if (!alive()) return forever
        return { kind: 'ok', value: received(joomId, { state, lastUpdated: this.#test.clock.now, shipment: { trackingNumber: number, provider } }), requestId: null }
      }
    }
  }

  /** An order is read again before its command leaves. */
  async #readAgain(id: OrderId, alive: () => boolean): Promise<null> {
    const [joomId = ''] = [...this.#orders].find(([, order]) => order.id === id) ?? []
    const asked = this.#test.storage.orders.ask()
    const answer = await this.#sender(alive).getOrder(joomId)
    if (answer.kind === 'ok' && answer.value && 'facts' in answer.value) await this.#test.storage.orders.take(this.#test.store, [answer.value], [], asked)
    return null
  }

  #answer(fortune: Fortune, possible: boolean): ChangeOutcome {
    const { now } = this.#test.clock
    switch (fortune) {
      case 'accepted': return possible ? { kind: 'accepted', message: '', requestId: null } : { kind: 'refused', httpStatus: 400, code: '1002', message: 'not now', data: null, requestId: null }
      case 'refused': return { kind: 'refused', httpStatus: 400, code: '1000', message: 'no', data: null, requestId: null }
      case 'throttled': return { kind: 'throttled', until: now + 5000, requestId: null }
      case 'not_sent': return { kind: 'not_sent', message: 'ECONNREFUSED' }
      case 'unauthorized': return { kind: 'unauthorized', message: '', requestId: null }
      case 'lost': case 'made_lost': return { kind: 'unknown', message: 'reset', requestId: null }
    }
  }
}
