import { addressLines } from '../documents/address-lines.ts'
import { isUnseen } from '../documents/text/clean-text.ts'
import type { PrintRun } from '../contract/schemas.ts'
import type { OrderId } from '../domain/ids.ts'
import { addressText, goodsText, isToShip, staleParts, type ShownOrder } from '../domain/order-difference.ts'
import { languageOf, type SlipLanguage } from '../domain/slip-language.ts'
import { sheetHash, type SheetContent } from '../documents/sheet-hash.ts'
import type { SlipItem, SlipSheet } from '../documents/slip.ts'
import { standardTemplate, type SlipTemplate } from '../domain/slip-template.ts'
import type { LeftOut, SlipOrder } from './run-store.ts'

/** Why an order gets no sheet; `null` where it gets one. */
export function whyLeftOut(order: SlipOrder): Extract<LeftOut['reason'], 'not_to_ship' | 'unreadable' | 'no_address'> | null {
  if (!order.readable) return 'unreadable'
  if (!isToShip(order.state)) return 'not_to_ship'
  const { street1, street2, city, state, zip } = order.shipTo
  return [street1, street2, city, state, zip].every((part) => part === null || isUnseen(part)) ? 'no_address' : null
}

/** What of an order is compared before its sheet is printed. */
export function shownOf(order: SlipOrder): ShownOrder {
  return { state: order.state, address: addressText(order.shipTo), goods: goodsText(order.product), quantity: order.quantity }
}

/** Which of these orders are others now than was shown. One that is no longer here has no sheet any more, and is not among them. */
export function changedOrders(shown: ReadonlyMap<OrderId, ShownOrder>, now: readonly SlipOrder[]): PrintRun['changed'] {
  return now.flatMap((order) => {
    const before = shown.get(order.id)
    const differences = before === undefined ? [] : staleParts(before, { ...shownOf(order), shippedHere: order.shippedHere })
    return differences.length === 0 ? [] : [{ orderId: order.id, joomId: order.joomId, recipient: order.shipTo.name, differences }]
  })
}

/** What must come out to the letter, or the parcel does not arrive. */
export function recipientTexts(order: SlipOrder): string[] {
  return [...addressLines(order.shipTo), ...(order.shipTo.phone === null ? [] : [order.shipTo.phone])]
}

/** How an order's slip looks: as its store's own template says, else as that of all stores. */
export function templateFor(order: Pick<SlipOrder, 'template'>, general: SlipTemplate = standardTemplate): SlipTemplate {
  return order.template ?? general
}

/** What Joom's v2 calls a price is in US dollars to every seller, though it names no currency. */
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 20 })

function itemOf(order: SlipOrder, picture: Uint8Array | null | undefined): SlipItem {
  const { name, sku, color, size, id } = order.product
  const { price } = order.money
  return {
    name, sku, color, size, quantity: order.quantity, productId: id,
    // A decimal text is what `StringNumericLiteral` means.
    ...(price === null ? {} : { price: Number.isFinite(Number(price)) ? dollars.format(price as Intl.StringNumericLiteral) : price }), ...(picture == null ? {} : { picture })
  }
}

/** An order as its sheet in a run. */
export function sheetOf(order: SlipOrder, place: { readonly position: number; readonly of: number; readonly sender: string; readonly printedAt: number; readonly copy?: number | undefined; readonly run?: number | null | undefined; readonly slipLanguage?: 'buyer' | SlipLanguage | undefined; readonly slipTemplate?: SlipTemplate | undefined; readonly picture?: Uint8Array | null | undefined }): SlipSheet {
  const content: SheetContent = {
    joomId: order.joomId, pickCode: order.pickCode, orderState: order.state, storeName: order.storeName, returnAddress: order.returnAddress.trim() === '' ? place.sender : order.returnAddress, logo: order.logo, environment: order.environment,
    recipientName: order.shipTo.name, addressLines: addressLines({ ...order.shipTo, name: null }), phone: order.shipTo.phone, country: order.shipTo.country,
    items: [itemOf(order, place.picture)],
    note: order.shipment.note, orderedAt: order.orderedAt, dueAt: order.dueAt, sameRecipientCount: order.sameRecipientCount
  }
  return { ...content, position: place.position, of: place.of, ...(place.copy !== undefined && place.copy > 1 ? { copy: place.copy } : {}), ...(place.run == null ? {} : { run: place.run }), printedAt: place.printedAt, ...(place.slipLanguage === undefined ? {} : { language: place.slipLanguage === 'buyer' ? languageOf(order.shipTo.country) : place.slipLanguage }), template: templateFor(order, place.slipTemplate), hash: sheetHash(content) }
}
