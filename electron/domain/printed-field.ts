import type { OrderPart } from './sheet-kind.ts'

/** What of an order's sheets can have characters that no font has and be printed all the same, if a person says so: all but the recipient. */
export const printedFields = ['goods', 'sku', 'color', 'size', 'product', 'price', 'note', 'order_id', 'store', 'return_address', 'heading', 'text'] as const
export type PrintedField = (typeof printedFields)[number]

/** Which of them stand on what is made of an order. */
export const fieldsOf: Readonly<Record<OrderPart, readonly PrintedField[]>> = {
  slip: printedFields,
  address: ['order_id', 'store', 'return_address'],
  codes: ['goods', 'sku', 'color', 'size', 'product', 'price', 'order_id']
}
