import { sql } from 'kysely'
import type { CommandTrouble, Intent } from '../domain/command.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import type { Address } from '../domain/order.ts'
import type { Work } from '../outbox/journal.ts'
import type { Observed } from '../outbox/observed.ts'
import type { Progress } from '../outbox/policy.ts'
import type { CommandRecord, OrderRecord } from './schema.ts'

/** What a command is to do. The column holds what `submit` wrote, checked by the table to be JSON of the command's kind. */
export const intentOf = (row: { readonly intent: string }): Intent => JSON.parse(row.intent) as Intent
/** What Joom had, as `end` wrote it. */
export const observedOf = (text: string): Observed => JSON.parse(text) as Observed
/** What `progressOf` needs. */
export const progressColumns = ['commands.sends', 'commands.reads', 'commands.seen', 'commands.unknown_since', 'commands.trouble_code', 'commands.trouble_message', 'commands.trouble_joom_code', 'commands.trouble_data', 'commands.trouble_request_id'] as const
/** Whether a trouble is that Joom said no. */
export const isNo = (code: string | null): code is 'refused' | 'invalid' => code === 'refused' || code === 'invalid'
type TroubleRow = Pick<CommandRecord, 'trouble_code' | 'trouble_message' | 'trouble_joom_code' | 'trouble_data' | 'trouble_request_id'>
/** Why a command stands where it stands; `null` where there is nothing to say. */
export const troubleOf = (row: TroubleRow): CommandTrouble | null => (row.trouble_code === null ? null : {
  code: row.trouble_code, message: row.trouble_message, joomCode: row.trouble_joom_code, requestId: row.trouble_request_id, ...(row.trouble_data !== null && { data: row.trouble_data })
})
type ProgressRow = TroubleRow & Pick<CommandRecord, 'sends' | 'reads' | 'seen' | 'unknown_since'>
/** How far a command is, by its row. */
export const progressOf = (row: ProgressRow): Progress => ({
  sends: row.sends, reads: row.reads, seen: row.seen, unknownSince: row.unknown_since,
  refusal: isNo(row.trouble_code) ? troubleOf(row) : null
})

/** What a command that can go on is read from. */
export const workColumns = ['commands.id', 'commands.order_id', 'commands.intent', 'commands.before', 'commands.leaves_at', ...progressColumns, 'orders.joom_id', 'orders.connection_id'] as const
export type WorkRow = ProgressRow & Pick<CommandRecord, 'id' | 'order_id' | 'intent' | 'before' | 'leaves_at'> & { readonly joom_id: string; readonly connection_id: ConnectionId }
/** What the worker goes on with, by its row. */
export const workOf = (row: WorkRow): Work => ({
  id: row.id, orderId: row.order_id, joomId: row.joom_id, connectionId: row.connection_id, intent: intentOf(row), before: observedOf(row.before), leavesAt: row.leaves_at, progress: progressOf(row)
})

/** What `addressOf` needs. */
export const addressColumns = ['orders.to_street1', 'orders.to_street2', 'orders.to_city', 'orders.to_state', 'orders.to_country', 'orders.to_zip', 'orders.to_phone'] as const
type AddressRow = Pick<OrderRecord, 'to_name' | 'to_street1' | 'to_street2' | 'to_city' | 'to_state' | 'to_country' | 'to_zip' | 'to_phone'>
/** The address of an order, by its row. */
export const addressOf = (row: AddressRow): Address => ({ name: row.to_name, street1: row.to_street1, street2: row.to_street2, city: row.to_city, state: row.to_state, country: row.to_country, zip: row.to_zip, phone: row.to_phone })

/** What an intent says in the history: no names, no notes. */
export const told = (intent: Intent): Record<string, string | number> => {
  switch (intent.kind) {
    case 'fulfill': return { kind: intent.kind, provider: intent.provider, number: intent.trackingNumber }
    case 'modify_tracking': return { kind: intent.kind, provider: intent.provider, number: intent.trackingNumber }
    case 'refund': return { kind: intent.kind, reason: intent.reasonCode }
  }
}

/** The end of a wait, and how long it lasts in all. */
export const wait = (nextAt: Millis, now: Millis): { next_at: Millis; wait_for: Millis } => ({ next_at: nextAt, wait_for: Math.max(0, nextAt - now) })
/** A wait as it is, but not longer from now on than it was to last in all. */
export const bounded = (nextAt: ReturnType<typeof sql<Millis>>, now: Millis) => sql<Millis>`min(${nextAt}, ${now} + wait_for)`
