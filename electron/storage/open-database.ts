import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely, type Transaction } from 'kysely'
import { Trouble } from '../contract/result.ts'
import { migrate, schemaOf } from './migrate.ts'
import { mendIndexes } from './mend-indexes.ts'
import { NodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Schema } from './schema.ts'
import { check, type Depth } from './wholeness.ts'

/** SQLite's result codes that have a sentence of their own; those above 255 say more of the one in their lowest eight bits. On a full disk the file that readers share cannot grow, and that is told as an error of the disk. */
const known: Readonly<Record<number, string>> = { 4874: 'storage_full', 5: 'storage_locked', 6: 'storage_locked', 8: 'storage_read_only', 10: 'storage_io', 11: 'storage_damaged', 13: 'storage_full', 14: 'storage_cannot_open', 26: 'storage_damaged' }

/** An error of SQLite as one of ours, with a sentence that says what to do; any other error as it is. */
export function storageTrouble(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  const code = known[error.errcode] ?? known[error.errcode & 0xff]
  return code === undefined ? error : new Trouble({ code, detail: error.message }, { cause: error })
}

/** The system's words for files and folders, for whom they are no matter of SQLite's. */
const systemWords: Readonly<Record<string, string>> = { ENOSPC: 'storage_full', EDQUOT: 'storage_full', EIO: 'storage_io', EACCES: 'storage_read_only', EPERM: 'storage_read_only', EROFS: 'storage_read_only' }

/** The same for what the system says of a file that is copied, renamed or made. @param readOnly how it is said that it may not be */
export function fileTrouble(error: unknown, readOnly: 'storage_read_only' | 'backups_read_only' = 'storage_read_only'): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return storageTrouble(error)
  const code = systemWords[error.code]
  return code === undefined ? storageTrouble(error) : new Trouble({ code: code === 'storage_read_only' ? readOnly : code, detail: error.message }, { cause: error })
}

/** Whether an error says that a database is not whole, or none. */
export function isDamage(error: unknown): boolean {
  const trouble = storageTrouble(error)
  return trouble instanceof Trouble && trouble.code === 'storage_damaged'
}

export interface OpenOptions {
  /** How much of it is looked at before it is used; every page where it is left out. */
  readonly depth?: Depth | undefined
  /** Called before a migration, with the database as it was. Where it throws, nothing is touched. */
  readonly beforeMigration?: ((database: DatabaseSync) => void) | undefined
  /** Called where the file is damaged, while it still is as it was found: closing it brings its log into it. */
  readonly damaged?: (() => void) | undefined
  /** How long a lock of somebody else is waited for, in milliseconds. */
  readonly patience?: number | undefined
  /** Called where it is open, and its log holds a page that the file does not have: where the log is lost, that can be told. */
  readonly opened?: (() => void) | undefined
}

/** Writes into the log what stands in the file already. Where it cannot be written now, it need not be. @returns whether it was */
function beginLog(database: DatabaseSync, patience: number): boolean {
  try {
    database.exec(`PRAGMA busy_timeout = 0; PRAGMA user_version = ${String(schemaOf(database))}`)
    return true
  } catch {
    return false
  } finally {
    database.exec(`PRAGMA busy_timeout = ${String(patience)}`)
  }
}

/** Looks at it; damage in indexes alone is mended. @throws as `check` where there is any other */
function checkOrMend(database: DatabaseSync, depth: Depth): void {
  try {
    check(database, depth)
  } catch (error) {
    if (!isDamage(error) || !mendIndexes(database)) throw error
  }
}

/**
 * Opens the database, made where there is none, and brings it to the newest schema. Every commit is on the disk before it
 * returns (WAL with `synchronous=FULL`): what was confirmed survives a power cut. `unhurried` is for what does not have to.
 * Where damage is in indexes alone they are made anew.
 * @throws Trouble `storage_damaged`, `storage_newer`, `storage_locked`, `storage_read_only`, `storage_full`, `storage_io`, `storage_cannot_open`
 */
export function openDatabase(file: string, { depth = 'pages', beforeMigration, damaged, patience = 5000, opened: isOpen }: OpenOptions = {}): Kysely<Schema> {
  let database: DatabaseSync | undefined
  try {
    const opened = new DatabaseSync(file, { timeout: patience })
    database = opened
    // An order with its JSON takes two to three kilobytes: of four, the rest would stay empty.
    database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -24000; PRAGMA wal_autocheckpoint = 12000; PRAGMA journal_size_limit = 16000000')
    checkOrMend(database, depth)
    migrate(database, { before: () => beforeMigration?.(opened) })
    if (isOpen !== undefined && beginLog(database, patience)) isOpen()
    return new Kysely<Schema>({ dialect: new NodeSqliteDialect(database) })
  } catch (error) {
    const trouble = storageTrouble(error)
    try {
      if (isDamage(trouble)) damaged?.()
    } finally {
      if (database?.isOpen) database.close()
    }
    throw trouble
  }
}

const unwaiting = CompiledQuery.raw('PRAGMA synchronous = NORMAL')
const waiting = CompiledQuery.raw('PRAGMA synchronous = FULL')

/**
 * A transaction that is whole or not at all, like any other, and does not wait for the disk: for what can be had again from
 * Joom. A power cut may take it back, together with whatever came after it; the next commit that waits makes it safe too.
 */
export function unhurried<T>(db: Kysely<Schema>, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(unwaiting)
    try {
      return await connection.transaction().execute(work)
    } finally {
      await connection.executeQuery(waiting)
    }
  })
}
