import type { ProductFacts } from '../domain/product.ts'
import type { Received, Unreadable } from '../domain/received.ts'
import { readEntity, unwrap, type Sense } from './wire-entity.ts'
import { isWireList, own, type WireObject, type WireValue } from './wire-json.ts'
import { readCount, readFlag, readId, readLines, readMoment, readSku, readText, readWebAddress } from './wire-value.ts'
import { readVariant } from './wire-variant.ts'

/**
 * A product as Joom wrote it (reference: "Product Attributes"; wrapped as `{"Product": …}` or bare). Without an id it is
 * unreadable; any other key may be missing or hold something else, and is then `null` or an empty list.
 */
export function readProduct(entity: WireValue): Received<ProductFacts> | Unreadable {
  return readEntity(entity, 'Product', senseOf)
}

function senseOf(product: WireObject): Sense<ProductFacts> {
  const joomId = readId(own(product, 'id'))
  if (joomId === null) return { joomId, reason: 'id is missing or is not an id' }
  const text = (key: string): string | null => readText(own(product, key))
  return {
    facts: {
      joomId, parentSku: readSku(own(product, 'parent_sku')), name: text('name'), brand: text('brand'), description: readLines(own(product, 'description')),
      tags: tagsOf(own(product, 'tags')), upc: text('upc'),
      mainImage: readWebAddress(own(product, 'main_image')), extraImages: imagesOf(own(product, 'extra_images')),
      originalImage: readWebAddress(own(product, 'original_image_url')), landingPage: readWebAddress(own(product, 'landing_page_url')),
      enabled: readFlag(own(product, 'enabled')), promoted: readFlag(own(product, 'is_promoted')), reviewStatus: text('review_status')?.toLowerCase() ?? null, reviewNote: text('review_note'),
      saves: readCount(own(product, 'number_saves'), Number.MAX_SAFE_INTEGER), sold: readCount(own(product, 'number_sold'), Number.MAX_SAFE_INTEGER),
      uploadedAt: readMoment(own(product, 'date_uploaded')), lastUpdated: readMoment(own(product, 'last_updated')),
      variants: listOf(own(product, 'variants')).map(readVariant)
    }
  }
}

/** A list, or a single entity that stands where a list should. */
function listOf(value: WireValue | undefined): readonly WireValue[] {
  if (isWireList(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}

/** Tags as `{"Tag": {"id", "name"}}`, bare, or only their names, in a list or with commas between them. */
function tagsOf(value: WireValue | undefined): ProductFacts['tags'] {
  const entries = typeof value === 'string' ? value.split(',') : listOf(value)
  return entries.flatMap((entry) => {
    const tag = unwrap(entry, 'Tag')
    const id = tag === null ? null : readText(own(tag, 'id'))
    const name = tag === null ? readText(entry) : readText(own(tag, 'name')) ?? id
    return name === null ? [] : [{ id, name }]
  })
}

/** Addresses with `|` between them, or in a list. What is no address is left out; the raw JSON keeps it. */
function imagesOf(value: WireValue | undefined): readonly string[] {
  const entries = typeof value === 'string' ? value.split('|') : listOf(value)
  return entries.map(readWebAddress).filter((address) => address !== null)
}
