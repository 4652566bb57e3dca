import { DatabaseSync } from 'node:sqlite'
import type { Millis } from '../domain/ids.ts'
import { suspect, wasWhole } from './last-look.ts'
import { isDamage, storageTrouble } from './open-database.ts'
import { checkPages } from './wholeness.ts'

/**
 * Looks at every page of a database, by a connection of its own that only reads: others go on reading and writing meanwhile.
 * What it finds is remembered.
 * @throws Trouble `storage_damaged`, `storage_locked`, `storage_cannot_open`
 */
export function checkFile(file: string, now: Millis): void {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
    try {
      checkPages(database)
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamage(error)) suspect(file)
    throw storageTrouble(error)
  }
  wasWhole(file, 'pages', now)
}
