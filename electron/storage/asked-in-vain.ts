import { sql, type Transaction } from 'kysely'
import { canStopAsking } from '../domain/asked-in-vain.ts'
import type { CommandId, Millis } from '../domain/ids.ts'
import { tell } from './command-and-order.ts'
import type { Schema } from './schema.ts'

/**
 * Since when nothing has shown the order of a command that may have reached Joom: since it was sent, or since the last reading
 * that did. `null` for any other, and for one that is unknown and was not asked about since the program began.
 */
export const vainSince = sql<Millis | null>`CASE WHEN (commands.state = 'due' AND commands.sends > 0)
  OR (commands.state = 'unknown' AND EXISTS (SELECT 1 FROM attempts WHERE command_id = commands.id AND kind = 'read' AND ended_at >= coalesce(commands.unknown_since, 0)))
  THEN max(coalesce(commands.sent_at, commands.unknown_since, commands.created_at), coalesce((SELECT max(ended_at) FROM attempts WHERE command_id = commands.id AND kind = 'read' AND outcome = 'ok' AND detail IS NOT NULL), 0)) END`

/** Whether the store of a command is connected and signed in. */
export const signedIn = sql<0 | 1>`connections.removed_at IS NULL AND connections.status = 'authorized'`

/**
 * Puts commands before a person about which nothing could be found out: nothing is sent by it, and their numbers stay theirs.
 * What may not be stopped, or is being asked about at this moment, is left as it is.
 * @returns those that were stopped
 */
export async function stopAsking(trx: Transaction<Schema>, ids: readonly CommandId[], actor: string | null, now: Millis): Promise<readonly CommandId[]> {
  const stopped: CommandId[] = []
  for (const id of ids) {
    const command = await trx.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id')
      .select(['commands.state', 'commands.sends', vainSince.as('vainSince'), signedIn.as('signedIn')]).where('commands.id', '=', id).executeTakeFirst()
    if (command === undefined || !canStopAsking({ ...command, signedIn: command.signedIn === 1 }, now)) continue
    // The words of the last answer stay: they are what is known about it.
    const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'conflict', next_at: null, observed: null, trouble_code: 'not_found_out' }).where('id', '=', id).where('state', '=', command.state).where('next_at', 'is not', null).executeTakeFirst()
    if (numUpdatedRows !== 1n) continue
    await tell(trx, id, { at: now, kind: 'command_asking_stopped', actor })
    stopped.push(id)
  }
  return stopped
}
