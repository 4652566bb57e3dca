import { setImmediate as breathe } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { HistoryCheck, ProvedEntry } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import { beginning, sealOf, type Content } from './history-chain.ts'
import type { Schema } from './schema.ts'

/** Entries that are looked at before others have their turn: a few milliseconds. */
const step = 500
/** The same where only their times are. */
const stride = 10_000

/** The history as proof: its chain of hashes, and what is needed to show it to others. */
export class HistoryProof {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Walks the whole chain, in steps. It is whole, or the first entry that does not fit is named: `unfit`, where the entry or
   * what was before it is not what was sealed; `missing`, where the entries before it are gone; `end_missing`, where
   * entries after it are gone.
   */
  async verify(): Promise<HistoryCheck> {
    let last: { readonly id: number; readonly at: Millis; readonly hash: string } | null = null
    let firstAt: Millis | null = null
    for (;;) {
      const rows: readonly (Content & { readonly hash: string })[] = await this.#after(last?.id ?? 0)
      for (const row of rows) {
        if (row.id !== (last?.id ?? 0) + 1) return { kind: 'missing', id: row.id, at: row.at }
        if (sealOf(last?.hash ?? beginning, row) !== row.hash) return { kind: 'unfit', id: row.id, at: row.at }
        firstAt ??= row.at
        last = row
      }
      if (rows.length < step) break
      await breathe()
    }
    const { rows: [given] } = await sql<{ seq: number; last: number }>`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'history'), 0) AS seq, coalesce((SELECT max(id) FROM history), 0) AS last`.execute(this.#db)
    if (given && given.seq > given.last) return { kind: 'end_missing', id: given.last, at: last?.at ?? 0 }
    return { kind: 'whole', entries: last?.id ?? 0, firstAt, lastAt: last?.at ?? null, hash: last?.hash ?? beginning }
  }

  #after(id: number): Promise<(Content & { readonly hash: string })[]> {
    return this.#db.selectFrom('history').selectAll().where('id', '>', id).orderBy('id').limit(step).execute()
  }

  /** From the first entry of a span of time to the last: `null` where there is none. What stands between them belongs to it, whatever its time. */
  async span(from: Millis | null, to: Millis | null): Promise<{ readonly first: number; readonly last: number } | null> {
    const { rows: [ends] } = await sql<{ first: number | null; last: number | null }>`SELECT (SELECT min(id) FROM history) AS first, (SELECT max(id) FROM history) AS last`.execute(this.#db)
    if (ends === undefined || ends.first === null || ends.last === null) return null
    const first = from === null ? ends.first : await this.#firstSince(from, ends.first, ends.last)
    const last = to === null ? ends.last : await this.#lastUpTo(to, ends.first, ends.last)
    return first === null || last === null || first > last ? null : { first, last }
  }

  /** In steps: clocks jump, so times are in no order, and an index of them would cost each entry. */
  async #firstSince(at: Millis, first: number, last: number): Promise<number | null> {
    for (let id = first; id <= last; id += stride) {
      const row = await this.#db.selectFrom('history').select('id').where('id', '>=', id).where('id', '<', id + stride).where('at', '>=', at).orderBy('id').limit(1).executeTakeFirst()
      if (row !== undefined) return row.id
      await breathe()
    }
    return null
  }

  async #lastUpTo(at: Millis, first: number, last: number): Promise<number | null> {
    for (let id = last; id >= first; id -= stride) {
      const row = await this.#db.selectFrom('history').select('id').where('id', '<=', id).where('id', '>', id - stride).where('at', '<=', at).orderBy('id', 'desc').limit(1).executeTakeFirst()
      if (row !== undefined) return row.id
      await breathe()
    }
    return null
  }

  /** The next entries after an id, each with the hash before it, at most so many. */
  async page(after: number, last: number, limit: number): Promise<readonly ProvedEntry[]> {
    const rows = await this.#db.selectFrom('history').leftJoin('orders', 'orders.id', 'history.order_id').leftJoin('connections', 'connections.id', 'history.connection_id').selectAll('history').select(['orders.joom_id', 'connections.name as store'])
      .where('history.id', '>', after).where('history.id', '<=', last).orderBy('history.id').limit(limit).execute()
    const before = await this.#db.selectFrom('history').select('hash').where('id', '<', rows[0]?.id ?? 0).orderBy('id', 'desc').limit(1).executeTakeFirst()
    return rows.map((row, i) => ({
      id: row.id, at: row.at, kind: row.kind, params: row.params, connectionId: row.connection_id, orderId: row.order_id, commandId: row.command_id, actor: row.actor,
      previous: rows[i - 1]?.hash ?? before?.hash ?? beginning, hash: row.hash, store: row.store, order: row.joom_id
    }))
  }
}
