import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely'
import type { HistoryEntry, StoresFilter } from '../contract/schemas.ts'
import type { Asked } from '../domain/asked.ts'
import type { Intent } from '../domain/command.ts'
import { isHere } from '../domain/connection.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { isNameless } from '../domain/nameless.ts'
import { notThere, type Order, type OrderState, type ReceivedOrder, type UnreadableOrder } from '../domain/order.ts'
import { pickCodeOf } from '../domain/pick-code.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'
import { worldOf, type World } from '../domain/world.ts'
import { addOrders } from './arriving-orders.ts'
import { askedOften } from './asked-often.ts'
import { historyOf, record, type Happening } from './history-repository.ts'
import { difference, isElsewhere, merge, standingOf, type Known } from './order-merge.ts'
import { dropNameless } from './nameless-orders.ts'
import { columnNames, orderOf, packed, packedPage, searchText, unpacked, type JoomColumns, type PackedColumns } from './order-record.ts'
import { unhurried } from './open-database.ts'
import type { Recency } from './recency.ts'
import type { Schema } from './schema.ts'
import { storesShown } from './stores-shown.ts'
import { askedAt, keptOf, toldAgain, unchangedOf } from './unchanged-orders.ts'

/** What one page of Joom's answers changed. */
export interface Stored {
  readonly added: number
  readonly changed: number
  /** Orders of which the answer was not believed although it was asked for later than what is kept: it tells of an earlier change. Joom's ids. */
  readonly doubted: readonly string[]
}

interface Written {
  readonly stored: Stored
  readonly taken: readonly OrderId[]
  /** Those that were believed against the time that Joom told, each with the time that was known. */
  readonly against: ReadonlyMap<OrderId, Millis | null>
}
const nothing: Stored = { added: 0, changed: 0, doubted: [] }

/** The orders as Joom told them, each with what is local to it. What was asked for later wins (decisions/0007); a page is written whole or not at all. */
export class OrderRepository {
  readonly #db: Kysely<Schema>
  readonly #random: () => number
  readonly #recency: Recency
  readonly #arrived: () => void

  /**
   * @param random a number in [0, 1), for pick codes
   * @param arrived told of new orders
   */
  constructor(db: Kysely<Schema>, random: () => number, recency: Recency, arrived: () => void) {
    this.#db = db
    this.#random = random
    this.#recency = recency
    this.#arrived = arrived
  }

  /** A request for orders that leaves now: what `take` is told with its answer. */
  ask(): Asked {
    return this.#recency.ask()
  }

  /**
   * Takes in one page of orders, in one transaction: new ones are added, known ones brought up to date by store and order
   * id, what changed is recorded. Nothing is overwritten by an older answer. A power cut may take the last pages back: they
   * are read again then.
   * @param of the request for them, from `ask`; a mere time where it was made after all others
   */
  async take(connectionId: ConnectionId, orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], of: Asked | Millis): Promise<Stored> {
    const asked = typeof of === 'number' ? { ...this.ask(), at: of } : of
    return this.takePacked(connectionId, await packedPage(orders, unreadable, asked.at), asked)
  }

  /** The same, for orders that are rows already. */
  async takePacked(connectionId: ConnectionId, rows: readonly PackedColumns[], asked: Asked): Promise<Stored> {
    // The same order twice in one page: the later one holds.
    const fresh = new Map(rows.map((row) => [String(row[joomIdAt]), row]))
    if (fresh.size === 0) return nothing
    const { stored, taken, against } = await unhurried(this.#db, (trx) => this.#write(trx, connectionId, fresh, asked))
    this.#recency.took(taken, asked, against)
    if (stored.added > 0) this.#arrived()
    return stored
  }

  async #write(trx: Transaction<Schema>, connectionId: ConnectionId, fresh: ReadonlyMap<string, PackedColumns>, asked: Asked): Promise<Written> {
    const { rows: [store] } = await environmentOf(trx, connectionId)
    // An answer that was under way when its store was removed brings back nothing that was erased.
    if (!store) return { stored: nothing, taken: [], against: new Map() }
    const world = worldOf(store.environment)
    const kept = await keptOf(trx, connectionId, [...fresh.keys()])
    const keptIds = new Set(kept.map(({ joom_id }) => joom_id))
    const news = [...fresh].flatMap(([joomId, row]) => (keptIds.has(joomId) ? [] : [row]))
    const taken: OrderId[] = [...await addOrders(trx, connectionId, news, await this.#pickCodes(trx, news.length, world), world, asked.at)]
    const happenings: Happening[] = news.length === 0 ? [] : [{ at: asked.at, kind: 'orders_arrived', params: { orders: news.length }, connectionId }]
    let changed = 0
    const doubted: string[] = []
    const against = new Map<OrderId, Millis | null>()
    const again: OrderId[] = []
    const different: string[] = []
    const unchanged = await unchangedOf(trx, kept.flatMap((old) => {
      const row = fresh.get(old.joom_id)
      return row === undefined ? [] : [[old, row]]
    }))
    for (const old of kept) {
      if (!unchanged.has(old.id)) {
        different.push(old.joom_id)
        continue
      }
      const standing = standingOf(old, old, asked, this.#recency)
      if (standing === 'doubted') doubted.push(old.joom_id)
      if (standing === 'doubted' || standing === 'older') continue
      if (standing === 'against') against.set(old.id, old.last_updated)
      taken.push(old.id)
      // What is not to ship tells nothing new by being read again.
      if (old.due_at !== null) again.push(old.id)
    }
    await toldAgain(trx, again, asked.at)
    const known = await this.#known(trx, connectionId, different)
    const former = await this.#formerNumbers(trx, [...known.values()].filter(({ id, settling_until }) => this.#recency.mayLag(id, asked, settling_until)))
    for (const old of known.values()) {
      const row = fresh.get(old.joom_id)
      if (row === undefined) continue
      const answer = unpacked(row)
      const standing = standingOf(old, answer, asked, this.#recency)
      if (standing === 'doubted') doubted.push(old.joom_id)
      const merged = standing === 'doubted' || standing === 'older' ? null : merge(old, answer, former.get(old.id) ?? null)
      if (merged === null) continue
      if (standing === 'against') against.set(old.id, old.last_updated)
      // What cannot be read does not count as read; what has no id either is told of while it is there.
      if (merged.readable === 1 || isNameless(old.joom_id)) taken.push(old.id)
      if (sameBut(old, merged, told)) {
        // As above.
        if (merged.raw !== old.raw || merged.due_at !== null) await trx.executeQuery(CompiledQuery.raw(updateTold, [...told.map((name) => merged[name]), old.id]))
        continue
      }
      const events = difference(old, merged, asked.at)
      happenings.push(...events)
      if (events.length > 0) changed++
      await trx.executeQuery(CompiledQuery.raw(update, [...packed({ ...merged, search: searchText(merged, old.pick_code, world) }), old.id]))
      if (events.some((event) => isElsewhere(event, old, merged))) await trx.updateTable('orders').set({ changed_since: old.changed_since ?? asked.at, changed_at: asked.at }).where('id', '=', old.id).execute()
    }
    await record(trx, happenings)
    return { stored: { added: news.length, changed, doubted }, taken, against }
  }

  async #known(trx: Transaction<Schema>, connectionId: ConnectionId, joomIds: readonly string[]): Promise<Map<string, Known>> {
    if (joomIds.length === 0) return new Map()
    const { rows } = await knownOf(trx, connectionId, JSON.stringify(joomIds))
    // `submit` wrote the column, checked by the table to be JSON of the command's kind. Only what may have left is at work at Joom.
    return new Map(rows.map((row) => [row.joom_id, Object.assign(row, { under_way: row.intent !== null && (row.command_state === 'sending' || row.command_state === 'unknown') ? JSON.parse(row.intent) as Intent : null })]))
  }

  /** The tracking numbers that these orders had before their changes of ours, normalised; none is one of them. */
  async #formerNumbers(trx: Transaction<Schema>, orders: readonly Known[]): Promise<ReadonlyMap<OrderId, ReadonlySet<string>>> {
    const former = new Map(orders.map(({ id }) => [id, new Set([''])]))
    if (former.size === 0) return former
    const rows = await trx.selectFrom('commands').select(['order_id', 'tracking_number', sql<string | null>`before ->> 'trackingNumber'`.as('earlier')]).where('state', '=', 'done')
      .where(sql<boolean>`order_id IN (SELECT value FROM json_each(${JSON.stringify([...former.keys()])}))`).execute()
    for (const { order_id, tracking_number, earlier } of rows) for (const number of [tracking_number, earlier]) former.get(order_id)?.add(normaliseTracking(number ?? ''))
    return former
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

  /** An order with the JSON it was read from, where it could not be read the reason, and since when it holds changes that nobody has seen. */
  async whole(id: OrderId): Promise<{ readonly order: Order; readonly raw: string; readonly unreadableReason: string | null; readonly changedSince: Millis | null } | null> {
    const found = await this.#db.selectFrom('orders').selectAll().select(askedAt.as('fetched_at')).where('id', '=', id).executeTakeFirst()
    return found ? { order: orderOf(found), raw: found.raw, unreadableReason: found.unreadable_reason, changedSince: found.changed_since } : null
  }

  history(id: OrderId): Promise<HistoryEntry[]> {
    return historyOf(this.#db, { orderId: id })
  }

  /** The address of an order's picture, as Joom gave it; `null` where there is none, or where it has a real store's order ask servers of this computer. */
  async pictureOf(id: OrderId): Promise<string | null> {
    const row = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['orders.image_url', 'connections.address']).where('orders.id', '=', id).executeTakeFirst()
    if (row?.image_url == null) return null
    return isHere(row.image_url) && !isHere(row.address) ? null : row.image_url
  }

  /** Believes the next answer about every order of a store, however old: after a rehearsal store was made anew. It is read as a whole then. */
  async startOver(connectionId: ConnectionId): Promise<void> {
    const rows = await this.#db.updateTable('orders').set({ fetched_at: 0, last_updated: null, settling_until: null, printed_at: null, saved_at: null, run_id: null, changed_since: null, changed_at: null, erased_at: null }).where('connection_id', '=', connectionId).returning('id').execute()
    this.#recency.forget(rows.map((row) => row.id))
  }

  /** A person wants a store read anew: what is asked for from now on is believed over what was taken in before, whatever time of its last update it tells. */
  anew(connectionId: ConnectionId): Promise<void> {
    this.#recency.anew(connectionId)
    return Promise.resolve()
  }

  /** When the last change that is known of a store happened, by Joom's clock. */
  async newestChange(connectionId: ConnectionId): Promise<Millis | null> {
    return (await newestOf(this.#db, connectionId)).rows[0]?.newest ?? null
  }

  /** Which of these orders are kept, with the time of their last change. */
  async lastUpdates(connectionId: ConnectionId, joomIds: readonly string[]): Promise<ReadonlyMap<string, Millis | null>> {
    const rows = await this.#db.selectFrom('orders').select(['joom_id', 'last_updated']).where('connection_id', '=', connectionId).where(sql<boolean>`joom_id IN (SELECT value FROM json_each(${JSON.stringify(joomIds)}))`).execute()
    return new Map(rows.map((row) => [row.joom_id, row.last_updated]))
  }

  /** Orders that are to ship here and that no answer asked for since then told of: Joom's ids. */
  async openUntold(connectionId: ConnectionId, since: Asked): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom('orders').select(['id', 'joom_id']).where('connection_id', '=', connectionId).where('lane', '=', 'to_ship').where('state', '=', 'APPROVED').execute()
    return rows.filter(({ id }) => this.#recency.takenOf(id) < since.nth).map((row) => row.joom_id)
  }

  /** Orders of a store that cannot be read although Joom knows them, or never could be: Joom's ids. */
  async unreadable(connectionId: ConnectionId): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom('orders').select('joom_id').where('connection_id', '=', connectionId).where('lane', '=', 'to_ship').where('readable', '=', 0).where((eb) => eb.or([eb('unreadable_reason', '<>', notThere), eb('state', '=', 'OTHER')])).orderBy('id').execute()
    return rows.map((row) => row.joom_id).filter((joomId) => !isNameless(joomId))
  }

  /**
   * A list was read to its end: of the orders that came without an id, those go that no answer asked for since then told of.
   * @param openOnly the list was that of what is open
   * @returns how many went
   */
  async namelessOver(connectionId: ConnectionId, since: Asked, openOnly: boolean): Promise<number> {
    const gone = await this.#db.transaction().execute((trx) => dropNameless(trx, connectionId, (id) => this.#recency.takenOf(id) >= since.nth, openOnly, since.at))
    this.#recency.forget(gone)
    return gone.length
  }

  /** With which request each of these orders of connected stores was read last in this process; none for one that cannot be read now. */
  async lastRead(ids: readonly OrderId[]): Promise<readonly { readonly id: OrderId; readonly connectionId: ConnectionId; readonly joomId: string; readonly state: OrderState; readonly asked: Asked | null }[]> {
    const { rows } = await readOf(this.#db, JSON.stringify(ids))
    return rows.map(({ id, connection_id, joom_id, state, readable }) => ({ id, connectionId: connection_id, joomId: joom_id, state, asked: readable === 1 ? this.#recency.lastTaken(id) : null }))
  }

  /** How many orders of a store are to ship. */
  async countOpen(connectionId: ConnectionId): Promise<number> {
    const { open } = await this.#db.selectFrom('orders').select(sql<number>`count(*)`.as('open')).where('connection_id', '=', connectionId).where('lane', '=', 'to_ship').executeTakeFirstOrThrow()
    return open
  }

  /** The same for every mark in these stores that was set up to then. */
  async allSeen(stores: StoresFilter, upTo: Millis): Promise<void> {
    await this.#db.updateTable('orders').set({ changed_since: null, changed_at: null }).where('changed_at', '<=', upTo).where(sql<boolean>`connection_id IN ${storesShown(stores)}`).execute()
  }

  /** A person has looked at what changed: the marks go, unless something more has changed meanwhile. */
  async seen(orders: readonly { readonly id: OrderId; readonly changedAt: Millis }[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      for (const { id, changedAt } of orders) await trx.updateTable('orders').set({ changed_since: null, changed_at: null }).where('id', '=', id).where('changed_at', '=', changedAt).execute()
    })
  }
}

const environmentOf = askedOften((db, id: ConnectionId) => db.selectFrom('connections').select('environment').where('id', '=', id).where('removed_at', 'is', null))
const knownOf = askedOften((db, store: ConnectionId, joomIds: string) => db.selectFrom('orders').leftJoin('commands', 'commands.id', 'orders.open_command_id').selectAll('orders').select(['commands.intent', 'commands.state as command_state', askedAt.as('fetched_at')])
  .where('orders.connection_id', '=', store).where(sql<boolean>`orders.joom_id IN (SELECT value FROM json_each(${joomIds}))`))
const newestOf = askedOften((db, store: ConnectionId) => db.selectFrom('orders').select(sql<Millis | null>`max(last_updated)`.as('newest')).where('connection_id', '=', store))
const readOf = askedOften((db, ids: string) => db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['orders.id', 'orders.connection_id', 'orders.joom_id', 'orders.state', 'orders.readable'])
  .where(sql<boolean>`orders.id IN (SELECT value FROM json_each(${ids}))`).where('connections.removed_at', 'is', null))
const joomIdAt = columnNames.indexOf('joom_id')
/** What differs from reading to reading although nothing has changed. Rewriting the rest would rewrite every index. */
const told = ['hours_to_fulfill', 'last_updated', 'fetched_at', 'raw'] as const
const updateTold = `UPDATE orders SET ${told.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`
const sameBut = (old: Known, now: JoomColumns, but: readonly (keyof JoomColumns)[]): boolean => columnNames.every((name) => name === 'search' || but.includes(name) || old[name] === (now[name] ?? null))
const update = `UPDATE orders SET ${columnNames.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`
