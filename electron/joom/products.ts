import { firstFlaw, inAddressFlaw } from '../domain/flaw.ts'
import type { ChangeOutcome, CreateOutcome, ReadOutcome } from '../domain/outcome.ts'
import { pageFlaw, type PageRequest } from '../domain/page-request.ts'
import { newProductFlaw, productChangesFlaw, productRefFlaw, type NewProduct, type ProductChanges, type ProductFacts, type ProductRef } from '../domain/product.ts'
import type { Received, Unreadable } from '../domain/received.ts'
import { checked } from './checked.ts'
import { oneIn, orNone, takeOne } from './one.ts'
import { pageFields, takePage, type Page } from './page.ts'
import type { Fields, Transport } from './transport.ts'
import { variantFields } from './variants.ts'
import { isReadable } from './wire-entity.ts'
import { readProduct } from './wire-product.ts'

/** The calls of the reference's chapter "Product". */
export interface ProductCalls {
  /** Reference: "Create a Product", with its first variation. */
  addProduct(product: NewProduct): Promise<CreateOutcome<Received<ProductFacts> | Unreadable>>
  /** Reference: "Retrieve a Product". `null`: Joom does not know it. */
  getProduct(ref: ProductRef): Promise<ReadOutcome<Received<ProductFacts> | Unreadable | null>>
  /** Reference: "Update a Product". A parent SKU that names the product is not changed by it. */
  updateProduct(ref: ProductRef, changes: ProductChanges): Promise<ChangeOutcome>
  /** Reference: "Enable a Product": the product and all its variations. */
  enableProduct(ref: ProductRef): Promise<ChangeOutcome>
  /** Reference: "Disable a Product": the product and all its variations. */
  disableProduct(ref: ProductRef): Promise<ChangeOutcome>
  /** Reference: "List all Products". `since` becomes the day that holds it: the call takes no finer one. */
  listProducts(page: PageRequest): Promise<ReadOutcome<Page<ProductFacts>>>
  /** Reference: "Remove Extra Images from a Product". Its main image and its variations' stay. */
  removeExtraImages(ref: ProductRef): Promise<ChangeOutcome>
}

/** The calls over a transport. Parameters that Joom would not accept end as `invalid`, and nothing is sent. */
export function productCalls({ read, change, create }: Transport): ProductCalls {
  return {
    addProduct: (product) => checked(newProductFlaw(product), () => create('product/add', { ...productFields(product), parent_sku: product.parentSku ?? null, ...variantFields(product.variant), main_image: product.mainImage }, (envelope) => {
      const made = oneIn(envelope, 'Product')
      return made === null ? null : readProduct(made)
    })),
    getProduct: (ref) => checked(productRefFlaw(ref) ?? firstFlaw('id' in ref ? { id: inAddressFlaw(ref.id) } : { parent_sku: inAddressFlaw(ref.parentSku) }), async () => orNone(await read('product', refFields(ref), (envelope) => takeOne(envelope, 'Product', readProduct, (product) => isNamed(product, ref))))),
    updateProduct: (ref, changes) => checked(productChangesFlaw(ref, changes), () => change('product/update', { ...refFields(ref), ...productFields(changes) })),
    enableProduct: (ref) => checked(productRefFlaw(ref), () => change('product/enable', refFields(ref))),
    disableProduct: (ref) => checked(productRefFlaw(ref), () => change('product/disable', refFields(ref))),
    listProducts: (page) => checked(pageFlaw(page), () => read('product/multi-get', pageFields(page, true), (envelope) => takePage(envelope, 'Product', page.limit, readProduct))),
    removeExtraImages: (ref) => checked(productRefFlaw(ref), () => change('product/remove-extra-images', refFields(ref)))
  }
}

const refFields = (ref: ProductRef): Fields => ('id' in ref ? { id: ref.id } : { parent_sku: ref.parentSku })

/** Names and values as the reference's tables have them. Blanks around a tag are no part of it. */
function productFields(product: ProductChanges): Fields {
  return {
    name: product.name ?? null, description: product.description ?? null, tags: product.tags?.map((tag) => tag.trim()).join(',') ?? null, brand: product.brand ?? null,
    upc: product.upc ?? null, main_image: product.mainImage ?? null, extra_images: product.extraImages?.join('|') ?? null, landing_page_url: product.landingPage ?? null
  }
}

/** Whether an answer is about the product that was asked for. One that does not say of which it is, is believed. */
function isNamed(product: Received<ProductFacts> | Unreadable, ref: ProductRef): boolean {
  if ('parentSku' in ref) return !isReadable(product) || product.facts.parentSku === null || product.facts.parentSku === ref.parentSku.trim()
  const answered = isReadable(product) ? product.facts.joomId : product.joomId
  return answered === null || answered === ref.id
}
