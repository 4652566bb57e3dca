import { mkdirSync, statSync } from 'node:fs'
import { tellable, Trouble, type AppError } from '../contract/result.ts'
import type { Backup, BackupReason, DataState } from '../contract/schemas.ts'
import { day, hour } from '../domain/deadline.ts'
import type { Millis } from '../domain/ids.ts'
import { backupsOf, backupTrouble, listBackups } from './backups.ts'
import { isLookDue } from './last-look.ts'
import { newestSchema } from './migrate.ts'
import { isDamage } from './open-database.ts'

export interface BackupDeskNeeds {
  /** The database. */
  readonly file: string
  readonly make: (why: BackupReason) => Promise<Backup>
  /** Looks at every page of the database. */
  readonly check: () => Promise<void>
  readonly now: () => Millis
  /** Told where what nobody waits for could not be done. */
  readonly failed: (error: unknown) => void
  /** Told where the database turns out to be damaged. */
  readonly damaged: () => void
}

/**
 * The backups of the database: one a day by itself, more where somebody asks, one at a time. And whether it is whole, which each
 * backup looks at first: by itself where nobody has looked for some hours.
 */
export class BackupDesk {
  readonly #needs: BackupDeskNeeds
  #last: Promise<unknown> = Promise.resolve()
  #trouble: AppError | null = null
  #dailyTrouble: AppError | null = null
  readonly #since: Millis

  constructor(needs: BackupDeskNeeds) {
    this.#needs = needs
    this.#since = needs.now()
  }

  /** Where the backups are; the folder is made where there is none yet. */
  ready(): string {
    const folder = backupsOf(this.#needs.file)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  state(): Pick<DataState, 'folder' | 'backups' | 'backupTrouble' | 'late'> {
    const folder = backupsOf(this.#needs.file)
    try {
      const backups = listBackups(folder)
      return { folder, backups: backups.map((backup) => ({ ...backup, restorable: isRestorable(backup) })), backupTrouble: this.#trouble, late: this.#late(backups) }
    } catch (error) {
      const trouble = tellable(backupTrouble(error), 'backup_failed')
      return { folder, backups: [], backupTrouble: trouble, late: { last: null, trouble } }
    }
  }

  /** Wanting is what was tried in vain, and what is two days old while there was time enough to make a new one. */
  #late(backups: readonly Backup[]): DataState['late'] {
    const now = this.#needs.now()
    const last = lastDaily(backups, now)?.at ?? null
    const isOld = now - this.#since >= hour && now - (last ?? statSync(this.#needs.file).birthtimeMs) >= 2 * day
    return this.#dailyTrouble !== null || isOld ? { last, trouble: this.#dailyTrouble } : null
  }

  /** @throws Trouble `storage_*`, `backups_read_only`, `backup_failed`; the backups are as they were */
  make(why: BackupReason): Promise<Backup> {
    const made = this.#inTurn(() => this.#needs.make(why))
    this.#last = made.then(() => { this.#trouble = this.#dailyTrouble = null }, (error: unknown) => {
      this.#trouble = tellable(error, 'backup_failed')
      if (why === 'daily') this.#dailyTrouble = this.#trouble
    })
    return made
  }

  /** Does what is due by itself: the backup of the day, and a look at the data. */
  async tend(): Promise<void> {
    await this.daily()
    await this.look()
  }

  /** Looks whether the data is whole, where nobody has for some hours. */
  async look(): Promise<void> {
    try {
      await this.#last
      if (!isLookDue(this.#needs.file, this.#needs.now())) return
      const looked = this.#inTurn(() => this.#needs.check())
      this.#last = looked.catch(() => undefined)
      await looked
    } catch (error) {
      this.#needs.failed(error)
    }
  }

  /** Makes the backup of the day where the newest one is older than a day. */
  async daily(): Promise<void> {
    try {
      await this.#last
      const now = this.#needs.now()
      const newest = lastDaily(listBackups(backupsOf(this.#needs.file)), now)
      if (newest === undefined || now - newest.at >= day) await this.make('daily')
    } catch (error) {
      this.#needs.failed(error)
    }
  }

  /** @returns the name, of a backup that is there and that this Packbench can read. @throws Trouble `not_found`, `backup_newer` */
  restorable(name: string): string {
    const backup = listBackups(backupsOf(this.#needs.file)).find((one) => one.name === name)
    if (backup === undefined) throw new Trouble({ code: 'not_found' })
    if (!isRestorable(backup)) throw new Trouble({ code: 'backup_newer' })
    return name
  }

  /** Settles when no backup is being made, and nobody is looking. */
  async settled(): Promise<void> {
    await this.#last
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#last.then(work).catch((error: unknown) => {
      if (isDamage(error)) this.#needs.damaged()
      throw error
    })
  }
}

/** One from a time that has not come yet is none of today's. */
const lastDaily = (newestFirst: readonly Backup[], now: Millis): Backup | undefined => newestFirst.find(({ at, why }) => why === 'daily' && at <= now)
const isRestorable = ({ schema }: Backup): boolean => schema > 0 && schema <= newestSchema
