import type { Paper } from '../contract/schemas.ts'
import { addressLines } from '../documents/address-lines.ts'
import { isUnseen } from '../documents/text/clean-text.ts'
import type { CustomsForm, CustomsRow } from '../documents/desk-input.ts'
import { cn22MostGrams, sumOfValues, timesValue, type CustomsData } from '../domain/customs.ts'
import type { ConnectionId } from '../domain/ids.ts'
import { sheetCodeOf } from '../domain/sheet-code.ts'
import { worldOf } from '../domain/world.ts'
import { leftOutOf, type Gathered, type LeftOut, type Placed } from './desk-gathered.ts'
import { senderOf } from './sender.ts'
import type { SlipOrder } from './run-store.ts'
import { sheetOf, whyLeftOut } from './slip-sheet.ts'

/** How goods are named in what is known of them. */
const keyOf = (store: ConnectionId, sku: string): string => `${String(store)} ${sku}`

/** What a slip of this order would say in its square code. */
const squareCodeOf = (order: SlipOrder): string => sheetCodeOf({ world: worldOf(order.environment), joomId: order.joomId, hash: sheetOf(order, { position: 1, of: 1, sender: '', printedAt: 0 }).hash })

/** Customs data by the store and SKU of goods, as `customs` of the storage tells it. */
export type KnownCustoms = ReadonlyMap<string, CustomsData>

/** The goods of which customs data is needed. */
export function goodsToDeclare(orders: readonly SlipOrder[]): Array<{ readonly store: ConnectionId; readonly sku: string }> {
  return orders.flatMap(({ connectionId, product: { sku } }) => (sku === null ? [] : [{ store: connectionId, sku }]))
}

/** What a form says of an order beside what its slip does, to be compared before the form leaves: its number, and what is known of its goods. */
export function declared(order: SlipOrder, known: KnownCustoms): string {
  const { connectionId, product: { sku }, shipment } = order
  return JSON.stringify([shipment.trackingNumber, sku === null ? null : known.get(keyOf(connectionId, sku))])
}

/** Papers on which the whole declaration goes: CN 23. On labels it is CN 22. */
const isForm23 = (paper: Paper): boolean => paper === 'a4' || paper === 'letter' || paper === 'a5'

/**
 * A declaration for each parcel: orders that share a tracking number share one. A parcel of which something is not known gets
 * none, and each of its orders is named with the reason; so is one that is too dear or too heavy for a CN 22, on labels, and
 * one whose CN 23 would not say who sends it or whom it goes to.
 */
export function customsPaper(all: readonly Placed[], { known, sender, cn22Most, paper }: { readonly known: KnownCustoms; readonly sender: string; readonly cn22Most: number; readonly paper: Paper }): Gathered {
  const parcels = [...Map.groupBy(all, ({ order, position }) => (order.shipment.trackingNumber === null ? `order ${String(position)}` : `${String(order.connectionId)} ${order.recipientKey} ${order.shipment.trackingNumber}`)).values()]
  const forms: CustomsForm[] = []
  const leftOut: LeftOut[] = []
  let count = 0
  for (const parcel of parcels) {
    const reasons = new Map(parcel.map((one) => [one, whyNot(one, known) ?? (isForm23(paper) ? whyNot23(one, sender) : null)]))
    const rows = parcel.flatMap((one) => rowOf(one, known) ?? [])
    const whole = whyNotWhole(rows, { cn22Most, paper })
    if ([...reasons.values()].some((reason) => reason !== null) || whole !== null) {
      // What is known of the others does not help: the declaration is of the whole parcel.
      for (const [{ order }, reason] of reasons) leftOut.push(leftOutOf(order, reason ?? whole ?? 'of_its_parcel'))
      continue
    }
    const [first] = parcel
    if (first === undefined) continue
    const { order, position } = first
    const from = senderOf(order, sender)
    forms.push({
      form: isForm23(paper) ? 'cn23' : 'cn22', position, pickCode: order.pickCode, squareCode: squareCodeOf(order), joomId: order.joomId, orders: parcel.map((one) => one.order.joomId), rehearsal: worldOf(order.environment) === 'rehearsal', trackingNumber: order.shipment.trackingNumber,
      sender: [from.store, ...from.lines], recipient: addressLines(order.shipTo), phone: order.shipTo.phone, country: order.shipTo.country, rows
    })
    count += parcel.length
  }
  return { content: { kind: 'customs', forms }, count, leftOut }
}

function whyNot({ order }: Placed, known: KnownCustoms): LeftOut['reason'] | null {
  const reason = whyLeftOut(order)
  if (reason !== null) return reason
  if (order.product.sku === null || order.product.sku.trim() === '') return 'no_sku'
  if (!known.has(keyOf(order.connectionId, order.product.sku))) return 'no_customs'
  return order.quantity === null || order.quantity === 0 ? 'no_quantity' : null
}

/** What a CN 23 says besides: both addresses whole. */
function whyNot23({ order }: Placed, sender: string): LeftOut['reason'] | null {
  if (senderOf(order, sender).lines.length === 0) return 'no_sender'
  return [order.shipTo.name, order.shipTo.country].some((part) => part === null || isUnseen(part)) ? 'no_recipient' : null
}

function rowOf({ order }: Placed, known: KnownCustoms): CustomsRow | null {
  const data = order.product.sku === null ? undefined : known.get(keyOf(order.connectionId, order.product.sku))
  if (data === undefined || order.quantity === null) return null
  return { description: data.description, quantity: order.quantity, netGrams: data.netGrams * order.quantity, value: timesValue(data.value, order.quantity), currency: data.currency, hsCode: data.hsCode, origin: data.origin }
}

function whyNotWhole(rows: readonly CustomsRow[], { cn22Most, paper }: { readonly cn22Most: number; readonly paper: Paper }): LeftOut['reason'] | null {
  if (new Set(rows.map(({ currency }) => currency)).size > 1) return 'mixed_currencies'
  const heavy = rows.reduce((sum, { netGrams }) => sum + netGrams, 0) > cn22MostGrams
  const dear = Number(sumOfValues(rows.map(({ value }) => value))) > cn22Most
  return !isForm23(paper) && (heavy || dear) ? 'needs_cn23' : null
}
