import { Trouble } from '../../electron/contract/result.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { App } from './app.ts'
import { Dice } from './dice.ts'
import { clear, weather } from './faults.ts'
import { count, type Figures } from './figures.ts'
import { beforeStatements } from './hand-on-database.ts'
import { judge, type Violation } from './judge.ts'
import { Machine, type Life } from './machine.ts'
import { ModelJoom } from './model-joom.ts'
import { Network } from './network.ts'
import { Operator } from './operator.ts'
import { actAtPanel } from './panel.ts'
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
  readonly #joom: ModelJoom
  readonly #network: Network
  readonly #operator: Operator
  readonly #person: Life = { alive: true, sleeps: true }
  readonly #violations: Violation[] = []
  readonly #undoSeconds: number
  #app: App
  #lives = 0
  #untilEnd: number | null = null
  #calm = false
  #planned = 0
  #busyWith: App | null = null

  constructor(seed: number, file: string, machine: Machine) {
    this.#seed = seed
    this.#file = file
    this.#dice = new Dice(seed, 'world')
    this.#machine = machine
    this.#joom = new ModelJoom(new Dice(seed, 'joom'), this.#machine.rightTime)
    this.#network = new Network({ machine: this.#machine, joom: this.#joom, dice: new Dice(seed, 'network'), trace: this.#trace, figures: this.figures }, clear)
    this.#operator = new Operator(new Dice(seed, 'operator'), this.figures, (what) => { this.#say(what) })
    this.#undoSeconds = this.#dice.pick([0, 5, 30, 60])
    for (let n = this.#dice.between(2, 7); n > 0; n--) this.#joom.add(`ORDER00${String(n)}`)
    beforeStatements(() => {
      if (this.#untilEnd === null || !this.#app.life.alive || --this.#untilEnd > 0) return
      this.#crash('in a statement')
      throw new Error('the process has ended')
    })
    this.#app = this.#begin()
  }

  #say(what: string): void {
    this.#trace.say(this.#machine.steady(), what)
  }

  #begin(): App {
    const life = ++this.#lives
    this.#say(`machine the application starts (${String(life)})`)
    const app = new App({
      file: this.#file, machine: this.#machine, dice: new Dice(this.#seed + life, 'app'), undoSeconds: this.#undoSeconds, sendOnce: (of) => this.#network.wayOut(of),
      failed: (part, error) => { if (app.life.alive) this.#violations.push({ rule: 'no errors of its own', what: `${part}: ${error instanceof Error ? error.stack ?? error.message : String(error)}` }) }
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
      this.#violations.push({ rule: 'no errors of its own', what: error instanceof Error ? error.stack ?? error.message : String(error) })
    })
  }

  #crash(how: string): void {
    if (!this.#app.life.alive) return
    this.#say(`machine the application is gone, ${how}`)
    count(this.figures, 'crashes')
    this.#app.end()
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

  /** A person who sees that the store needs them signs in, sooner or later. */
  #watchSignIn(): void {
    this.#machine.after(this.#calm ? 5 * second : this.#dice.between(10 * second, 2 * minute), this.#person, () => {
      if (this.#look('SELECT status FROM connections') === 'needs_authorization') {
        count(this.figures, 'signed in again')
        this.#say('person  signs in')
        this.#go(this.#app.signIn(1 as ConnectionId, this.#joom.grant())) // the only store there is
      }
      this.#watchSignIn()
    })
  }

  #sleep(ms: number): void {
    this.#say(`machine sleeps for ${String(ms)} ms`)
    count(this.figures, 'sleeps')
    this.#machine.sleep(ms)
    this.#machine.after(ms, this.#person, () => { if (this.#app.life.alive) this.#app.wake() })
  }

  /** A person does one thing after another; what the end of the application cut off is over with it. */
  #act(): void {
    const app = this.#app
    if (!app.life.alive || this.#busyWith === app) return
    this.#busyWith = app
    this.#go(this.#operator.act(app, this.#machine.now()).finally(() => { if (this.#busyWith === app) this.#busyWith = null }))
  }

  /** Writes down what will happen in the time that is not calm. */
  #plan(): void {
    const dice = this.#dice
    let end = 20 * second
    const plan = (after: number, work: () => void): void => {
      this.#planned++
      this.#machine.after(after, this.#person, () => {
        this.#planned--
        work()
      })
    }
    for (let n = dice.between(3, 8); n > 0; n--) {
      end += dice.chance(0.2) ? dice.between(30, 90) * second : dice.between(100, 10_000)
      plan(end, () => { this.#act() })
    }
    end += dice.between(10, 60) * second
    const sometimes = (most: number, work: (nth: number) => void): void => {
      for (let n = dice.between(0, most); n > 0; n--) plan(dice.between(5 * second, end), () => { work(n) })
    }
    sometimes(4, (nth) => { this.#say(actAtPanel(this.#joom, dice, nth)) })
    sometimes(2, (nth) => { this.#joom.add(`ORDER01${String(nth)}`) })
    sometimes(2, () => { this.#crash('between two steps') })
    sometimes(3, () => { this.#untilEnd = dice.between(1, 80) })
    if (dice.chance(0.2)) sometimes(1, () => { if (this.#app.life.alive) this.#go(this.#stop()) })
    if (dice.chance(0.3)) sometimes(2, () => { this.#sleep(dice.pick([30 * second, 10 * minute, 8 * hour])) })
    if (dice.chance(0.3)) sometimes(2, () => {
      const by = dice.pick([-10 * minute, -minute, 30 * second, 10 * minute, 26 * hour])
      this.#say(`machine sets its clock by ${String(by)} ms`)
      count(this.figures, 'clock set')
      this.#machine.setClock(by)
    })
    if (dice.chance(0.25)) sometimes(2, () => {
      this.#say('panel   revokes the access')
      this.#joom.revoke()
    })
    sometimes(2, () => { this.#network.weather = weather(dice) })
    plan(dice.between(0, 15 * second), () => { this.#network.weather = weather(dice) })
    plan(end, () => undefined)
  }

  /** Lets time pass, not for ever. */
  async #until(done: () => boolean, within: number): Promise<boolean> {
    return await this.#machine.run(() => this.#violations.length > 0 || this.#machine.events > mostEvents || done(), within) && this.#machine.events <= mostEvents
  }

  readonly #settled = (): boolean => this.#look("SELECT count(*) FROM commands WHERE state IN ('waiting', 'due', 'sending', 'unknown')") === 0

  /** Asks from time to time: looking is not for free. */
  async #quiet(): Promise<boolean> {
    let quiet = false
    const look = (): void => {
      this.#machine.after(10 * second, this.#person, () => {
        quiet = this.#settled()
        if (!quiet) look()
      })
    }
    look()
    return this.#until(() => quiet, longestEnd)
  }

  async #calmDown(): Promise<boolean> {
    this.#calm = true
    this.#network.weather = clear
    this.#untilEnd = null
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
    if (!await this.#until(() => false, 21 * minute) && this.#machine.events > mostEvents) return false
    let read = false
    this.#go(this.#app.sync.refresh(null).then(() => { read = true }))
    return this.#until(() => read, hour)
  }

  async run(): Promise<Outcome> {
    this.#watchSignIn()
    this.#plan()
    await this.#until(() => this.#planned === 0 && !this.#machine.isAsleep(), 24 * hour)
    const ended = await this.#calmDown()
    if (this.#violations.length === 0 && !ended) this.#violations.push({ rule: 'it ends', what: `after ${String(Math.round(this.#machine.steady() / second))} s and ${String(this.#machine.events)} events it had not` })
    if (this.#app.life.alive) {
      const doubled = (this.figures['fault answer_of_second'] ?? 0) > 0
      this.#violations.push(...judge({ database: this.#app.database, joom: this.#joom, confirmed: this.#operator.confirmed, doubled, figures: this.figures }))
    }
    this.#app.end()
    this.#person.alive = false
    count(this.figures, 'events', this.#machine.events)
    count(this.figures, 'virtual minutes', Math.round(this.#machine.steady() / minute))
    return { seed: this.#seed, tail: this.#trace.end(), hash: this.#trace.digest(), figures: this.figures, violations: this.#violations }
  }
}

/** Runs one seed. The same seed gives the same outcome, on any machine and at any time. */
export function runSeed(seed: number, files: Databases): Promise<Outcome> {
  const machine = new Machine(new Dice(seed, 'time'))
  return on(machine, new Dice(seed, 'chance'), () => new World(seed, files.fresh(), machine).run())
}
