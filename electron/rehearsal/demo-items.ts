import type { Item } from './store-order.ts'
import { products } from './demo-products.ts'
import { hexId } from './demo-random.ts'

/** What Joom keeps of a price. */
const sellersPart = 0.85

/** Decimal text as the API writes it: 12 significant digits at most, no zeros after them ("8", "6.8", "4.70588235294"). */
const decimal = (amount: number): string => String(Number(amount.toPrecision(12)))

/** Mostly one piece, some 2 to 12, and one order of 120. */
function quantityOf(number: number, random: () => number): number {
  if (number === 77) return 120
  const luck = random()
  return luck < 0.74 ? 1 : luck < 0.88 ? 2 : luck < 0.93 ? 3 : 4 + Math.floor(random() * 9)
}

/** What order `number` of a store is for: the products in turn, each in a variant that chance picks. */
export function itemOf(number: number, store: number, random: () => number): Item {
  const product = products[(number * 7) % products.length]
  const variant = product?.variants[Math.floor(random() * product.variants.length)]
  if (!product || !variant) throw new Error('The demo store has a product without a variant')
  const cost = decimal(product.price * sellersPart)
  const shippingCost = decimal(product.shipping * sellersPart)
  const quantity = quantityOf(number, random)
  // Some lack colour or size where the product has them: Joom leaves them out at times.
  const told = random() < 0.93
  return {
    productId: hexId(`product ${product.name}`, store), variantId: hexId(`variant ${variant.sku}`, store), productName: product.name, picture: product.picture && `${product.picture}.png`,
    sku: variant.sku, color: told ? variant.color : null, size: told ? variant.size : null, quantity,
    price: decimal(product.price), cost, shipping: decimal(product.shipping), shippingCost, total: decimal(quantity * (Number(cost) + Number(shippingCost)))
  }
}
