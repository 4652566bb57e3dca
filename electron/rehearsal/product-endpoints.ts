import { randomBytes } from 'node:crypto'
import { productNotFound } from './api-error.ts'
import { success, type Endpoint, type EndpointNeeds } from './endpoints.ts'
import { pagingOf, prefix } from './paging.ts'
import { pageParameters, text, type Parameters } from './parameters.ts'
import { productJson } from './product-json.ts'
import { checkNewParentSku, checkNewSku, newProduct, reviewed, switched, updatedProduct } from './product-life.ts'
import { productFields, productNameOf, requireAll, skuOf, variantFields } from './product-parameters.ts'
import type { Millis } from './store-order.ts'
import type { ProductFacts } from './store-product.ts'

/** An id as Joom's are: 24 hexadecimal digits. */
export const newId = (): string => randomBytes(12).toString('hex')

/** The seven calls of the reference's chapter "Product". */
export function productEndpoints(needs: EndpointNeeds): readonly (readonly [path: string, endpoint: Endpoint])[] {
  const { store, now, reviewMs } = needs
  const json = (product: ProductFacts): unknown => productJson(product, `${needs.address()}/pictures/`)
  const all = (): ProductFacts[] => store.products().map((product) => reviewed(product, now(), reviewMs))
  const named = (parameters: Parameters): ProductFacts => {
    const name = productNameOf(parameters)
    const found = all().find((product) => ('id' in name ? product.id === name.id : product.parentSku === name.parentSku))
    if (!found) throw 'id' in name ? productNotFound('id', name.id) : productNotFound('parent_sku', name.parentSku)
    return found
  }
  const change = (apply: (product: ProductFacts, now: Millis, parameters: Parameters) => ProductFacts): Endpoint => ({
    method: 'POST', kind: 'change', list: false,
    answer(parameters) {
      store.saveProduct(apply(named(parameters), now(), parameters))
      return success({})
    }
  })

  return [
    ['product/add', {
      method: 'POST', kind: 'change', list: false,
      answer(parameters) {
        requireAll(parameters, ['main_image', 'name', 'tags', 'inventory', 'price', 'shipping', 'sku'])
        const [fields, first, sku, parentSku] = [productFields(parameters), variantFields(parameters), skuOf(parameters), text(parameters, 'parent_sku')]
        checkNewSku(store.products(), sku)
        checkNewParentSku(store.products(), parentSku ?? sku)
        const product = newProduct({ product: newId(), variant: newId() }, parentSku, sku, fields, first, now())
        store.saveProduct(product)
        return success(json(product))
      }
    }],
    ['product', { method: 'GET', kind: 'read', list: false, answer: (parameters) => success(json(named(parameters))) }],
    ['product/multi-get', {
      method: 'GET', kind: 'read', list: true,
      answer(parameters, token) {
        const page = pageParameters(parameters, 'day')
        const listed = all().filter(({ updatedAt }) => page.since === null || updatedAt >= page.since)
        const paging = pagingOf(`${needs.address()}${prefix}product/multi-get`, page, listed.length, token, { nextMark: '?', tokenOfPrevious: '&am;p' })
        return { ...success(listed.slice(page.start, page.start + page.limit).map(json)), ...(Object.keys(paging).length > 0 && { paging }) }
      }
    }],
    ['product/update', change((product, at, parameters) => updatedProduct(product, productFields(parameters), at))],
    ['product/enable', change((product, at) => switched(product, true, at))],
    ['product/disable', change((product, at) => switched(product, false, at))],
    ['product/remove-extra-images', change((product, at) => updatedProduct(product, { extraImages: [] }, at))]
  ]
}
