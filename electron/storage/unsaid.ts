import { isSameText } from '../domain/recipient.ts'
import { recipientMark, searchedOf, type JoomColumns } from './order-record.ts'
import type { OrderRecord } from './schema.ts'
import { wasRead } from './unread.ts'

/** The columns of a part of an order, each with its key at Joom. */
type Keys = ReadonlyArray<readonly [keyof JoomColumns & keyof OrderRecord, string]>
const place: Keys = [['to_name', 'name'], ['to_street1', 'street_address1'], ['to_street2', 'street_address2'], ['to_city', 'city'], ['to_state', 'state'], ['to_country', 'country'], ['to_zip', 'zipcode']]
/** People give several, and Joom shows one picture or another: neither makes another of what it belongs to. */
const phone: Keys = [['to_phone', 'phone_number']]
const look: Keys = [['product_name', 'product_name'], ['image_url', 'product_image_url'], ['color', 'color'], ['size', 'size']]
const goods: Keys = [['product_id', 'product_id'], ['variant_id', 'variant_id'], ['sku', 'sku']]
const pieces: Keys = [['quantity', 'quantity']]
const columns = [...place, ...phone, ...goods, ...look, ...pieces].map(([column]) => column)

/**
 * An answer with what it leaves unsaid as it was known before, part by part: optional keys are just missing now and then, which
 * says nothing of a line of the address, the phone, the size or how many pieces there are. Missing, `null` and an empty object
 * or list say nothing: servers write "left out" in each of these ways, in one answer and not in the next.
 *
 * An empty text is said: a server that writes one for what is not there writes it every time, so where a text was known somebody
 * has taken it away. Where any part of an address that is said is another, it is another address, and stands as the answer has it: a new street
 * must not get the old flat. So it is with other goods. The raw JSON stays as it came.
 * @param answer one that could be read
 */
export function withUnsaid(known: OrderRecord, answer: JoomColumns): JoomColumns {
  // Whatever comes after a store was made anew is believed as it is.
  if (known.fetched_at === 0 || columns.every((column) => answer[column] != null || known[column] === null) || !wasRead(known)) return answer
  const order = objectIn(answer.raw)
  if (order === null) return answer
  const detail = detailIn(order)
  const kept = { ...answer, ...(isAsKnown(known, answer, order, goods) && unsaidOf(known, answer, order, [...goods, ...look])), ...unsaidOf(known, answer, order, pieces), ...(isAsKnown(known, answer, detail, place) && unsaidOf(known, answer, detail, [...place, ...phone])) }
  const { sku = null, product_name = null, to_name = null, to_street1 = null, to_street2 = null, to_city = null, to_state = null, to_country = null, to_zip = null } = kept
  return {
    ...kept, recipient_key: recipientMark({ name: to_name, street1: to_street1, street2: to_street2, city: to_city, state: to_state, country: to_country, zip: to_zip, phone: null }, answer.joom_id),
    search: searchedOf({ sku, product_name, to_name, to_city, to_country, to_zip })
  }
}

/** Whether nothing that an answer says of these is another than it was known. */
function isAsKnown(known: OrderRecord, answer: JoomColumns, said: Said, keys: Keys): boolean {
  return keys.every(([column, key]) => known[column] === null || isUnsaid(said[key]) || isSameText(text(known[column]), text(answer[column])))
}

function unsaidOf(known: OrderRecord, answer: JoomColumns, said: Said, keys: Keys): Partial<JoomColumns> {
  return Object.fromEntries(keys.flatMap(([column, key]) => (answer[column] == null && isUnsaid(said[key]) ? [[column, known[column]]] : [])))
}

const text = (value: string | number | null | undefined): string | null => (value == null ? null : String(value))

type Said = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value)
const isUnsaid = (value: unknown): boolean => value == null || (typeof value === 'object' && Object.keys(value).length === 0)

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
