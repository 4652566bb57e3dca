import { Trouble } from '../contract/result.ts'
import type { OutboxSummary } from '../contract/schemas.ts'

type Code = NonNullable<OutboxSummary['storage']>

const said: Readonly<Record<Code, true>> = { storage_full: true, storage_io: true, storage_locked: true, storage_read_only: true, storage_stopped: true }
const isSaid = (code: string): code is Code => Object.hasOwn(said, code)

/**
 * Whether the outbox can write what it does. Nobody asked for what happens by itself, so nobody is told of its failures: this
 * stands until something was written again.
 */
export class StorageStanding {
  readonly #changed: () => void
  #code: Code | null = null

  /** @param changed told where it is another than before */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Why nothing can be written; `null` where the last thing was. */
  get code(): Code | null {
    return this.#code
  }

  /** Something was not written. What is no trouble of the disk or its file is not told. */
  failed(error: unknown): void {
    if (error instanceof Trouble && isSaid(error.code)) this.#turn(error.code)
  }

  /** Something was written. */
  wrote(): void {
    this.#turn(null)
  }

  #turn(code: Code | null): void {
    if (this.#code === code) return
    this.#code = code
    this.#changed()
  }
}
