import type { Address, Order, OrderState } from './order.ts'

/** What of an order a person decides by, and what a parcel depends on. */
export const differingFields = ['state', 'tracking', 'address', 'goods', 'quantity'] as const

/** One field of an order as it was and as it is; `null` where Joom gave none. A state is a word of the reference, an address and goods several lines. */
export interface Difference {
  readonly field: (typeof differingFields)[number]
  readonly before: string | null
  readonly after: string | null
}

/** What a sheet of paper said of its order, as far as a wrong parcel may come of it. */
export interface ShownOrder {
  readonly state: OrderState
  readonly address: string
  /** Left out of what runs of older versions kept: it is not compared then. */
  readonly goods?: string | undefined
  readonly quantity: number | null
}

/** An address as a person compares it: every part that there is, one a line. */
export function addressText({ name, street1, street2, zip, city, state, country, phone }: Address): string {
  return [name, street1, street2, [zip, city].filter((part) => part !== null).join(' '), state, country, phone].filter((part) => part !== null && part.trim() !== '').join('\n')
}

/** Goods as a person compares them: what names them and tells them apart, one a line. */
export function goodsText({ name, sku, color, size, id }: Order['product']): string {
  return [name, sku, color, size, id].filter((part) => part !== null && part.trim() !== '').join('\n')
}

/** Whether an order's parcel goes out, or has gone. */
export const isToShip = (state: OrderState): boolean => state === 'APPROVED' || state === 'SHIPPED'

/**
 * What makes paper wrong: another address (the phone counts, it is printed too), other goods or another quantity, or an order
 * that is not to go out any more. Where it was shipped from here, its parcel is what the paper lies in; where somebody else has shipped it, a
 * second parcel would go out.
 */
export function staleParts(shown: ShownOrder, now: ShownOrder & { readonly shippedHere: boolean }): Difference[] {
  const parts: Difference[] = []
  const goesOut = now.state === 'SHIPPED' ? shown.state === 'SHIPPED' || now.shippedHere : now.state === 'APPROVED'
  if (isToShip(shown.state) && !goesOut) parts.push({ field: 'state', before: shown.state, after: now.state })
  if (shown.address !== now.address) parts.push({ field: 'address', before: shown.address, after: now.address })
  if (shown.goods !== undefined && shown.goods !== now.goods) parts.push({ field: 'goods', before: shown.goods, after: now.goods ?? null })
  if (shown.quantity !== now.quantity) parts.push({ field: 'quantity', before: countText(shown.quantity), after: countText(now.quantity) })
  return parts
}

/** A quantity as differences name it; `null` where Joom gave none. */
export const countText = (count: number | null): string | null => (count === null ? null : String(count))
