import { createHash } from 'node:crypto'
import type { SlipSheet } from './slip.ts'

/** What a sheet says of its order: without its place in a run, the moment of printing, and the hash itself. */
export type SheetContent = Omit<SlipSheet, 'position' | 'of' | 'hash' | 'printedAt'>

/**
 * Eight hexadecimal digits of what a sheet says of its order. The same order as Joom has it now gives the same; anything that
 * would change the paper gives another.
 */
export function sheetHash(sheet: SheetContent): string {
  const said = [
    sheet.joomId, sheet.pickCode, sheet.orderState, sheet.storeName, sheet.sender, sheet.environment, sheet.recipientName, sheet.addressLines, sheet.phone, sheet.country,
    sheet.items.map((item) => [item.name, item.sku, item.color, item.size, item.quantity, item.productId]), sheet.note, sheet.orderedAt
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8)
}
