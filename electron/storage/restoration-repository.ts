import type { Kysely } from 'kysely'
import type { AppError } from '../contract/result.ts'
import type { Restoration } from '../contract/schemas.ts'
import type { Millis } from '../domain/ids.ts'
import type { Schema } from './schema.ts'

/** Backups that took the place of the data, as far as a person has to hear of them. */
export class RestorationRepository {
  readonly #db: Kysely<Schema>
  readonly #trouble: AppError | null

  /** @param trouble why the backup that was to be restored at this start was not */
  constructor(db: Kysely<Schema>, trouble: AppError | null) {
    this.#db = db
    this.#trouble = trouble
  }

  /** The latest restoration that nobody has read of yet. */
  async unread(): Promise<Restoration | null> {
    const row = await this.#db.selectFrom('restorations').select(['id', 'at', 'why', 'backup_at as backupAt', 'aside', 'commands', 'refunds']).where('read_at', 'is', null).orderBy('id', 'desc').executeTakeFirst()
    return row ?? null
  }

  /** A person has read of this one, and with it of those before. */
  async markRead(id: number, now: Millis): Promise<void> {
    await this.#db.updateTable('restorations').set({ read_at: now }).where('id', '<=', id).where('read_at', 'is', null).execute()
  }

  /** Why the backup that was asked for at this start was not restored; `null` where there is nothing to tell. */
  trouble(): Promise<AppError | null> {
    return Promise.resolve(this.#trouble)
  }
}
