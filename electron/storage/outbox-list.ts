import { sql, type Kysely, type SelectQueryBuilder } from 'kysely'
import type { CommandStory, OutboxGroup, OutboxRow, OutboxSummary, StoresFilter } from '../contract/schemas.ts'
import { Trouble } from '../contract/result.ts'
import type { CommandState } from '../domain/command.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { KeptCount } from '../outbox/holds.ts'
import { keptBack } from '../outbox/journal.ts'
import { signedIn, vainSince } from './asked-in-vain.ts'
import { intentOf, troubleOf } from './command-rows.ts'
import { historyOf } from './history-repository.ts'
import type { Schema } from './schema.ts'
import { ofStores } from './stores-shown.ts'

const statesOf: Readonly<Record<OutboxGroup, readonly CommandState[]>> = {
  needs_you: ['refused', 'conflict'], unknown: ['unknown'], waiting: ['waiting'], sending: ['due', 'sending'], done: ['done'], undone: ['undone', 'closed']
}

/** How much a state needs a person: the order of the outbox. */
const rank = sql`CASE commands.state WHEN 'refused' THEN 0 WHEN 'conflict' THEN 0 WHEN 'unknown' THEN 1 WHEN 'waiting' THEN 2 WHEN 'sending' THEN 3 WHEN 'due' THEN 3 ELSE 4 END`

type Rows = SelectQueryBuilder<Schema, 'commands' | 'orders' | 'connections', object>

/** By how much they need a person, then what leaves first, then what was settled last. */
const order = sql`${rank}, coalesce(commands.settled_at, 0) DESC, commands.leaves_at, commands.id`
/** The same where all of them are settled, as an index has it. */
const lastFirst = sql`commands.settled_at DESC, commands.id DESC`

/** The commands as the window lists them. */
export class OutboxList {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  rows(groups: readonly OutboxGroup[], offset: number, limit: number, stores?: StoresFilter): Promise<OutboxRow[]> {
    const states = groups.flatMap((group) => statesOf[group])
    if (states.length === 0) return Promise.resolve([])
    // Which ones is decided by narrow columns alone: only the rows of the page are read whole, also where fifty thousand are done.
    const by = states.length === 1 && states[0] === 'done' ? lastFirst : order
    const page = this.#db.selectFrom('commands').select('commands.id').where('commands.state', 'in', states).where(ofStores(stores)).orderBy(by).offset(offset).limit(limit)
    return this.#rows((query) => query.where('commands.id', 'in', page).orderBy(by))
  }

  /** A command, everything that happened to it, and the latest requests that were made for it. @throws Trouble `not_found` */
  async story(id: CommandId): Promise<CommandStory> {
    const [row] = await this.#rows((query) => query.where('commands.id', '=', id))
    if (!row) throw new Trouble({ code: 'not_found' })
    const [history, attempts, tally] = await Promise.all([historyOf(this.#db, { commandId: id }), this.#attempts().where('command_id', '=', id).execute(), this.#tally(id)])
    return { row, history, attempts, tally }
  }

  /** What surely did not leave is not counted. */
  #tally(id: CommandId): Promise<CommandStory['tally']> {
    const made = (kind: 'send' | 'read') => sql<number>`count(*) FILTER (WHERE kind = ${kind} AND coalesce(outcome, '') NOT IN (${keptBack.outcome}, 'not_sent'))`
    return this.#db.selectFrom('attempts').select([made('send').as('sends'), made('read').as('reads')]).where('command_id', '=', id).executeTakeFirstOrThrow()
  }

  /** The latest requests for all commands of an order, newest first. */
  requestsOf(order: OrderId): Promise<CommandStory['attempts']> {
    return this.#attempts().where('command_id', 'in', this.#db.selectFrom('commands').select('id').where('order_id', '=', order)).execute()
  }

  #attempts() {
    return this.#db.selectFrom('attempts').select(['id', 'kind', 'started_at as startedAt', 'ended_at as endedAt', 'outcome', 'detail', 'request_id as requestId']).orderBy('id', 'desc').limit(500)
  }

  /** @param midnight the beginning of the operator's day */
  async summary(now: Millis, midnight: Millis, stores?: StoresFilter): Promise<Omit<OutboxSummary, 'holds' | 'storage'>> {
    const commands = this.#db.selectFrom('commands').where(ofStores(stores))
    const [states, { doneToday }, { nextLeavesAt, newestId }] = await Promise.all([
      commands.select(['state', sql<number>`count(*)`.as('n')]).groupBy('state').execute(),
      commands.select(sql<number>`count(*)`.as('doneToday')).where('state', '=', 'done').where('settled_at', '>=', midnight).executeTakeFirstOrThrow(),
      // The newest by its number: the clock may have been set since.
      commands.select([sql<Millis | null>`min(leaves_at)`.as('nextLeavesAt'), sql<CommandId | null>`max(id)`.as('newestId')]).where('state', '=', 'waiting').executeTakeFirstOrThrow()
    ])
    const newest = newestId === null ? undefined : await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id').select(['commands.id', 'connections.environment']).where('commands.id', '=', newestId).executeTakeFirst()
    const count = (...which: readonly CommandState[]): number => states.filter(({ state }) => which.includes(state)).reduce((sum, { n }) => sum + n, 0)
    return {
      needsYou: count('refused', 'conflict'), unknown: count('unknown'), waiting: count('waiting'), due: count('due'), sending: count('sending'), doneToday, all: states.reduce((sum, { n }) => sum + n, 0), nextLeavesAt, newest: newest ?? null, now
    }
  }

  /** What each store keeps. What waits for its Undo alone is in no count: it is not late. */
  async kept(): Promise<ReadonlyMap<ConnectionId, KeptCount>> {
    const counted = await this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').select(['orders.connection_id', 'commands.state', sql<number>`count(*)`.as('n')])
      .where('commands.state', 'in', ['waiting', 'due', 'sending', 'unknown']).groupBy(['orders.connection_id', 'commands.state']).execute()
    return new Map([...Map.groupBy(counted, (row) => row.connection_id)].map(([connection, rows]) => {
      const count = (...states: readonly CommandState[]): number => rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0)
      const [late, unknown] = [count('due', 'sending'), count('unknown')]
      return [connection, { toSend: late > 0 ? late + count('waiting') : 0, unknown }]
    }))
  }

  async #rows(narrow: (query: Rows) => Rows): Promise<OutboxRow[]> {
    const found = await narrow(this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id')).select([
      'commands.id', 'commands.order_id as orderId', 'orders.joom_id as joomId', 'orders.pick_code as pickCode', 'orders.connection_id as connectionId', 'connections.environment', sql<0 | 1>`orders.image_url IS NOT NULL`.as('hasPicture'), 'orders.product_name as productName',
      'orders.to_name as recipient', 'orders.to_country as country', 'orders.total', 'commands.intent', 'commands.state', 'commands.created_at as createdAt', 'commands.leaves_at as leavesAt', 'commands.next_at as nextAt',
      'commands.settled_at as settledAt', 'commands.sent_at as sentAt', 'commands.sends', 'commands.reads', 'commands.seen', 'commands.trouble_code', 'commands.trouble_message', 'commands.trouble_joom_code', 'commands.trouble_data', 'commands.trouble_request_id', 'commands.observed', 'orders.due_at as dueAt', 'orders.state_word as stateWord', vainSince.as('vainSince'), signedIn.as('signedIn')
    ]).execute()
    return found.map(({ trouble_code, trouble_message, trouble_joom_code, trouble_data, trouble_request_id, observed, intent, hasPicture, signedIn: isSignedIn, ...row }) => ({
      ...row, hasPicture: hasPicture === 1, signedIn: isSignedIn === 1, intent: intentOf({ intent }),
      trouble: troubleOf({ trouble_code, trouble_message, trouble_joom_code, trouble_data, trouble_request_id }),
      // Written by the journal from a policy's `Observed`.
      observed: observed === null ? null : JSON.parse(observed) as OutboxRow['observed']
    }))
  }
}
