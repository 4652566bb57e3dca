import { sql, type Kysely, type Transaction } from 'kysely'
import type { HistoryEntry } from '../contract/schemas.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { Order, ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import { pickCodeOf } from '../domain/pick-code.ts'
import { worldOf, type World } from '../domain/world.ts'
import { historyOf, record, type Happening } from './history-repository.ts'
import { columnsOf, orderOf, searchText, unreadableColumns, type JoomColumns } from './order-record.ts'
import type { NewOrderRecord, OrderRecord, OrdersTable, Schema } from './schema.ts'

/** What one page of Joom's answers changed. */
export interface Stored {
  readonly added: number
  readonly changed: number
}

const addressColumns = ['to_name', 'to_street1', 'to_street2', 'to_city', 'to_state', 'to_country', 'to_zip'] as const

/**
 * What Joom's answer means for an order that is known already.
 * An answer asked for before the one that is kept is older: dropped. One that shows the state from before a change of ours
 * that Joom has accepted is not believed while the change settles.
 */
function merge(known: OrderRecord, fresh: JoomColumns, fetchedAt: Millis): JoomColumns | null {
  if (fetchedAt < known.fetched_at) return null
  if (fresh.last_updated != null && known.last_updated !== null && fresh.last_updated < known.last_updated) return null
  if (known.settling_until === null || fetchedAt >= known.settling_until) return fresh
  const { state, shipped_date, provider, tracking_number, shipping_time, ship_note, due_at } = known
  const behind = fresh.state !== state ? fresh.state === 'APPROVED' || (state === 'REFUNDED' && fresh.state === 'SHIPPED') : fresh.tracking_number !== tracking_number
  return behind ? { ...fresh, state, shipped_date, provider, tracking_number, shipping_time, ship_note, due_at } : fresh
}

export class OrderRepository {
  readonly #db: Kysely<Schema>
  readonly #random: () => number

  /** @param random a number in [0, 1), for pick codes */
  constructor(db: Kysely<Schema>, random: () => number) {
    this.#db = db
    this.#random = random
  }

  /**
   * Takes in one page of orders, in one transaction: new ones are added, known ones brought up to date by store and order
   * id, what changed is recorded. An unreadable order without an id is kept under a name made of its text.
   * @param fetchedAt when Joom was asked for them
   */
  take(connectionId: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], fetchedAt: Millis): Promise<Stored> {
    const fresh = [
      ...orders.map((order) => columnsOf(order, fetchedAt)),
      ...unreadable.map((order) => unreadableColumns({ ...order, joomId: order.joomId ?? `unreadable ${order.raw.slice(0, 60)}` }, fetchedAt))
    ]
    return this.#db.transaction().execute(async (trx) => {
      const store = await trx.selectFrom('connections').select('environment').where('id', '=', connectionId).where('removed_at', 'is', null).executeTakeFirst()
      // An answer that was under way when its store was removed brings back nothing that was erased.
      if (!store) return { added: 0, changed: 0 }
      const world = worldOf(store.environment)
      const known = new Map((await trx.selectFrom('orders').selectAll().where('connection_id', '=', connectionId)
        .where(sql<boolean>`joom_id IN (SELECT value FROM json_each(${JSON.stringify(fresh.map((columns) => columns.joom_id))}))`).execute()).map((row) => [row.joom_id, row]))
      // The same order twice in one page: the later one holds.
      const news = [...new Map(fresh.filter((columns) => !known.has(columns.joom_id)).map((columns) => [columns.joom_id, columns])).values()]
      const happenings: Happening[] = []
      let changed = 0
      const renewed = fresh.flatMap((columns): NewOrderRecord[] => {
        const old = known.get(columns.joom_id)
        // What was read once is not thrown away for an answer that cannot be read.
        if (!old || (columns.readable === 0 && old.readable === 1)) return []
        const merged = merge(old, columns, fetchedAt)
        if (!merged) return []
        const events = difference(old, merged, fetchedAt)
        happenings.push(...events)
        if (events.length > 0) changed++
        return [{ ...merged, connection_id: connectionId, pick_code: old.pick_code, search: searchText(merged, old.pick_code, world) }]
      })
      const codes = await this.#pickCodes(trx, news.length, world)
      const added = news.map((columns, i): NewOrderRecord => ({ ...columns, connection_id: connectionId, pick_code: codes[i] ?? '', search: searchText(columns, codes[i] ?? '', world) }))
      for (const { id, state } of await write(trx, added)) happenings.push({ at: fetchedAt, kind: 'order_arrived', params: { state }, connectionId, orderId: id })
      await write(trx, renewed)
      await record(trx, happenings)
      return { added: added.length, changed }
    })
  }

  /** As many codes of a world as are wanted, none of which any order has. */
  async #pickCodes(trx: Transaction<Schema>, wanted: number, world: World): Promise<string[]> {
    const codes = new Set<string>()
    while (codes.size < wanted) {
      const tries = Array.from({ length: wanted - codes.size }, () => pickCodeOf(Math.floor(this.#random() * 2 ** 30), world))
      const taken = new Set((await trx.selectFrom('orders').select('pick_code').where(sql<boolean>`pick_code IN (SELECT value FROM json_each(${JSON.stringify(tries)}))`).execute()).map((row) => row.pick_code))
      for (const code of tries) if (!taken.has(code)) codes.add(code)
    }
    return [...codes]
  }

  /** An order with the JSON it was read from and, where it could not be read, the reason. */
  async whole(id: OrderId): Promise<{ readonly order: Order; readonly raw: string; readonly unreadableReason: string | null } | null> {
    const found = await this.#db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst()
    return found ? { order: orderOf(found), raw: found.raw, unreadableReason: found.unreadable_reason } : null
  }

  history(id: OrderId): Promise<HistoryEntry[]> {
    return historyOf(this.#db, { orderId: id })
  }

  /** The address of an order's picture, as Joom gave it. */
  async pictureOf(id: OrderId): Promise<string | null> {
    const row = await this.#db.selectFrom('orders').select('image_url').where('id', '=', id).executeTakeFirst()
    return row?.image_url ?? null
  }

  /** Believes the next answer about every order of a store, however old: after a rehearsal store was made anew. */
  async startOver(connectionId: ConnectionId): Promise<void> {
    await this.#db.updateTable('orders').set({ fetched_at: 0, last_updated: null, settling_until: null, printed_at: null }).where('connection_id', '=', connectionId).execute()
  }

  /** When the last change that is known of a store happened: where the next reading starts. */
  async newestChange(connectionId: ConnectionId): Promise<Millis | null> {
    const row = await this.#db.selectFrom('orders').select(sql<Millis | null>`max(last_updated)`.as('newest')).where('connection_id', '=', connectionId).executeTakeFirst()
    return row?.newest ?? null
  }
}

function difference(known: OrderRecord, now: JoomColumns, at: Millis): Happening[] {
  const about = { at, connectionId: known.connection_id, orderId: known.id }
  const happenings: Happening[] = []
  if (known.readable === 0 && now.readable === 1) happenings.push({ ...about, kind: 'order_readable' })
  if (known.readable === 1 && known.state !== now.state) happenings.push({ ...about, kind: 'state_changed_at_joom', params: { before: known.state, after: now.state } })
  if (known.readable === 1 && addressColumns.some((column) => known[column] !== now[column])) happenings.push({ ...about, kind: 'address_changed' })
  if (known.readable === 1 && known.quantity !== now.quantity) happenings.push({ ...about, kind: 'quantity_changed', params: { before: known.quantity, after: now.quantity ?? null } })
  if (known.state === 'SHIPPED' && now.state === 'SHIPPED' && known.tracking_number !== now.tracking_number) {
    happenings.push({ ...about, kind: 'tracking_changed_at_joom', params: { before: known.tracking_number, after: now.tracking_number ?? null } })
  }
  return happenings
}

/** Rows of one statement: SQLite takes 32,766 values. */
const batch = 400

/** Adds the rows, or brings those that are there up to date by store and order id. What is local stays as it is. */
async function write(trx: Transaction<Schema>, rows: readonly NewOrderRecord[]): Promise<{ readonly id: OrderId; readonly state: OrdersTable['state'] }[]> {
  const written: { id: OrderId; state: OrdersTable['state'] }[] = []
  for (let from = 0; from < rows.length; from += batch) {
    const some = rows.slice(from, from + batch)
    // A row holds the columns that come from Joom and no other: just those are renewed.
    const columns = Object.keys(some[0] ?? {}) as (keyof NewOrderRecord & keyof OrdersTable)[]
    written.push(...await trx.insertInto('orders').values(some).onConflict((conflict) => conflict.columns(['connection_id', 'joom_id']).doUpdateSet((eb) => Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)])))).returning(['id', 'state']).execute())
  }
  return written
}
