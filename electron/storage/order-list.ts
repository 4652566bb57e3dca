import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely'
import type { OrderFilter, OrderMark, OrderOverview, OrderRow, OrderView } from '../contract/schemas.ts'
import { deadlinesOf, urgencies, type Urgency } from '../domain/deadline.ts'
import type { Millis, OrderId } from '../domain/ids.ts'
import { notThere } from '../domain/order.ts'
import { orderCodeOf, worldOfCode } from '../domain/pick-code.ts'
import { searchedFor } from '../domain/sheet-code.ts'
import { worldOf, type World } from '../domain/world.ts'
import { askedOften } from './asked-often.ts'
import { searchable } from './order-record.ts'
import { toSameRecipient } from './same-recipient.ts'
import type { Schema } from './schema.ts'
import { storesShown } from './stores-shown.ts'

type Condition = RawBuilder<SqlBool>

const marks: readonly OrderMark[] = ['to_print', 'in_run', 'saved', 'printed', 'in_outbox', 'needs_you', 'same_recipient', 'unreadable', 'changed']
const views: readonly OrderView[] = ['to_ship', 'shipped', 'refunded', 'review', 'all']

const all = (conditions: readonly Condition[]): Condition => (conditions.length === 0 ? sql<SqlBool>`TRUE` : sql<SqlBool>`(${sql.join(conditions, sql` AND `)})`)

/**
 * Looks like what was typed. A code of a sheet is looked for by the order that it names: the rest of it is of the sheet. `%` and
 * `_` are what a person typed, not wildcards; only then is there an escape, with which SQLite cannot use the index.
 */
function like(typed: string): RawBuilder<unknown> {
  const text = searchable(searchedFor(typed.trim()))
  return /[\\%_]/.test(text) ? sql`LIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'` : sql`LIKE ${`%${text}%`}`
}

/** Orders with a text in them: by the index, and one by one those that it does not know yet. */
const holds = (typed: string): Condition => sql<SqlBool>`orders.id IN (
  SELECT rowid FROM orders_search WHERE search ${like(typed)}
  UNION ALL SELECT id FROM orders WHERE id IN (SELECT id FROM orders_to_index) AND search ${like(typed)})`

/** Orders of a store that was removed: a record, which stands in the view of all orders and in no other. */
const disconnected = sql<SqlBool>`(orders.connection_id IN (SELECT id FROM connections WHERE removed_at IS NOT NULL))`

/** The orders of the stores that are shown, and those that others left as a record, or those of them with a text in them. */
const matches = (filter: OrderFilter): Condition => all([
  sql<SqlBool>`orders.connection_id IN ${storesShown(filter, 'and records')}`,
  ...(filter.search.trim() === '' ? [] : [holds(filter.search)])
])

const inView = (view: OrderView): Condition => (view === 'all' ? sql<SqlBool>`TRUE` : sql<SqlBool>`(orders.lane = ${view} AND NOT ${disconnected})`)

const inBand = (urgency: Urgency, now: Millis): Condition => {
  if (urgency === 'none') return sql<SqlBool>`orders.due_at IS NULL`
  const { after, upTo } = deadlinesOf(urgency, now)
  return all([sql<SqlBool>`orders.due_at IS NOT NULL`, ...(after === null ? [] : [sql<SqlBool>`orders.due_at > ${after}`]), ...(upTo === null ? [] : [sql<SqlBool>`orders.due_at <= ${upTo}`])])
}

const needsPerson = sql<SqlBool>`orders.open_command_id IN (SELECT id FROM commands WHERE state IN ('refused', 'conflict'))`
/** Others to ship go to the same recipient and address. Found once for the whole question, not for each row: SQLite does so for one value, not for a pair. */
const shared = sql<SqlBool>`(orders.sharing_key IS NOT NULL AND orders.connection_id || orders.sharing_key IN (SELECT connection_id || sharing_key FROM orders WHERE sharing_key IS NOT NULL GROUP BY connection_id, sharing_key HAVING count(*) > 1))`

const conditions: Readonly<Record<OrderMark, Condition>> = {
  to_print: sql<SqlBool>`(orders.printed_at IS NULL AND orders.run_id IS NULL AND orders.state = 'APPROVED' AND orders.readable = 1 AND NOT ${disconnected})`,
  in_run: sql<SqlBool>`orders.run_id IS NOT NULL`, saved: sql<SqlBool>`(orders.saved_at IS NOT NULL AND orders.printed_at IS NULL)`, printed: sql<SqlBool>`orders.printed_at IS NOT NULL`, in_outbox: sql<SqlBool>`orders.open_command_id IS NOT NULL`,
  needs_you: needsPerson, same_recipient: shared, unreadable: sql<SqlBool>`orders.readable = 0`, changed: sql<SqlBool>`orders.changed_at IS NOT NULL`
}

const whole = (filter: OrderFilter, now: Millis): Condition => all([
  inView(filter.view), matches(filter), ...(filter.urgency === null ? [] : [inBand(filter.urgency, now)]), ...(filter.mark === null ? [] : [conditions[filter.mark]])
])

/** No code on a slip is shorter; what is typed word by word costs no second search. */
const shortestCode = 6

/** Orders that are alike in everything the overview counts. */
type Group = Readonly<Record<OrderMark, 0 | 1>> & { readonly lane: string; readonly disconnected: 0 | 1; readonly urgency: Urgency; readonly count: number }

const rowsOf = askedOften((db, ids: string) => db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').leftJoin('commands', 'commands.id', 'orders.open_command_id').select([
  'orders.id', 'orders.connection_id as connectionId', 'connections.environment', 'orders.joom_id as joomId', 'orders.pick_code as pickCode', 'orders.state', 'orders.state_word as stateWord', 'orders.readable', sql<0 | 1>`orders.unreadable_reason IS ${sql.lit(notThere)}`.as('gone'),
  'orders.product_name as productName', 'orders.sku', 'orders.color', 'orders.size', 'orders.quantity', 'orders.to_name as recipient', 'orders.to_country as country', 'orders.total',
  sql<0 | 1>`orders.image_url IS NOT NULL`.as('hasPicture'), 'orders.due_at as dueAt', 'orders.printed_at as printedAt', 'orders.saved_at as savedAt', 'orders.run_id as runId', 'orders.tracking_number as trackingNumber', 'orders.shipped_date as shippedDate', 'orders.recipient_key as recipientKey', 'orders.changed_at as changedAt', sql<0 | 1>`${disconnected}`.as('disconnected'),
  sql<number>`CASE WHEN orders.sharing_key IS NOT NULL THEN ${toSameRecipient} ELSE 1 END`.as('sameRecipient'),
  'commands.id as commandId', 'commands.kind as commandKind', 'commands.state as commandState', 'commands.leaves_at as leavesAt', 'commands.tracking_number as commandTracking'
]).where(sql<SqlBool>`orders.id IN (SELECT value FROM json_each(${ids}))`).orderBy('orders.place').orderBy('orders.id'))

/** The list of orders: least time left first, those without a deadline last (the newest of them first). Search, filter and order happen here. */
export class OrderList {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** How many orders stand in each band, view and behind each chip. A chip's count holds for the view that is open. */
  async overview(filter: OrderFilter, now: Millis): Promise<OrderOverview> {
    const urgency = sql`CASE ${sql.join(urgencies.filter((name) => name !== 'none').map((name) => sql`WHEN ${inBand(name, now)} THEN ${name}`), sql` `)} ELSE 'none' END`
    // Of the other views only how many they hold is told: with years of shipped orders that is nearly all of them. What a search finds is few, and searched for once.
    const apart = filter.view !== 'all' && filter.search.trim() === ''
    // One pass over an index; what follows counts a few dozen groups.
    const { rows: groups } = await sql<Group>`
      SELECT lane, ${disconnected} AS disconnected, ${urgency} AS urgency, ${sql.join(marks.map((mark) => sql`coalesce(${conditions[mark]}, 0) AS ${sql.id(mark)}`))}, count(*) AS count
      FROM orders INDEXED BY orders_to_count WHERE ${matches(filter)} AND ${apart ? sql`lane = ${filter.view}` : sql`TRUE`} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
      ${apart ? sql`UNION ALL SELECT lane, ${disconnected}, 'none', ${sql.join(marks.map(() => sql`0`))}, count(*) FROM orders INDEXED BY orders_to_count WHERE ${matches(filter)} AND lane <> ${filter.view} GROUP BY connection_id, lane` : sql``}`.execute(this.#db)
    const count = (fits: (group: Group) => boolean): number => groups.reduce((sum, group) => (fits(group) ? sum + group.count : sum), 0)
    const inThisView = (group: Group): boolean => filter.view === 'all' || (group.lane === filter.view && group.disconnected === 0)
    const shown = (group: Group): boolean => inThisView(group) && (filter.urgency === null || group.urgency === filter.urgency) && (filter.mark === null || group[filter.mark] === 1)
    // Every key of the record is one of the names mapped over.
    const counts = <K extends string>(names: readonly K[], fits: (name: K, group: Group) => boolean): Record<K, number> => Object.fromEntries(names.map((name) => [name, count((group) => fits(name, group))])) as Record<K, number>
    return {
      total: count(shown), bands: urgencies.map((name) => ({ urgency: name, count: count((group) => shown(group) && group.urgency === name) })).filter((band) => band.count > 0),
      views: counts(views, (name, group) => name === 'all' || (group.lane === name && group.disconnected === 0)),
      urgencies: counts(urgencies, (name, group) => inThisView(group) && group.urgency === name),
      marks: counts(marks, (name, group) => inThisView(group) && group[name] === 1), elsewhere: await this.#elsewhere(filter), now
    }
  }

  /** A code that was scanned while the stores shown are not its own: what it is. */
  async #elsewhere(filter: OrderFilter): Promise<OrderOverview['elsewhere']> {
    const code = searchedFor(filter.search.trim())
    if (code.length < shortestCode) return null
    // The codes on a slip: the pick code, and the id as its world writes it.
    const found = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['orders.connection_id', 'orders.joom_id', 'connections.name', 'connections.environment', sql<0 | 1>`orders.connection_id IN ${storesShown(filter, 'and records')}`.as('shown')])
      .where(sql<SqlBool>`orders.connection_id IN ${storesShown({ connectionId: null }, 'and records')}`).where(holds(code))
      .where((eb) => eb.or([eb('orders.pick_code', '=', code.toUpperCase()), eb('orders.joom_id', '=', code), eb.and([eb('connections.environment', '=', 'rehearsal'), eb('orders.joom_id', '=', code.slice(orderCodeOf('', 'rehearsal').length))])])).limit(20).execute()
    if (found.some((one) => one.shown === 1)) return null
    const [order] = found
    if (order !== undefined) return { world: worldOf(order.environment), order: { connectionId: order.connection_id, store: order.name, joomId: order.joom_id } }
    // Nobody's here: of another world it still is, where only the other is shown.
    const world = worldOfCode(code)
    return world === null || await this.#shows(filter, world) ? null : { world, order: null }
  }

  /** Whether stores of a world are among those shown. */
  async #shows(filter: OrderFilter, world: World): Promise<boolean> {
    const environments = await this.#db.selectFrom('connections').select('environment').where(sql<SqlBool>`id IN ${storesShown(filter, 'and records')}`).execute()
    return environments.some(({ environment }) => worldOf(environment) === world)
  }

  async rows(filter: OrderFilter, offset: number, limit: number, now: Millis): Promise<OrderRow[]> {
    return this.byIds(await this.#idsOf(filter, now, sql`LIMIT ${sql.lit(limit)} OFFSET ${offset}`))
  }

  ids(filter: OrderFilter, now: Millis): Promise<OrderId[]> {
    return this.#idsOf(filter, now, sql``)
  }

  /** Found by index alone: the rows are only read for those that are shown. */
  async #idsOf(filter: OrderFilter, now: Millis, part: RawBuilder<unknown>): Promise<OrderId[]> {
    const { rows } = await sql<{ id: OrderId }>`SELECT id FROM orders WHERE ${whole(filter, now)} ORDER BY place, id ${part}`.execute(this.#db)
    return rows.map((row) => row.id)
  }

  /** Whether the list with this filter shows the order. */
  async shows(id: OrderId, filter: OrderFilter, now: Millis): Promise<boolean> {
    const { rows } = await sql`SELECT 1 FROM orders WHERE id = ${id} AND ${whole(filter, now)}`.execute(this.#db)
    return rows.length > 0
  }

  /** Orders that have this text, as a whole and whatever its capitals, as id, pick code, tracking number or SKU, those of stores whose orders are hidden left out; at most 50, ids first. */
  async lookUp(text: string): Promise<OrderRow[]> {
    const is = (column: string): Condition => sql<SqlBool>`coalesce(${sql.ref(column)} = ${text} COLLATE NOCASE, FALSE)`
    const { rows } = await sql<{ id: OrderId }>`
      SELECT id FROM orders WHERE ${matches({ view: 'all', urgency: null, mark: null, connectionId: null, search: text })} AND (${is('joom_id')} OR ${is('pick_code')} OR ${is('tracking_number')} OR ${is('sku')})
      ORDER BY ${is('joom_id')} DESC, ${is('pick_code')} DESC, place, id LIMIT 50`.execute(this.#db)
    const found = await this.byIds(rows.map((row) => row.id))
    return rows.flatMap(({ id }) => found.find((row) => row.id === id) ?? [])
  }

  /** Rows in the order of the list; ids that are not there are left out. */
  async byIds(ids: readonly OrderId[]): Promise<OrderRow[]> {
    const { rows: found } = await rowsOf(this.#db, JSON.stringify(ids))
    return found.map(({ commandId, commandKind, commandState, leavesAt, commandTracking, readable, gone, hasPicture, disconnected: removed, ...row }) => ({
      ...row, readable: readable === 1, gone: gone === 1, disconnected: removed === 1, hasPicture: hasPicture === 1,
      command: commandId === null || commandKind === null || commandState === null || leavesAt === null ? null : { id: commandId, kind: commandKind, state: commandState, leavesAt, trackingNumber: commandTracking }
    }))
  }
}
