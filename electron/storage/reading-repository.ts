import type { Kysely } from 'kysely'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { UnreadPlace } from '../domain/unread-place.ts'
import { askedOften } from './asked-often.ts'
import { unhurried } from './open-database.ts'
import type { Schema } from './schema.ts'

/** How far the readings of a store got. */
export interface Reading {
  /** A reading of everything that has not ended; `null` where none is under way. */
  readonly whole: { readonly next: number; readonly beganAt: Millis } | null
  /** From when on changes are read, by Joom's clock; `null` until everything was read once. */
  readonly changesFrom: Millis | null
  /** When it was last checked that what is open here is open there. */
  readonly checkedAt: Millis | null
  /** Places that were left out on the way there. */
  readonly unread: readonly UnreadPlace[]
}

const readingOf = askedOften((db, id: ConnectionId) => db.selectFrom('readings').selectAll().where('connection_id', '=', id))

/** Keeps how far each store was read, so that a reading which was cut off goes on where it was. */
export class ReadingRepository {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async get(id: ConnectionId): Promise<Reading> {
    const { rows: [row] } = await readingOf(this.#db, id)
    return {
      whole: row?.next_start == null || row.began_at === null ? null : { next: row.next_start, beganAt: row.began_at },
      changesFrom: row?.changes_from ?? null, checkedAt: row?.checked_at ?? null,
      // `keep` wrote it.
      unread: row === undefined ? [] : JSON.parse(row.unread) as readonly UnreadPlace[]
    }
  }

  /** Keeps what is given, all of it or nothing, and leaves the rest. */
  async keep(id: ConnectionId, change: Partial<Reading>): Promise<void> {
    const columns = {
      ...(change.whole === undefined ? {} : { next_start: change.whole?.next ?? null, began_at: change.whole?.beganAt ?? null }),
      ...(change.changesFrom === undefined ? {} : { changes_from: change.changesFrom }), ...(change.checkedAt === undefined ? {} : { checked_at: change.checkedAt }),
      ...(change.unread === undefined ? {} : { unread: JSON.stringify(change.unread) })
    }
    // Behind the pages it tells of, in the same file: what takes them back takes this back too.
    await unhurried(this.#db, (trx) => trx.insertInto('readings').values({ connection_id: id, ...columns }).onConflict((conflict) => conflict.column('connection_id').doUpdateSet(columns)).execute())
  }
}
