import { productNotFound, variantNotFound } from './api-error.ts'
import { success, type Endpoint, type EndpointNeeds } from './endpoints.ts'
import { pagingOf, prefix } from './paging.ts'
import { pageParameters, required, type Parameters } from './parameters.ts'
import { newId } from './product-endpoints.ts'
import { addedVariantJson, variantJson } from './product-json.ts'
import { checkNewSku, reviewed, withChange, withVariant } from './product-life.ts'
import { requireAll, skuOf, variantFields, variantPicture, variantSwitch, type VariantFields } from './product-parameters.ts'
import type { ProductFacts, VariantFacts } from './store-product.ts'

interface Found { readonly product: ProductFacts; readonly variant: VariantFacts }

/** The eight calls of the reference's chapter "Product Variation". */
export function variantEndpoints(needs: EndpointNeeds): readonly (readonly [path: string, endpoint: Endpoint])[] {
  const { store, now, reviewMs } = needs
  const pictures = (): string => `${needs.address()}/pictures/`
  const all = (): Found[] => store.products().flatMap((product) => product.variants.map((variant) => ({ product, variant })))
  const named = (parameters: Parameters): Found => {
    const sku = required(parameters, 'sku')
    const found = all().find(({ variant }) => variant.sku === sku)
    if (!found) throw variantNotFound(sku)
    return { ...found, product: reviewed(found.product, now(), reviewMs) }
  }
  const change = (read: (parameters: Parameters) => VariantFields & { readonly sku?: string }): Endpoint => ({
    method: 'POST', kind: 'change', list: false,
    answer(parameters) {
      const asked = read(parameters)
      const { product, variant } = named(parameters)
      if (asked.sku !== undefined) checkNewSku(store.products(), asked.sku)
      store.saveProduct(withChange(product, variant.sku, asked, now()))
      return success({})
    }
  })

  return [
    ['variant/add', {
      method: 'POST', kind: 'change', list: false,
      answer(parameters) {
        requireAll(parameters, ['parent_sku', 'sku', 'inventory', 'price', 'shipping'])
        const [fields, sku, parentSku, id] = [{ ...variantFields(parameters), ...variantPicture(parameters) }, skuOf(parameters), required(parameters, 'parent_sku'), newId()]
        const parent = store.products().find((product) => product.parentSku === parentSku)
        if (!parent) throw productNotFound('parent_sku', parentSku)
        checkNewSku(store.products(), sku)
        const product = withVariant(reviewed(parent, now(), reviewMs), id, sku, fields, now())
        store.saveProduct(product)
        // Its sample alone writes `msg`.
        const { message, ...answer } = success(product.variants.filter((variant) => variant.id === id).map((variant) => addedVariantJson(variant, product, pictures()))[0])
        return { ...answer, msg: message }
      }
    }],
    ['variant', {
      method: 'GET', kind: 'read', list: false,
      answer(parameters) {
        const { variant, product } = named(parameters)
        return success(variantJson(variant, product, pictures()))
      }
    }],
    ['variant/multi-get', {
      method: 'GET', kind: 'read', list: true,
      answer(parameters, token) {
        const page = pageParameters(parameters, 'none')
        const listed = all()
        const paging = pagingOf(`${needs.address()}${prefix}variant/multi-get`, page, listed.length, token, { nextMark: '?', tokenOfPrevious: '&' })
        return { ...success(listed.slice(page.start, page.start + page.limit).map(({ variant, product }) => variantJson(variant, product, pictures()))), ...(Object.keys(paging).length > 0 && { paging }) }
      }
    }],
    ['variant/update', change((parameters) => ({ ...variantFields(parameters), ...variantPicture(parameters), ...variantSwitch(parameters) }))],
    ['variant/change-sku', change((parameters) => {
      requireAll(parameters, ['sku', 'new_sku'])
      return { sku: skuOf(parameters, 'new_sku') }
    })],
    ['variant/enable', change(() => ({ enabled: true }))],
    ['variant/disable', change(() => ({ enabled: false }))],
    ['variant/update-inventory', change((parameters) => {
      requireAll(parameters, ['sku', 'inventory'])
      const { inventory } = variantFields(parameters)
      return inventory === undefined ? {} : { inventory }
    })]
  ]
}
