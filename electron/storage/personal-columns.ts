import { searchable, type JoomColumns } from './order-record.ts'
import type { OrderRecord } from './schema.ts'

/** What stands where a recipient stood. */
export const nobody = {
  buyer_id: null, to_name: null, to_street1: null, to_street2: null, to_city: null, to_state: null, to_country: null, to_zip: null, to_phone: null, recipient_key: '', ship_note: null, refunded_note: null, raw: '{}'
} as const

/** What an answer may still tell of an order whose recipient was erased: everything but the recipient. */
export function withoutRecipient(known: Pick<OrderRecord, 'erased_at'>, answer: JoomColumns): JoomColumns {
  return known.erased_at === null ? answer : { ...answer, ...nobody, search: searchable([answer.sku, answer.product_name].filter((part) => part != null).join('\n')) }
}
