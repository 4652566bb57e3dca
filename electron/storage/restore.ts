import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Trouble } from '../contract/result.ts'
import type { Backup } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import { backUpFile, backupsOf, checkWhole, listBackups } from './backups.ts'
import type { LostLog } from './lost-log.ts'
import { migrate, newestSchema } from './migrate.ts'
import { sendNothingBlindly } from './nothing-blindly.ts'
import { isDamage } from './open-database.ts'
import { besides, isThere, removeDatabase, syncFile, syncName } from './safe-files.ts'

/** A backup that is ready to take the database's place. Where it is there, it was decided that it does. */
const readyFor = (file: string): string => `${file}.restoring`

/** Whether a backup is about to take the place of this database: `finishRestoring` does it. */
export const isPrepared = (file: string): boolean => existsSync(readyFor(file))

export interface Restoring {
  readonly why: 'asked' | 'damaged' | 'missing' | 'log'
  /** The folder in which what is there now is set aside; `null` where it is not. */
  readonly aside: string | null
  readonly now: Millis
}

/** What takes the database's place is made of it: a backup, or the database itself with what is left of its log. */
interface Source extends Pick<Backup, 'name' | 'at'> {
  readonly from: string
  readonly log?: string | undefined
}

const sourceOf = (file: string, { name, at }: Backup): Source => ({ name, at, from: join(backupsOf(file), name) })

/** Makes what takes the database's place: whole, of the newest schema, with nothing in it that is sent blindly. */
function prepare(file: string, { name, at, from, log }: Source, { why, aside, now }: Restoring): void {
  const part = `${file}.preparing`
  removeDatabase(part)
  try {
    copyFileSync(from, part)
    if (log !== undefined) copyFileSync(log, `${part}-wal`)
    const database = new DatabaseSync(part)
    try {
      checkWhole(database)
      migrate(database)
      sendNothingBlindly(database, { at: now, why, backup: name, backupAt: at, aside })
    } finally {
      database.close()
    }
    syncFile(part)
    renameSync(part, readyFor(file))
    syncName(file)
  } catch (error) {
    removeDatabase(part)
    throw error
  }
}

/** The folder in which what is there now is set aside. */
const asideAt = (file: string, now: Millis): string => join(dirname(file), 'set-aside', new Date(now).toISOString().replaceAll(':', '-'))

/** Copies what is there, with what stands beside it, under its final name only when it is whole. */
function setAside(file: string, folder: string): void {
  if (existsSync(folder)) return
  const part = `${folder}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o700 })
  for (const one of [file, ...besides(file)].filter((path) => existsSync(path))) {
    copyFileSync(one, join(part, basename(one)))
    syncFile(join(part, basename(one)))
  }
  renameSync(part, folder)
  syncName(folder)
}

function asideOf(ready: string): string | null {
  const database = new DatabaseSync(ready, { readOnly: true })
  try {
    const aside = database.prepare('SELECT aside FROM restorations ORDER BY id DESC LIMIT 1').get()?.['aside']
    return typeof aside === 'string' ? aside : null
  } finally {
    database.close()
  }
}

/**
 * Puts a prepared backup into the database's place. Every step can be cut off: called at each start, it finishes what was begun.
 * Nobody may have the database open.
 */
export function finishRestoring(file: string): void {
  if (!isPrepared(file)) return
  const ready = readyFor(file)
  const aside = asideOf(ready)
  if (aside !== null) setAside(file, aside)
  // A log that is not the file's own would be taken for it.
  for (const one of besides(file)) rmSync(one, { force: true })
  syncName(file)
  renameSync(ready, file)
  syncName(file)
}

/**
 * Prepares the newest backup that is good, for a database that is damaged or gone, and sets aside what is there. Those from a
 * time that has not come yet were made under a wrong clock, nobody knows when: they come last.
 * @returns whether there is one
 */
export function prepareNewest(file: string, why: 'damaged' | 'missing', now: Millis): boolean {
  const anything = [file, ...besides(file)].some(isThere)
  const aside = anything ? asideAt(file, now) : null
  const usable = listBackups(backupsOf(file)).filter(({ schema }) => schema > 0 && schema <= newestSchema)
  const isAhead = ({ at }: Backup): boolean => at > now
  for (const backup of [...usable.filter((one) => !isAhead(one)), ...usable.filter(isAhead)]) {
    try {
      prepare(file, sourceOf(file, backup), { why, aside, now })
    } catch (error) {
      // One that is damaged too: an older one may be good.
      if (isDamage(error)) continue
      throw error
    }
    if (aside !== null) setAside(file, aside)
    return true
  }
  return false
}

/**
 * Prepares what is left of a database whose log was lost, as a backup from when the file was written last, and sets aside what is
 * there. Where that is not whole without its log, the newest backup that is good.
 * @returns whether there is anything that is good
 */
export function prepareWithoutLog(file: string, { isUsable }: LostLog, now: Millis): boolean {
  const aside = asideAt(file, now)
  try {
    prepare(file, { name: basename(file), at: Math.min(now, Math.floor(statSync(file).mtimeMs)), from: file, log: isUsable ? `${file}-wal` : undefined }, { why: 'log', aside, now })
  } catch (error) {
    if (isDamage(error)) return prepareNewest(file, 'damaged', now)
    throw error
  }
  setAside(file, aside)
  return true
}

/** Makes a backup of what is there. @returns whether it is whole: of a damaged database none is made */
function backUpPresent(file: string, now: Millis): boolean {
  try {
    // Only one who has it alone can do this; it also brings the log into the file.
    const present = new DatabaseSync(file, { timeout: 5000 })
    try {
      present.exec('PRAGMA journal_mode = DELETE')
    } finally {
      present.close()
    }
    backUpFile(file, 'before_restore', now)
    return true
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  }
}

/**
 * Restores the backup that a person chose, after a backup of what is there; what is damaged is set aside instead. Nobody else
 * may have the database open.
 * @throws Trouble `not_found`, `storage_newer`, `backup_damaged`, `storage_locked`, `storage_full`; the database is as it was then
 */
export function restoreChosen(file: string, name: string, now: Millis): void {
  const backup = listBackups(backupsOf(file)).find((one) => one.name === name)
  if (backup === undefined) throw new Trouble({ code: 'not_found' })
  if (backup.schema > newestSchema) throw new Trouble({ code: 'storage_newer', params: { found: backup.schema, known: newestSchema } })
  const isWhole = backUpPresent(file, now)
  try {
    prepare(file, sourceOf(file, backup), isWhole ? { why: 'asked', aside: null, now } : { why: 'damaged', aside: asideAt(file, now), now })
  } catch (error) {
    throw isDamage(error) ? new Trouble({ code: 'backup_damaged', detail: error instanceof Error ? error.message : String(error) }, { cause: error }) : error
  }
  finishRestoring(file)
}
