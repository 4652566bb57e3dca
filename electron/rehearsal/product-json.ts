import { escapedSku } from './order-json.ts'
import type { Millis } from './store-order.ts'
import type { ProductFacts, VariantFacts } from './store-product.ts'

type Json = Readonly<Record<string, unknown>>
const dated = (at: Millis): string => `${new Date(at).toISOString().slice(0, 19)}Z`
const truth = (value: boolean): string => (value ? 'True' : 'False')
/** `100` as `100.0`: the way most samples print amounts. */
const float = (amount: string): string => {
  const plain = String(Number(amount))
  return plain.includes('.') ? plain : `${plain}.0`
}
const address = (picture: string, pictures: string): string => (/^https?:/i.test(picture) ? picture : pictures + picture)

/**
 * A variation as the reference's samples print it: numbers as texts, what is not known left out.
 * @param pictures address under which pictures are served, ending in a slash
 * @param amount how it writes amounts
 */
export function variantJson(variant: VariantFacts, product: ProductFacts, pictures: string, amount: (text: string) => string = float): Json {
  const { color, size, msrp, shippingTime } = variant
  const image = variant.mainImage ?? product.mainImage
  return {
    Variant: {
      ...(color !== null && { color }), enabled: truth(variant.enabled), id: variant.id, product_id: product.id, inventory: String(variant.inventory),
      ...(image !== null && { main_image: address(image, pictures) }), ...(msrp !== null && { msrp: amount(msrp) }), price: amount(variant.price), shipping: amount(variant.shipping),
      ...(shippingTime !== null && { shipping_time: shippingTime }), ...(size !== null && { size }), sku: escapedSku(variant.sku)
    }
  }
}

/** What variant/add answers: amounts as they were sent, and no id of the product, as in its sample. */
export function addedVariantJson(variant: VariantFacts, product: ProductFacts, pictures: string): Json {
  const { Variant: written } = variantJson(variant, product, pictures, (text) => text) as { readonly Variant: Json }
  return { Variant: Object.fromEntries(Object.entries(written).filter(([name]) => name !== 'product_id')) }
}

/** A product with its variations, under the names of the reference's table "Product Attributes". */
export function productJson(product: ProductFacts, pictures: string): Json {
  const { brand, description, landingPage, mainImage, originalImage, extraImages, review, upc } = product
  return {
    Product: {
      ...(brand !== null && { brand }), date_uploaded: dated(product.addedAt), ...(description !== null && { description }), enabled: truth(product.variants.some(({ enabled }) => enabled)),
      ...(extraImages.length > 0 && { extra_images: extraImages.map((picture) => address(picture, pictures)).join('|') }), id: product.id, is_promoted: 'False',
      ...(landingPage !== null && { landing_page_url: landingPage }), last_updated: dated(product.updatedAt), ...(mainImage !== null && { main_image: address(mainImage, pictures) }), name: product.name,
      number_saves: String(product.saves), number_sold: String(product.sold), ...(originalImage !== null && { original_image_url: address(originalImage, pictures) }), parent_sku: escapedSku(product.parentSku),
      ...(review.note !== null && { review_note: review.note }), review_status: review.status, tags: product.tags.map((name) => ({ Tag: { id: tagId(name), name } })), ...(upc !== null && { upc }),
      variants: product.variants.map((variant) => variantJson(variant, product, pictures))
    }
  }
}

/** `womens ring` as `womensring`. */
function tagId(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
