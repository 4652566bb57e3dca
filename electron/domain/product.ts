import { changesFlaw, firstFlaw, given, idFlaw, imageFlaw, nameFlaw, webAddressFlaw, type Flaw, type FlawReason } from './flaw.ts'
import type { Millis } from './ids.ts'
import type { Received, Unreadable } from './received.ts'
import { newVariantFlaw, type NewVariant, type VariantFacts } from './variant.ts'

/** What Joom says of a product (reference: "Product Attributes"). Missing fields are `null`. */
export interface ProductFacts {
  readonly joomId: string
  /** HTML entities undone, as in every SKU. */
  readonly parentSku: string | null
  readonly name: string | null
  readonly brand: string | null
  /** Its line breaks are kept. */
  readonly description: string | null
  readonly tags: ReadonlyArray<{ readonly id: string | null; readonly name: string }>
  readonly upc: string | null
  readonly mainImage: string | null
  readonly extraImages: readonly string[]
  readonly originalImage: string | null
  readonly landingPage: string | null
  readonly enabled: boolean | null
  readonly promoted: boolean | null
  /** `approved`, `pending` or `rejected`, or another word that Joom wrote. */
  readonly reviewStatus: string | null
  readonly reviewNote: string | null
  readonly saves: number | null
  readonly sold: number | null
  readonly uploadedAt: Millis | null
  readonly lastUpdated: Millis | null
  /** A variation that cannot be read hides neither the others nor the product. */
  readonly variants: ReadonlyArray<Received<VariantFacts> | Unreadable>
}

/** A product is named by Joom's id or by the store's own SKU for it. */
export type ProductRef = { readonly id: string } | { readonly parentSku: string }

/** What of a product can be changed. What is left out stays as it is. */
export interface ProductChanges {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly brand?: string | undefined
  readonly upc?: string | undefined
  readonly mainImage?: string | undefined
  readonly extraImages?: readonly string[] | undefined
  readonly landingPage?: string | undefined
}

/** A product to be made, with its first variation. Where `parentSku` is left out, Joom takes the variation's SKU. */
export interface NewProduct extends ProductChanges {
  readonly name: string
  readonly tags: readonly string[]
  readonly mainImage: string
  readonly parentSku?: string | undefined
  /** The product's main image is the variation's as well. */
  readonly variant: Omit<NewVariant, 'mainImage'>
}

/** Code points (reference: "Create a Product", description). */
const descriptionMost = 4000
/** The reference says "up to 5" and "a maximum of 10 …, if you add more than 10 we ignore the extra tags", and shows six: ten, and none that would be ignored. */
const tagsMost = 10

/** A description: plain text, line breaks allowed, no markup, which Joom would show as it stands. */
export function descriptionFlaw(text: string): FlawReason | null {
  if (text.trim() === '') return 'empty'
  if (Array.from(text).length > descriptionMost) return 'too_long'
  return /<\/?[a-z][a-z0-9]*(?:\s+[a-z-]+=[^<>]*)?\s*\/?>/i.test(text) ? 'markup' : null
}

/** A product's name: no signs that cry out (reference: unacceptable "Best Price!!! **CHEAP** …"). */
export function productNameFlaw(name: string): FlawReason | null {
  return nameFlaw(name) ?? (/[!*]{2}/.test(name) ? 'advertising' : null)
}

/** Tags: at least one, none with a comma in it, none that only advertises (reference: unacceptable "Clearance Items", "Cheap Cheap Cheap"). */
export function tagsFlaw(tags: readonly string[]): FlawReason | null {
  if (tags.length === 0) return 'empty'
  if (tags.length > tagsMost) return 'too_many'
  for (const tag of tags) {
    const flaw = nameFlaw(tag) ?? (tag.includes(',') ? 'comma' : null) ?? (/\bclearance\b|\b(\w+) \1 \1\b/i.test(tag) ? 'advertising' : null)
    if (flaw !== null) return flaw
  }
  return null
}

/** 12 digits. */
export function upcFlaw(upc: string): FlawReason | null {
  if (upc === '') return 'empty'
  if (!/^\d+$/.test(upc)) return 'characters'
  return upc.length === 12 ? null : upc.length < 12 ? 'too_short' : 'too_long'
}

function imagesFlaw(images: readonly string[]): FlawReason | null {
  if (images.length === 0) return 'empty'
  return images.map(imageFlaw).find((flaw) => flaw !== null) ?? null
}

const findings = (product: ProductChanges): Readonly<Record<string, FlawReason | null>> => ({
  name: given(product.name, productNameFlaw),
  description: given(product.description, descriptionFlaw),
  tags: given(product.tags, tagsFlaw),
  brand: given(product.brand, nameFlaw),
  upc: given(product.upc, upcFlaw),
  main_image: given(product.mainImage, imageFlaw),
  extra_images: given(product.extraImages, imagesFlaw),
  landing_page_url: given(product.landingPage, webAddressFlaw)
})

/** What is wrong with the name of a product, by its id or parent SKU; `null` where it can be sent. */
export function productRefFlaw(ref: ProductRef): Flaw | null {
  return firstFlaw('id' in ref ? { id: idFlaw(ref.id) } : { parent_sku: nameFlaw(ref.parentSku) })
}

/** What is wrong with a product to be made or with its first variation; `null` where it can be sent. */
export function newProductFlaw(product: NewProduct): Flaw | null {
  return firstFlaw({ ...findings(product), parent_sku: given(product.parentSku, nameFlaw) }) ?? newVariantFlaw(product.variant)
}

/** What is wrong with a change of this product; one that changes nothing is `changes`, `empty`. */
export function productChangesFlaw(ref: ProductRef, changes: ProductChanges): Flaw | null {
  return productRefFlaw(ref) ?? firstFlaw({ ...findings(changes), changes: changesFlaw(changes) })
}
