import { invalid, missing } from './api-error.ts'
import { acceptedColor } from './colors.ts'
import { checkedId, required, text, wholeNumber, type Parameters } from './parameters.ts'
import { acceptedSize } from './sizes.ts'
import type { ProductFacts, VariantFacts } from './store-product.ts'

/** What a request says of a product; what it does not say is missing. */
export type ProductFields = Partial<Pick<ProductFacts, 'name' | 'description' | 'brand' | 'landingPage' | 'upc' | 'tags' | 'mainImage' | 'extraImages'>>
/** What a request says of a variation. */
export type VariantFields = Partial<Pick<VariantFacts, 'color' | 'size' | 'inventory' | 'price' | 'shipping' | 'msrp' | 'shippingTime' | 'mainImage' | 'enabled'>>
/** How a request names a product: by its id, which counts where both are given, or by the seller's own name for it. */
export type ProductName = { readonly id: string } | { readonly parentSku: string }

const mostDescription = 4000
const mostTags = 10
const mostInventory = 100_000

/** Shouting and promises that no name or tag may hold; the reference shows them as unacceptable. */
const promotional = /[!*]{2}|\b(?:cheap|cheapest|clearance|discount|sale|best price|free shipping)\b/i

/** Reads one parameter where it is given. */
function given<Name extends string, Value>(parameters: Parameters, name: string, field: Name, read: (value: string) => Value): { readonly [N in Name]?: Value } {
  const value = text(parameters, name)
  // The one key that the type promises.
  return (value === null ? {} : { [field]: read(value) }) as { readonly [N in Name]?: Value }
}

function calm(name: string): (value: string) => string {
  return (value) => {
    if (promotional.test(value)) throw invalid(`${name} takes no promotional text`)
    return value
  }
}

function description(value: string): string {
  if ([...value].length > mostDescription) throw invalid(`description takes ${mostDescription} characters at most`)
  if (/<\/?[a-z][^>]*>/i.test(value)) throw invalid('description takes plain text, without HTML')
  return value
}

/** Separated by commas. More than ten are taken, and those after the tenth are let go. */
function tags(value: string): readonly string[] {
  const all = value.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')
  if (all.length === 0) throw missing('tags')
  return [...new Set(all.map(calm('tags')))].slice(0, mostTags)
}

function webAddress(name: string): (value: string) => string {
  return (value) => {
    // One of the reference's own acceptable addresses has a blank in it.
    const address = value.replace(/\s+/g, '')
    if (!URL.canParse(address) || !['http:', 'https:'].includes(new URL(address).protocol)) throw invalid(`${name} takes an http or https address`)
    return address
  }
}

/** The picture itself, not the page where it is shown: JPEG, PNG or GIF, or an address that does not tell. */
function picture(name: string): (value: string) => string {
  return (value) => {
    const address = webAddress(name)(value)
    const [, ending] = /\.([A-Za-z0-9]{1,5})$/.exec(new URL(address).pathname) ?? []
    if (ending !== undefined && !['jpg', 'jpeg', 'png', 'gif'].includes(ending.toLowerCase())) throw invalid(`${name} takes the address of a JPEG, PNG or GIF picture`)
    return address
  }
}

function upc(value: string): string {
  if (!/^\d{12}$/.test(value)) throw invalid('upc takes 12 digits')
  return value
}

/** Dollars, with their sign or without, and nothing beside them. */
function amount(name: string): (value: string) => string {
  return (value) => {
    const [, number] = /^\$?(\d{1,9}(?:\.\d{1,12})?)$/.exec(value) ?? []
    if (number === undefined) throw invalid(`${name} takes an amount such as 10.99 or $10.99, without other text`)
    return number
  }
}

/** A range of days that begins at 2 or later and ends after its beginning. */
function shippingTime(value: string): string {
  const [, low, high] = /^(\d{1,3})\s*-\s*(\d{1,3})$/.exec(value) ?? []
  if (low === undefined || high === undefined) throw invalid('shipping_time takes a range of days such as 15-26')
  if (Number(low) < 2) throw invalid('the lower bound of shipping_time is at least 2 days')
  if (Number(high) <= Number(low)) throw invalid('the upper bound of shipping_time is above the lower one')
  return `${Number(low)}-${Number(high)}`
}

function color(value: string): string {
  if (!acceptedColor(value)) throw invalid(`${value.slice(0, 40)} is not one of the accepted colors, nor two of them joined by &`)
  return value
}

function size(value: string): string {
  if (!acceptedSize(value)) throw invalid(`${value.slice(0, 40)} is neither a number nor one of the accepted sizes`)
  return value
}

function enabled(value: string): boolean {
  if (!/^(?:true|false)$/i.test(value)) throw invalid('enabled takes True or False')
  return value.toLowerCase() === 'true'
}

const inventory = (value: string): number => wholeNumber(value, 'inventory', 0, mostInventory)

/** A SKU of a request. One character is not enough. @throws an ApiError where it is missing or too short */
export function skuOf(parameters: Parameters, name = 'sku'): string {
  const sku = required(parameters, name)
  if ([...sku].length < 2) throw invalid(`${name} takes two characters or more`)
  return sku
}

/** Which product is meant. @throws an ApiError 1001 where neither `id` nor `parent_sku` is given */
export function productNameOf(parameters: Parameters): ProductName {
  const id = text(parameters, 'id')
  if (id !== null) return { id: checkedId(id) }
  const parentSku = text(parameters, 'parent_sku')
  if (parentSku === null) throw missing('id')
  return { parentSku }
}

/** The parameters of a product (reference: "Create a Product", "Update a Product"), each checked where it is given. */
export function productFields(parameters: Parameters): ProductFields {
  return {
    ...given(parameters, 'main_image', 'mainImage', picture('main_image')), ...given(parameters, 'name', 'name', calm('name')), ...given(parameters, 'tags', 'tags', tags),
    ...given(parameters, 'description', 'description', description), ...given(parameters, 'brand', 'brand', String), ...given(parameters, 'landing_page_url', 'landingPage', webAddress('landing_page_url')),
    ...given(parameters, 'extra_images', 'extraImages', (value) => value.split('|').map((one) => one.trim()).filter((one) => one !== '').map(picture('extra_images'))), ...given(parameters, 'upc', 'upc', upc)
  }
}

/** The parameters of a variation (reference: "Create a Product Variation", "Update a Product Variation"), each checked where it is given. */
export function variantFields(parameters: Parameters): VariantFields {
  return {
    ...given(parameters, 'inventory', 'inventory', inventory), ...given(parameters, 'price', 'price', amount('price')), ...given(parameters, 'shipping', 'shipping', amount('shipping')),
    ...given(parameters, 'color', 'color', color), ...given(parameters, 'size', 'size', size), ...given(parameters, 'msrp', 'msrp', amount('msrp')), ...given(parameters, 'shipping_time', 'shippingTime', shippingTime)
  }
}

/** What variant/add and variant/update take beside the others; product/add has one picture for both. */
export const variantPicture = (parameters: Parameters): VariantFields => given(parameters, 'main_image', 'mainImage', picture('main_image'))
/** Of variant/update alone. */
export const variantSwitch = (parameters: Parameters): VariantFields => given(parameters, 'enabled', 'enabled', enabled)

/** Everything that has to be given has been. @throws an ApiError 1001 that names the first that is missing */
export function requireAll(parameters: Parameters, names: readonly string[]): void {
  for (const name of names) required(parameters, name)
}
