import fc from 'fast-check'
import { exampleAnswers } from '../../support/reference-examples.ts'

/** Every form in which a server may repeat a token; the last two come together again where control characters and marks are taken out. */
function formsOf(token: string): readonly string[] {
  const escaped = Array.from(token, (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
  const half = Math.floor(token.length / 2)
  return [
    token, encodeURIComponent(token), encodeURIComponent(token).toLowerCase(), encodeURIComponent(encodeURIComponent(token)), token.replaceAll('/', '\\/'), escaped,
    `https://x.example/?start=1&access_token=${encodeURIComponent(token)}`, `https://x.example/${token}/a.jpg`, Array.from(token, (c) => `&#${String(c.charCodeAt(0))};`).join(''),
    `${token.slice(0, half)}\\u0000${token.slice(half)}`, Array.from(token).join('\\u202e')
  ]
}

/** JSON texts that stand where something else should. */
const hostile = (token: string): readonly string[] => [
  'null', 'true', 'false', '0', '-0', '-1', '1e999', '-1e999', '1E5', '0.1e-400', '9'.repeat(400), `0.${'3'.repeat(400)}`, '""', '" "', '"\\u0000"', '"\\ud800"', '"a\\udc00b"', '"\\u202eevil"', '[]', '{}', '[[]]', '[null]',
  '"<script>alert(1)</script>"', '"__proto__"', '"constructor"', '{"__proto__":{"code":0}}', '{"constructor":{"prototype":{"x":1}}}', '{"toString":"x","valueOf":1,"hasOwnProperty":2}', '{"toJSON":"x"}', '{"rawJSON":"1"}',
  '{"success":"False"}', '{"success":true}', '"2014-02-31T99:99:99"', '"99999999999999"', '"http://user:pass@x.example/"', '"javascript:alert(1)"', `"${'x'.repeat(5000)}"`, `${'['.repeat(500)}${']'.repeat(500)}`, `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`, ...formsOf(token).map((form) => `"${form}"`), ...formsOf(token).map((form) => `{"${form}":"${form}"}`)
]

const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'length', '', ' ', 'code', 'data', 'Order', 'Product', 'Variant', 'id', '\\u0000', '\\ud800']

/**
 * The JSON text of a value with things done to it: parts dropped, renamed, doubled, wrapped, unwrapped, of another type.
 * @param choose gives the next number; 0 leaves things as they are
 */
function printed(value: unknown, choose: () => number, token: string): string {
  const pick = <T>(list: readonly T[]): T => list[choose() % list.length] as T // no list here is empty
  const inner = (): string => {
    if (Array.isArray(value)) return `[${value.flatMap((entry) => (choose() % 25 === 1 ? [] : [printed(entry, choose, token)])).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const entries = Object.entries(value).flatMap(([key, entry]) => {
      const as = choose() % 25
      const name = as === 2 ? pick(keys) : as === 3 ? pick(formsOf(token)) : key
      return [...(as === 1 ? [] : [`"${name}":${printed(entry, choose, token)}`]), ...(as === 4 ? [`"${key}":${pick(hostile(token))}`] : [])]
    })
    return `{${entries.join(',')}}`
  }
  switch (choose() % 25) {
    case 1: case 2: return pick(hostile(token))
    case 3: return `{"${pick(keys)}":${inner()}}`
    case 4: return `[${inner()}]`
    case 5: return typeof value === 'object' && value !== null ? printed(Object.values(value)[0] ?? null, choose, token) : `[${inner()}]`
    case 6: return JSON.stringify(inner())
    default: return inner()
  }
}

/** Numbers from a seed, three of five of them 0. */
function chooser(seed: number): () => number {
  let state = seed | 1
  return () => {
    state = Math.imul(state, 0x2c1b3c6d) ^ (state >>> 15)
    state = Math.imul(state, 0x297a2d39) + 0x9e3779b9 | 0
    const drawn = (state ^ (state >>> 13)) >>> 0
    return drawn % 5 < 3 ? 0 : drawn >>> 3
  }
}

/** Answers that hold every attribute of the reference's tables, which its examples do not. */
const wholeVariant = {
  id: 'V1', product_id: 'P1', sku: 'red-shoe-8', color: 'red', size: 'M', enabled: 'True', inventory: '10', price: '1.5', msrp: '2', shipping: '0', shipping_time: '7-14', main_image: 'http://x.example/v.jpg', original_image_url: 'http://x.example/o.jpg'
}
const wholeProduct = {
  id: 'P1', parent_sku: 'red-shoe', name: 'shoe', brand: 'B', date_uploaded: '2017-11-11T06:41:33Z', last_updated: '11-30-2017', description: 'One\nTwo', enabled: 'True', is_promoted: 'False', extra_images: 'http://x.example/1.jpg|http://x.example/2.jpg',
  landing_page_url: 'http://x.example/', main_image: 'http://x.example/m.jpg', number_saves: '1', number_sold: '2', original_image_url: 'http://x.example/o.jpg', review_note: 'n', review_status: 'approved', tags: [{ Tag: { id: 'r', name: 'red' } }, 'blue'],
  upc: '716393133224', variants: [{ Variant: wholeVariant }]
}
const wholeOrder = {
  order_id: '123456789009876543210164', buyer_id: 'b', transaction_id: 't', order_time: '2014-01-20T20:20:20', last_updated: '2014-01-20', state: 'SHIPPED', cost: '1', shipping_cost: '1', order_total: '2', product_id: 'P1', product_name: 'shoe',
  product_image_url: 'http://x.example/p.jpg', variant_id: 'V1', sku: 'A&lt;B', price: '1', shipping: '1', quantity: '1', color: 'red', size: 'M', days_to_fulfill: '2', hours_to_fulfill: '49', shipped_date: '2014-01-22', shipping_provider: 'China Post', tracking_number: 'RR1',
  shipping_time: '7-14', ship_note: 'n', refunded_by: 'r', refunded_time: '2014-01-20', refunded_reason: 'r', refunded_note: 'n', tracking_confirmed: 'True',
  ShippingDetail: { name: 'N', street_address1: 's', street_address2: 't', city: 'c', state: 's', country: 'US', zipcode: '1', phone_number: '2' }
}
const whole = [wholeOrder, wholeProduct, wholeVariant].flatMap((entity) => [{ code: 0, message: 'm', data: entity }, { code: '0', msg: 'm', data: [entity, entity], paging: { prev: 'http://x.example/?start=0', next: 'http://x.example/?start=2' } }])

/** An example answer of the reference, mutated; or something that never was one. */
export function hostileBodies(token: string): fc.Arbitrary<Buffer> {
  const answers: unknown[] = [...whole, ...exampleAnswers.map(({ text }) => JSON.parse(text.replace('/* results will be here */', '')) as unknown)]
  // A seed in place of a list of choices: cheap to make, and a counterexample is repeated by it just as well.
  const tree = fc.tuple(fc.constantFrom(...answers, ...whole), fc.nat()).map(([answer, seed]) => printed(answer, chooser(seed), token))
  const cut = fc.tuple(tree, fc.nat(), fc.nat({ max: 40 }), fc.oneof(fc.constant(''), fc.string(), fc.constantFrom('<html><body>Oops</body></html>', '\u0000', '\ufeff', ...formsOf(token))))
    .map(([text, at, length, other]) => { const from = at % (text.length + 1); return text.slice(0, from) + other + text.slice(from + length) })
  const truncated = fc.tuple(tree, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))
  return fc.oneof(
    { weight: 6, arbitrary: tree.map((text) => Buffer.from(text)) }, { weight: 2, arbitrary: cut.map((text) => Buffer.from(text)) }, { weight: 1, arbitrary: truncated.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.json({ depthSize: 'medium' }).map((json) => Buffer.from(`{"code":0,"data":[${json}]}`)) }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) }
  )
}

/** Whether a text repeats the token, plainly or in a URL, whatever its capitals. */
export function repeats(text: string, token: string): boolean {
  return [token, encodeURIComponent(token)].some((form) => text.toLowerCase().includes(form.toLowerCase()))
}
