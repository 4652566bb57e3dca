import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql, type Transaction } from 'kysely'
import { Trouble } from '../contract/result.ts'
import { migrate } from './migrate.ts'
import { NodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Schema } from './schema.ts'

/** SQLite's result codes that have a sentence of their own. */
const known: Readonly<Record<number, string>> = { 5: 'storage_locked', 6: 'storage_locked', 8: 'storage_read_only', 11: 'storage_damaged', 13: 'storage_full', 14: 'storage_cannot_open', 26: 'storage_damaged' }

/** An error of SQLite as one of ours, with a sentence that says what to do; any other error as it is. */
export function storageTrouble(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  const code = known[error.errcode & 0xff]
  return code === undefined ? error : new Trouble({ code, detail: error.message }, { cause: error })
}

/**
 * Opens the database, made where there is none, and brings it to the newest schema. Every commit is on the disk before it
 * returns (WAL with `synchronous=FULL`): what was confirmed survives a power cut. `unhurried` is for what does not have to.
 * @throws Trouble `storage_damaged`, `storage_newer`, `storage_locked`, `storage_read_only`, `storage_full`, `storage_cannot_open`
 */
export function openDatabase(file: string): Kysely<Schema> {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 5000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -24000; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 16000000')
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (check !== 'ok') throw new Trouble({ code: 'storage_damaged', detail: String(check) })
    migrate(database)
    return new Kysely<Schema>({ dialect: new NodeSqliteDialect(database) })
  } catch (error) {
    if (database?.isOpen) database.close()
    throw storageTrouble(error)
  }
}

/**
 * A transaction that is whole or not at all, like any other, and does not wait for the disk: for what can be had again from
 * Joom. A power cut may take it back, together with whatever came after it; the next commit that waits makes it safe too.
 */
export function unhurried<T>(db: Kysely<Schema>, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`PRAGMA synchronous = NORMAL`.execute(connection)
    try {
      return await connection.transaction().execute(work)
    } finally {
      await sql`PRAGMA synchronous = FULL`.execute(connection)
    }
  })
}
