import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Trouble } from '../contract/result.ts'
import type { Backup, BackupReason } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import { backupsToKeep } from './kept-backups.ts'
import { schemaOf } from './migrate.ts'
import { suspect, wasWhole } from './last-look.ts'
import { fileTrouble, isDamage } from './open-database.ts'
import { removeDatabase, syncFile, syncName } from './safe-files.ts'
import { checkPages } from './wholeness.ts'

/** Where the backups of a database are: beside it. */
export const backupsOf = (file: string): string => join(dirname(file), 'backups')

const form = /^packbench-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(daily|asked|before_migration|before_restore)\.db$/
const nameOf = (at: Millis, why: BackupReason): string => `packbench-${new Date(at).toISOString().replaceAll(/[:.]/g, '')}-${why}.db`

/** Bytes 60 to 63 of a database's header are its schema. */
function schemaIn(path: string): number {
  const header = Buffer.alloc(64)
  const file = openSync(path, 'r')
  try {
    return readSync(file, header, 0, 64, 0) === 64 ? header.readUInt32BE(60) : 0
  } finally {
    closeSync(file)
  }
}

function backupOf(folder: string, name: string): Backup | null {
  const [, day, hours, minutes, seconds, thousandths, why] = form.exec(name) ?? []
  if (day === undefined) return null
  const path = join(folder, name)
  const at = Date.parse(`${day}T${String(hours)}:${String(minutes)}:${String(seconds)}.${String(thousandths)}Z`)
  return { name, at, why: why as BackupReason, bytes: statSync(path).size, schema: schemaIn(path) } // the form allows no other word
}

/** The backups in a folder, the newest first. What else lies there is left alone. */
export function listBackups(folder: string): readonly Backup[] {
  let names: readonly string[] = []
  try {
    names = readdirSync(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return names.flatMap((name) => backupOf(folder, name) ?? []).sort((a, b) => b.at - a.at)
}

/** @throws Trouble `storage_damaged` where a database is not whole, or none of ours */
export function checkWhole(database: DatabaseSync): void {
  checkPages(database)
  if (schemaOf(database) === 0) throw new Trouble({ code: 'storage_damaged', detail: 'no schema' })
}

function copyChecked(database: DatabaseSync, part: string): void {
  database.prepare('VACUUM INTO ?').run(part)
  // What is restored of it has the same rights.
  chmodSync(part, 0o600)
  const copy = new DatabaseSync(part)
  try {
    checkWhole(copy)
  } catch (error) {
    // It is the copy: what it was made of is whole.
    throw isDamage(error) ? new Trouble({ code: 'backup_failed', detail: error instanceof Error ? error.message : String(error) }, { cause: error }) : error
  } finally {
    copy.close()
  }
  syncFile(part)
}

/** What cannot be read or written in the folder of the backups, with a sentence where there is one. */
export const backupTrouble = (error: unknown): unknown => fileTrouble(error, 'backups_read_only')

/**
 * Makes a backup of an open database: that is looked at first, since what can still be read of a damaged one may be a whole copy
 * of too little. The copy is written under another name, checked, on the disk, and only then under its own; then those that are
 * kept no longer are removed. Other connections go on reading and writing meanwhile. Where it fails, no backup is lost.
 * @throws Trouble `storage_*` (`storage_damaged`: the database, not the copy), `backups_read_only`, `backup_failed`
 */
export function makeBackup(database: DatabaseSync, folder: string, why: BackupReason, now: Millis): Backup {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // What a crash left behind.
    for (const name of readdirSync(folder)) if (name.startsWith('packbench-') && /\.part(-\w+)?$/.test(name)) rmSync(join(folder, name), { force: true })
    const taken = new Set(listBackups(folder).map(({ at }) => at))
    let at = now
    while (taken.has(at)) at++
    const name = nameOf(at, why)
    const part = join(folder, `${name}.part`)
    try {
      checkPages(database)
      copyChecked(database, part)
      renameSync(part, join(folder, name))
      syncName(part)
    } catch (error) {
      removeDatabase(part)
      throw error
    }
    const all = listBackups(folder)
    const keep = backupsToKeep(all, now)
    for (const old of all) if (old.name !== name && !keep.has(old)) rmSync(join(folder, old.name), { force: true })
    const made = all.find((one) => one.name === name)
    if (made === undefined) throw new Error('The backup is not where it was put')
    return made
  } catch (error) {
    throw backupTrouble(error)
  }
}

/** The same of a database that is named by its file, by a connection of its own. What it finds is remembered. */
export function backUpFile(file: string, why: BackupReason, now: Millis): Backup {
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    const made = makeBackup(database, backupsOf(file), why, now)
    wasWhole(file, 'pages', now)
    return made
  } catch (error) {
    if (isDamage(error)) suspect(file)
    throw error
  } finally {
    database.close()
  }
}
