import { sql, type Transaction } from 'kysely'
import type { Intent } from '../domain/command.ts'
import type { CommandId, Millis } from '../domain/ids.ts'
import { keptBack, type AttemptEnd } from '../outbox/journal.ts'
import { beforeSend, type Verdict } from '../outbox/policy.ts'
import { askedOften } from './asked-often.ts'
import { free, observe, tell } from './command-and-order.ts'
import { intentOf, isNo, observedOf, told, wait } from './command-rows.ts'
import type { Happening } from './history-repository.ts'
import { sharerAmong } from './number-uses.ts'
import { settling, type Recency } from './recency.ts'
import type { CommandRecord, Schema } from './schema.ts'

/** How a step ended in which Joom was not asked. */
export const notAsked: AttemptEnd = { outcome: 'not_begun', detail: null, requestId: null }

/** What an intent changes of its order. */
function changedBy(intent: Intent, now: Millis) {
  const numbered = (of: string) => ({ tracking_number: of, search: sql<string>`search || char(10) || lower(${of})` })
  switch (intent.kind) {
    case 'fulfill': return { ...numbered(intent.trackingNumber), state: 'SHIPPED' as const, due_at: null, shipped_date: new Date(now).toISOString().slice(0, 10), provider: intent.provider, shipping_time: intent.shippingTime, ship_note: intent.note }
    case 'modify_tracking': return { ...numbered(intent.trackingNumber), provider: intent.provider }
    case 'refund': return { state: 'REFUNDED' as const, due_at: null }
  }
}

const dueCommand = askedOften((db, id: CommandId, now: Millis) => db.selectFrom('commands').selectAll().where('id', '=', id).where('state', '=', 'due').where('next_at', '<=', now))
const isDone = askedOften((db, id: CommandId, now: Millis) => db.updateTable('commands').set({ state: 'done', settled_at: now, next_at: null, trouble_code: null, trouble_message: null, trouble_joom_code: null, trouble_data: null, trouble_request_id: null }).where('id', '=', id))

/** Where commands go and what that does to their orders, each step in the caller's transaction. */
export class CommandCourse {
  readonly #recency: Recency

  constructor(recency: Recency) {
    this.#recency = recency
  }

  /** Writes where a command goes and what follows for its order, and tells it. @param before what is told before that */
  async follow(trx: Transaction<Schema>, command: CommandRecord, verdict: Verdict, end: AttemptEnd, now: Millis, before: readonly Happening[] = []): Promise<void> {
    const { id } = command
    if (verdict.state === 'done') {
      await isDone(trx, id, now)
      // What is done before it was sent was done elsewhere, and stands in the order already.
      if (command.state === 'due') await free(trx, id)
      else await this.#apply(trx, command, now)
      await tell(trx, id, ...before, { at: now, kind: command.state === 'sending' ? 'command_accepted' : 'command_seen_done', params: { ...told(intentOf(command)), requestId: end.requestId } })
      return
    }
    const why = verdict.trouble
    // What a reading brought is proved by that reading's answer.
    const requestId = why?.requestId ?? end.requestId
    // What comes back as due from a sending has surely not left: it does not count as sent, and Undo is as free as before.
    const isBack = command.state === 'sending' && verdict.state === 'due'
    const unknownSince = verdict.state === 'unknown' && command.state === 'sending' ? now : command.unknown_since
    await trx.updateTable('commands').set({
      state: verdict.state, ...(verdict.state === 'unknown' || verdict.state === 'due' ? wait(verdict.nextAt, now) : { next_at: null }), unknown_since: unknownSince, seen: command.seen + (end.showed === true ? 1 : 0),
      ...(isBack && { sends: command.sends - 1, sent_at: command.sends === 1 ? null : command.sent_at }),
      observed: verdict.state === 'conflict' ? verdict.observed && JSON.stringify(verdict.observed) : command.observed,
      // A reading that brings nothing new does not erase the words that made the command unknown; Joom's no outlives one that brings no answer.
      ...(why === null || (command.state === 'unknown' && verdict.state === 'unknown' && (why.message === null || isNo(command.trouble_code))) ? {} : { trouble_code: why.code, trouble_message: why.message, trouble_joom_code: why.joomCode, trouble_data: why.data ?? null, trouble_request_id: requestId })
    }).where('id', '=', id).execute()
    const isNews = command.state !== verdict.state || (verdict.state === 'due' && command.trouble_code !== why?.code)
    await tell(trx, id, ...before, ...(isNews ? [{ at: now, kind: `command_${verdict.state}`, params: { reason: why?.code ?? (end.outcome === keptBack.outcome ? keptBack.outcome : ''), message: why?.message ?? null, requestId } }] : []))
  }

  /**
   * What Joom has accepted, in our own copy, which is free again: until Joom shows it, it is known from here. What a reading
   * has shown was taken in with it, unless something newer was known: that stands, as does a refund, after which nothing comes.
   */
  async #apply(trx: Transaction<Schema>, command: CommandRecord, now: Millis): Promise<void> {
    const freed = { settling_until: now + settling, open_command_id: null }
    const order = trx.updateTable('orders').where('id', '=', command.order_id)
    this.#recency.accepted(command.order_id)
    const { numUpdatedRows } = command.state === 'sending'
      ? await order.set({ ...freed, ...changedBy(intentOf(command), now) }).where('state', '<>', 'REFUNDED').executeTakeFirst()
      : { numUpdatedRows: 0n }
    if (numUpdatedRows === 0n) await order.set(freed).execute()
  }

  /** Stops a command that is due where its order has changed since it was made, or its number has got to another recipient. @returns whether it has; where it goes then is written */
  async stopWhereChanged(trx: Transaction<Schema>, id: CommandId, now: Millis): Promise<boolean> {
    const { rows: [command] } = await dueCommand(trx, id, now)
    if (command === undefined) return false
    const sharer = command.tracking_number === null ? null : await sharerAmong(trx, command.order_id, command.tracking_number)
    const verdict = beforeSend(intentOf(command), observedOf(command.before), await observe(trx, id, now), sharer)
    if (verdict === null) return false
    // What stopped it was brought by the reading of the order; who has the number, by another order's.
    const requestId = verdict.state === 'refused' ? null : this.#recency.lastTaken(command.order_id)?.requestId ?? null
    await this.follow(trx, command, verdict, { ...notAsked, requestId }, now)
    return true
  }
}
