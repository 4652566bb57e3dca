import { sql, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely'
import type { OrderFilter, OrderMark, OrderOverview, OrderRow, OrderView } from '../contract/schemas.ts'
import { deadlinesOf, urgencies, type Urgency } from '../domain/deadline.ts'
import type { CommandState } from '../domain/command.ts'
import type { Millis, OrderId } from '../domain/ids.ts'
import { searchable } from './order-record.ts'
import type { Schema } from './schema.ts'

type Builder = ExpressionBuilder<Schema, 'orders'>
type Condition = ReturnType<Builder['and']>

const needsPerson: readonly CommandState[] = ['refused', 'conflict']
const marks: readonly OrderMark[] = ['to_print', 'printed', 'in_outbox', 'needs_you', 'same_recipient', 'unreadable']
const views: readonly OrderView[] = ['to_ship', 'shipped', 'refunded', 'review', 'all']

const inView = (eb: Builder, view: OrderView): Condition => {
  switch (view) {
    // What cannot be read may have to be shipped: it stands where it is seen.
    case 'to_ship': return eb.or([eb('orders.state', '=', 'APPROVED'), eb('orders.readable', '=', 0)])
    case 'shipped': return eb.and([eb('orders.state', '=', 'SHIPPED')])
    case 'refunded': return eb.and([eb('orders.state', '=', 'REFUNDED')])
    case 'review': return eb.and([eb('orders.state', '=', 'REQUIRE_REVIEW')])
    case 'all': return eb.and([])
  }
}

const inBand = (eb: Builder, urgency: Urgency, now: Millis): Condition => {
  if (urgency === 'none') return eb.and([eb('orders.due_at', 'is', null)])
  const { after, upTo } = deadlinesOf(urgency, now)
  return eb.and([eb('orders.due_at', 'is not', null), ...(after === null ? [] : [eb('orders.due_at', '>', after)]), ...(upTo === null ? [] : [eb('orders.due_at', '<=', upTo)])])
}

const shared = sql<number>`(SELECT count(*) FROM orders AS other WHERE other.recipient_key = orders.recipient_key AND other.state = 'APPROVED' AND other.connection_id = orders.connection_id)`

const marked = (eb: Builder, mark: OrderMark): Condition => {
  switch (mark) {
    case 'to_print': return eb.and([eb('orders.printed_at', 'is', null), eb('orders.state', '=', 'APPROVED')])
    case 'printed': return eb.and([eb('orders.printed_at', 'is not', null)])
    case 'in_outbox': return eb.and([eb('orders.open_command_id', 'is not', null)])
    case 'needs_you': return eb.and([eb.exists(eb.selectFrom('commands').select('commands.id').whereRef('commands.id', '=', 'orders.open_command_id').where('commands.state', 'in', needsPerson))])
    case 'same_recipient': return eb.and([eb('orders.state', '=', 'APPROVED'), eb('orders.recipient_key', '<>', ''), eb(shared, '>', 1)])
    case 'unreadable': return eb.and([eb('orders.readable', '=', 0)])
  }
}

/** `%` and `_` are what a person typed, not wildcards. */
const pattern = (typed: string): string => `%${searchable(typed.trim()).replace(/[\\%_]/g, '\\$&')}%`

const matches = (eb: Builder, filter: OrderFilter): Condition => eb.and([
  sql<SqlBool>`orders.connection_id IN (SELECT id FROM connections WHERE removed_at IS NULL)`,
  ...(filter.connectionId === null ? [] : [eb('orders.connection_id', '=', filter.connectionId)]),
  ...(filter.search.trim() === '' ? [] : [sql<SqlBool>`orders.id IN (SELECT rowid FROM orders_search WHERE search LIKE ${pattern(filter.search)} ESCAPE '\\')`])
])

const whole = (eb: Builder, filter: OrderFilter, now: Millis): Condition => eb.and([
  matches(eb, filter), inView(eb, filter.view), ...(filter.urgency === null ? [] : [inBand(eb, filter.urgency, now)]), ...(filter.mark === null ? [] : [marked(eb, filter.mark)])
])

/** The list of orders: least time left first, those without a deadline last (the newest of them first). Search, filter and order happen here. */
export class OrderList {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** How many orders stand in each band, view and behind each chip. A chip's count holds for the view that is open. */
  async overview(filter: OrderFilter, now: Millis): Promise<OrderOverview> {
    const count = (condition: (eb: Builder) => Condition) => (eb: Builder) => sql<number>`coalesce(sum(CASE WHEN ${condition(eb)} THEN 1 ELSE 0 END), 0)`
    const found = await this.#db.selectFrom('orders').where((eb) => matches(eb, filter))
      .select((eb) => [
        ...views.map((view) => count((e) => inView(e, view))(eb).as(`view_${view}`)),
        ...urgencies.map((urgency) => count((e) => e.and([inView(e, filter.view), inBand(e, urgency, now)]))(eb).as(`urgency_${urgency}`)),
        ...urgencies.map((urgency) => count((e) => e.and([whole(e, filter, now), inBand(e, urgency, now)]))(eb).as(`band_${urgency}`)),
        ...marks.map((mark) => count((e) => e.and([inView(e, filter.view), marked(e, mark)]))(eb).as(`mark_${mark}`)),
        count((e) => whole(e, filter, now))(eb).as('total')
      ]).executeTakeFirstOrThrow()
    const counts = found as Readonly<Record<string, number>> // the select above names each column
    const of = (name: string): number => counts[name] ?? 0
    // Every key of the record is one of the names mapped over.
    const record = <K extends string>(names: readonly K[], prefix: string): Record<K, number> => Object.fromEntries(names.map((name) => [name, of(`${prefix}_${name}`)])) as Record<K, number>
    return {
      total: of('total'), bands: urgencies.map((urgency) => ({ urgency, count: of(`band_${urgency}`) })).filter((band) => band.count > 0),
      views: record(views, 'view'), urgencies: record(urgencies, 'urgency'), marks: record(marks, 'mark'), now
    }
  }

  rows(filter: OrderFilter, offset: number, limit: number, now: Millis): Promise<OrderRow[]> {
    return this.#rows((query) => query.where((eb) => whole(eb, filter, now)).offset(offset).limit(limit))
  }

  byIds(ids: readonly OrderId[]): Promise<OrderRow[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#rows((query) => query.where('orders.id', 'in', ids))
  }

  async ids(filter: OrderFilter, now: Millis): Promise<OrderId[]> {
    const rows = await this.#db.selectFrom('orders').select('orders.id').where((eb) => whole(eb, filter, now)).orderBy(sql`due_at IS NULL`).orderBy('due_at').orderBy('ordered_at', 'desc').orderBy('orders.id').execute()
    return rows.map((row) => row.id)
  }

  async #rows(narrow: (query: ReturnType<OrderList['select']>) => ReturnType<OrderList['select']>): Promise<OrderRow[]> {
    const found = await narrow(this.select()).orderBy(sql`due_at IS NULL`).orderBy('due_at').orderBy('ordered_at', 'desc').orderBy('orders.id').execute()
    return found.map(({ commandId, commandKind, commandState, leavesAt, commandTracking, readable, hasPicture, ...row }) => ({
      ...row, readable: readable === 1, hasPicture: hasPicture === 1,
      command: commandId === null || commandKind === null || commandState === null || leavesAt === null ? null : { id: commandId, kind: commandKind, state: commandState, leavesAt, trackingNumber: commandTracking }
    }))
  }

  private select() {
    return this.#db.selectFrom('orders').leftJoin('commands', 'commands.id', 'orders.open_command_id').select([
      'orders.id', 'orders.connection_id as connectionId', 'orders.joom_id as joomId', 'orders.pick_code as pickCode', 'orders.state', 'orders.readable',
      'orders.product_name as productName', 'orders.sku', 'orders.color', 'orders.size', 'orders.quantity', 'orders.to_name as recipient', 'orders.to_country as country', 'orders.total',
      sql<0 | 1>`orders.image_url IS NOT NULL`.as('hasPicture'), 'orders.due_at as dueAt', 'orders.printed_at as printedAt', 'orders.tracking_number as trackingNumber', 'orders.shipped_date as shippedDate',
      sql<number>`CASE WHEN orders.state = 'APPROVED' AND orders.recipient_key <> '' THEN ${shared} ELSE 1 END`.as('sameRecipient'), 'orders.recipient_key as recipientKey',
      'commands.id as commandId', 'commands.kind as commandKind', 'commands.state as commandState', 'commands.leaves_at as leavesAt', 'commands.tracking_number as commandTracking'
    ])
  }
}
