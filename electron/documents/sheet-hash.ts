import { createHash } from 'node:crypto'
import type { SlipSheet } from './slip.ts'

/** What a sheet says of its order: without its place in a run, which copy it is, the moment of printing, and the hash itself. */
export type SheetContent = Omit<SlipSheet, 'position' | 'of' | 'run' | 'copy' | 'hash' | 'printedAt' | 'template' | 'language' | 'together'>

/**
 * Eight hexadecimal digits of what a sheet says of its order: another state, recipient, address, item or quantity gives others.
 * The deadline, the number of orders to the same address, the note, the sender and the template do not count: one moves a little
 * with every reading of Joom, one with every other order, the note comes to Joom with the confirmation of the very parcel that
 * the paper lies in, and who sends, and how it looks, says nothing of the order.
 */
export function sheetHash(sheet: SheetContent): string {
  const said = [
    sheet.joomId, sheet.pickCode, sheet.orderState, sheet.environment, sheet.recipientName, sheet.addressLines, sheet.phone, sheet.country,
    sheet.items.map((item) => [item.name, item.sku, item.color, item.size, item.quantity, item.productId]), sheet.orderedAt
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8)
}
