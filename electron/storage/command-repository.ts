import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely'
import type { StoresFilter } from '../contract/schemas.ts'
import { Trouble } from '../contract/result.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { AttemptEnd, Draft, Journal, NumberUse, Subject, Work } from '../outbox/journal.ts'
import { lateUndo, leastUndo, onTheWay, type Progress, type Verdict } from '../outbox/policy.ts'
import { stopAsking } from './asked-in-vain.ts'
import { askedOften, theRow } from './asked-often.ts'
import { close, free, observe, tell, tellingOf } from './command-and-order.ts'
import { CommandCourse, notAsked } from './command-course.ts'
import { ordersDue, readyWork } from './command-queue.ts'
import { bounded, progressColumns, progressOf, told, wait, workColumns, workOf } from './command-rows.ts'
import { record, type Happening } from './history-repository.ts'
import { subjectsOf, usesOf } from './number-uses.ts'
import type { Recency } from './recency.ts'
import { SharedCommit } from './shared-commit.ts'
import type { CommandRecord, Schema } from './schema.ts'
import { ofStores } from './stores-shown.ts'
import { withoutPeople, type Telling } from './without-people.ts'

const commandOf = askedOften((db, id: CommandId) => db.selectFrom('commands').selectAll().where('id', '=', id))
const leaving = askedOften((db, now: Millis) => db.updateTable('commands').set({ state: 'due' }).where('state', '=', 'waiting').where('leaves_at', '<=', now))
const nextWait = askedOften((db) => db.selectFrom('commands').select(sql<Millis | null>`min(next_at)`.as('next')).where('next_at', 'is not', null))
const nextWaitAfter = askedOften((db, after: Millis) => db.selectFrom('commands').select(sql<Millis | null>`min(next_at)`.as('next')).where('next_at', 'is not', null).where('next_at', '>', after))
const beginSending = askedOften((db, id: CommandId, now: Millis) => db.updateTable('commands').set({ state: 'sending', sends: sql`sends + 1`, reads: 0, seen: 0, sent_at: now, next_at: null }).where('state', '=', 'due').where('id', '=', id).where('next_at', '<=', now).returning([...progressColumns]))
const beginReading = askedOften((db, id: CommandId, now: Millis) => db.updateTable('commands').set({ reads: sql`reads + 1`, next_at: null }).where('state', '=', 'unknown').where('id', '=', id).where('next_at', '<=', now).returning([...progressColumns]))
const beginAttempt = askedOften((db, id: CommandId, kind: 'send' | 'read', from: 'due' | 'unknown', now: Millis) => db.insertInto('attempts').columns(['command_id', 'kind', 'started_at'])
  .expression(db.selectFrom('commands').select(['id', sql<'send' | 'read'>`${kind}`.as('kind'), sql<Millis>`${now}`.as('started_at')]).where('id', '=', id).where('state', '=', from).where('next_at', '<=', now)).returning('id'))
const endAttempt = askedOften((db, id: number, at: Millis, outcome: AttemptEnd['outcome'], detail: string | null, requestId: string | null) => db.updateTable('attempts').set({ ended_at: at, outcome, detail, request_id: requestId }).where('id', '=', id).where('ended_at', 'is', null))

const inserted = ['order_id', 'kind', 'intent', 'tracking_number', 'before', 'created_at', 'leaves_at', 'next_at', 'wait_for', 'corrects', 'actor'] as const
const insert = `INSERT INTO commands (state, ${inserted.join(', ')}) VALUES ('waiting', ${inserted.map(() => '?').join(', ')}) RETURNING id`

const withoutPeopleIn = (verdict: Verdict, telling: Telling): Verdict =>
  (verdict.state === 'done' || verdict.trouble === null ? verdict : { ...verdict, trouble: { ...verdict.trouble, message: withoutPeople(verdict.trouble.message, telling), data: withoutPeople(verdict.trouble.data ?? null, telling) ?? undefined } })

/** The journal, in the tables `commands`, `attempts`, `orders` and `history`. */
export class CommandRepository implements Journal {
  readonly #db: Kysely<Schema>
  readonly #course: CommandCourse
  readonly #shared: SharedCommit

  constructor(db: Kysely<Schema>, recency: Recency) {
    this.#db = db
    this.#course = new CommandCourse(recency)
    this.#shared = new SharedCommit(db)
  }

  subjects(ids: readonly OrderId[]): Promise<readonly Subject[]> {
    return subjectsOf(this.#db, ids)
  }

  uses(numbers: readonly string[]): Promise<readonly NumberUse[]> {
    return usesOf(this.#db, numbers)
  }

  submit(drafts: readonly Draft[], actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#db.transaction().execute(async (trx) => {
      const ids: CommandId[] = []
      for (const { corrects } of drafts) {
        // What was settled meanwhile is not replaced: it may have been already.
        if (corrects !== null && !await close(trx, corrects, now, { kind: 'command_corrected', actor })) throw new Trouble({ code: 'command_moved_on' })
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
    return this.#undo(() => Promise.resolve(ids), actor, now)
  }

  undoAll(stores: StoresFilter, actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#undo(async (trx) => (await trx.selectFrom('commands').select('id').where('state', '=', 'waiting').where(ofStores(stores)).orderBy('id').execute()).map(({ id }) => id), actor, now)
  }

  #undo(which: (trx: Transaction<Schema>) => Promise<readonly CommandId[]>, actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#db.transaction().execute(async (trx) => {
      const ids = await which(trx)
      const undone: CommandId[] = []
      for (const id of ids) {
        const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'undone', settled_at: now, next_at: null }).where('id', '=', id).where('state', 'in', ['waiting', 'due']).where('sends', '=', 0).executeTakeFirst()
        if (numUpdatedRows !== 1n) continue
        await free(trx, id)
        await tell(trx, id, { at: now, kind: 'command_undone', actor })
        undone.push(id)
      }
      return undone
    })
  }

  async promote(now: Millis): Promise<number> {
    return Number((await leaving(this.#db, now)).numAffectedRows)
  }

  due(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]> {
    return readyWork(this.#db, 'due', connections, now, limit)
  }

  ordersDue(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly OrderId[]> {
    return ordersDue(this.#db, connections, now, limit)
  }

  unknown(connections: readonly ConnectionId[], now: Millis, limit: number): Promise<readonly Work[]> {
    return readyWork(this.#db, 'unknown', connections, now, limit)
  }

  begin(id: CommandId, kind: 'send' | 'read', now: Millis): Promise<{ readonly attempt: number; readonly progress: Progress } | null> {
    return this.#shared.run(async (trx) => {
      if (kind === 'send' && await this.#course.stopWhereChanged(trx, id, now)) return null
      const { rows: [attempt] } = await beginAttempt(trx, id, kind, kind === 'send' ? 'due' : 'unknown', now)
      if (!attempt) return null
      const row = theRow(await (kind === 'send' ? beginSending : beginReading)(trx, id, now))
      const sent: Happening[] = kind === 'send' ? [{ at: now, kind: 'command_sent', params: { time: row.sends } }] : []
      await tell(trx, id, ...sent, { at: now, kind: 'attempt_begun', params: { attempt: attempt.id, what: kind } })
      return { attempt: attempt.id, progress: progressOf(row) }
    })
  }

  hold(id: CommandId, verdict: Verdict & { readonly state: 'due' | 'conflict' }, now: Millis): Promise<void> {
    return this.#shared.run(async (trx) => {
      const command = await trx.selectFrom('commands').selectAll().where('id', '=', id).where('state', '=', 'due').executeTakeFirst()
      if (command) await this.#course.follow(trx, command, withoutPeopleIn(verdict, await tellingOf(trx, command)), notAsked, now)
    })
  }

  end(id: CommandId, attempt: number, end: AttemptEnd, verdict: Verdict, now: Millis): Promise<void> {
    return this.#shared.run(async (trx) => {
      const command = theRow(await commandOf(trx, id))
      const telling = await tellingOf(trx, command)
      const detail = withoutPeople(end.detail, telling)
      const { numAffectedRows } = await endAttempt(trx, attempt, now, end.outcome, detail, end.requestId)
      const ended: Happening[] = numAffectedRows === 1n ? [{ at: now, kind: 'attempt_ended', params: { attempt, outcome: end.outcome, detail, requestId: end.requestId } }] : []
      await this.#course.follow(trx, command, withoutPeopleIn(verdict, telling), { ...end, detail }, now, ended)
    })
  }

  recover(now: Millis): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const lost = await this.#endWhatWasBegun(trx, now)
      await trx.updateTable('commands').set({ ...wait(now, now), unknown_since: now, seen: 0 }).where('state', '=', 'unknown').execute()
      // The whole Undo again, for nobody could use it meanwhile; where the order is late by now, or becomes late in it, as short as `leavesAt` has it.
      const undone = sql<Millis>`${now} + coalesce((SELECT min(wait_for, ${lateUndo}, CASE WHEN due_at > ${now} THEN max(${leastUndo}, due_at - ${now} - ${onTheWay}) ELSE ${lateUndo} END) FROM orders WHERE id = commands.order_id AND due_at <= ${now} + wait_for + ${onTheWay}), wait_for)`
      await trx.updateTable('commands').set({ leaves_at: undone, next_at: undone }).where('state', '=', 'waiting').execute()
      await trx.updateTable('commands').set({ next_at: bounded(sql`next_at`, now) }).where('state', '=', 'due').execute()
      return lost
    })
  }

  takeUp(now: Millis): Promise<void> {
    return this.#db.transaction().execute(async (trx) => { await this.#endWhatWasBegun(trx, now) })
  }

  /** @returns how many sendings there were among it */
  async #endWhatWasBegun(trx: Transaction<Schema>, now: Millis): Promise<number> {
    const lost = await trx.selectFrom('commands').selectAll().where('state', '=', 'sending').execute()
    for (const command of lost) {
      await this.#course.follow(trx, command, { state: 'unknown', nextAt: now, trouble: { code: 'interrupted', message: null, joomCode: null, requestId: null } }, { outcome: 'interrupted', detail: null, requestId: null }, now)
    }
    const cutOff = await trx.updateTable('attempts').set({ ended_at: now, outcome: 'interrupted' }).where('ended_at', 'is', null).returning(['id', 'command_id']).execute()
    for (const attempt of cutOff) await tell(trx, attempt.command_id, { at: now, kind: 'attempt_ended', params: { attempt: attempt.id, outcome: 'interrupted' } })
    await trx.updateTable('commands').set(wait(now, now)).where('state', '=', 'unknown').where('next_at', 'is', null).execute()
    return lost.length
  }

  async shift(by: Millis, now: Millis): Promise<void> {
    await this.#db.updateTable('commands').set({
      next_at: bounded(sql`next_at + ${by}`, now), leaves_at: sql`CASE state WHEN 'waiting' THEN ${bounded(sql`leaves_at + ${by}`, now)} ELSE leaves_at END`, unknown_since: sql`min(unknown_since + ${by}, ${now})`
    }).where('state', 'in', ['waiting', 'due', 'sending', 'unknown']).execute()
  }

  close(id: CommandId, how: 'given_up' | 'kept_joom', actor: string | null, now: Millis): Promise<boolean> {
    return this.#db.transaction().execute((trx) => close(trx, id, now, { kind: `command_${how}`, actor }))
  }

  stopAsking(ids: readonly CommandId[], actor: string | null, now: Millis): Promise<readonly CommandId[]> {
    return this.#db.transaction().execute((trx) => stopAsking(trx, ids, actor, now))
  }

  sendAgain(id: CommandId, actor: string | null, now: Millis): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('commands').set({ state: 'due', ...wait(now, now), before: JSON.stringify(await observe(trx, id, now)) }).where('id', '=', id).where('state', '=', 'conflict').executeTakeFirst()
      if (numUpdatedRows !== 1n) return false
      await tell(trx, id, { at: now, kind: 'command_sent_again', actor })
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
    const { rows: [row] } = await (after === undefined ? nextWait(this.#db) : nextWaitAfter(this.#db, after))
    return row?.next ?? null
  }

  async find(id: CommandId): Promise<(Work & { readonly state: CommandRecord['state'] }) | null> {
    const row = await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select([...workColumns, 'commands.state']).where('commands.id', '=', id).executeTakeFirst()
    return row ? { ...workOf(row), state: row.state } : null
  }
}
