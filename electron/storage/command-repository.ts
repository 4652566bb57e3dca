import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely'
import type { StoresFilter } from '../contract/schemas.ts'
import type { Intent } from '../domain/command.ts'
import { Trouble } from '../contract/result.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { addressText } from '../domain/order-difference.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'
import { keptBack, type AttemptEnd, type Draft, type Journal, type NumberUse, type Subject, type Work } from '../outbox/journal.ts'
import { beforeSend, type Observed, type Progress, type Verdict } from '../outbox/policy.ts'
import { record, type Happening } from './history-repository.ts'
import { settling, type Recency } from './recency.ts'
import { SharedCommit } from './shared-commit.ts'
import type { CommandRecord, OrderRecord, Schema } from './schema.ts'
import { ofStores } from './stores-shown.ts'
import { withoutPeople, type Telling } from './without-people.ts'

// Both columns hold what `submit` and `end` wrote, checked by the table to be JSON of the command's kind.
export const intentOf = (row: { readonly intent: string }): Intent => JSON.parse(row.intent) as Intent
const observedOf = (text: string): Observed => JSON.parse(text) as Observed
const progressColumns = ['commands.sends', 'commands.reads', 'commands.seen', 'commands.unknown_since', 'commands.trouble_code', 'commands.trouble_message', 'commands.trouble_joom_code', 'commands.trouble_request_id'] as const
type ProgressRow = Pick<CommandRecord, 'sends' | 'reads' | 'seen' | 'unknown_since' | 'trouble_code' | 'trouble_message' | 'trouble_joom_code' | 'trouble_request_id'>
const isNo = (code: string | null): code is 'refused' | 'invalid' => code === 'refused' || code === 'invalid'
const progressOf = (row: ProgressRow): Progress => ({
  sends: row.sends, reads: row.reads, seen: row.seen, unknownSince: row.unknown_since,
  refusal: isNo(row.trouble_code) ? { code: row.trouble_code, message: row.trouble_message, joomCode: row.trouble_joom_code, requestId: row.trouble_request_id } : null
})

const workColumns = ['commands.id', 'commands.order_id', 'commands.intent', 'commands.before', ...progressColumns, 'orders.joom_id', 'orders.connection_id'] as const
type WorkRow = ProgressRow & Pick<CommandRecord, 'id' | 'order_id' | 'intent' | 'before'> & { readonly joom_id: string; readonly connection_id: ConnectionId }
const workOf = (row: WorkRow): Work => ({
  id: row.id, orderId: row.order_id, joomId: row.joom_id, connectionId: row.connection_id, intent: intentOf(row), before: observedOf(row.before), progress: progressOf(row)
})

/** Written out: it is asked again and again while commands leave, and putting it together takes longer than answering it. */
const readyOf = (columns: readonly string[], stores: number, limit: number): string => `SELECT ${columns.join(', ')} FROM commands JOIN orders ON orders.id = commands.order_id WHERE commands.state = ? AND commands.next_at <= ? AND orders.connection_id IN (${'?, '.repeat(stores - 1)}?) ORDER BY orders.due_at IS NULL, orders.due_at, commands.id LIMIT ${String(limit)}`

const addressColumns = ['orders.to_street1', 'orders.to_street2', 'orders.to_city', 'orders.to_state', 'orders.to_country', 'orders.to_zip', 'orders.to_phone'] as const
type AddressRow = Pick<OrderRecord, 'to_name' | 'to_street1' | 'to_street2' | 'to_city' | 'to_state' | 'to_country' | 'to_zip' | 'to_phone'>
const addressOf = (row: AddressRow): string => addressText({ name: row.to_name, street1: row.to_street1, street2: row.to_street2, city: row.to_city, state: row.to_state, country: row.to_country, zip: row.to_zip, phone: row.to_phone })

/** An order as commands see it, in the caller's transaction. */
async function observe(trx: Transaction<Schema>, id: CommandId, at: Millis): Promise<Observed> {
  const row = await trx.selectFrom('orders').innerJoin('commands', 'commands.order_id', 'orders.id').select(['orders.state', 'orders.provider', 'orders.tracking_number', 'orders.recipient_key', 'orders.quantity', 'orders.to_name', ...addressColumns]).where('commands.id', '=', id).executeTakeFirstOrThrow()
  return { state: row.state, provider: row.provider, trackingNumber: row.tracking_number, at, recipientKey: row.recipient_key, quantity: row.quantity, address: addressOf(row) }
}

/** What an intent says in the history: no names, no notes. */
const told = (intent: Intent): Record<string, string | number> => {
  switch (intent.kind) {
    case 'fulfill': return { kind: intent.kind, provider: intent.provider, number: intent.trackingNumber }
    case 'modify_tracking': return { kind: intent.kind, provider: intent.provider, number: intent.trackingNumber }
    case 'refund': return { kind: intent.kind, reason: intent.reasonCode }
  }
}

/** The end of a wait, and how long it lasts in all. */
const wait = (nextAt: Millis, now: Millis): { next_at: Millis; wait_for: Millis } => ({ next_at: nextAt, wait_for: Math.max(0, nextAt - now) })
/** A wait as it is, but not longer from now on than it was to last in all. */
const bounded = (nextAt: ReturnType<typeof sql<Millis>>, now: Millis) => sql<Millis>`min(${nextAt}, ${now} + wait_for)`

const inserted = ['order_id', 'kind', 'intent', 'tracking_number', 'before', 'created_at', 'leaves_at', 'next_at', 'wait_for', 'corrects', 'actor'] as const
const insert = `INSERT INTO commands (state, ${inserted.join(', ')}) VALUES ('waiting', ${inserted.map(() => '?').join(', ')}) RETURNING id`

/** How a step ended in which Joom was not asked. */
const notAsked: AttemptEnd = { outcome: 'not_begun', detail: null, requestId: null }
const withoutPeopleIn = (verdict: Verdict, telling: Telling): Verdict =>
  (verdict.state === 'done' || verdict.trouble === null ? verdict : { ...verdict, trouble: { ...verdict.trouble, message: withoutPeople(verdict.trouble.message, telling) } })

export class CommandRepository implements Journal {
  readonly #db: Kysely<Schema>
  readonly #recency: Recency
  readonly #shared: SharedCommit

  constructor(db: Kysely<Schema>, recency: Recency) {
    this.#db = db
    this.#recency = recency
    this.#shared = new SharedCommit(db)
  }

  async subjects(ids: readonly OrderId[]): Promise<readonly Subject[]> {
    const rows = await this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').leftJoin('commands', 'commands.id', 'orders.open_command_id')
      .select(['orders.id', 'orders.joom_id', 'orders.connection_id', 'orders.readable', 'orders.state', 'orders.provider', 'orders.tracking_number', 'orders.to_name', 'orders.recipient_key', 'orders.quantity', ...addressColumns, 'orders.due_at', 'connections.removed_at', 'connections.environment', 'commands.id as command_id', 'commands.state as command_state'])
      .where(sql<boolean>`orders.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`).execute()
    return rows.map((row) => ({
      orderId: row.id, joomId: row.joom_id, connectionId: row.connection_id, environment: row.environment, connected: row.removed_at === null, readable: row.readable === 1, state: row.state, provider: row.provider, trackingNumber: row.tracking_number,
      recipient: row.to_name, recipientKey: row.recipient_key, quantity: row.quantity, address: addressOf(row), dueAt: row.due_at, open: row.command_id === null || row.command_state === null ? null : { id: row.command_id, state: row.command_state }
    }))
  }

  async uses(numbers: readonly string[]): Promise<readonly NumberUse[]> {
    // Who ships in Joom's panel may write small letters; both are found by the index.
    const wanted = JSON.stringify([...numbers, ...numbers.map((number) => number.toLowerCase())])
    const atJoom = this.#db.selectFrom('orders').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['tracking_number', 'orders.id', 'joom_id', 'to_name', 'recipient_key', 'connections.environment']).where(sql<boolean>`tracking_number IN (SELECT value FROM json_each(${wanted}))`)
    // What was taken back or refused never got the number; everything else may have.
    const ours = this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['commands.tracking_number', 'orders.id', 'orders.joom_id', 'orders.to_name', 'orders.recipient_key', 'connections.environment'])
      .where(sql<boolean>`commands.tracking_number IN (SELECT value FROM json_each(${wanted}))`).where('commands.state', 'not in', ['undone', 'refused', 'closed'])
    const rows = await atJoom.union(ours).execute()
    return rows.flatMap((row) => (row.tracking_number === null ? [] : [{ trackingNumber: normaliseTracking(row.tracking_number), environment: row.environment, orderId: row.id, joomId: row.joom_id, recipient: row.to_name, recipientKey: row.recipient_key }]))
  }

  submit(drafts: readonly Draft[], actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#db.transaction().execute(async (trx) => {
      const ids: CommandId[] = []
      for (const { corrects } of drafts) {
        // What was settled meanwhile is not replaced: it may have been already.
        if (corrects !== null && !await this.#settle(trx, corrects, 'closed', now, { kind: 'command_corrected', actor })) throw new Trouble({ code: 'command_moved_on' })
      }
      const orders = await trx.selectFrom('orders').select(['id', 'joom_id', 'connection_id', 'open_command_id']).where(sql<boolean>`id IN (SELECT value FROM json_each(${JSON.stringify(drafts.map(({ orderId }) => orderId))}))`).execute()
      const held = orders.find((order) => order.open_command_id !== null)
      if (held) throw new Trouble({ code: 'order_busy', params: { order: held.joom_id } })
      const stores = new Map(orders.map((order) => [order.id, order.connection_id]))
      const happenings: Happening[] = []
      for (const { orderId, intent, before, leavesAt, corrects } of drafts) {
        const { rows: [row] } = await trx.executeQuery<{ id: CommandId }>(CompiledQuery.raw(insert, [orderId, intent.kind, JSON.stringify(intent), 'trackingNumber' in intent ? intent.trackingNumber : null, JSON.stringify(before), now, leavesAt, leavesAt, Math.max(0, leavesAt - now), corrects, actor]))
        const connectionId = stores.get(orderId)
        if (row === undefined || connectionId === undefined) throw new Error(`There is no order ${String(orderId)}`)
        ids.push(row.id)
        happenings.push({ at: now, kind: 'command_written', params: told(intent), actor, commandId: row.id, orderId, connectionId })
      }
      await sql`UPDATE orders SET open_command_id = commands.id FROM commands WHERE commands.order_id = orders.id AND commands.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.execute(trx)
      await record(trx, happenings)
      return ids
    })
  }

  undo(ids: readonly CommandId[], actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#db.transaction().execute(async (trx) => {
      const undone: CommandId[] = []
      for (const id of ids) {
        const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'undone', settled_at: now, next_at: null }).where('id', '=', id).where('state', 'in', ['waiting', 'due']).where('sends', '=', 0).executeTakeFirst()
        if (numUpdatedRows !== 1n) continue
        await this.#free(trx, id)
        await this.#tell(trx, id, { at: now, kind: 'command_undone', actor })
        undone.push(id)
      }
      return undone
    })
  }

  async promote(now: Millis): Promise<number> {
    const { numUpdatedRows } = await this.#db.updateTable('commands').set({ state: 'due' }).where('state', '=', 'waiting').where('leaves_at', '<=', now).executeTakeFirst()
    return Number(numUpdatedRows)
  }

  /** What can go on in these stores, least time left first. */
  async #ready<Row>(columns: readonly string[], state: 'due' | 'unknown', connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Row[]> {
    if (connections.length === 0) return []
    return (await this.#db.executeQuery<Row>(CompiledQuery.raw(readyOf(columns, connections.length, limit), [state, now, ...connections]))).rows
  }

  async due(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]> {
    return (await this.#ready<WorkRow>(workColumns, 'due', connections, now, limit)).map(workOf)
  }

  async ordersDue(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly OrderId[]> {
    return (await this.#ready<Pick<WorkRow, 'order_id'>>(['commands.order_id'], 'due', connections, now, limit)).map((row) => row.order_id)
  }

  async unknown(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]> {
    return (await this.#ready<WorkRow>(workColumns, 'unknown', connections, now, limit)).map(workOf)
  }

  begin(id: CommandId, kind: 'send' | 'read', now: Millis): Promise<{ readonly attempt: number; readonly progress: Progress } | null> {
    return this.#shared.run(async (trx) => {
      if (kind === 'send' && await this.#isStopped(trx, id, now)) return null
      const change = kind === 'send'
        ? trx.updateTable('commands').set({ state: 'sending', sends: sql`sends + 1`, reads: 0, seen: 0, sent_at: now, next_at: null }).where('state', '=', 'due')
        : trx.updateTable('commands').set({ reads: sql`reads + 1`, next_at: null }).where('state', '=', 'unknown')
      const row = await change.where('id', '=', id).where('next_at', '<=', now).returning([...progressColumns]).executeTakeFirst()
      if (!row) return null
      const attempt = await trx.insertInto('attempts').values({ command_id: id, kind, started_at: now }).returning('id').executeTakeFirstOrThrow()
      const sent: Happening[] = kind === 'send' ? [{ at: now, kind: 'command_sent', params: { time: row.sends } }] : []
      await this.#tell(trx, id, ...sent, { at: now, kind: 'attempt_begun', params: { attempt: attempt.id, what: kind } })
      return { attempt: attempt.id, progress: progressOf(row) }
    })
  }

  /** Whether the order of a command that is due has changed since it was made; where it goes then is written. */
  async #isStopped(trx: Transaction<Schema>, id: CommandId, now: Millis): Promise<boolean> {
    const command = await trx.selectFrom('commands').selectAll().where('id', '=', id).where('state', '=', 'due').where('next_at', '<=', now).executeTakeFirst()
    const verdict = command === undefined ? null : beforeSend(intentOf(command), observedOf(command.before), await observe(trx, id, now))
    if (command === undefined || verdict === null) return false
    await this.#follow(trx, command, verdict, notAsked, now)
    return true
  }

  hold(id: CommandId, verdict: Verdict & { readonly state: 'due' | 'conflict' }, now: Millis): Promise<void> {
    return this.#shared.run(async (trx) => {
      const command = await trx.selectFrom('commands').selectAll().where('id', '=', id).where('state', '=', 'due').executeTakeFirst()
      if (command) await this.#follow(trx, command, verdict, notAsked, now)
    })
  }

  end(id: CommandId, attempt: number, end: AttemptEnd, verdict: Verdict, now: Millis): Promise<void> {
    return this.#shared.run(async (trx) => {
      const command = await trx.selectFrom('commands').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const telling = await this.#telling(trx, command)
      const detail = withoutPeople(end.detail, telling)
      const { numUpdatedRows } = await trx.updateTable('attempts').set({ ended_at: now, outcome: end.outcome, detail, request_id: end.requestId }).where('id', '=', attempt).where('ended_at', 'is', null).executeTakeFirst()
      const ended: Happening[] = numUpdatedRows === 1n ? [{ at: now, kind: 'attempt_ended', params: { attempt, outcome: end.outcome, detail, requestId: end.requestId } }] : []
      await this.#follow(trx, command, withoutPeopleIn(verdict, telling), { ...end, detail }, now, ended)
    })
  }

  /** @param before what is told before where it goes */
  async #follow(trx: Transaction<Schema>, command: CommandRecord, verdict: Verdict, end: AttemptEnd, now: Millis, before: readonly Happening[] = []): Promise<void> {
    const { id } = command
    if (verdict.state === 'done') {
      await trx.updateTable('commands').set({ state: 'done', settled_at: now, next_at: null, trouble_code: null, trouble_message: null, trouble_joom_code: null, trouble_request_id: null }).where('id', '=', id).execute()
      // What is done before it was sent was done elsewhere, and stands in the order already.
      if (command.state === 'due') await this.#free(trx, id)
      else await this.#apply(trx, command, now)
      await this.#tell(trx, id, ...before, { at: now, kind: command.state === 'sending' ? 'command_accepted' : 'command_seen_done', params: { ...told(intentOf(command)), requestId: end.requestId } })
      return
    }
    const why = verdict.trouble
    // What a reading brought is proved by that reading's answer.
    const requestId = why?.requestId ?? end.requestId
    const isBack = end.outcome === keptBack.outcome && command.state === 'sending'
    const unknownSince = verdict.state === 'unknown' && command.state === 'sending' ? now : command.unknown_since
    await trx.updateTable('commands').set({
      state: verdict.state, ...(verdict.state === 'unknown' || verdict.state === 'due' ? wait(verdict.nextAt, now) : { next_at: null }), unknown_since: unknownSince, seen: command.seen + (end.showed === true ? 1 : 0),
      ...(isBack && { sends: command.sends - 1, sent_at: command.sends === 1 ? null : command.sent_at }),
      observed: verdict.state === 'conflict' ? verdict.observed && JSON.stringify(verdict.observed) : command.observed,
      // A reading that brings nothing new does not erase the words that made the command unknown; Joom's no outlives one that brings no answer.
      ...(why === null || (command.state === 'unknown' && verdict.state === 'unknown' && (why.message === null || isNo(command.trouble_code))) ? {} : { trouble_code: why.code, trouble_message: why.message, trouble_joom_code: why.joomCode, trouble_request_id: requestId })
    }).where('id', '=', id).execute()
    const isNews = command.state !== verdict.state || (verdict.state === 'due' && command.trouble_code !== why?.code)
    await this.#tell(trx, id, ...before, ...(isNews ? [{ at: now, kind: `command_${verdict.state}`, params: { reason: why?.code ?? (isBack ? keptBack.outcome : ''), message: why?.message ?? null, requestId } }] : []))
  }

  /** What Joom has accepted, in our own copy, which is free again: until Joom shows it, it is known from here. */
  async #apply(trx: Transaction<Schema>, command: CommandRecord, now: Millis): Promise<void> {
    const intent = intentOf(command)
    const order = trx.updateTable('orders').where('id', '=', command.order_id)
    const settled = { settling_until: now + settling, open_command_id: null }
    const numbered = (of: string) => ({ tracking_number: of, search: sql<string>`search || char(10) || lower(${of})` })
    this.#recency.accepted(command.order_id)
    switch (intent.kind) {
      case 'fulfill':
        await order.set({ ...settled, ...numbered(intent.trackingNumber), state: 'SHIPPED', due_at: null, shipped_date: new Date(now).toISOString().slice(0, 10), provider: intent.provider, shipping_time: intent.shippingTime, ship_note: intent.note }).execute()
        break
      case 'modify_tracking':
        await order.set({ ...settled, ...numbered(intent.trackingNumber), provider: intent.provider }).execute()
        break
      case 'refund':
        await order.set({ ...settled, state: 'REFUNDED', due_at: null }).execute()
    }
  }

  recover(now: Millis): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const lost = await trx.selectFrom('commands').selectAll().where('state', '=', 'sending').execute()
      for (const command of lost) {
        await this.#follow(trx, command, { state: 'unknown', nextAt: now, trouble: { code: 'interrupted', message: null, joomCode: null, requestId: null } }, { outcome: 'interrupted', detail: null, requestId: null }, now)
      }
      await trx.updateTable('commands').set({ ...wait(now, now), unknown_since: now, seen: 0 }).where('state', '=', 'unknown').execute()
      await trx.updateTable('commands').set({ leaves_at: sql`${now} + wait_for`, next_at: sql`${now} + wait_for` }).where('state', '=', 'waiting').execute()
      await trx.updateTable('commands').set({ next_at: bounded(sql`next_at`, now) }).where('state', '=', 'due').execute()
      const cutOff = await trx.updateTable('attempts').set({ ended_at: now, outcome: 'interrupted' }).where('ended_at', 'is', null).returning(['id', 'command_id']).execute()
      for (const attempt of cutOff) await this.#tell(trx, attempt.command_id, { at: now, kind: 'attempt_ended', params: { attempt: attempt.id, outcome: 'interrupted' } })
      return lost.length
    })
  }

  async shift(by: Millis, now: Millis): Promise<void> {
    await this.#db.updateTable('commands').set({
      next_at: bounded(sql`next_at + ${by}`, now), leaves_at: sql`CASE state WHEN 'waiting' THEN ${bounded(sql`leaves_at + ${by}`, now)} ELSE leaves_at END`, unknown_since: sql`min(unknown_since + ${by}, ${now})`
    }).where('state', 'in', ['waiting', 'due', 'sending', 'unknown']).execute()
  }

  close(id: CommandId, how: 'given_up' | 'kept_joom', actor: string | null, now: Millis): Promise<boolean> {
    return this.#db.transaction().execute((trx) => this.#settle(trx, id, 'closed', now, { kind: `command_${how}`, actor }))
  }

  sendAgain(id: CommandId, actor: string | null, now: Millis): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'due', ...wait(now, now), before: JSON.stringify(await observe(trx, id, now)) }).where('id', '=', id).where('state', '=', 'conflict').executeTakeFirst()
      if (numUpdatedRows !== 1n) return false
      await this.#tell(trx, id, { at: now, kind: 'command_sent_again', actor })
      return true
    })
  }

  /** Commands of a store that were never sent. */
  async unsent(connection: ConnectionId): Promise<readonly CommandId[]> {
    const rows = await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select('commands.id').where('orders.connection_id', '=', connection).where('commands.state', 'in', ['waiting', 'due']).where('commands.sends', '=', 0).execute()
    return rows.map((row) => row.id)
  }

  async readNow(id: CommandId, now: Millis): Promise<boolean> {
    const { numUpdatedRows } = await this.#db.updateTable('commands').set(wait(now, now)).where('id', '=', id).where('state', '=', 'unknown').where('next_at', 'is not', null).executeTakeFirst()
    return numUpdatedRows === 1n
  }

  async readAllNow(stores: StoresFilter, now: Millis): Promise<number> {
    const { numUpdatedRows } = await this.#db.updateTable('commands').set(wait(now, now)).where('state', '=', 'unknown').where('next_at', '>', now).where(ofStores(stores)).executeTakeFirst()
    return Number(numUpdatedRows)
  }

  async sendNow(connection: ConnectionId, now: Millis): Promise<number> {
    const { numUpdatedRows } = await this.#db.updateTable('commands').set(wait(now, now)).where('state', '=', 'due').where('next_at', '>', now)
      .where(sql<boolean>`coalesce(trouble_code, '') <> 'throttled'`).where(ofStores({ connectionId: connection, world: null })).executeTakeFirst()
    return Number(numUpdatedRows)
  }

  async nextAt(after?: Millis): Promise<Millis | null> {
    const row = await this.#db.selectFrom('commands').select(sql<Millis | null>`min(next_at)`.as('next')).where('next_at', 'is not', null).$if(after !== undefined, (query) => query.where('next_at', '>', after ?? 0)).executeTakeFirst()
    return row?.next ?? null
  }

  async find(id: CommandId): Promise<(Work & { readonly state: CommandRecord['state'] }) | null> {
    const row = await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select([...workColumns, 'commands.state']).where('commands.id', '=', id).executeTakeFirst()
    return row ? { ...workOf(row), state: row.state } : null
  }

  async #settle(trx: Transaction<Schema>, id: CommandId, state: 'closed', now: Millis, what: Omit<Happening, 'at'>): Promise<boolean> {
    const { numUpdatedRows } = await trx.updateTable('commands').set({ state, settled_at: now, next_at: null }).where('id', '=', id).where('state', 'in', ['refused', 'conflict']).executeTakeFirst()
    if (numUpdatedRows !== 1n) return false
    await this.#free(trx, id)
    await this.#tell(trx, id, { at: now, ...what })
    return true
  }

  /** What of an order Joom could quote that tells of its recipient. */
  async #telling(trx: Transaction<Schema>, command: CommandRecord): Promise<Telling> {
    const order = await trx.selectFrom('orders').select(['to_name', 'to_street1', 'to_street2', 'to_phone']).where('id', '=', command.order_id).executeTakeFirstOrThrow()
    const intent = intentOf(command)
    return [order.to_name, order.to_street1, order.to_street2, order.to_phone, 'note' in intent ? intent.note : null]
  }

  async #free(trx: Transaction<Schema>, id: CommandId): Promise<void> {
    await trx.updateTable('orders').set({ open_command_id: null }).where('open_command_id', '=', id).execute()
  }

  async #tell(trx: Transaction<Schema>, id: CommandId, ...happenings: readonly Happening[]): Promise<void> {
    if (happenings.length === 0) return
    const { order_id, connection_id } = await trx.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select(['commands.order_id', 'orders.connection_id']).where('commands.id', '=', id).executeTakeFirstOrThrow()
    await record(trx, happenings.map((what) => ({ ...what, commandId: id, orderId: order_id, connectionId: connection_id })))
  }
}
