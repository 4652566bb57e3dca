import { setImmediate as breathe } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { unhurried } from './open-database.ts'
import type { Schema } from './schema.ts'

/** Orders of one step: who asks for something meanwhile waits a few milliseconds. */
const step = 200
/** What arrives goes before: the index follows once nothing has come for so long. Milliseconds. */
const quiet = 200

/** Brings the index of the search up to what has arrived, in small steps. Until then the search looks into the rows themselves. */
export class SearchIndex {
  readonly #db: Kysely<Schema>
  readonly #failed: (error: unknown) => void
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #stopped = false

  constructor(db: Kysely<Schema>, failed: (error: unknown) => void) {
    this.#db = db
    this.#failed = failed
  }

  /** Orders have arrived. */
  wake(): void {
    if (this.#stopped) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#running ??= this.#follow().catch(this.#failed).finally(() => { this.#running = null })
    }, quiet)
  }

  /** Everything that has arrived is in the index. */
  async catchUp(): Promise<void> {
    while (!this.#stopped && await this.#step()) await breathe()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running
  }

  async #follow(): Promise<void> {
    // A set timer means that orders are arriving again: it goes on after them.
    while (!this.#stopped && this.#timer === null && await this.#step()) await breathe()
  }

  /** @returns whether there may be more */
  #step(): Promise<boolean> {
    return unhurried(this.#db, async (trx) => {
      const { rows } = await sql<{ id: number }>`SELECT id FROM orders_to_index ORDER BY id LIMIT ${sql.lit(step)}`.execute(trx)
      const last = rows.at(-1)
      if (last === undefined) return false
      await sql`INSERT INTO orders_search (rowid, search) SELECT id, search FROM orders WHERE id IN (SELECT id FROM orders_to_index WHERE id <= ${last.id})`.execute(trx)
      await sql`DELETE FROM orders_to_index WHERE id <= ${last.id}`.execute(trx)
      return rows.length === step
    })
  }
}
