import type { Dice } from './dice.ts'
import type { Life, Machine } from './machine.ts'

/**
 * The repositories as the thread of the database answers for them: a message there, one call after another, a message back.
 * In between other things happen, and the end may come.
 */
export class StorageThread {
  readonly #machine: Machine
  readonly #dice: Dice
  readonly #life: Life
  readonly #calls: (() => void)[] = []
  readonly #answers: (() => void)[] = []

  constructor(machine: Machine, dice: Dice, life: Life) {
    this.#machine = machine
    this.#dice = dice
    this.#life = life
  }

  /** @param here what does not go to the thread */
  part<T extends object>(repository: T, ...here: readonly (keyof T)[]): T {
    return new Proxy(repository, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name)
        if (typeof own !== 'function') return own
        const call = (...args: unknown[]): unknown => Reflect.apply(own, target, args)
        // Only what is in `here` answers with anything but a promise.
        return here.some((kept) => kept === name) ? call : (...args: unknown[]) => this.#ask(() => Promise.resolve(call(...args)))
      }
    })
  }

  #ask(call: () => Promise<unknown>): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const back = (answer: () => void): void => { this.#pass(this.#answers, answer) }
    this.#pass(this.#calls, () => {
      call().then((value) => { back(() => { resolve(value) }) }, (error: unknown) => { back(() => { reject(error) }) })
    })
    return promise
  }

  /** Messages arrive in the order in which they were sent. */
  #pass(way: (() => void)[], message: () => void): void {
    way.push(message)
    this.#machine.after(this.#dice.next() < 0.1 ? this.#dice.between(1, 40) : this.#dice.next(), this.#life, () => { way.shift()?.() })
  }
}
