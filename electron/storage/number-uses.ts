import { sql, type Kysely } from 'kysely'
import type { OrderId } from '../domain/ids.ts'
import { comparedTracking } from '../domain/tracking-number.ts'
import { sharerOf } from '../outbox/checks.ts'
import type { NumberUse, Subject } from '../outbox/journal.ts'
import { askedOften } from './asked-often.ts'
import { addressColumns, addressOf } from './command-rows.ts'
import type { Schema } from './schema.ts'

/** As `isSameStore` has it. */
const twin = sql<OrderId | null>`(SELECT twin.id FROM connections AS other JOIN orders AS twin ON twin.connection_id = other.id AND twin.joom_id = orders.joom_id
  WHERE other.id <> connections.id AND other.removed_at IS NULL AND connections.removed_at IS NULL AND (other.environment = 'rehearsal') = (connections.environment = 'rehearsal') AND (other.environment = 'rehearsal' OR other.address = connections.address)
  AND CASE WHEN trim(other.store_id) <> '' AND trim(connections.store_id) <> '' THEN lower(trim(other.store_id)) = lower(trim(connections.store_id)) ELSE other.client_id = connections.client_id END LIMIT 1)`

const checked = askedOften((db, ids: string) => db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').leftJoin('commands', 'commands.id', 'orders.open_command_id')
  .select(['orders.id', 'orders.joom_id', 'orders.connection_id', 'orders.readable', 'orders.state', 'orders.provider', 'orders.tracking_number', 'orders.to_name', 'orders.recipient_key', 'orders.quantity', 'orders.last_updated', ...addressColumns, 'orders.due_at', 'connections.removed_at', 'connections.environment', 'commands.id as command_id', 'commands.state as command_state', twin.as('twin_id')])
  .where(sql<boolean>`orders.id IN (SELECT value FROM json_each(${ids}))`))

const numbered = askedOften((db, numbers: string) => {
  const use = ['orders.id', 'orders.joom_id', 'orders.to_name', 'orders.recipient_key', 'connections.environment'] as const
  const atJoom = db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select([sql<string>`upper(orders.tracking_number)`.as('number'), ...use]).where(sql<boolean>`tracking_number IS NOT NULL AND tracking_number COLLATE NOCASE IN (SELECT value FROM json_each(${numbers}))`)
  const seen = db.selectFrom('numbers_seen').innerJoin('orders', 'orders.id', 'numbers_seen.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['numbers_seen.number', ...use]).where(sql<boolean>`numbers_seen.number IN (SELECT value FROM json_each(${numbers}))`)
  // What was taken back never got the number, nor did what a person closed before it was ever sent; everything else may have. Joom's no, too, may be
  // its answer to a second delivery: the number is kept while that stands before a person, who has looked at the order where it is closed.
  const ours = db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').select([sql<string>`commands.tracking_number`.as('number'), ...use])
    .where(sql<boolean>`commands.tracking_number IN (SELECT value FROM json_each(${numbers}))`).where('commands.state', '<>', 'undone')
    .where((is) => is.or([
      is('commands.state', 'not in', ['refused', 'closed']),
      is.and([is('commands.state', '=', 'refused'), is('commands.sends', '>', 0), is('commands.trouble_code', '<>', 'number_taken')]),
      // What a restored backup held as not sent counts, too, where nobody found out what became of it.
      is.and([is('commands.state', '=', 'closed'), is('commands.trouble_code', '=', 'not_found_out')]),
      is.and([is('commands.state', '=', 'closed'), is(sql`commands.sends + commands.reads`, '>', 0), is('commands.trouble_code', 'not in', ['refused', 'invalid', 'number_taken'])])
    ]))
  return atJoom.union(seen).union(ours)
})

/** What the checks before a command need to know of these orders. */
export async function subjectsOf(db: Kysely<Schema>, ids: readonly OrderId[]): Promise<readonly Subject[]> {
  const { rows } = await checked(db, JSON.stringify(ids))
  return rows.map((row) => ({
    orderId: row.id, joomId: row.joom_id, connectionId: row.connection_id, environment: row.environment, connected: row.removed_at === null, twin: row.twin_id, readable: row.readable === 1, state: row.state, provider: row.provider, trackingNumber: row.tracking_number,
    recipient: row.to_name, recipientKey: row.recipient_key, quantity: row.quantity, address: addressOf(row), lastUpdated: row.last_updated, dueAt: row.due_at, open: row.command_id === null || row.command_state === null ? null : { id: row.command_id, state: row.command_state }
  }))
}

/** Every use of these numbers, as they are compared, that Joom may know of: what its orders have and had, and what commands may have given them. */
export async function usesOf(db: Kysely<Schema>, numbers: readonly string[]): Promise<readonly NumberUse[]> {
  const { rows } = await numbered(db, JSON.stringify(numbers.map(comparedTracking).filter((number) => number !== '')))
  return rows.map((row) => ({ trackingNumber: row.number, environment: row.environment, orderId: row.id, joomId: row.joom_id, recipient: row.to_name, recipientKey: row.recipient_key }))
}

/** Joom's id of the order of another recipient that has the number of this order's command by now; `null` where there is none. */
export async function sharerAmong(db: Kysely<Schema>, order: OrderId, number: string): Promise<string | null> {
  const uses = await usesOf(db, [number])
  const mine = uses.find(({ orderId }) => orderId === order)
  return (mine && sharerOf(mine, uses))?.joomId ?? null
}
