/** A product of this Joom, as it writes it in JSON. */
export interface QuirkyProduct { readonly id: string; readonly parentSku: string; readonly json: unknown; readonly variants: readonly { readonly sku: string; readonly json: unknown }[] }

const names = ['Dandelion Necklace', 'Fairisle <Scarf>', 'Tasse „Möwe“ 350 ml', '裙子 🎁', 'X']
const escaped = (sku: string): string => sku.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** `count` products of two or three variations: numbers and truths as texts or not, dates of three kinds, SKUs with HTML in them, keys missing, empty, null and unknown. */
export function quirkyProducts(count: number, address: string): QuirkyProduct[] {
  return Array.from({ length: count }, (_, n): QuirkyProduct => {
    const words = n % 2 === 0
    const num = (value: number): number | string => (words ? String(value) : value)
    const truth = (value: boolean): boolean | string => (words ? (value ? 'True' : 'False') : value)
    const id = n % 3 === 2 ? `1477559781667847${String(n).padStart(3, '0')}-215-56-629-1654639508` : `5284e18fb5baba49d5${n.toString(16).padStart(6, '0')}`
    const parentSku = `P&${String(n)}<${names[n % names.length] ?? ''}>`
    const variants = Array.from({ length: 2 + (n % 2) }, (_variant, part) => {
      const sku = `S&${String(n)}<${String(part)}>`
      const json = {
        Variant: {
          id: `${id}-v${String(part)}`, sku: escaped(sku), enabled: truth(part !== 1), price: num(4.70588235294), shipping: num(2.35), inventory: num(n * 7),
          ...(n % 4 !== 3 && { product_id: id }), ...(part === 0 ? { color: 'blue & white', size: null } : { msrp: num(21_100), size: '6.5', shipping_time: '5-10' }), ...(n % 5 === 0 && { all_images: [] })
        }
      }
      return { sku, json }
    })
    const json = {
      Product: {
        id, name: names[n % names.length], parent_sku: escaped(parentSku), number_saves: num(n), number_sold: num(0), review_status: ['approved', 'pending', 'rejected'][n % 3],
        ...(n % 3 === 2 && { review_note: 'Umzug & Café ☕' }), is_promoted: truth(false), enabled: truth(true), description: n % 4 === 0 ? null : 'Example\ndescription',
        date_uploaded: n % 2 === 0 ? '2017-11-11T06:41:33Z' : '11-11-2017', ...(n % 3 === 0 && { last_updated: '2017-11-12T06:41:33' }),
        ...(n % 2 === 0 && { main_image: `${address}/picture.png`, extra_images: `${address}/picture.png|${address}/picture.png?2` }), upc: n % 3 === 0 ? '716393133224' : '',
        tags: n % 5 === 4 ? null : [{ Tag: { id: 'womensring', name: 'womens ring' } }, { Tag: { id: 'bow', name: 'Bow & <b>' } }], variants: variants.map((variant) => variant.json), wish_express: [null, 1]
      }
    }
    return { id, parentSku, json, variants }
  })
}
