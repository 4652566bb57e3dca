import type { Received, Unreadable } from '../domain/received.ts'
import type { VariantFacts } from '../domain/variant.ts'
import { readEntity, type Sense } from './wire-entity.ts'
import { own, type WireObject, type WireValue } from './wire-json.ts'
import { readCount, readDecimal, readFlag, readId, readSku, readText, readWebAddress } from './wire-value.ts'

/**
 * A variation as Joom wrote it (reference: "Product Variation Attributes"; wrapped as `{"Variant": …}` or bare).
 * Without a SKU, by which every call names it, it is unreadable; any other key may be missing and is then `null`.
 */
export function readVariant(entity: WireValue): Received<VariantFacts> | Unreadable {
  return readEntity(entity, 'Variant', senseOf)
}

function senseOf(variant: WireObject): Sense<VariantFacts> {
  const joomId = readId(own(variant, 'id'))
  const sku = readSku(own(variant, 'sku'))
  if (sku === null) return { joomId, reason: 'sku is missing' }
  const text = (key: string): string | null => readText(own(variant, key))
  const decimal = (key: string): string | null => readDecimal(own(variant, key))
  return {
    facts: {
      joomId, productId: readId(own(variant, 'product_id')), sku, color: text('color'), size: text('size'), enabled: readFlag(own(variant, 'enabled')),
      inventory: readCount(own(variant, 'inventory'), Number.MAX_SAFE_INTEGER), price: decimal('price'), msrp: decimal('msrp'), shipping: decimal('shipping'), shippingTime: text('shipping_time'),
      mainImage: readWebAddress(own(variant, 'main_image')), originalImage: readWebAddress(own(variant, 'original_image_url'))
    }
  }
}
