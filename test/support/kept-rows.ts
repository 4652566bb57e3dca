import type { DatabaseSync } from 'node:sqlite'
import { lastLink, sealed, type LastLink } from '../../electron/storage/history-repository.ts'
import type { CommandId, ConnectionId, OrderId } from '../../electron/domain/ids.ts'
import { withoutTrigger } from './without-trigger.ts'
import { commandStates, type CommandState, type IntentKind } from '../../electron/domain/command.ts'

/** One command of each state and kind, each for an order of its own: `sending` has an attempt under way. */
export const keptCommands: readonly { readonly state: CommandState; readonly kind: IntentKind }[] = commandStates.flatMap((state) => (['fulfill', 'modify_tracking', 'refund'] as const).map((kind) => ({ state, kind })))

const intents = {
  fulfill: (n: number) => ({ kind: 'fulfill', provider: 'DHL', trackingNumber: `A${String(1_000_000 + n)}`, shippingTime: '5-9', note: null }),
  modify_tracking: (n: number) => ({ kind: 'modify_tracking', provider: 'DHL', trackingNumber: `B${String(1_000_000 + n)}` }),
  refund: () => ({ kind: 'refund', reasonCode: 2, note: null })
} as const
const begins = { fulfill: 'APPROVED', modify_tracking: 'SHIPPED', refund: 'APPROVED' } as const

/** Writes what a day's work leaves behind, in columns that every schema has: a store, its orders, commands in every state, what was tried and told, a print run. */
export function writeKeptRows(database: DatabaseSync): void {
  database.exec("BEGIN; INSERT INTO connections (id, name, environment, address, store_id, client_id, status, created_at) VALUES (1, 'Nordlicht', 'production', 'https://api-merchant.joom.com', 's', 'c', 'authorized', 1)")
  const order = database.prepare('INSERT INTO orders (id, connection_id, joom_id, pick_code, readable, state, fetched_at, recipient_key, to_name, search, raw, open_command_id) VALUES (?, 1, ?, ?, 1, ?, 1, ?, ?, ?, \'{"kept":true}\', ?)')
  const command = database.prepare('INSERT INTO commands (id, order_id, kind, intent, tracking_number, before, state, created_at, leaves_at, next_at, sent_at, unknown_since, settled_at, sends, reads, actor) VALUES (?, ?, ?, ?, ?, ?, ?, 10, 40, ?, ?, ?, ?, ?, ?, ?)')
  const attempt = database.prepare('INSERT INTO attempts (command_id, kind, started_at, ended_at, outcome) VALUES (?, \'send\', 50, ?, ?)')
  // Sealed where the schema has seals.
  const seals = database.prepare("SELECT 1 FROM pragma_table_info('history') WHERE name = 'hash'").get() !== undefined
  const tell = (id: number): void => {
    if (!seals) {
      database.prepare('INSERT INTO history (at, connection_id, order_id, command_id, kind, params, actor) VALUES (20, 1, ?, ?, \'command_written\', \'{"number":"A1"}\', \'Ayşe\')').run(id, id)
      return
    }
    const happening = { at: 20, connectionId: 1 as ConnectionId, orderId: id as OrderId, commandId: id as CommandId, kind: 'command_written', params: { number: 'A1' }, actor: 'Ayşe' } // the rows made here
    for (const { insert, values } of sealed(database.prepare(lastLink).get() as unknown as LastLink, [happening])) database.prepare(insert).run(...values)
  }
  withoutTrigger(database, 'commands_begin_waiting', () => { keptCommands.forEach(({ state, kind }, at) => {
    const id = at + 1
    const intent = intents[kind](id)
    const sent = !['waiting', 'due', 'undone'].includes(state)
    const settled = ['done', 'undone', 'closed'].includes(state)
    order.run(id, `O${String(id)}`, String(10_000_000 + id), begins[kind], `person ${String(id)}`, `Person ${String(id)}`, `o${String(id)}\nperson ${String(id)}`, settled ? null : id)
    command.run(id, id, kind, JSON.stringify(intent), 'trackingNumber' in intent ? intent.trackingNumber : null, JSON.stringify({ state: begins[kind], provider: null, trackingNumber: null, at: 5 }), state, ['waiting', 'due', 'unknown'].includes(state) ? 40 : null, sent ? 50 : null, state === 'unknown' ? 60 : null, settled ? 70 : null, sent ? 1 : 0, state === 'unknown' ? 2 : 0, 'Ayşe')
    if (sent) attempt.run(id, state === 'sending' ? null : 55, state === 'sending' ? null : 'accepted')
    tell(id)
  }) })
  database.exec(`INSERT INTO print_runs (id, created_at, paper, run) VALUES (1, 30, 'a4', '{"sheets":[]}'); INSERT INTO print_sheets (run_id, position, order_id, content_hash) VALUES (1, 1, 1, 'hash'); COMMIT`)
}

/** Every row of every table that holds what cannot be had again, as text by its table. */
export function keptRows(database: DatabaseSync): Readonly<Record<string, readonly Record<string, unknown>[]>> {
  return Object.fromEntries(['connections', 'orders', 'commands', 'attempts', 'history', 'print_runs', 'print_sheets'].map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
}
