import type { Kysely, Transaction } from 'kysely'
import type { HistoryEntry } from '../contract/schemas.ts'
import type { CommandId, ConnectionId, Millis, OrderId } from '../domain/ids.ts'
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

/** Appends to the history, in the caller's transaction, so that an effect is never without its record. */
export async function record(trx: Transaction<Schema>, happenings: readonly Happening[]): Promise<void> {
  // One statement takes at most 32,766 values: 8 a row.
  for (let from = 0; from < happenings.length; from += 1000) {
    await trx.insertInto('history').values(happenings.slice(from, from + 1000).map((h) => ({
      at: h.at, kind: h.kind, params: JSON.stringify(Object.fromEntries(Object.entries(h.params ?? {}).filter(([, value]) => value !== null))),
      connection_id: h.connectionId ?? null, order_id: h.orderId ?? null, command_id: h.commandId ?? null, actor: h.actor ?? null
    }))).execute()
  }
}

type Of = { readonly orderId: OrderId } | { readonly commandId: CommandId }

/** The history of an order or a command, newest first, at most 500 entries. */
export async function historyOf(db: Kysely<Schema>, of: Of): Promise<HistoryEntry[]> {
  const rows = await db.selectFrom('history').select(['id', 'at', 'kind', 'params', 'actor'])
    .where((eb) => ('orderId' in of ? eb('order_id', '=', of.orderId) : eb('command_id', '=', of.commandId)))
    .orderBy('id', 'desc').limit(500).execute()
  // The column holds what `record` wrote: an object of strings and numbers.
  return rows.map((row) => ({ ...row, params: JSON.parse(row.params) as HistoryEntry['params'] }))
}
