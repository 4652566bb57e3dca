import { products } from './demo-products.ts'
import { hexId, randomFrom } from './demo-random.ts'
import type { Millis, OrderFacts } from './store-order.ts'
import type { ProductFacts } from './store-product.ts'

const day = 24 * 3_600_000
/** What Joom keeps of a name as tags. */
const tagsOf = (name: string): string[] => (name.toLowerCase().match(/\p{L}{4,}/gu) ?? []).slice(0, 4)

/**
 * The products of a fresh demo store: those that its orders are for, under the ids and SKUs of the orders. All are approved
 * but the last, which has no picture.
 */
export function demoCatalogue(orders: readonly OrderFacts[], now: Millis, store: number): ProductFacts[] {
  const random = randomFrom(store)
  const sold = new Map<string, number>()
  for (const { item, state } of orders) if (state !== 'REFUNDED') sold.set(item.productId, (sold.get(item.productId) ?? 0) + item.quantity)
  return products.map(({ name, picture, price, shipping, variants }, nth): ProductFacts => {
    const id = hexId(`product ${name}`, store)
    const image = picture === null ? null : `${picture}.png`
    const addedAt = now - (400 - nth * 12) * day
    const updatedAt = now - (90 - nth * 3) * day
    return {
      id, parentSku: variants[0]?.sku ?? name, name, description: `${name}. Packed by hand, sent within two days.`, brand: nth % 3 === 0 ? 'Nordlicht' : null, landingPage: null, upc: null,
      tags: tagsOf(name), mainImage: image, originalImage: image, extraImages: [], saves: Math.floor(random() * 400), sold: sold.get(id) ?? 0, addedAt, updatedAt,
      review: picture === null ? { status: 'rejected', note: 'The main image is missing', since: updatedAt } : { status: 'approved', note: null, since: addedAt },
      variants: variants.map(({ sku, color, size }) => {
        const inventory = random() < 0.1 ? 0 : Math.ceil(random() * 120)
        return {
          id: hexId(`variant ${sku}`, store), sku, color, size, inventory, price: String(price), shipping: String(shipping), msrp: nth % 2 === 0 ? String(Math.ceil(price * 1.3)) : null,
          shippingTime: nth % 4 === 0 ? '7-21' : null, mainImage: null, enabled: inventory > 0
        }
      })
    }
  })
}
