import type { Transaction } from 'kysely'
import type { CommandId, Millis, OrderId } from '../domain/ids.ts'
import type { Observed } from '../outbox/observed.ts'
import { askedOften, theRow } from './asked-often.ts'
import { addressColumns, addressOf, intentOf } from './command-rows.ts'
import { record, type Happening } from './history-repository.ts'
import type { CommandRecord, Schema } from './schema.ts'
import type { Telling } from './without-people.ts'

// A command and the order it holds, each step in the caller's transaction.

const placeOf = askedOften((db, id: CommandId) => db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select(['commands.order_id', 'orders.connection_id']).where('commands.id', '=', id))
const observedOf = askedOften((db, id: CommandId) => db.selectFrom('orders').innerJoin('commands', 'commands.order_id', 'orders.id').select(['orders.state', 'orders.provider', 'orders.tracking_number', 'orders.recipient_key', 'orders.quantity', 'orders.last_updated', 'orders.to_name', ...addressColumns]).where('commands.id', '=', id))
const recipientOf = askedOften((db, id: OrderId) => db.selectFrom('orders').select(['to_name', 'to_street1', 'to_street2', 'to_phone']).where('id', '=', id))

/** An order as commands see it. */
export async function observe(trx: Transaction<Schema>, id: CommandId, at: Millis): Promise<Observed> {
  const row = theRow(await observedOf(trx, id))
  return { state: row.state, provider: row.provider, trackingNumber: row.tracking_number, at, recipientKey: row.recipient_key, quantity: row.quantity, address: addressOf(row), lastUpdated: row.last_updated }
}

/** Tells the history what happened to a command. */
export async function tell(trx: Transaction<Schema>, id: CommandId, ...happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return
  const { order_id, connection_id } = theRow(await placeOf(trx, id))
  await record(trx, happenings.map((what) => ({ ...what, commandId: id, orderId: order_id, connectionId: connection_id })))
}

/** Lets an order go that a command held. */
export async function free(trx: Transaction<Schema>, id: CommandId): Promise<void> {
  await trx.updateTable('orders').set({ open_command_id: null }).where('open_command_id', '=', id).execute()
}

/** Ends what stands before a person. @returns whether it still did */
export async function close(trx: Transaction<Schema>, id: CommandId, now: Millis, what: Omit<Happening, 'at'>): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'closed', settled_at: now, next_at: null }).where('id', '=', id).where('state', 'in', ['refused', 'conflict']).executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await free(trx, id)
  await tell(trx, id, { at: now, ...what })
  return true
}

/** What of an order Joom could quote that tells of its recipient. */
export async function tellingOf(trx: Transaction<Schema>, command: CommandRecord): Promise<Telling> {
  const order = theRow(await recipientOf(trx, command.order_id))
  const intent = intentOf(command)
  return [order.to_name, order.to_street1, order.to_street2, order.to_phone, 'note' in intent ? intent.note : null]
}
