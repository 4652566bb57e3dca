import { CompiledQuery, type Transaction } from 'kysely'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { comparedTracking } from '../domain/tracking-number.ts'
import type { World } from '../domain/world.ts'
import { askedOften } from './asked-often.ts'
import { forEach } from './node-sqlite-dialect.ts'
import { columnNames, searchText, type PackedColumns } from './order-record.ts'
import type { Schema } from './schema.ts'

const lastId = askedOften((db) => db.selectFrom('orders').select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('id')))
const joomIdAt = columnNames.indexOf('joom_id')
const searchAt = columnNames.indexOf('search')
const trackingAt = columnNames.indexOf('tracking_number')
const stateAt = columnNames.indexOf('state')
const wordAt = columnNames.indexOf('state_word')
const readableAt = columnNames.indexOf('readable')
/** One order each: several rows of one statement are put into a table of their own first, and every page they touch is set aside. */
const ownNames = ['id', 'connection_id', 'pick_code', 'arrived_at', 'arrived_as']
const own = ownNames.length
const insert = `INSERT INTO orders (${[...ownNames, ...columnNames].join(', ')}) VALUES (${Array.from({ length: own + columnNames.length }, () => '?').join(', ')})`
const toIndex = 'INSERT INTO orders_to_index (id) SELECT id FROM orders WHERE id >= ?'
const seen = 'INSERT OR IGNORE INTO numbers_seen (number, order_id) SELECT value ->> 0, value ->> 1 FROM json_each(?)'

/**
 * Adds orders that are not there yet, and what has to be there with them: the search will look into them, and a number that is
 * written at Joom otherwise than it is compared is kept as it is compared.
 * @param codes a free pick code for each
 */
export async function addOrders(trx: Transaction<Schema>, connectionId: ConnectionId, rows: readonly PackedColumns[], codes: readonly string[], world: World, at: Millis): Promise<readonly OrderId[]> {
  if (rows.length === 0) return []
  // Numbered here: nobody else writes meanwhile.
  const { rows: [last] } = await lastId(trx)
  const first = (last?.id ?? 0) + 1
  const odd: Array<readonly [string, OrderId]> = []
  const values: Array<Array<string | number | null>> = []
  const ids: OrderId[] = []
  for (const [i, row] of rows.entries()) {
    const id = (first + i) as OrderId // the number of a row that is made here
    const code = codes[i] ?? ''
    const tracking = row[trackingAt] as string | null // a text, as `packed` made it
    const all = [id, connectionId, code, at, row[readableAt] === 1 ? row[wordAt] ?? row[stateAt] ?? null : 'UNREADABLE', ...row]
    all[own + searchAt] = searchText({ joom_id: String(row[joomIdAt]), search: String(row[searchAt]), tracking_number: tracking }, code, world)
    values.push(all)
    ids.push(id)
    if (tracking !== null && /[^A-Za-z0-9]/.test(tracking) && comparedTracking(tracking) !== '') odd.push([comparedTracking(tracking), id])
  }
  await trx.executeQuery(forEach(insert, values))
  await trx.executeQuery(CompiledQuery.raw(toIndex, [first]))
  if (odd.length > 0) await trx.executeQuery(CompiledQuery.raw(seen, [JSON.stringify(odd)]))
  return ids
}
