import { acceptedColor } from './color.ts'
import { changesFlaw, firstFlaw, given, imageFlaw, nameFlaw, priceFlaw, wholeFlaw, type Flaw, type FlawReason } from './flaw.ts'
import type { Decimal } from './ids.ts'
import { acceptedSize } from './size.ts'

/** What Joom says of a variation (reference: "Product Variation Attributes"). Every call names it by its SKU. Missing fields are `null`. */
export interface VariantFacts {
  readonly joomId: string | null
  readonly productId: string | null
  /** HTML entities undone: Joom escapes `<`, `>` and `&` in SKUs. */
  readonly sku: string
  readonly color: string | null
  readonly size: string | null
  readonly enabled: boolean | null
  /** A whole number of pieces. */
  readonly inventory: number | null
  /** Amounts as Joom wrote them; v2 names no currency. */
  readonly price: Decimal | null
  readonly msrp: Decimal | null
  readonly shipping: Decimal | null
  /** Days as Joom wrote them, such as `5-10`. */
  readonly shippingTime: string | null
  readonly mainImage: string | null
  readonly originalImage: string | null
}

/** What of a variation can be changed. What is left out stays as it is. Amounts such as `10.99` or `$10.99`, times such as `7-21`. */
export interface VariantChanges {
  readonly color?: string | undefined
  readonly enabled?: boolean | undefined
  readonly inventory?: number | undefined
  readonly mainImage?: string | undefined
  readonly msrp?: string | undefined
  readonly price?: string | undefined
  readonly shipping?: string | undefined
  readonly shippingTime?: string | undefined
  readonly size?: string | undefined
}

/** A variation to be made: what it cannot be without, and what it may have. */
export interface NewVariant extends Omit<VariantChanges, 'enabled'> {
  readonly sku: string
  readonly inventory: number
  readonly price: string
  readonly shipping: string
}

/** The most pieces that Joom takes (reference: "Product Variation Attributes"). */
const inventoryMost = 100_000

/** Whole pieces, 0 to 100,000 (reference: "Product Variation Attributes"); `null` where they are. */
export function inventoryFlaw(pieces: number): FlawReason | null {
  return wholeFlaw(pieces, 0, inventoryMost)
}

/** A SKU to be given. Of one character it is not accepted (reference: unacceptable "2", "a"); where the limit truly is, the reference does not say. */
export function newSkuFlaw(sku: string): FlawReason | null {
  return nameFlaw(sku) ?? (Array.from(sku.trim()).length < 2 ? 'too_short' : null)
}

/** A range of days, the first at least 2 and before the second (reference: "Create a Product", shipping_time: unacceptable "1-2", "0", "7-7"). */
export function variantTimeFlaw(days: string): FlawReason | null {
  const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(days) ?? []
  if (from === undefined || to === undefined) return days === '' ? 'empty' : 'not_days'
  return Number(from) >= 2 && Number(from) < Number(to) ? null : 'out_of_range'
}

const listed = (accepted: (typed: string) => string | null) => (typed: string): FlawReason | null => {
  if (typed.trim() === '') return 'empty'
  return accepted(typed) === null ? 'not_accepted' : null
}

const findings = (variant: VariantChanges): Readonly<Record<string, FlawReason | null>> => ({
  color: given(variant.color, listed(acceptedColor)),
  inventory: given(variant.inventory, inventoryFlaw),
  main_image: given(variant.mainImage, imageFlaw),
  msrp: given(variant.msrp, priceFlaw),
  price: given(variant.price, priceFlaw),
  shipping: given(variant.shipping, priceFlaw),
  shipping_time: given(variant.shippingTime, variantTimeFlaw),
  size: given(variant.size, listed(acceptedSize))
})

/** What is wrong with a variation to be made; `null` where it can be sent. */
export function newVariantFlaw(variant: NewVariant): Flaw | null {
  return firstFlaw({ sku: newSkuFlaw(variant.sku), ...findings(variant) })
}

/** What is wrong with a change of the variation with this SKU; one that changes nothing is `changes`, `empty`. */
export function variantChangesFlaw(sku: string, changes: VariantChanges): Flaw | null {
  return firstFlaw({ sku: nameFlaw(sku), ...findings(changes), changes: changesFlaw(changes) })
}
