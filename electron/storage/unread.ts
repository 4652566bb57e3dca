import { packed, searchedOf, unpacked, type JoomColumns } from './order-record.ts'
import type { OrderRecord } from './schema.ts'

/** Whether an order was read at least once: what is known of it is kept, whatever comes later. */
export function wasRead(known: OrderRecord): boolean {
  const { readable, state, product_id, sku, quantity, to_name, ordered_at, total } = known
  return readable === 1 || state !== 'OTHER' || [product_id, sku, quantity, to_name, ordered_at, total].some((fact) => fact !== null)
}

/**
 * What an answer that cannot be read means for an order that was read before: it is marked, with the reason and the text as
 * it came, and all that was known stays. @returns `null` where it is shipped or refunded: there is nothing to hold back, and it stays where it is listed
 */
export function unread(known: OrderRecord, answer: JoomColumns): JoomColumns | null {
  if (known.state === 'SHIPPED' || known.state === 'REFUNDED') return null
  return { ...unpacked(packed(known)), search: searchedOf(known), readable: 0, unreadable_reason: answer.unreadable_reason ?? null, raw: answer.raw === '' ? known.raw : answer.raw }
}
