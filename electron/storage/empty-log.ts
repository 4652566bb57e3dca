import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** How long one who reads is waited for, and how often: half a minute. A backup or a look at every page takes seconds. */
const wait = 100
const tries = 300

/**
 * Brings the log beside the file into it and cuts it, so that nothing that was erased stands there any more. Whoever still reads
 * from the log is waited for, while others have their turn; where somebody reads on for too long it is left to the next time.
 */
export async function emptyLog(db: Kysely<Schema>): Promise<void> {
  for (let n = 0; n < tries; n++) {
    if (await db.connection().execute(cutLog)) return
    await pause(wait)
  }
}

/** @returns whether nobody was in the way */
async function cutLog(connection: Kysely<Schema>): Promise<boolean> {
  const { rows: [usual] } = await sql<{ timeout: number }>`PRAGMA busy_timeout`.execute(connection)
  // SQLite would wait by itself, and everybody with it.
  await sql`PRAGMA busy_timeout = 0`.execute(connection)
  try {
    const { rows: [cut] } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(connection)
    return cut?.busy === 0
  } finally {
    await sql`PRAGMA busy_timeout = ${sql.raw(String(usual?.timeout ?? 0))}`.execute(connection)
  }
}
