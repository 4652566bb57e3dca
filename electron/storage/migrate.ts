import type { DatabaseSync } from 'node:sqlite'
import { Trouble } from '../contract/result.ts'
import { first } from './migrations/0001-first.ts'
import { sync } from './migrations/0002-sync.ts'
import { stores } from './migrations/0003-stores.ts'
import { access } from './migrations/0004-access.ts'
import { sharing } from './migrations/0005-sharing.ts'
import { changedBeforeSending } from './migrations/0006-changed-before-sending.ts'

/** Numbered by their place, from 1. A released one is never edited or moved. */
const migrations: readonly string[] = [first, sync, stores, access, sharing, changedBeforeSending]

/** The schema this version of Packbench writes. */
export const newestSchema = migrations.length

const versionOf = (database: DatabaseSync): number => Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)

/**
 * Brings a database to the newest schema, all steps in one transaction: it is either as before or wholly new.
 * @throws Trouble `storage_newer` where a newer Packbench has written it; nothing is touched then
 */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version > newestSchema) throw new Trouble({ code: 'storage_newer', params: { found: version, known: newestSchema } })
  if (version === newestSchema) return
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of migrations.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${String(newestSchema)}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
