import { sql, type Kysely, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { CommandStory, OutboxGroup, OutboxRow, OutboxSummary, StoresFilter } from '../contract/schemas.ts'
import { Trouble } from '../contract/result.ts'
import type { CommandState } from '../domain/command.ts'
import type { CommandId, Millis } from '../domain/ids.ts'
import { intentOf } from './command-repository.ts'
import { historyOf } from './history-repository.ts'
import type { Schema } from './schema.ts'
import { storesShown } from './stores-shown.ts'

const statesOf: Readonly<Record<OutboxGroup, readonly CommandState[]>> = {
  needs_you: ['refused', 'conflict'], unknown: ['unknown'], waiting: ['waiting'], sending: ['due', 'sending'], done: ['done'], undone: ['undone', 'closed']
}

/** How much a state needs a person: the order of the outbox. */
const rank = sql`CASE commands.state WHEN 'refused' THEN 0 WHEN 'conflict' THEN 0 WHEN 'unknown' THEN 1 WHEN 'waiting' THEN 2 WHEN 'sending' THEN 3 WHEN 'due' THEN 3 ELSE 4 END`

type Rows = SelectQueryBuilder<Schema, 'commands' | 'orders' | 'connections', object>

/** Whether a command is of the stores that are meant; without a filter that of a removed store is among them too. */
const ofStores = (stores: StoresFilter | undefined) => (stores === undefined || (stores.connectionId === null && (stores.world ?? null) === null) ? sql<SqlBool>`TRUE` : sql<SqlBool>`commands.order_id IN (SELECT id FROM orders WHERE connection_id IN ${storesShown(stores)})`)

/** The commands as the window lists them: by how much they need a person, then what leaves first, then what was settled last. */
export class OutboxList {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  rows(groups: readonly OutboxGroup[], offset: number, limit: number, stores?: StoresFilter): Promise<OutboxRow[]> {
    const states = groups.flatMap((group) => statesOf[group])
    if (states.length === 0) return Promise.resolve([])
    return this.#rows((query) => query.where('commands.state', 'in', states).where(ofStores(stores)).orderBy(rank).orderBy(sql`coalesce(commands.settled_at, 0)`, 'desc').orderBy('commands.leaves_at').orderBy('commands.id').offset(offset).limit(limit))
  }

  /** A command and everything that happened to it. @throws Trouble `not_found` */
  async story(id: CommandId): Promise<CommandStory> {
    const [row] = await this.#rows((query) => query.where('commands.id', '=', id))
    if (!row) throw new Trouble({ code: 'not_found' })
    return { row, history: await historyOf(this.#db, { commandId: id }) }
  }

  /** @param midnight the beginning of the operator's day */
  async summary(now: Millis, midnight: Millis, stores?: StoresFilter): Promise<Omit<OutboxSummary, 'held'>> {
    const count = (condition: ReturnType<typeof sql>) => sql<number>`coalesce(sum(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`
    const row = await this.#db.selectFrom('commands').select([
      count(sql`state IN ('refused', 'conflict')`).as('needsYou'), count(sql`state = 'unknown'`).as('unknown'), count(sql`state = 'waiting'`).as('waiting'), count(sql`state = 'due'`).as('due'),
      count(sql`state = 'sending'`).as('sending'), count(sql`state = 'done' AND settled_at >= ${midnight}`).as('doneToday'), sql<number>`count(*)`.as('all'),
      sql<Millis | null>`min(CASE WHEN state = 'waiting' THEN leaves_at END)`.as('nextLeavesAt')
    ]).where(ofStores(stores)).executeTakeFirstOrThrow()
    return { ...row, now }
  }

  async #rows(narrow: (query: Rows) => Rows): Promise<OutboxRow[]> {
    const found = await narrow(this.#db.selectFrom('commands').innerJoin('orders', 'orders.id', 'commands.order_id').innerJoin('connections', 'connections.id', 'orders.connection_id')).select([
      'commands.id', 'commands.order_id as orderId', 'orders.joom_id as joomId', 'orders.pick_code as pickCode', 'orders.connection_id as connectionId', 'connections.environment', sql<0 | 1>`orders.image_url IS NOT NULL`.as('hasPicture'), 'orders.product_name as productName',
      'orders.to_name as recipient', 'orders.to_country as country', 'orders.total', 'commands.intent', 'commands.state', 'commands.created_at as createdAt', 'commands.leaves_at as leavesAt', 'commands.next_at as nextAt',
      'commands.settled_at as settledAt', 'commands.sent_at as sentAt', 'commands.sends', 'commands.reads', 'commands.trouble_code', 'commands.trouble_message', 'commands.trouble_joom_code', 'commands.trouble_request_id', 'commands.observed', 'orders.due_at as dueAt'
    ]).execute()
    return found.map(({ trouble_code, trouble_message, trouble_joom_code, trouble_request_id, observed, intent, hasPicture, ...row }) => ({
      ...row, hasPicture: hasPicture === 1, intent: intentOf({ intent }),
      trouble: trouble_code === null ? null : { code: trouble_code, message: trouble_message, joomCode: trouble_joom_code, requestId: trouble_request_id },
      // Written by the journal from a policy's `Observed`.
      observed: observed === null ? null : JSON.parse(observed) as OutboxRow['observed']
    }))
  }
}
