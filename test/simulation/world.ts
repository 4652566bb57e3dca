import { Trouble } from '../../electron/contract/result.ts'
import type { SendOnce } from '../../electron/joom/exchange.ts'
import { judgeAddresses } from './addresses.ts'
import { App } from './app.ts'
import { Dice } from './dice.ts'
import { clear } from './faults.ts'
import { count, type Figures } from './figures.ts'
import { aroundStatements } from './hand-on-database.ts'
import { judge, judgeOpen, type Violation } from './judge.ts'
import { Machine, type Life } from './machine.ts'
import { Operator } from './operator.ts'
import { actAtPanel, changeAddress } from './panel.ts'
import { plan } from './plan.ts'
import { addressOf, Store } from './store.ts'
import type { Databases } from './template.ts'
import { Trace } from './trace.ts'
import { on } from './virtual-time.ts'

export interface Outcome {
  readonly seed: number
  /** Over everything that happened: the same for the same seed. */
  readonly hash: string
  readonly figures: Figures
  readonly violations: readonly Violation[]
  /** The end of the trace. */
  readonly tail: readonly string[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
/** Everything has to have settled so long after the last fault; the clock may have been set back meanwhile. */
const longestEnd = 6 * hour
/** What another store that is in trouble must not keep from settling has settled so long after the last fault of its own. */
const longestApart = 45 * minute
/** More events than any run has that ends. */
const mostEvents = 60_000

/** One run: a packing room, Joom, what goes wrong between them, and what has become of it. */
class World {
  readonly figures: Figures = {}
  readonly #trace = new Trace()
  readonly #seed: number
  readonly #file: string
  readonly #dice: Dice
  readonly #machine: Machine
  readonly #stores: readonly Store[]
  readonly #operator: Operator
  readonly #person: Life = { alive: true, sleeps: true }
  readonly #violations: Violation[] = []
  readonly #undoSeconds: number
  /** What is rolled for runs with a second store or with power cuts only: the others stay as they are. */
  readonly #more: Dice
  /** How often the end of the application is the end of the power. */
  readonly #powerCuts: number
  /** What is rolled for runs in which things are taken back at any time. */
  readonly #undos: Dice
  /** What is rolled for runs in which somebody tries numbers that are taken. */
  readonly #numbers: Dice
  readonly #triesNumbers: boolean
  readonly #joomClock: Dice
  /** What is rolled for runs in which addresses change, and for those in which answers leave parts of an order out. */
  readonly #addresses: Dice
  /** A store that stays in trouble while the others settle. */
  #apart: Store | null = null
  #app: App
  #lives = 0
  #untilEnd: number | null = null
  #calm = false
  #planned = 0
  #busyWith: App | null = null

  constructor(seed: number, files: Databases, machine: Machine) {
    this.#seed = seed
    this.#more = new Dice(seed, 'more')
    this.#undos = new Dice(seed, 'undos')
    this.#numbers = new Dice(seed, 'numbers')
    this.#triesNumbers = this.#numbers.chance(0.25)
    this.#joomClock = new Dice(seed, 'clock of joom')
    this.#addresses = new Dice(seed, 'addresses')
    const stores = this.#more.chance(0.25) ? 2 : 1
    this.#powerCuts = this.#more.chance(0.25) ? 0.5 : 0
    this.#file = files.fresh(stores)
    this.#dice = new Dice(seed, 'world')
    this.#machine = machine
    this.#stores = Array.from({ length: stores }, (_, i) => new Store(i + 1, seed, { machine, trace: this.#trace, figures: this.figures }))
    this.#operator = new Operator(new Dice(seed, 'operator'), this.figures, (what) => { this.#say(what) }, machine.steady)
    this.#undoSeconds = this.#dice.pick([0, 5, 30, 60])
    if (this.#addresses.chance(0.25)) for (const { joom, name } of this.#stores) joom.leavesOut = new Dice(seed, `left out${name}`)
    // The same ids at both: what reaches the wrong one is taken there.
    for (const { joom } of this.#stores) for (let n = this.#dice.between(2, 7); n > 0; n--) joom.add(`ORDER00${String(n)}`)
    aroundStatements(() => {
      if (this.#untilEnd === null || !this.#app.life.alive || --this.#untilEnd > 0) return
      this.#crash('in a statement')
      throw new Error('the process has ended')
    }, this.#powerCuts > 0 ? (sql) => { if (this.#app.life.alive) this.#app.disk.saw(sql) } : null)
    this.#app = this.#begin()
  }

  #say(what: string): void {
    this.#trace.say(this.#machine.steady(), what)
  }

  #begin(): App {
    const life = ++this.#lives
    this.#say(`machine the application starts (${String(life)})`)
    const app = new App({
      file: this.#file, machine: this.#machine, dice: new Dice(this.#seed + life, 'app'), undoSeconds: this.#undoSeconds, wayOut: (of) => this.#wayOut(of),
      failed: (part, error) => { if (app.life.alive) this.#violations.push({ rule: 'no errors of its own', what: `${part}: ${words(error)}` }) }
    })
    this.#app = app
    this.#go(app.start())
    return app
  }

  /** What ends later or, where the application ends before it, never. A `Trouble` is told to the person; that is all. */
  #go(work: Promise<unknown>): void {
    const { life } = this.#app
    work.catch((error: unknown) => {
      if (!life.alive || error instanceof Trouble) return
      this.#violations.push({ rule: 'no errors of its own', what: words(error) })
    })
  }

  #wayOut(life: Life): SendOnce {
    const ways = new Map(this.#stores.map(({ id, network }) => [addressOf(id), network.wayOut(life)]))
    return (request) => ways.get(request.url.origin)!(request)
  }

  #crash(how: string): void {
    if (!this.#app.life.alive) return
    count(this.figures, 'crashes')
    if (this.#powerCuts > 0 && this.#more.chance(this.#powerCuts)) {
      const lost = this.#app.cutPower()
      this.#say(`machine the power is gone, ${how}, and ${String(lost)} bytes with it`)
      count(this.figures, lost > 0 ? 'power cuts that took something' : 'power cuts that took nothing')
    } else {
      this.#say(`machine the application is gone, ${how}`)
      this.#app.end()
    }
    this.#beginLater()
  }

  #beginLater(): void {
    this.#untilEnd = null
    this.#machine.after(this.#dice.chance(0.7) ? this.#dice.between(100, 5000) : this.#dice.between(second, 5 * minute), this.#person, () => { if (!this.#app.life.alive) this.#begin() })
  }

  async #stop(): Promise<void> {
    const app = this.#app
    this.#say('machine the application is closed')
    await app.stop()
    // An end in the middle of it has seen to the next beginning.
    if (this.#app === app) this.#beginLater()
  }

  /** The value of one column, looked up where the window shows it. */
  #look(sql: string): unknown {
    return this.#app.life.alive ? this.#app.look(sql) : null
  }

  /** A person who sees that a store needs them signs in, sooner or later. */
  #watchSignIn(store: Store): void {
    this.#machine.after(this.#calm ? 5 * second : this.#dice.between(10 * second, 2 * minute), this.#person, () => {
      if (store !== this.#apart && this.#look(`SELECT status FROM connections WHERE id = ${String(store.id)}`) === 'needs_authorization') {
        count(this.figures, 'signed in again')
        this.#say(`person  signs in${store.name}`)
        this.#go(this.#app.signIn(store.id, store.joom.grant()))
      }
      this.#watchSignIn(store)
    })
  }

  #anyStore(): Store {
    return this.#stores.length === 1 ? this.#stores[0]! : this.#more.pick(this.#stores)
  }

  #sleep(ms: number): void {
    this.#say(`machine sleeps for ${String(ms)} ms`)
    count(this.figures, 'sleeps')
    if (this.#app.life.alive) this.#app.fallAsleep()
    this.#machine.sleep(ms)
    this.#machine.after(ms, this.#person, () => { if (this.#app.life.alive) this.#app.wake() })
  }

  /** A person does one thing after another; what the end of the application cut off is over with it. */
  #act(deed: (app: App) => Promise<void> = (app) => this.#operator.act(app, this.#machine.now())): void {
    const app = this.#app
    if (!app.life.alive || this.#busyWith === app) return
    this.#busyWith = app
    this.#go(deed(app).finally(() => { if (this.#busyWith === app) this.#busyWith = null }))
  }

  async #tryTaken(app: App): Promise<void> {
    const wrong = await this.#operator.tryTaken(app, this.#numbers, this.#machine.now())
    if (wrong !== null) this.#violations.push({ rule: 'two recipients never get one number', what: wrong })
  }

  /** What can go wrong, and what people do meanwhile. */
  #plan(): void {
    const dice = this.#dice
    plan({
      dice, undos: this.#undos, addresses: this.#addresses, joomClock: this.#joomClock, networks: this.#stores.map(({ network }) => network),
      after: (ms, work) => {
        this.#planned++
        this.#machine.after(ms, this.#person, () => {
          this.#planned--
          work()
        })
      },
      deeds: {
        act: () => { this.#act(this.#triesNumbers && this.#numbers.chance(0.3) ? (app) => this.#tryTaken(app) : undefined) },
        takeBack: () => { this.#act((app) => this.#operator.takeBack(app, this.#undos)) },
        actAtPanel: (nth) => { this.#say(actAtPanel(this.#anyStore().joom, dice, nth)) },
        changeAddress: () => {
          count(this.figures, 'addresses changed')
          this.#say(changeAddress(this.#addresses.pick(this.#stores).joom, this.#addresses))
        },
        order: (nth) => { this.#anyStore().joom.add(`ORDER01${String(nth)}`) },
        crash: () => { this.#crash('between two steps') },
        crashWithin: (statements) => { this.#untilEnd = statements },
        close: () => { if (this.#app.life.alive) this.#go(this.#stop()) },
        sleep: (ms) => { this.#sleep(ms) },
        setClock: (by) => {
          this.#say(`machine sets its clock by ${String(by)} ms`)
          count(this.figures, 'clock set')
          this.#machine.setClock(by)
        },
        setJoomClock: (to) => {
          this.#say(`joom    its clock is wrong by ${String(to)} ms`)
          count(this.figures, 'clock of Joom set')
          this.#machine.joomClockWasSet = true
          for (const { joom } of this.#stores) joom.setClock(to)
        },
        revoke: () => {
          const { name, joom } = this.#anyStore()
          this.#say(`panel   revokes the access${name}`)
          joom.revoke()
        }
      }
    })
  }

  /** Lets time pass, not for ever. */
  async #until(done: () => boolean, within: number): Promise<boolean> {
    return await this.#machine.run(() => this.#violations.length > 0 || this.#machine.events > mostEvents || done(), within) && this.#machine.events <= mostEvents
  }

  readonly #settled = (): boolean => this.#look(`SELECT count(*) FROM commands JOIN orders ON orders.id = order_id WHERE commands.state IN ('waiting', 'due', 'sending', 'unknown') AND connection_id <> ${String(this.#apart?.id ?? 0)}`) === 0

  /** Asks from time to time: looking is not for free. */
  async #quiet(within = longestEnd): Promise<boolean> {
    let quiet = false
    const look = (): void => {
      this.#machine.after(10 * second, this.#person, () => {
        quiet = this.#settled()
        if (!quiet) look()
      })
    }
    look()
    return this.#until(() => quiet, within)
  }

  async #calmDown(): Promise<boolean> {
    this.#calm = true
    this.#untilEnd = null
    let pause = 0
    if (this.#stores.length > 1 && this.#more.chance(0.7)) {
      this.#apart = this.#more.pick(this.#stores)
      const trouble = this.#more.pick(['not_sent', 'lost_before', 'error_before', 'throttled', 'revoked'] as const)
      this.#say(`store${this.#apart.name} stays in trouble: ${trouble}`)
      if (trouble === 'revoked') this.#apart.joom.revoke()
      // A pause that lasts longer than the other store may take.
      if (trouble === 'throttled') {
        pause = hour
        this.#apart.network.pause = pause / second
      }
      for (const store of this.#stores) store.network.weather = store === this.#apart && trouble !== 'revoked' ? { share: 1, weights: { [trouble]: 1 } } : clear
      count(this.figures, 'stores left in trouble')
      if (!await this.#quiet(longestApart)) {
        this.#violations.push({ rule: 'no store holds another', what: `what another store had to send is not settled while store ${String(this.#apart.id)} is in trouble` })
        return false
      }
      this.#apart.network.pause = null
      this.#apart = null
    }
    for (const { network } of this.#stores) network.weather = clear
    // A pause ends by itself.
    if (pause > 0) await this.#until(() => false, pause)
    const tidy = this.#dice.chance(0.5)
    for (;;) {
      if (!await this.#quiet()) return false
      if (!tidy || this.#look("SELECT count(*) FROM commands WHERE state IN ('refused', 'conflict')") === 0) break
      let decided = false
      this.#go(this.#app.storage.outboxList.rows(['needs_you'], 0, 50).then(async (mine) => {
        for (const command of mine) await this.#operator.decide(this.#app, command)
      }).finally(() => { decided = true }))
      if (!await this.#until(() => decided, hour)) return false
    }
    // What Joom has accepted is believed for ten minutes, whatever it shows.
    this.#sleep(20 * minute)
    const { joomClockWasSet } = this.#machine
    // What is open is compared every half an hour, and what is in doubt then is known ten minutes later.
    if (!await this.#until(() => false, (joomClockWasSet ? 81 : 21) * minute) && this.#machine.events > mostEvents) return false
    if (!await this.#read(false)) return false
    if (joomClockWasSet && this.#app.life.alive) this.#violations.push(...judgeOpen(this.#app.database, this.#stores))
    const leavesOut = this.#stores.some(({ joom }) => joom.leavesOut !== null)
    for (const { joom } of this.#stores) joom.leavesOut = null
    // What is not open, and was changed by a clock that had been set, comes where a person reads everything anew; so does a number that was left out whenever it was asked for.
    return joomClockWasSet || leavesOut ? this.#read(true) : true
  }

  async #read(whole: boolean): Promise<boolean> {
    let read = false
    this.#go(this.#app.sync.refresh(null, { whole }).then(() => { read = true }))
    return this.#until(() => read, hour)
  }

  async run(): Promise<Outcome> {
    for (const store of this.#stores) this.#watchSignIn(store)
    this.#plan()
    await this.#until(() => this.#planned === 0 && !this.#machine.isAsleep(), 24 * hour)
    const ended = await this.#calmDown()
    if (this.#violations.length === 0 && !ended) this.#violations.push({ rule: 'it ends', what: `after ${String(Math.round(this.#machine.steady() / second))} s and ${String(this.#machine.events)} events it had not` })
    if (this.#app.life.alive) {
      const doubled = (this.figures['fault answer_of_second'] ?? 0) > 0
      for (const store of this.#stores) this.#violations.push(...judgeAddresses(this.#app.database, store, this.#operator.decided))
      this.#violations.push(...judge({ database: this.#app.database, stores: this.#stores, confirmed: this.#operator.confirmed, doubled, figures: this.figures }))
    }
    this.#app.end()
    this.#person.alive = false
    count(this.figures, 'events', this.#machine.events)
    count(this.figures, 'virtual minutes', Math.round(this.#machine.steady() / minute))
    return { seed: this.#seed, tail: this.#trace.end(), hash: this.#trace.digest(), figures: this.figures, violations: this.#violations }
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.stack ?? error.message : String(error))

/** Runs one seed. The same seed gives the same outcome, on any machine and at any time; what breaks the run breaks a promise. */
export async function runSeed(seed: number, files: Databases): Promise<Outcome> {
  const machine = new Machine(new Dice(seed, 'time'))
  return on(machine, new Dice(seed, 'chance'), async () => {
    try {
      return await new World(seed, files, machine).run()
    } catch (error) {
      return { seed, hash: '', figures: {}, violations: [{ rule: 'it ends', what: words(error) }], tail: [] }
    }
  })
}
