import { searchedOf, type JoomColumns } from './order-record.ts'
import type { OrderRecord } from './schema.ts'
import { wasRead } from './unread.ts'

/**
 * An answer with what it leaves unsaid as it was known before: optional keys are just missing, which says nothing of the
 * recipient or of how many pieces there are. What it says counts, an empty text too. Its raw JSON stays as it came.
 * @param answer one that could be read
 */
export function withUnsaid(known: OrderRecord, answer: JoomColumns): JoomColumns {
  const isSilent = answer.recipient_key === '' && answer.to_phone == null
  // Whatever comes after a store was made anew is believed as it is.
  if (known.fetched_at === 0 || (!isSilent && answer.quantity != null) || !wasRead(known)) return answer
  const order = orderIn(answer.raw)
  if (order === null) return answer
  const counted = answer.quantity == null && isUnsaid(order, 'quantity') ? { ...answer, quantity: known.quantity } : answer
  if (!isSilent || !isUnsaid(order, 'ShippingDetail') || !isUnsaid(order, 'shipping_detail')) return counted
  const { to_name, to_street1, to_street2, to_city, to_state, to_country, to_zip, to_phone, recipient_key } = known
  return {
    ...counted, to_name, to_street1, to_street2, to_city, to_state, to_country, to_zip, to_phone, recipient_key,
    search: searchedOf({ sku: answer.sku ?? null, product_name: answer.product_name ?? null, to_name, to_city, to_country, to_zip })
  }
}

/** The object of an order in the text it was read from, wrapped or bare. */
function orderIn(raw: string): object | null {
  const entity: unknown = JSON.parse(raw)
  if (!isObject(entity)) return null
  const wrapped: unknown = Object.entries(entity).find(([key]) => key.toLowerCase() === 'order')?.[1]
  return isObject(wrapped) ? wrapped : entity
}

/** Missing, `null`, or an empty object or list: servers write "nothing" in each of these ways. */
function isUnsaid(order: object, key: string): boolean {
  const value: unknown = new Map<string, unknown>(Object.entries(order)).get(key) ?? null
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
