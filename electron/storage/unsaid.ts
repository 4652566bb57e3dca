import { hour } from '../domain/deadline.ts'
import { isUnsaid } from '../domain/left-out.ts'
import { isSameText } from '../domain/recipient.ts'
import { comparedTracking } from '../domain/tracking-number.ts'
import { recipientMark, searchedOf, type JoomColumns } from './order-record.ts'
import type { OrderRecord } from './schema.ts'
import { wasRead } from './unread.ts'

type Texts = (one: string, other: string) => boolean
/** Columns, each with its key at Joom, and how it shows that two texts of it say the same. */
type Keys = ReadonlyArray<readonly [column: keyof JoomColumns & keyof OrderRecord, key: string, same?: Texts]>

const isSameAmount: Texts = (one, other) => Number(one) === Number(other)
const isSameNumber: Texts = (one, other) => comparedTracking(one) === comparedTracking(other)

const place: Keys = [['to_name', 'name'], ['to_street1', 'street_address1'], ['to_street2', 'street_address2'], ['to_city', 'city'], ['to_state', 'state'], ['to_country', 'country'], ['to_zip', 'zipcode']]
/** People give several, and Joom shows one picture or another: neither makes another of what it belongs to. */
const phone: Keys = [['to_phone', 'phone_number']]
const look: Keys = [['product_name', 'product_name'], ['image_url', 'product_image_url'], ['color', 'color'], ['size', 'size']]
const goods: Keys = [['product_id', 'product_id'], ['variant_id', 'variant_id'], ['sku', 'sku']]
const pieces: Keys = [['quantity', 'quantity']]
const money: Keys = [['price', 'price', isSameAmount], ['cost', 'cost', isSameAmount], ['shipping', 'shipping', isSameAmount], ['shipping_cost', 'shipping_cost', isSameAmount], ['total', 'order_total', isSameAmount]]
const lasting: Keys = [['transaction_id', 'transaction_id'], ['buyer_id', 'buyer_id'], ['ordered_at', 'order_time'], ['last_updated', 'last_updated']]
const parcel: Keys = [['provider', 'shipping_provider'], ['tracking_number', 'tracking_number', isSameNumber]]
const shipment: Keys = [['shipped_date', 'shipped_date'], ['shipping_time', 'shipping_time'], ['ship_note', 'ship_note']]
const refund: Keys = [['refunded_by', 'refunded_by'], ['refunded_time', 'refunded_time'], ['refunded_reason', 'refunded_reason'], ['refunded_note', 'refunded_note']]
const deadline: Keys = [['hours_to_fulfill', 'hours_to_fulfill']]

/** What belongs together of an order. */
interface Part {
  readonly keeps: Keys
  /** What tells whether it is the same: where anything that an answer says of these is another than it was known, nothing of the part is kept. */
  readonly by: Keys
  readonly isOfRecipient?: true
  /** Whether it is there at all in the states that were known and are told: what is left out of it is gone where not. */
  readonly isThere?: (known: OrderRecord, answer: JoomColumns) => boolean
}

const parts: readonly Part[] = [
  { keeps: lasting, by: [] },
  { keeps: [...goods, ...look], by: goods },
  { keeps: pieces, by: [] },
  { keeps: money, by: [...goods, ...pieces, ...money] },
  { keeps: [...place, ...phone], by: place, isOfRecipient: true },
  { keeps: [...parcel, ...shipment], by: parcel, isThere: (known, answer) => known.state !== 'APPROVED' && answer.state !== 'APPROVED' },
  { keeps: refund, by: refund, isThere: (_known, answer) => answer.state === 'REFUNDED' },
  { keeps: deadline, by: [], isThere: (known, answer) => known.due_at !== null && answer.state === 'APPROVED' }
]
const columns = parts.flatMap(({ keeps }) => keeps.map(([column]) => column))

/**
 * An answer with what it leaves unsaid as it was known before, part by part: optional keys are just missing now and then, which
 * says nothing of a line of the address, the phone, the size, an amount or the tracking number.
 *
 * Where any part of an address that is said is another, it is another address, and stands as the answer has it: a new street
 * must not get the old flat. So it is with other goods, with what other goods or other pieces cost, and with another parcel.
 * What an order has only in some states goes with them: one that is to ship (again) has no parcel. The raw JSON stays as it came.
 * @param answer one that could be read
 */
export function withUnsaid(known: OrderRecord, answer: JoomColumns): JoomColumns {
  // Whatever comes after a store was made anew is believed as it is.
  if (known.fetched_at === 0 || columns.every((column) => answer[column] != null || known[column] === null) || !wasRead(known)) return answer
  const order = objectIn(answer.raw)
  if (order === null) return answer
  const detail = detailIn(order)
  const kept: JoomColumns = { ...answer }
  for (const { keeps, by, isOfRecipient, isThere } of parts) {
    const said = isOfRecipient ? detail : order
    if (isThere?.(known, answer) !== false && isAsKnown(known, answer, said, by)) Object.assign(kept, unsaidOf(known, answer, said, keeps))
  }
  const { sku = null, product_name = null, to_name = null, to_street1 = null, to_street2 = null, to_city = null, to_state = null, to_country = null, to_zip = null } = kept
  return {
    ...kept, ...(answer.hours_to_fulfill == null && kept.hours_to_fulfill != null && dueAsKnown(known, answer)),
    recipient_key: recipientMark({ name: to_name, street1: to_street1, street2: to_street2, city: to_city, state: to_state, country: to_country, zip: to_zip, phone: null }, answer.joom_id),
    search: searchedOf({ sku, product_name, to_name, to_city, to_country, to_zip })
  }
}

/** Whether the time of the last update that an order has was not told with the answer it stands as, but before: it was changed then or later. */
export const isTimeUnsaid = ({ last_updated, raw }: Pick<OrderRecord, 'last_updated' | 'raw'>): boolean => last_updated !== null && isUnsaid(objectIn(raw)?.['last_updated'])

/** The hours that are left are fewer by now; the deadline is the same. */
function dueAsKnown({ due_at }: OrderRecord, { fetched_at }: JoomColumns): Partial<JoomColumns> {
  return due_at === null ? {} : { due_at, hours_to_fulfill: Math.floor((due_at - fetched_at) / hour) }
}

/** Whether nothing that an answer says of these is another than it was known. */
function isAsKnown(known: OrderRecord, answer: JoomColumns, said: Said, keys: Keys): boolean {
  return keys.every(([column, key, same = isSameText]) => {
    const [before, now] = [known[column], answer[column] ?? null]
    return before === null || isUnsaid(said[key]) || (now !== null && same(String(before), String(now)))
  })
}

function unsaidOf(known: OrderRecord, answer: JoomColumns, said: Said, keys: Keys): Partial<JoomColumns> {
  return Object.fromEntries(keys.flatMap(([column, key]) => (answer[column] == null && isUnsaid(said[key]) ? [[column, known[column]]] : [])))
}

type Said = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object of an order in the text it was read from, wrapped or bare. */
function objectIn(raw: string): Said | null {
  const entity: unknown = JSON.parse(raw)
  if (!isObject(entity)) return null
  const wrapped: unknown = Object.entries(entity).find(([key]) => key.toLowerCase() === 'order')?.[1]
  return isObject(wrapped) ? wrapped : entity
}

/** Where an order tells of its recipient, as it was read; what is something else than an address says that there is none. */
function detailIn({ ShippingDetail: detail, shipping_detail: other }: Said): Said {
  const said = [detail, other].find((one) => isObject(one) && !isUnsaid(one))
  if (isObject(said)) return said
  return isUnsaid(detail) && isUnsaid(other) ? {} : Object.fromEntries([...place, ...phone].map(([, key]) => [key, '']))
}
