import type { Dice } from './dice.ts'

/** Whoever an event belongs to. What is over does nothing any more; what sleeps does it once the machine is awake. */
export interface Life {
  alive: boolean
  /** Joom and the network do not sleep with the machine. */
  readonly sleeps: boolean
}
export const outside: Life = { alive: true, sleeps: false }

interface Event { readonly at: number; readonly tie: number; readonly life: Life; readonly work: () => void }

/** Everything that waits for promises only has gone as far as it can by then: Node sees to them before the next tick. */
const settled = (): Promise<void> => new Promise((resolve) => { process.nextTick(resolve) })

/**
 * Time that passes only from event to event. `steady` goes forward; the clock on the wall can be set. What happens at the
 * same moment happens in an order that the seed decides.
 */
export class Machine {
  readonly #dice: Dice
  readonly #queue: Event[] = []
  readonly #began = 1_800_000_000_000
  #steady = 0
  #set = 0
  #awakeAt = 0
  events = 0
  clockWasSet = false
  /** Joom's own clock was set: its times from before that cannot be compared with those after it. */
  joomClockWasSet = false
  /** Whose code runs on this machine now: its timers are its own. */
  life: Life = outside

  constructor(dice: Dice) {
    this.#dice = dice
  }

  /** Milliseconds since the run began, on a clock that only goes forward. */
  readonly steady = (): number => this.#steady

  /** The clock of the machine, which people set. */
  readonly now = (): number => Math.floor(this.#began + this.#steady + this.#set)

  /** The right time: that of Joom. */
  readonly rightTime = (): number => Math.floor(this.#began + this.#steady)

  setClock(by: number): void {
    this.#set += by
    this.clockWasSet = true
  }

  isAsleep(): boolean {
    return this.#steady < this.#awakeAt
  }

  /** Nothing of this machine goes on for so long. */
  sleep(ms: number): void {
    this.#awakeAt = this.#steady + ms
  }

  /** @returns the way to take it back */
  after(ms: number, life: Life, work: () => void): () => void {
    const own: Life = { alive: true, sleeps: life.sleeps }
    this.#put({ at: this.#steady + Math.max(0, ms), tie: this.#dice.next(), life, work: () => { if (own.alive) work() } })
    return () => { own.alive = false }
  }

  #put(event: Event): void {
    let low = 0
    let high = this.#queue.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#queue[middle]!
      if (other.at > event.at || (other.at === event.at && other.tie > event.tie)) low = middle + 1
      else high = middle
    }
    this.#queue.splice(low, 0, event)
  }

  /**
   * Lets time pass until `done` or until nothing is left to happen. Whatever an event sets going goes as far as it can before the next one.
   * @returns whether it was done within so many milliseconds
   */
  async run(done: () => boolean, within: number): Promise<boolean> {
    const end = this.#steady + within
    while (!done()) {
      const event = this.#queue.pop()
      if (event === undefined) return false
      if (event.at > end) {
        this.#put(event)
        this.#steady = Math.max(this.#steady, end)
        return false
      }
      if (!event.life.alive) continue
      if (event.life.sleeps && event.at < this.#awakeAt) {
        this.#put({ ...event, at: this.#awakeAt })
        continue
      }
      this.#steady = Math.max(this.#steady, event.at)
      this.events++
      event.work()
      await settled()
    }
    return true
  }
}
