import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { HistoryEntry } from '../contract/schemas.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import { beginning, sealOf } from './history-chain.ts'
import type { Schema } from './schema.ts'

/** One thing that happened. `kind` is a key of the catalogue (`history.<kind>`), `params` fill its sentence; no names or addresses. */
export interface Happening {
  readonly at: Millis
  readonly kind: string
  readonly params?: Readonly<Record<string, string | number | null>>
  readonly connectionId?: ConnectionId
  readonly orderId?: OrderId
  readonly commandId?: CommandId
  readonly actor?: string | null
}

/** What proves single requests and answers. A person is told of the same by the entries about what followed from them. */
const proofOnly = ['attempt_begun', 'attempt_ended'] as const

/** Entries of one statement. */
const together = 25
const columns = ['id', 'at', 'kind', 'params', 'connection_id', 'order_id', 'command_id', 'actor', 'hash'] as const
const oneEntry = `(${columns.map(() => '?').join(', ')})`
/** The statements by how many entries they insert. */
const inserts = Array.from({ length: together + 1 }, (_, entries) => `INSERT INTO history (${columns.join(', ')}) VALUES ${Array.from({ length: entries }, () => oneEntry).join(', ')}`)

/** Where the chain stands: the number given out last, and the seal of the last entry. Numbered by what was ever given out, not by what is there: where the last entries were taken away, a gap stays. */
export const lastLink = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'history'), 0) AS seq, (SELECT hash FROM history ORDER BY id DESC LIMIT 1) AS hash"
export interface LastLink {
  readonly seq: number
  readonly hash: string | null
}

/** Entries as rows, each sealed by a hash that holds the one before, with the statements that insert them. */
export function* sealed(last: LastLink | undefined, happenings: readonly Happening[]): Generator<{ readonly insert: string; readonly values: Array<string | number | null> }> {
  let id = last?.seq ?? 0
  let hash = last?.hash ?? beginning
  for (let from = 0; from < happenings.length; from += together) {
    const part = happenings.slice(from, from + together)
    const values = part.flatMap((h) => {
      id += 1
      const content = {
        id, at: h.at, kind: h.kind, params: JSON.stringify(Object.fromEntries(Object.entries(h.params ?? {}).filter(([, value]) => value !== null))),
        // Half a character would be kept as another one, and the hash would not fit it.
        connection_id: h.connectionId ?? null, order_id: h.orderId ?? null, command_id: h.commandId ?? null, actor: h.actor?.toWellFormed() ?? null
      }
      hash = sealOf(hash, content)
      return [id, content.at, content.kind, content.params, content.connection_id, content.order_id, content.command_id, content.actor, hash]
    })
    yield { insert: inserts[part.length] ?? '', values }
  }
}

/** Appends to the history, in the caller's transaction, so that an effect is never without its record. */
export async function record(trx: Transaction<Schema>, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return
  const { rows: [last] } = await trx.executeQuery<LastLink>(CompiledQuery.raw(lastLink))
  for (const { insert, values } of sealed(last, happenings)) await trx.executeQuery(CompiledQuery.raw(insert, values))
}

type Of = { readonly orderId: OrderId } | { readonly commandId: CommandId }

/** The history of an order or a command as a person is told it, newest first, at most 500 entries; that of an order ends with its arrival. */
export async function historyOf(db: Kysely<Schema>, of: Of): Promise<HistoryEntry[]> {
  const rows = await db.selectFrom('history').select(['id', 'at', 'kind', 'params', 'actor'])
    .where((eb) => ('orderId' in of ? eb('order_id', '=', of.orderId) : eb('command_id', '=', of.commandId))).where('kind', 'not in', proofOnly)
    .orderBy('id', 'desc').limit(500).execute()
  // The column holds what `record` wrote: an object of strings and numbers.
  const entries = rows.map((row) => ({ ...row, params: JSON.parse(row.params) as HistoryEntry['params'] }))
  return 'orderId' in of ? [...entries, ...await arrivalOf(db, of.orderId)] : entries
}

/** An arrival stands with the order: twenty thousand of them would be most of the history. */
async function arrivalOf(db: Kysely<Schema>, id: OrderId): Promise<HistoryEntry[]> {
  const order = await db.selectFrom('orders').select(['arrived_at', 'arrived_as']).where('id', '=', id).executeTakeFirst()
  return order === undefined || order.arrived_at === null ? [] : [{ id: 0, at: order.arrived_at, kind: 'order_arrived', params: order.arrived_as === null ? {} : { state: order.arrived_as }, actor: null }]
}
