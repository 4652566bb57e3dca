import type { CommandId, ConnectionId, Millis } from '../domain/ids.ts'
import type { Journal, Work } from './journal.ts'

/** What a lane does next. */
export interface Step {
  readonly work: Work
  readonly kind: 'send' | 'read'
}

/** So many commands are looked up at once. */
const together = 32
/** What was looked up is old after so long: something more urgent may have come. */
const heldFor = 1000

/**
 * What the lanes of one store take from, each step once: first what is to be read back, then what is due, least time left first.
 * It may be out of date by a second; the journal begins only what is still to be begun.
 */
export class Feed {
  readonly #journal: Pick<Journal, 'due' | 'unknown'>
  readonly #connection: ConnectionId
  readonly #now: () => Millis
  readonly #maySend: () => boolean
  readonly #taken = new Set<CommandId>()
  #steps: Step[] = []
  #until: Millis = 0
  #looking: Promise<number> | null = null

  /** @param maySend whether anything new is sent at this moment */
  constructor(journal: Pick<Journal, 'due' | 'unknown'>, connection: ConnectionId, now: () => Millis, maySend: () => boolean) {
    this.#journal = journal
    this.#connection = connection
    this.#now = now
    this.#maySend = maySend
  }

  /** @returns what nobody else is at work on, to be told by `done` afterwards; `null` where there is nothing */
  async take(): Promise<Step | null> {
    for (;;) {
      const step = this.#now() < this.#until ? this.#steps.shift() : undefined
      if (step && (step.kind === 'read' || this.#maySend())) {
        this.#taken.add(step.work.id)
        return step
      }
      if (step) continue
      this.#looking ??= this.#look().finally(() => { this.#looking = null })
      if (await this.#looking === 0) return null
    }
  }

  done(id: CommandId): void {
    this.#taken.delete(id)
  }

  async #look(): Promise<number> {
    const at = this.#now()
    const [lost, due] = await Promise.all([this.#journal.unknown([this.#connection], at, together), this.#maySend() ? this.#journal.due([this.#connection], at, together) : []])
    const steps = [...lost.map((work): Step => ({ work, kind: 'read' })), ...due.map((work): Step => ({ work, kind: 'send' }))]
    this.#steps = steps.filter(({ work }) => !this.#taken.has(work.id))
    this.#until = this.#now() + heldFor
    return this.#steps.length
  }
}
