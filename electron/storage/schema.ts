import type { Generated, GeneratedAlways, Insertable, Selectable } from 'kysely'
import type { CommandState, IntentKind } from '../domain/command.ts'
import type { ConnectionStatus, Environment } from '../domain/connection.ts'
import type { CommandId, ConnectionId, Decimal, Millis, OrderId, PrintPartId, PrintRunId } from '../domain/ids.ts'
import type { Paper } from '../domain/sheet-kind.ts'
import type { OrderState } from '../domain/order.ts'
import type { PartState, RunKind, RunState, SheetState } from '../domain/print-run.ts'
import type { StoreColor } from '../domain/store-color.ts'

export interface ConnectionsTable {
  id: Generated<ConnectionId>
  name: string
  environment: Environment
  address: string
  store_id: string
  client_id: string
  status: Generated<ConnectionStatus>
  authorized_until: Millis | null
  secret_saved_at: Millis | null
  secret_key: Uint8Array | null
  tokens: Uint8Array | null
  read_at: Millis | null
  trouble_since: Millis | null
  trouble_code: string | null
  trouble_message: string | null
  trouble_request_id: string | null
  /** JSON of the values that its sentence needs. */
  trouble_params: Generated<string | null>
  keeps_orders: Generated<0 | 1>
  erased_at: Millis | null
  created_at: Millis
  removed_at: Millis | null
  color: Generated<StoreColor>
  return_address: Generated<string>
}

export interface LogosTable {
  connection_id: ConnectionId
  name: string
  png: Uint8Array
}

export interface OrdersTable {
  id: Generated<OrderId>
  connection_id: ConnectionId
  joom_id: string
  pick_code: string
  readable: 0 | 1
  unreadable_reason: string | null
  state: OrderState
  /** Joom's own word, where the state is `OTHER`. */
  state_word: string | null
  transaction_id: string | null
  buyer_id: string | null
  ordered_at: Millis | null
  last_updated: Millis | null
  hours_to_fulfill: number | null
  due_at: Millis | null
  fetched_at: Millis
  product_id: string | null
  variant_id: string | null
  product_name: string | null
  image_url: string | null
  sku: string | null
  color: string | null
  size: string | null
  quantity: number | null
  price: Decimal | null
  cost: Decimal | null
  shipping: Decimal | null
  shipping_cost: Decimal | null
  total: Decimal | null
  to_name: string | null
  to_street1: string | null
  to_street2: string | null
  to_city: string | null
  to_state: string | null
  to_country: string | null
  to_zip: string | null
  to_phone: string | null
  recipient_key: string
  shipped_date: string | null
  provider: string | null
  tracking_number: string | null
  shipping_time: string | null
  ship_note: string | null
  refunded_by: string | null
  refunded_time: string | null
  refunded_reason: string | null
  refunded_note: string | null
  printed_at: Generated<Millis | null>
  saved_at: Generated<Millis | null>
  run_id: Generated<PrintRunId | null>
  open_command_id: Generated<CommandId | null>
  settling_until: Generated<Millis | null>
  changed_since: Generated<Millis | null>
  changed_at: Generated<Millis | null>
  erased_at: Generated<Millis | null>
  /** When it was first seen, and in which state, in Joom's own word where the reference has none, `UNREADABLE` where it could not be read; `null` where an entry of its own in the history tells it. */
  arrived_at: Generated<Millis | null>
  arrived_as: Generated<string | null>
  lane: GeneratedAlways<'to_ship' | 'shipped' | 'refunded' | 'review' | 'other'>
  place: GeneratedAlways<number>
  sharing_key: GeneratedAlways<string | null>
  search: string
  raw: string
}

export interface ReadingsTable {
  connection_id: ConnectionId
  next_start: Generated<number | null>
  began_at: Generated<Millis | null>
  changes_from: Generated<Millis | null>
  checked_at: Generated<Millis | null>
  /** JSON: a list of `UnreadPlace`. */
  unread: Generated<string>
}

export interface CommandsTable {
  id: Generated<CommandId>
  order_id: OrderId
  kind: IntentKind
  intent: string
  tracking_number: string | null
  before: string
  state: CommandState
  created_at: Millis
  leaves_at: Millis
  next_at: Millis | null
  wait_for: Generated<Millis>
  sent_at: Generated<Millis | null>
  unknown_since: Generated<Millis | null>
  settled_at: Generated<Millis | null>
  sends: Generated<number>
  reads: Generated<number>
  seen: Generated<number>
  trouble_code: Generated<string | null>
  trouble_message: Generated<string | null>
  trouble_joom_code: Generated<string | null>
  trouble_data: Generated<string | null>
  trouble_request_id: Generated<string | null>
  observed: Generated<string | null>
  corrects: CommandId | null
  actor: string | null
}

export interface AttemptsTable {
  id: Generated<number>
  command_id: CommandId
  kind: 'send' | 'read'
  started_at: Millis
  ended_at: Generated<Millis | null>
  outcome: Generated<string | null>
  detail: Generated<string | null>
  request_id: Generated<string | null>
}

export interface HistoryTable {
  id: Generated<number>
  at: Millis
  connection_id: ConnectionId | null
  order_id: OrderId | null
  command_id: CommandId | null
  kind: string
  params: string
  actor: string | null
  hash: string
}

export interface PrintRunsTable {
  id: Generated<PrintRunId>
  created_at: Millis
  paper: Paper
  run: string
  printed_at: Generated<Millis | null>
  printed_via: Generated<'spooler' | 'file' | null>
  printer: Generated<string | null>
  job: Generated<string | null>
  kind: Generated<RunKind>
  state: Generated<RunState>
  state_since: Generated<Millis>
  actor: Generated<string | null>
  copies: Generated<number>
  saved_at: Generated<Millis | null>
  trouble: Generated<string | null>
}

export interface PrintPartsTable {
  id: Generated<PrintPartId>
  run_id: PrintRunId
  file: number
  first_position: number
  last_position: number
  sheets: number
  first_page: number
  last_page: number
  copies: number
  printer: string
  job: Generated<string | null>
  state: PartState
  reason: Generated<string | null>
  began_at: Millis
  handed_at: Generated<Millis | null>
  ended_at: Generated<Millis | null>
}

/** The ledger: every sheet that was ever made. */
export interface PrintSheetsTable {
  run_id: PrintRunId
  position: number
  copy: Generated<number>
  order_id: OrderId
  content_hash: string
  file: Generated<number>
  page: Generated<number>
  pages: Generated<number>
  /** The place of the first order on its slip; `null` where it has one for itself. */
  slip: Generated<number | null>
  state: Generated<SheetState>
  part_id: Generated<PrintPartId | null>
  printer: Generated<string | null>
  handed_at: Generated<Millis | null>
}

export interface CustomsTable {
  connection_id: ConnectionId
  sku: string
  description: string
  hs_code: string
  origin: string
  net_grams: number
  value: Decimal
  currency: string
  changed_at: Millis
}

export interface RestorationsTable {
  id: Generated<number>
  at: Millis
  why: 'asked' | 'damaged' | 'missing' | 'log'
  backup: string
  backup_at: Millis
  aside: string | null
  commands: number
  refunds: number
  read_at: Generated<Millis | null>
}

/** Numbers of orders at Joom, as they are compared (`comparedTracking`), that are not found by what the order shows: former ones, and those written otherwise there. Triggers of `orders` fill it, and `addOrders`. */
export interface NumbersSeenTable {
  number: string
  order_id: OrderId
}

/** The tables as the newest migration leaves them. */
export interface Schema {
  connections: ConnectionsTable
  logos: LogosTable
  orders: OrdersTable
  orders_search: { rowid: OrderId; search: string }
  orders_to_index: { id: OrderId }
  /** When Joom was asked for the last answer that told of an order as it stands: later than `fetched_at`, which is its row's. */
  orders_told_again: { order_id: OrderId; at: Millis }
  readings: ReadingsTable
  commands: CommandsTable
  attempts: AttemptsTable
  history: HistoryTable
  print_runs: PrintRunsTable
  print_parts: PrintPartsTable
  print_sheets: PrintSheetsTable
  restorations: RestorationsTable
  customs: CustomsTable
  numbers_seen: NumbersSeenTable
  slip_templates: { connection_id: ConnectionId; template: string }
}

export type OrderRecord = Selectable<OrdersTable>
export type NewOrderRecord = Insertable<OrdersTable>
export type CommandRecord = Selectable<CommandsTable>
