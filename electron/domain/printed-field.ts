import type { OrderPart } from './sheet-kind.ts'

/** What of an order's sheets can have characters that no font has and be printed all the same, if a person says so: all but the recipient. */
export const printedFields = ['goods', 'sku', 'color', 'size', 'product', 'price', 'note', 'order_id', 'store', 'return_address', 'heading', 'text'] as const
export type PrintedField = (typeof printedFields)[number]

/** Whom a parcel goes to: an order with a character in these that no font has is not printed at all. */
export const recipientFields = ['name', 'address', 'phone'] as const
export type RecipientField = (typeof recipientFields)[number]

/** What else of an order a list for the desk says. */
export const listFields = ['carrier', 'tracking_number'] as const
export type ListField = (typeof listFields)[number]

/** Which of those that may be printed stand on what is made of an order. */
export const fieldsOf: Readonly<Record<OrderPart, readonly PrintedField[]>> = {
  slip: printedFields,
  address: ['order_id', 'store', 'return_address'],
  codes: ['goods', 'sku', 'color', 'size', 'product', 'price', 'order_id']
}
