import { createHash } from 'node:crypto'

/** How many of the last lines are kept to be shown. */
const kept = 400

/** Everything that happened in one run, in its order: its last lines, and a hash over all of them. */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #last: string[] = []
  lines = 0

  /** @param at milliseconds since the run began */
  say(at: number, what: string): void {
    const line = `${String(Math.round(at)).padStart(9)} ${what}`
    this.#hash.update(line).update('\n')
    this.#last.push(line)
    if (this.#last.length > 2 * kept) this.#last.splice(0, kept)
    this.lines++
  }

  end(lines = kept): string[] {
    return this.#last.slice(-lines)
  }

  /** Once: nothing more can be said after it. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}
