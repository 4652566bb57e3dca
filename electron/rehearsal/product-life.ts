import { invalid, missing } from './api-error.ts'
import type { ProductFields, VariantFields } from './product-parameters.ts'
import type { Millis } from './store-order.ts'
import type { ProductFacts, Review, VariantFacts } from './store-product.ts'

/** What the sample of product/add shows for a variation that was given none. */
const usualShippingTime = '5-10'

function must<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw missing(name)
  return value
}

function newVariant(id: string, sku: string, fields: VariantFields): VariantFacts {
  return {
    id, sku, color: null, size: null, msrp: null, shippingTime: null, mainImage: null, enabled: true, ...fields,
    inventory: must(fields.inventory, 'inventory'), price: must(fields.price, 'price'), shipping: must(fields.shipping, 'shipping')
  }
}

/** A new product with its first variation, waiting for its review (reference: "Create a Product"). Without a parent SKU it has that of the variation. */
export function newProduct(ids: { readonly product: string; readonly variant: string }, parentSku: string | null, sku: string, fields: ProductFields, first: VariantFields, now: Millis): ProductFacts {
  const mainImage = must(fields.mainImage, 'main_image')
  return {
    description: null, brand: null, landingPage: null, upc: null, extraImages: [], ...fields,
    id: ids.product, parentSku: parentSku ?? sku, name: must(fields.name, 'name'), tags: must(fields.tags, 'tags'), mainImage, originalImage: mainImage, saves: 0, sold: 0,
    addedAt: now, updatedAt: now, review: { status: 'pending', note: null, since: now }, variants: [newVariant(ids.variant, sku, { shippingTime: usualShippingTime, ...first })]
  }
}

/** The product as it is at a moment: one that waits for its review is approved when its time has come. */
export function reviewed(product: ProductFacts, now: Millis, reviewMs: number): ProductFacts {
  const { status, since } = product.review
  const at = since + reviewMs
  return status === 'pending' && at <= now ? { ...product, updatedAt: Math.max(product.updatedAt, at), review: { status: 'approved', note: null, since: at } } : product
}

/** The product with what Joom's reviewers say of it. */
export const judged = (product: ProductFacts, review: Omit<Review, 'since'>, now: Millis): ProductFacts => ({ ...product, updatedAt: now, review: { ...review, since: now } })

/** What is not given stays (reference: "Update a Product"). */
export const updatedProduct = (product: ProductFacts, fields: ProductFields, now: Millis): ProductFacts => ({ ...product, ...fields, updatedAt: now })

/** The product and all its variations, for sale or not (reference: "Enable a Product", "Disable a Product"). */
export function switched(product: ProductFacts, enabled: boolean, now: Millis): ProductFacts {
  return { ...product, updatedAt: now, variants: product.variants.map((variant) => ({ ...variant, enabled })) }
}

/** With one variation more (reference: "Create a Product Variation"). */
export function withVariant(product: ProductFacts, id: string, sku: string, fields: VariantFields, now: Millis): ProductFacts {
  return { ...product, updatedAt: now, variants: [...product.variants, newVariant(id, sku, fields)] }
}

/** With one variation changed; what is not given stays (reference: "Update a Product Variation"). */
export function withChange(product: ProductFacts, sku: string, change: VariantFields & { readonly sku?: string }, now: Millis): ProductFacts {
  return { ...product, updatedAt: now, variants: product.variants.map((variant) => (variant.sku === sku ? { ...variant, ...change } : variant)) }
}

/** @throws an ApiError where another product has the parent SKU */
export function checkNewParentSku(products: readonly ProductFacts[], parentSku: string): void {
  if (products.some((product) => product.parentSku === parentSku)) throw invalid(`parent_sku ${parentSku.slice(0, 40)} belongs to another product`)
}

/** @throws an ApiError where a variation of the store has the SKU: SKUs are unique within a store */
export function checkNewSku(products: readonly ProductFacts[], sku: string): void {
  if (products.some(({ variants }) => variants.some((variant) => variant.sku === sku))) throw invalid(`sku ${sku.slice(0, 40)} belongs to another variation`)
}
