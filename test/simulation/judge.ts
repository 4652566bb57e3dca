import type { DatabaseSync } from 'node:sqlite'
import type { CommandId } from '../../electron/domain/ids.ts'
import { count, type Figures } from './figures.ts'
import { judgeAttempts, type AttemptRow } from './judge-attempts.ts'
import type { Applied } from './model-joom.ts'
import type { Store } from './store.ts'

/** A promise that was not kept: which, and where it shows. */
export interface Violation {
  readonly rule: string
  readonly what: string
}

interface CommandRow { readonly id: CommandId; readonly joom_id: string; readonly state: string; readonly sends: number; readonly kind: string; readonly own: string }
interface OrderRow { readonly id: number; readonly joom_id: string; readonly state: string; readonly provider: string | null; readonly tracking_number: string | null; readonly open: string | null; readonly arrived_as: string | null }
interface HistoryRow { readonly order_id: number; readonly command_id: number | null; readonly kind: string }

const final = new Set(['done', 'undone', 'closed', 'refused', 'conflict'])

export interface Case {
  readonly database: DatabaseSync
  readonly stores: readonly Pick<Store, 'id' | 'joom'>[]
  /** The commands that were said to be written down. */
  readonly confirmed: ReadonlySet<CommandId>
  /** Answers came of a second delivery, which may say no to what the first one did. */
  readonly doubled: boolean
  readonly figures: Figures
}

/** What of the promises is not kept once everything has settled. */
export function judge(given: Case): Violation[] {
  const kept = new Set(given.database.prepare('SELECT id FROM commands').all().map(({ id }) => id))
  const lost = [...given.confirmed].filter((id) => !kept.has(id)).map((id): Violation => ({ rule: 'nothing is lost', what: `command ${String(id)} was confirmed and is gone` }))
  return [...lost, ...given.stores.flatMap((store) => judgeStore(given, store))]
}

/**
 * How often what an intent had done was undone by a request from before it that was delivered once more: the order is as it
 * was before then, nobody but the network has done it, and what a reading truly shows as not applied is sent again.
 */
export function undoneBySecondDeliveries(applied: readonly Applied[]): ReadonlyMap<string, number> {
  const undone = new Map<string, number>()
  for (const effects of Map.groupBy(applied, ({ orderId }) => orderId).values()) {
    for (const [nth, { request, intent }] of effects.entries()) {
      const before = effects[nth - 1]
      const isSecond = effects.slice(0, nth).some((earlier) => earlier.request === request)
      if (isSecond && before !== undefined && before.intent !== intent && before.request > request) undone.set(before.intent, (undone.get(before.intent) ?? 0) + 1)
    }
  }
  return undone
}

/** What is open here and not at Joom, or the other way round, before everything was read anew. */
export function judgeOpen(database: DatabaseSync, stores: Case['stores']): Violation[] {
  const open = database.prepare("SELECT joom_id FROM orders WHERE connection_id = ? AND state = 'APPROVED'")
  return stores.flatMap(({ id, joom }) => {
    const here = new Set(open.all(id).map(({ joom_id }) => joom_id))
    return [...joom.orders.keys()].filter((joomId) => here.has(joomId) !== (joom.truth(joomId).state === 'APPROVED'))
      .map((joomId): Violation => ({ rule: 'what is open is compared', what: `order ${joomId} is ${here.has(joomId) ? 'open' : 'not open'} here, and ${joom.truth(joomId).state} at Joom` }))
  })
}

function judgeStore({ database, doubled, figures }: Case, { id: store, joom }: Pick<Store, 'id' | 'joom'>): Violation[] {
  const rows = <T>(sql: string): T[] => database.prepare(sql).all(store) as T[] // the columns are those of the query
  const commands = rows<CommandRow>(`SELECT commands.id, joom_id, commands.state, sends, kind, kind || ' ' || coalesce(json_extract(intent, '$.trackingNumber'), json_extract(intent, '$.note')) AS own FROM commands JOIN orders ON orders.id = order_id WHERE connection_id = ?`)
  const orders = rows<OrderRow>('SELECT orders.id, joom_id, orders.state, provider, orders.tracking_number, commands.state AS open, arrived_as FROM orders LEFT JOIN commands ON commands.id = open_command_id WHERE connection_id = ?')
  const history = rows<HistoryRow>(`SELECT order_id, command_id, kind FROM history WHERE order_id IN (SELECT id FROM orders WHERE connection_id = ?)`)
  const told = new Set(history.map(({ command_id, kind }) => `${String(command_id)} ${kind}`))
  const found: Violation[] = []
  const wrong = (rule: string, what: string): void => { found.push({ rule, what }) }

  // What one intent did: its requests, however often each was delivered.
  const requests = new Map([...Map.groupBy(joom.applied, ({ intent }) => intent)].map(([intent, effects]) => [intent, new Set(effects.map(({ request }) => request)).size]))
  const undone = undoneBySecondDeliveries(joom.applied)
  const of = Map.groupBy(commands, ({ own }) => own)
  for (const [intent, applied] of requests) {
    const mine = of.get(intent) ?? []
    const most = mine.filter(({ sends }) => sends > 0).length + (undone.get(intent) ?? 0)
    if (applied > most) wrong('at most once', `“${intent}” was accepted ${String(applied)} times, for ${String(most)} commands that were sent`)
    if (!mine.some(({ id }) => told.has(`${String(id)} command_sent`))) wrong('every effect has its entry', `“${intent}” reached Joom, and no history says that it was sent`)
  }
  const attempts = rows<AttemptRow>(`SELECT command_id, commands.kind || ' ' || command_id AS command, attempts.kind, outcome, attempts.request_id IS NOT NULL AS answered FROM attempts JOIN commands ON commands.id = command_id JOIN orders ON orders.id = order_id WHERE connection_id = ? ORDER BY attempts.id`)
  found.push(...judgeAttempts(attempts, (id) => history.filter(({ command_id, kind }) => command_id === id && kind === 'command_sent_again').length))
  for (const { id, state, own, kind, joom_id } of commands) {
    count(figures, `ended ${state}`)
    const applied = requests.get(own) ?? 0
    if (!final.has(state)) wrong('nothing is lost', `command ${String(id)} (${own}) is still ${state}`)
    if (state === 'undone' && applied > 0 && of.get(own)?.length === 1) wrong('undone is undone', `command ${String(id)} (${own}) was taken back and reached Joom`)
    if (state === 'done' && applied === 0 && !(kind === 'refund' && joom.truth(joom_id).state === 'REFUNDED')) wrong('done is done', `command ${String(id)} (${own}) is done, and Joom never accepted it`)
    if (state === 'refused' && applied > 0 && of.get(own)?.length === 1 && !doubled) wrong('refused is refused', `command ${String(id)} (${own}) is refused, and Joom had accepted it`)
    if (state === 'done' && !told.has(`${String(id)} command_accepted`) && !told.has(`${String(id)} command_seen_done`)) wrong('every effect has its entry', `command ${String(id)} (${own}) is done, and its history does not say so`)
    if (told.has(`${String(id)} command_seen_done`)) count(figures, 'found out as done')
    if (told.has(`${String(id)} command_unknown`)) count(figures, 'were unknown')
    if (told.has(`${String(id)} command_conflict`)) count(figures, 'were conflicts')
  }
  for (const [joomId, { versions }] of joom.orders) {
    const order = orders.find(({ joom_id }) => joom_id === joomId)
    const truth = versions.at(-1)!
    if (!order) wrong('both agree', `order ${joomId} is not known here`)
    else if (order.state !== truth.state || (truth.state !== 'REFUNDED' && (order.tracking_number !== truth.trackingNumber || order.provider !== truth.provider))) {
      wrong('both agree', `order ${joomId} is ${order.state} ${String(order.provider)} ${String(order.tracking_number)} here${order.open === null ? '' : ` (${order.open})`}, ${truth.state} ${String(truth.provider)} ${String(truth.trackingNumber)} at Joom`)
    } else if (truth.state !== 'APPROVED' && !history.some(({ order_id, kind }) => order_id === order.id && (kind === 'state_changed_at_joom' || kind === 'command_accepted' || kind === 'command_seen_done')) && order.arrived_as !== truth.state) {
      wrong('every effect has its entry', `order ${joomId} is ${truth.state}, and its history does not say how`)
    }
  }
  count(figures, 'applied', joom.applied.length)
  return found
}
