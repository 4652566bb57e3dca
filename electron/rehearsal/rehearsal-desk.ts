import type { Misbehaviour } from './faults.ts'
import type { Rehearsal, RehearsalState } from './rehearsal.ts'

/** The rehearsal server as the rest of the program meets it: started when it is first needed, and only then. */
export class RehearsalDesk {
  readonly #start: (port: number) => Promise<Rehearsal>
  readonly #port: number
  readonly #wasReset: () => Promise<void>
  #rehearsal: Promise<Rehearsal> | null = null

  /**
   * @param port the usual one; where it is taken, any other does
   * @param wasReset called when the demo store was made anew
   */
  constructor(start: (port: number) => Promise<Rehearsal>, port: number, wasReset: () => Promise<void>) {
    this.#start = start
    this.#port = port
    this.#wasReset = wasReset
  }

  get(): Promise<Rehearsal> {
    this.#rehearsal ??= this.#start(this.#port).catch(() => this.#start(0)).catch((error: unknown) => {
      this.#rehearsal = null
      throw error
    })
    return this.#rehearsal
  }

  async state(): Promise<RehearsalState> {
    return this.#rehearsal === null ? { running: false, address: null, orders: 0, faults: [], quirks: [], requests: [] } : (await this.#rehearsal).state()
  }

  async misbehave(what: Misbehaviour): Promise<RehearsalState> {
    const rehearsal = await this.get()
    rehearsal.misbehave(what)
    return rehearsal.state()
  }

  async behave(): Promise<RehearsalState> {
    const rehearsal = await this.get()
    rehearsal.behave()
    return rehearsal.state()
  }

  /** Has answers show every habit of the real Joom, or none. */
  async showQuirks(all: boolean): Promise<RehearsalState> {
    const rehearsal = await this.get()
    rehearsal.setQuirks(all ? 'all' : 'none')
    return rehearsal.state()
  }

  async reset(): Promise<RehearsalState> {
    const rehearsal = await this.get()
    await rehearsal.reset()
    await this.#wasReset()
    return rehearsal.state()
  }

  async stop(): Promise<void> {
    await (await this.#rehearsal)?.stop()
  }
}
