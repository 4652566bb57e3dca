import { hash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { dueAtOf } from '../domain/deadline.ts'
import type { ConnectionId, Millis } from '../domain/ids.ts'
import { nameless } from '../domain/nameless.ts'
import type { Address, Order, ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import { orderCodeOf } from '../domain/pick-code.ts'
import { recipientKey } from '../domain/recipient.ts'
import type { World } from '../domain/world.ts'
import type { NewOrderRecord, OrderRecord } from './schema.ts'

/** What of a record comes from Joom: everything but the local columns. */
export type JoomColumns = Omit<NewOrderRecord, 'id' | 'connection_id' | 'pick_code' | 'printed_at' | 'saved_at' | 'run_id' | 'open_command_id' | 'settling_until' | 'changed_since' | 'changed_at' | 'erased_at' | 'arrived_at' | 'arrived_as' | 'lane' | 'place' | 'sharing_key'>

/**
 * What is kept of a recipient's key: equal where the keys are equal, short, and telling nothing. Empty where there is no address
 * at all. Where too little is told to know a person by, it is equal for the same order alone: two who live in one country are not one.
 */
export function recipientMark(address: Address, joomId: string): string {
  const key = recipientKey(address)
  const isTold = (part: string | null): boolean => part !== null && part.trim() !== ''
  const isPerson = isTold(address.name) && [address.street1, address.street2, address.zip].some(isTold)
  return /^\|*$/.test(key) ? '' : hash('sha256', isPerson ? key : JSON.stringify([key, joomId]), 'base64url').slice(0, 22)
}

/** Text as the search compares it: one width, no capitals. */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase()

/** What an answer gives the search to look into; `searchText` adds what is known of the order besides. */
export function searchedOf({ sku, product_name, to_name, to_city, to_country, to_zip }: Pick<OrderRecord, 'sku' | 'product_name' | 'to_name' | 'to_city' | 'to_country' | 'to_zip'>): string {
  return searchable([sku, product_name, to_name, to_city, to_country, to_zip].filter((part) => part !== null).join('\n'))
}

/** A broken number as a column of whole ones takes it: none later than it was. */
const wholeOf = (number: number | null): number | null => (number === null ? null : Math.floor(number))

/** The columns of an order that could be read, as Joom gave it at `fetchedAt`. */
export function columnsOf({ facts, raw }: ReceivedOrder, fetchedAt: Millis): JoomColumns {
  const { product, money, shipTo, shipment, refund } = facts
  const due = facts.state === 'APPROVED' ? dueAtOf(fetchedAt, facts.hoursToFulfill) : null
  return {
    joom_id: facts.joomId, readable: 1, unreadable_reason: null, state: facts.state, state_word: facts.stateWord, transaction_id: facts.transactionId, buyer_id: facts.buyerId,
    ordered_at: facts.orderedAt, last_updated: facts.lastUpdated, hours_to_fulfill: wholeOf(facts.hoursToFulfill),
    due_at: wholeOf(due), fetched_at: fetchedAt,
    product_id: product.id, variant_id: product.variantId, product_name: product.name, image_url: product.imageUrl, sku: product.sku, color: product.color, size: product.size,
    quantity: facts.quantity, price: money.price, cost: money.cost, shipping: money.shipping, shipping_cost: money.shippingCost, total: money.total,
    to_name: shipTo.name, to_street1: shipTo.street1, to_street2: shipTo.street2, to_city: shipTo.city, to_state: shipTo.state, to_country: shipTo.country, to_zip: shipTo.zip, to_phone: shipTo.phone,
    recipient_key: recipientMark(shipTo, facts.joomId),
    shipped_date: shipment.shippedDate, provider: shipment.provider, tracking_number: shipment.trackingNumber, shipping_time: shipment.shippingTime, ship_note: shipment.note,
    refunded_by: refund.by, refunded_time: refund.time, refunded_reason: refund.reason, refunded_note: refund.note,
    search: searchedOf({ sku: product.sku, product_name: product.name, to_name: shipTo.name, to_city: shipTo.city, to_country: shipTo.country, to_zip: shipTo.zip }), raw
  }
}

/** The columns of an order that could not be read: its id, the raw text and the reason, so that it is listed. */
function unreadableColumns({ joomId, raw, reason }: UnreadableOrder & { readonly joomId: string }, fetchedAt: Millis): JoomColumns {
  const none = null
  return {
    joom_id: joomId, readable: 0, unreadable_reason: reason, state: 'OTHER', state_word: none, transaction_id: none, buyer_id: none, ordered_at: none, last_updated: none, hours_to_fulfill: none, due_at: none, fetched_at: fetchedAt,
    product_id: none, variant_id: none, product_name: none, image_url: none, sku: none, color: none, size: none, quantity: none, price: none, cost: none, shipping: none, shipping_cost: none, total: none,
    to_name: none, to_street1: none, to_street2: none, to_city: none, to_state: none, to_country: none, to_zip: none, to_phone: none, recipient_key: '',
    shipped_date: none, provider: none, tracking_number: none, shipping_time: none, ship_note: none, refunded_by: none, refunded_time: none, refunded_reason: none, refunded_note: none, search: '', raw
  }
}

/**
 * What the search looks into: id as the slip's code has it, pick code, SKU, product, recipient, place, tracking number.
 * @param columns of an answer: their `search` holds what such an answer always has
 */
export function searchText({ joom_id, search, tracking_number }: Pick<JoomColumns, 'joom_id' | 'search' | 'tracking_number'>, pickCode: string, world: World): string {
  return [searchable(orderCodeOf(joom_id, world)), searchable(pickCode), search, searchable(tracking_number ?? '')].filter((part) => part !== '').join('\n')
}

/** The columns of an order that come from Joom, as a row holds them; what is local stays as it is. */
export const columnNames = Object.keys(unreadableColumns({ joomId: '', raw: '', reason: '' }, 0)) as readonly (keyof JoomColumns)[] // the keys of the type it returns

/** The values of these columns in the order of `columnNames`: without their names they cross to another thread in half the time. */
export type PackedColumns = ReadonlyArray<string | number | null>
/** A row without the names of its columns. */
export const packed = (columns: JoomColumns): PackedColumns => columnNames.map((name) => columns[name] ?? null)
/** The columns that `packed` made these values of. */
export function unpacked(values: PackedColumns): JoomColumns {
  const columns: Record<string, string | number | null | undefined> = {}
  for (const [i, name] of columnNames.entries()) columns[name] = values[i]
  return columns as unknown as JoomColumns // `packed` made them
}

/** Orders that are packed before the rest of the program has its turn: a few milliseconds. */
const breath = 250

/** What differs from reading to reading although it is the same order. */
const told = /"(?:hours_to_fulfill|days_to_fulfill|last_updated)":(?:"[^"]*"|[^,"{}[\]]*),?/g

/** What an order without an id is kept under: the same for the same text, another for another, and telling nothing of it. */
const nameOf = (raw: string): string => nameless(hash('sha256', raw.replace(told, ''), 'base64url').slice(0, 16))

/** A page of orders as rows. An unreadable order without an id is kept under a name made of its text. The rest of the program has its turn in between. */
export async function packedPage(orders: readonly ReceivedOrder[], unreadable: readonly UnreadableOrder[], fetchedAt: Millis): Promise<PackedColumns[]> {
  const rows = unreadable.map((order) => packed(unreadableColumns({ ...order, joomId: order.joomId ?? nameOf(order.raw) }, fetchedAt)))
  for (const [i, order] of orders.entries()) {
    if (i > 0 && i % breath === 0) await breathe()
    rows.push(packed(columnsOf(order, fetchedAt)))
  }
  return rows
}

/** A record as the rest of main knows it. */
export function orderOf(record: OrderRecord): Order {
  const connectionId: ConnectionId = record.connection_id
  return {
    id: record.id, connectionId, joomId: record.joom_id, pickCode: record.pick_code, transactionId: record.transaction_id, buyerId: record.buyer_id, state: record.state, stateWord: record.state_word,
    orderedAt: record.ordered_at, lastUpdated: record.last_updated, hoursToFulfill: record.hours_to_fulfill, dueAt: record.due_at, fetchedAt: record.fetched_at,
    product: { id: record.product_id, variantId: record.variant_id, name: record.product_name, imageUrl: record.image_url, sku: record.sku, color: record.color, size: record.size },
    quantity: record.quantity,
    money: { price: record.price, cost: record.cost, shipping: record.shipping, shippingCost: record.shipping_cost, total: record.total },
    shipTo: { name: record.to_name, street1: record.to_street1, street2: record.to_street2, city: record.to_city, state: record.to_state, country: record.to_country, zip: record.to_zip, phone: record.to_phone },
    shipment: { shippedDate: record.shipped_date, provider: record.provider, trackingNumber: record.tracking_number, shippingTime: record.shipping_time, note: record.ship_note },
    refund: { by: record.refunded_by, time: record.refunded_time, reason: record.refunded_reason, note: record.refunded_note },
    recipientKey: record.recipient_key, printedAt: record.printed_at
  }
}
