import type { Millis } from './store-order.ts'

/** A product variation: what a SKU stands for. Amounts are decimal text, as they were given but for the sign of the dollar. */
export interface VariantFacts {
  readonly id: string
  readonly sku: string
  readonly color: string | null
  readonly size: string | null
  readonly inventory: number
  readonly price: string
  readonly shipping: string
  readonly msrp: string | null
  /** Days, such as `7-21`. */
  readonly shippingTime: string | null
  /** Its own picture; `null` where it has its product's. */
  readonly mainImage: string | null
  readonly enabled: boolean
}

export type ReviewStatus = 'approved' | 'pending' | 'rejected'
export interface Review { readonly status: ReviewStatus; readonly note: string | null; readonly since: Millis }

/** A product with its variations, oldest first. Pictures are addresses, or names of files that this server serves. */
export interface ProductFacts {
  readonly id: string
  readonly parentSku: string
  readonly name: string
  readonly description: string | null
  readonly brand: string | null
  readonly landingPage: string | null
  readonly upc: string | null
  readonly tags: readonly string[]
  readonly mainImage: string | null
  /** The main picture that it was added with. */
  readonly originalImage: string | null
  readonly extraImages: readonly string[]
  readonly saves: number
  readonly sold: number
  readonly addedAt: Millis
  readonly updatedAt: Millis
  readonly review: Review
  readonly variants: readonly VariantFacts[]
}
