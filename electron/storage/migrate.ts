import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Trouble } from '../contract/result.ts'
import { first } from './migrations/0001-first.ts'
import { sync } from './migrations/0002-sync.ts'
import { stores } from './migrations/0003-stores.ts'
import { access } from './migrations/0004-access.ts'
import { sharing } from './migrations/0005-sharing.ts'
import { changedBeforeSending } from './migrations/0006-changed-before-sending.ts'
import { restoring } from './migrations/0007-restoring.ts'
import { proof } from './migrations/0008-proof.ts'
import { arrivals } from './migrations/0009-arrivals.ts'
import { evenWaits } from './migrations/0010-even-waits.ts'
import { refusalDetails } from './migrations/0011-refusal-details.ts'
import { runs } from './migrations/0012-runs.ts'
import { customsOfGoods, morePapers } from './migrations/0013-papers.ts'
import { sharedSlips, slipTemplates } from './migrations/0014-slips.ts'
import { numbersInAnyCase } from './migrations/0015-numbers.ts'
import { numberTaken } from './migrations/0016-number-taken.ts'
import { numbersSeen } from './migrations/0017-numbers-seen.ts'
import { courses } from './migrations/0018-courses.ts'
import { cheapPages } from './migrations/0019-cheap-pages.ts'
import { noReplacing } from './migrations/0020-no-replacing.ts'
import { numbersApart } from './migrations/0021-numbers-apart.ts'
import { unreadPlaces } from './migrations/0022-unread-places.ts'
import { told } from './migrations/0023-told.ts'

/** SQL, or what takes more than SQL. */
type Migration = string | ((database: DatabaseSync, sha256: (text: string) => string) => void)

/** Numbered by their place, from 1. A released one is never edited or moved. */
const migrations: readonly Migration[] = [first, sync, stores, access, sharing, changedBeforeSending, restoring, proof, arrivals, evenWaits, refusalDetails, runs, morePapers + customsOfGoods, slipTemplates + sharedSlips, numbersInAnyCase, numberTaken, numbersSeen, courses, cheapPages, noReplacing, numbersApart, unreadPlaces, told]

/** The schema this version of Packbench writes. */
export const newestSchema = migrations.length

/** The schema a database has; 0: none yet. */
export const schemaOf = (database: DatabaseSync): number => Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)

export interface MigrateOptions {
  /** Called before the first step where there is something to lose. Where it throws, nothing is touched. */
  readonly before?: (() => void) | undefined
  /** The schema to stop at: the newest, but where a test wants an older one. */
  readonly upTo?: number | undefined
}

/**
 * Brings a database to the newest schema, all steps in one transaction: it is either as before or wholly new.
 * @throws Trouble `storage_newer` where a newer Packbench has written it; nothing is touched then
 */
export function migrate(database: DatabaseSync, { before, upTo = newestSchema }: MigrateOptions = {}): void {
  const version = schemaOf(database)
  if (version > newestSchema) throw new Trouble({ code: 'storage_newer', params: { found: version, known: newestSchema } })
  if (version >= upTo) return
  if (version > 0) before?.()
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of migrations.slice(version, upTo)) {
      if (typeof step === 'string') database.exec(step)
      else step(database, (text) => hash('sha256', text, 'hex'))
    }
    database.exec(`PRAGMA user_version = ${String(upTo)}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
