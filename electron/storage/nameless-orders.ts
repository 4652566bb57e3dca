import { sql, type SqlBool, type Transaction } from 'kysely'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { isNameless } from '../domain/nameless.ts'
import { record } from './history-repository.ts'
import type { Schema } from './schema.ts'

/** Whether the text of an order that could not be read says that it is to ship, or nothing of its state. */
const mayBeOpen = sql<SqlBool>`coalesce(CASE WHEN json_valid(raw) AND json_type(raw) = 'object' THEN upper(coalesce(raw ->> '$.Order.state', raw ->> '$.state')) END, 'APPROVED') = 'APPROVED'`
/** Nothing was done with what has no id; what something was done with all the same stays, as proof. */
const isNobodys = sql<SqlBool>`open_command_id IS NULL AND NOT EXISTS (SELECT 1 FROM commands WHERE order_id = orders.id) AND NOT EXISTS (SELECT 1 FROM history WHERE order_id = orders.id) AND NOT EXISTS (SELECT 1 FROM print_sheets WHERE order_id = orders.id)`

/**
 * Takes away the orders of a store that came without an id, could not be read, and are not told of any more: Joom has given
 * them an id since, or they are gone. How many went stands in the history.
 * @param isTold whether an answer has told of it lately
 * @param openOnly those alone that may be to ship
 * @returns those that went
 */
export async function dropNameless(trx: Transaction<Schema>, connectionId: ConnectionId, isTold: (id: OrderId) => boolean, openOnly: boolean, at: Millis): Promise<readonly OrderId[]> {
  const rows = await trx.selectFrom('orders').select(['id', 'joom_id']).where('connection_id', '=', connectionId).where('lane', '=', 'to_ship').where('readable', '=', 0).where(isNobodys).where(openOnly ? mayBeOpen : sql<SqlBool>`TRUE`).execute()
  const gone = rows.filter(({ id, joom_id }) => isNameless(joom_id) && !isTold(id)).map(({ id }) => id)
  if (gone.length === 0) return gone
  await trx.deleteFrom('orders_told_again').where('order_id', 'in', gone).execute()
  await trx.deleteFrom('orders').where('id', 'in', gone).execute()
  await record(trx, [{ at, kind: 'orders_without_id_gone', params: { orders: gone.length }, connectionId }])
  return gone
}
