import type { DatabaseSync } from 'node:sqlite'
import type { Millis } from '../domain/ids.ts'
import { lastLink, sealed, type Happening, type LastLink } from './history-repository.ts'

export interface Restoration {
  readonly at: Millis
  readonly why: 'asked' | 'damaged' | 'missing' | 'log'
  /** Name of the backup, and when it was made; of the file itself, where its log was lost. */
  readonly backup: string
  readonly backupAt: Millis
  readonly aside: string | null
}

/** What may have gone on since a backup was made. */
const open = "('waiting', 'due', 'sending', 'unknown')"

/**
 * What a backup holds as still to be sent may have been sent after it was made: it becomes unknown, so that the order is read
 * back first, as often and as long as after a lost answer. A refund is never sent again from there but by a person. All of it,
 * with its history, which tells of the restoration in any case, and the record of the restoration, in one transaction.
 */
export function sendNothingBlindly(database: DatabaseSync, { at, why, backup, backupAt, aside }: Restoration): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    database.prepare('UPDATE attempts SET ended_at = ?, outcome = \'interrupted\' WHERE ended_at IS NULL').run(at)
    database.prepare(`INSERT INTO restorations (at, why, backup, backup_at, aside, commands, refunds)
      SELECT ?, ?, ?, ?, ?, count(*), count(*) FILTER (WHERE kind = 'refund') FROM commands WHERE state IN ${open}`).run(at, why, backup, backupAt, aside)
    // The rows are what the statements say.
    const commands = database.prepare(`SELECT orders.connection_id AS connectionId, orders.id AS orderId, commands.id AS commandId FROM commands JOIN orders ON orders.id = commands.order_id WHERE commands.state IN ${open} ORDER BY commands.id`).all() as unknown as ReadonlyArray<Pick<Happening, 'connectionId' | 'orderId' | 'commandId'>>
    const last = database.prepare(lastLink).get() as unknown as LastLink
    const restored: Happening = { at, kind: 'data_restored', params: { reason: why, backup, made: backupAt } }
    for (const { insert, values } of sealed(last, [restored, ...commands.map((ids) => ({ ...ids, at, kind: 'command_unknown', params: { reason: 'restored' } }))])) database.prepare(insert).run(...values)
    // Joom's no to a sending whose forerunner was lost is kept: it says what follows when the forerunner turns out not to have arrived.
    database.prepare("UPDATE commands SET trouble_code = 'restored', trouble_message = NULL, trouble_joom_code = NULL, trouble_data = NULL, trouble_request_id = NULL WHERE state IN ('waiting', 'due', 'sending') OR (state = 'unknown' AND trouble_code IS NOT 'refused')").run()
    database.prepare(`UPDATE commands SET state = 'unknown', next_at = ?, unknown_since = ?, reads = 0, seen = 0 WHERE state IN ${open}`).run(at, at)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
