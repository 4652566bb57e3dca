import type { Kysely } from 'kysely'
import { tellable, Trouble, type AppError } from '../contract/result.ts'
import type { Millis } from '../domain/ids.ts'
import { backupsOf, listBackups, makeBackup } from './backups.ts'
import { depthOf, isKnown, wasOpened, wasWhole } from './last-look.ts'
import { lostLog } from './lost-log.ts'
import { fileTrouble, openDatabase, type OpenOptions } from './open-database.ts'
import { finishRestoring, isPrepared, prepareNewest, prepareWithoutLog, restoreChosen } from './restore.ts'
import { isThere } from './safe-files.ts'
import type { Schema } from './schema.ts'

export interface Kept {
  readonly db: Kysely<Schema>
  /** Why the backup that was to be restored was not; `null` where it was, or none was to be. */
  readonly restoreTrouble: AppError | null
}

export interface KeptOptions {
  readonly now: () => Millis
  /** Name of the backup that a person wants restored. */
  readonly restore?: string | null | undefined
  readonly patience?: number | undefined
}

function tryToRestore(file: string, name: string, now: Millis): AppError | null {
  try {
    restoreChosen(file, name, now)
    return null
  } catch (error) {
    return tellable(fileTrouble(error), 'restore_failed')
  }
}

/** Whether there was data, of which nothing that can be used is left: a first start finds none of these. A log is there only once the file has its first page; SQLite would throw it away with an empty file. */
const hasBeen = (file: string): boolean => isKnown(file) || listBackups(backupsOf(file)).length > 0 || isThere(`${file}-wal`)

/**
 * Opens the database and sees to it that it survives: it is looked at as deeply as what is known of it asks for (`depthOf`); a
 * backup is made before each migration; a restoration that was cut off is finished; a file that is damaged or gone is set aside and
 * the newest good backup takes its place, which `restorations` tells of; so it does of a log that was lost, after which what the
 * file had before is read back first, as from a backup.
 * @throws Trouble `storage_*`: see `openDatabase`; `storage_damaged` only where no backup is good, `storage_missing` where
 * there was data and it is gone or empty, and no backup is good: nothing was touched then
 */
export function openKept(file: string, { now, restore = null, patience }: KeptOptions): Kept {
  try {
    return openedOrRestored(file, { now, restore, patience })
  } catch (error) {
    throw fileTrouble(error)
  }
}

function openedOrRestored(file: string, { now, restore = null, patience }: KeptOptions): Kept {
  finishRestoring(file)
  const lost = isThere(file) ? lostLog(file) : null
  if (lost !== null) {
    if (!prepareWithoutLog(file, lost, now())) throw new Trouble({ code: 'storage_damaged', detail: 'the log is lost' })
    finishRestoring(file)
  }
  const restoreTrouble = restore === null ? null : tryToRestore(file, restore, now())
  // SQLite would make an empty database of it, as if nothing had ever been.
  const missing = !isThere(file)
  if (missing && prepareNewest(file, 'missing', now())) finishRestoring(file)
  else if (missing && hasBeen(file)) throw new Trouble({ code: 'storage_missing' })
  const open = (damaged?: OpenOptions['damaged']): Kysely<Schema> => {
    const depth = depthOf(file, now())
    const db = openDatabase(file, { depth, patience, damaged, opened: () => { wasOpened(file) }, beforeMigration: (database) => { makeBackup(database, backupsOf(file), 'before_migration', now()) } })
    wasWhole(file, depth, now())
    return db
  }
  try {
    return { db: open(() => { prepareNewest(file, 'damaged', now()) }), restoreTrouble }
  } catch (error) {
    if (!isPrepared(file)) throw error
  }
  finishRestoring(file)
  return { db: open(), restoreTrouble }
}
