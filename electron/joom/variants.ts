import { acceptedColor } from '../domain/color.ts'
import { firstFlaw, inAddressFlaw, nameFlaw, type Flaw } from '../domain/flaw.ts'
import type { ChangeOutcome, CreateOutcome, ReadOutcome } from '../domain/outcome.ts'
import { pageFlaw, type PageRequest } from '../domain/page-request.ts'
import type { Received, Unreadable } from '../domain/received.ts'
import { acceptedSize } from '../domain/size.ts'
import { inventoryFlaw, newSkuFlaw, newVariantFlaw, variantChangesFlaw, type NewVariant, type VariantChanges, type VariantFacts } from '../domain/variant.ts'
import { checked } from './checked.ts'
import { oneIn, orNone, takeOne } from './one.ts'
import { pageFields, takePage, type Page } from './page.ts'
import type { Fields, Transport } from './transport.ts'
import { isReadable } from './wire-entity.ts'
import { readVariant } from './wire-variant.ts'

/** The calls of the reference's chapter "Product Variation". */
export interface VariantCalls {
  /** Reference: "Create a Product Variation", of the product with this parent SKU. */
  addVariant(parentSku: string, variant: NewVariant): Promise<CreateOutcome<Received<VariantFacts> | Unreadable>>
  /** Reference: "Retrieve a Product Variation". `null`: Joom does not know it. */
  getVariant(sku: string): Promise<ReadOutcome<Received<VariantFacts> | Unreadable | null>>
  /** Reference: "Update a Product Variation". */
  updateVariant(sku: string, changes: VariantChanges): Promise<ChangeOutcome>
  /** Reference: "Change a Product Variation's SKU". */
  changeSku(sku: string, newSku: string): Promise<ChangeOutcome>
  /** Reference: "Enable a Product Variation". */
  enableVariant(sku: string): Promise<ChangeOutcome>
  /** Reference: "Disable a Product Variation". */
  disableVariant(sku: string): Promise<ChangeOutcome>
  /** Reference: "Update Inventory". Whole pieces, 0 to 100,000. */
  updateInventory(sku: string, inventory: number): Promise<ChangeOutcome>
  /** Reference: "List all Product Variations". It knows no `since`. */
  listVariants(page: Omit<PageRequest, 'since'>): Promise<ReadOutcome<Page<VariantFacts>>>
}

/** The calls over a transport. Parameters that Joom would not accept end as `invalid`, and nothing is sent. */
export function variantCalls({ read, change, create }: Transport): VariantCalls {
  return {
    addVariant: (parentSku, variant) => checked(firstFlaw({ parent_sku: nameFlaw(parentSku) }) ?? newVariantFlaw(variant), () => create('variant/add', { parent_sku: parentSku, ...variantFields(variant) }, (envelope) => {
      const made = oneIn(envelope, 'Variant')
      return made === null ? null : readVariant(made)
    })),
    getVariant: (sku) => checked(skuFlaw(sku) ?? firstFlaw({ sku: inAddressFlaw(sku) }), async () => orNone(await read('variant', { sku }, (envelope) => takeOne(envelope, 'Variant', readVariant, (variant) => !isReadable(variant) || variant.facts.sku === sku.trim())))),
    updateVariant: (sku, changes) => checked(variantChangesFlaw(sku, changes), () => change('variant/update', { sku, ...variantFields(changes) })),
    changeSku: (sku, newSku) => checked(firstFlaw({ sku: nameFlaw(sku), new_sku: newSkuFlaw(newSku) }), () => change('variant/change-sku', { sku, new_sku: newSku })),
    enableVariant: (sku) => checked(skuFlaw(sku), () => change('variant/enable', { sku })),
    disableVariant: (sku) => checked(skuFlaw(sku), () => change('variant/disable', { sku })),
    updateInventory: (sku, inventory) => checked(firstFlaw({ sku: nameFlaw(sku), inventory: inventoryFlaw(inventory) }), () => change('variant/update-inventory', { sku, inventory: String(inventory) })),
    listVariants: ({ start, limit }) => checked(pageFlaw({ start, limit }), () => read('variant/multi-get', pageFields({ start, limit }, true), (envelope) => takePage(envelope, 'Variant', limit, readVariant)))
  }
}

const skuFlaw = (sku: string): Flaw | null => firstFlaw({ sku: nameFlaw(sku) })

/** Names and values as the reference's tables have them; a color and a named size as its lists write them. */
export function variantFields(variant: VariantChanges & { readonly sku?: string }): Fields {
  const { color, size, enabled, inventory } = variant
  return {
    ...(variant.sku !== undefined && { sku: variant.sku }),
    color: color === undefined ? null : acceptedColor(color), size: size === undefined ? null : acceptedSize(size), enabled: enabled === undefined ? null : enabled ? 'True' : 'False',
    inventory: inventory === undefined ? null : String(inventory), price: variant.price ?? null, msrp: variant.msrp ?? null,
    shipping: variant.shipping ?? null, shipping_time: variant.shippingTime ?? null, main_image: variant.mainImage ?? null
  }
}
