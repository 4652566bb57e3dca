import { addressLines } from '../documents/address-lines.ts'
import { cleanLine } from '../documents/clean-text.ts'
import { sheetHash, type SheetContent } from '../documents/sheet-hash.ts'
import type { SlipSheet } from '../documents/slip.ts'
import type { LeftOut, SlipOrder } from './run-store.ts'

/** Why an order gets no sheet; `null` where it gets one. */
export function whyLeftOut(order: SlipOrder): Exclude<LeftOut['reason'], 'missing_characters'> | null {
  if (!order.readable) return 'unreadable'
  if (order.state !== 'APPROVED' && order.state !== 'SHIPPED') return 'not_to_ship'
  const { street1, street2, city, state, zip } = order.shipTo
  return [street1, street2, city, state, zip].every((part) => part === null || cleanLine(part) === '') ? 'no_address' : null
}

/** What must come out to the letter, or the parcel does not arrive. */
export function recipientTexts(order: SlipOrder): string[] {
  return [...addressLines(order.shipTo), ...(order.shipTo.phone === null ? [] : [order.shipTo.phone])]
}

/** An order as its sheet in a run. */
export function sheetOf(order: SlipOrder, place: { readonly position: number; readonly of: number; readonly sender: string; readonly printedAt: number }): SlipSheet {
  const content: SheetContent = {
    joomId: order.joomId, pickCode: order.pickCode, orderState: order.state, storeName: order.storeName, returnAddress: order.returnAddress.trim() === '' ? place.sender : order.returnAddress, logo: order.logo, environment: order.environment,
    recipientName: order.shipTo.name, addressLines: addressLines({ ...order.shipTo, name: null }), phone: order.shipTo.phone, country: order.shipTo.country,
    items: [{ name: order.product.name, sku: order.product.sku, color: order.product.color, size: order.product.size, quantity: order.quantity, productId: order.product.id }],
    note: order.shipment.note, orderedAt: order.orderedAt, dueAt: order.dueAt, sameRecipientCount: order.sameRecipientCount
  }
  return { ...content, position: place.position, of: place.of, printedAt: place.printedAt, hash: sheetHash(content) }
}
