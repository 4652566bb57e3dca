import { describe, expect, it } from 'vitest'
import examples from '../../fixtures/reference/examples.json' with { type: 'json' }
import type { Rehearsal } from '../../../electron/rehearsal/rehearsal.ts'
import { get, store, type Answer, type Client, type Clock, type Json } from './signed-in-store.ts'

// Every request of the reference, sent as its curl would send it, and every answer of the reference, compared with what
// comes back: the same keys, the same types (texts that are numbers stay texts), the same wrapping, the same addresses.

interface Request { readonly line: number; readonly section: string; readonly method: string; readonly path: string; readonly fields: Readonly<Record<string, string>> }
interface Sample { readonly line: number; readonly section: string; readonly text: string }

const requests = examples.filter((example) => example.kind === 'request') as unknown as readonly Request[]
const answers = examples.filter((example) => example.kind === 'answer') as unknown as readonly Sample[]

/** The request that an answer stands under; the answer of "Pagination" stands under none. */
function requestOf(answer: Sample): Request | undefined {
  return requests.filter(({ line, section }) => line < answer.line && section === answer.section).at(-1)
}

/** What the examples name and the prepared store has under another name. Everything else of them is sent as it is printed. */
interface Prepared { readonly server: Rehearsal; readonly client: Client; readonly clock: Clock; readonly substitutes: Readonly<Record<string, string>> }

/** @param path of the call: the samples of lists need many orders */
async function prepared(path: string): Promise<Prepared> {
  const { server, client, clock } = await store({ orders: path.startsWith('order/') && path.includes('get') ? 450 : 60 })
  const inState = (wanted: string): string => server.orders().find(({ state, dueAt, shipment }) => state === wanted && (state !== 'APPROVED' || dueAt > clock.at) && shipment?.confirmed !== true)!.id
  // What the samples take for granted: a product "red-shoe", and variations under the SKUs that they name.
  const shoe = { main_image: 'http://i.imgur.com/Q1a32kD.jpg', name: 'shoe', tags: 'red,shoe', inventory: '1', price: '1', shipping: '1', msrp: '2' }
  for (const sku of ['red-shoe-8', 'blue-shoe-11', 'productsku']) await client.post('product/add', { ...shoe, sku, parent_sku: sku === 'red-shoe-8' ? 'red-shoes' : sku })
  const product = server.products()[0]!.id
  // So that every change changes something.
  await client.post('product/update', { id: product, extra_images: 'http://i.imgur.com/Cxagv.jpg' })
  return {
    server, client, clock,
    substitutes: {
      an_example_access_token: client.token,
      // orders: one to read, one to ship or refund; the one whose tracking changes is shipped
      '123456789009876543210164': inState('APPROVED'), '098765432112345678901234': inState('APPROVED'), 'shipped 098765432112345678901234': inState('SHIPPED'),
      // products
      '4ef2858a9795c776ce000120': product, '123456789009876543211234': product, productid312: product
    }
  }
}

/**
 * Sends a request as curl would: parameters as they are printed, unescaped where curl leaves them so. One request is printed
 * twice, and answered with numbers the first time and with texts the second: the store is told to do the same.
 */
async function sent(request: Request, { server, client, substitutes }: Prepared): Promise<Answer> {
  if (request.section === 'How to Debug') server.setQuirks(['text_codes', 'text_data'])
  if (request.path === 'variant/add') await client.post('product/add', { main_image: 'http://i.imgur.com/Q1a32kD.jpg', name: 'shoe', tags: 'red', inventory: '1', price: '1', shipping: '1', sku: 'red-shoe-1', parent_sku: 'red-shoe' })
  const fields = Object.fromEntries(Object.entries(request.fields).map(([name, value]) => [name, (request.path === 'order/modify-tracking' ? substitutes[`shipped ${value}`] : undefined) ?? substitutes[value] ?? value]))
  const printed = Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&')
  const address = `${server.address}/api/v2/${request.path}`
  const response = request.method === 'POST'
    ? await fetch(address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: printed })
    : await fetch(`${address}?${printed}`)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json }
}

/** Where the samples say less than the tables beside them: keys that an answer may have more, from "Product Attributes", "Product Variation Attributes" and "Other Order Attributes". */
const attributes: Readonly<Record<string, readonly string[]>> = {
  Product: ['brand', 'date_uploaded', 'enabled', 'extra_images', 'is_promoted', 'landing_page_url', 'main_image', 'original_image_url', 'review_note', 'upc', 'last_updated'],
  Variant: ['color', 'main_image', 'msrp', 'original_image_url', 'shipping_time', 'size'],
  Order: ['color', 'size', 'shipped_date', 'shipping_provider', 'tracking_number', 'shipping_time', 'ship_note', 'refunded_by', 'refunded_time', 'refunded_reason', 'refunded_note'],
  ShippingDetail: ['street_address2']
}
/** Keys of the samples that not every thing has: they are the tables' optional ones. */
const optional: Readonly<Record<string, readonly string[]>> = {
  Order: ['transaction_id', 'product_image_url'], Variant: ['msrp', 'color', 'size', 'shipping_time'], ShippingDetail: ['phone_number', 'state', 'zipcode', 'city']
}

const orderOf = ({ server, substitutes }: Prepared, id: string): unknown => server.orders().find((order) => order.id === substitutes[id])
const productOf = ({ server, substitutes }: Prepared): unknown => server.products().find(({ id }) => id === substitutes['productid312'])
const variantOf = ({ server }: Prepared, sku: string): unknown => server.products().flatMap(({ variants }) => variants).find((variant) => variant.sku === sku)

/** What is true after the example of a call that changes something. */
const effects: Readonly<Record<string, (made: Prepared) => void>> = {
  'order/fulfill-one': (made) => { expect(orderOf(made, '098765432112345678901234')).toMatchObject({ state: 'SHIPPED', shipment: { provider: 'USPS', trackingNumber: '12345679' } }) },
  'order/refund': (made) => { expect(orderOf(made, '098765432112345678901234')).toMatchObject({ state: 'REFUNDED', refund: { by: 'REFUNDED BY MERCHANT' } }) },
  'order/modify-tracking': (made) => { expect(orderOf(made, 'shipped 098765432112345678901234')).toMatchObject({ state: 'SHIPPED', shipment: { provider: 'USPS', trackingNumber: '12345678' } }) },
  'product/add': ({ server }) => { expect(server.products().at(-1)).toMatchObject({ parentSku: 'red-shoe', tags: ['red', 'shoe', 'cool'], extraImages: ['http://i.imgur.com/Q1a32kD.jpg', 'http://i.imgur.com/Cxagv.jpg'], variants: [{ sku: 'red-shoe-11', inventory: 100, price: '100', shipping: '10' }] }) },
  'product/update': (made) => { expect(productOf(made)).toMatchObject({ name: 'Awesome shoe', description: 'This shoe is the best on Joom', tags: ['shoe', 'awesome', 'size 11'] }) },
  'product/enable': (made) => { expect((productOf(made) as { variants: { enabled: boolean }[] }).variants.every(({ enabled }) => enabled)).toBe(true) },
  'product/disable': (made) => { expect((productOf(made) as { variants: { enabled: boolean }[] }).variants.some(({ enabled }) => enabled)).toBe(false) },
  'product/remove-extra-images': (made) => { expect(productOf(made)).toMatchObject({ extraImages: [] }) },
  'variant/add': (made) => { expect(variantOf(made, 'red-shoe-12')).toMatchObject({ inventory: 10, price: '10', shipping: '3', size: '12', enabled: true }) },
  'variant/update': (made) => { expect(variantOf(made, 'blue-shoe-11')).toMatchObject({ inventory: 1000, price: '10.11', shipping: '10.00', msrp: '2' }) },
  'variant/change-sku': (made) => { expect([variantOf(made, 'blue-shoe-11'), variantOf(made, 'blue-shoe-12')]).toEqual([undefined, expect.anything()]) },
  'variant/enable': (made) => { expect(variantOf(made, 'blue-shoe-11')).toMatchObject({ enabled: true }) },
  'variant/disable': (made) => { expect(variantOf(made, 'blue-shoe-11')).toMatchObject({ enabled: false }) },
  'variant/update-inventory': (made) => { expect(variantOf(made, 'blue-shoe-11')).toMatchObject({ inventory: 100 }) }
}

/** How long the list of a call is. */
const totals: Readonly<Record<string, (made: Prepared) => number>> = {
  'order/multi-get': ({ server }) => server.orders().length,
  'order/get-fulfill': ({ server }) => server.orders().filter(({ state }) => state === 'APPROVED').length,
  'product/multi-get': ({ server }) => server.products().length,
  'variant/multi-get': ({ server }) => server.products().flatMap(({ variants }) => variants).length
}

/** How a text is written: what a number, an instant, a truth or an address looks like is a part of the shape. */
function manner(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return 'a number as text'
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return 'an instant'
  if (/^(True|False)$/.test(text)) return 'a truth'
  return 'a text'
}
const free = new Set(['sku', 'parent_sku', 'zipcode', 'phone_number', 'name', 'size', 'order_id', 'id', 'street_address1', 'city', 'state'])

/** Every place where an answer has another shape than the sample; none where it has the same. */
function differences(actual: unknown, sample: unknown, where: string, within = ''): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(actual)) return [`${where} is no list`]
    if (sample.length > 0 && actual.length === 0) return [`${where} is empty`]
    return actual.flatMap((entry, n) => differences(entry, sample.length === 0 ? entry : sample.map((one) => ({ one, many: differences(entry, one, '').length })).toSorted((a, b) => a.many - b.many)[0]?.one, `${where}[${String(n)}]`, within))
  }
  if (typeof sample === 'object' && sample !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return [`${where} is no object`]
    const [has, should] = [actual as Json, sample as Json]
    const missing = Object.keys(should).filter((key) => !(key in has) && !(optional[within]?.includes(key) ?? false))
    const more = Object.keys(has).filter((key) => !(key in should) && !(attributes[within]?.includes(key) ?? false))
    return [
      ...missing.map((key) => `${where}.${key} is missing`), ...more.map((key) => `${where}.${key} is more than the sample has`),
      ...Object.keys(should).filter((key) => key in has).flatMap((key) => differences(has[key], should[key], `${where}.${key}`, key in attributes ? key : within === 'ShippingDetail' ? '' : within))
    ]
  }
  if (typeof actual !== typeof sample) return [`${where} is a ${typeof actual}, not a ${typeof sample}`]
  const key = where.replace(/^.*\./, '')
  return typeof sample === 'string' && typeof actual === 'string' && !free.has(key) && manner(actual) !== manner(sample) ? [`${where} is ${manner(actual)}, not ${manner(sample)}`] : []
}

const parsed = (text: string): Json => JSON.parse(text.replace('[/* results will be here */]', '[]').replace(/"Tag": \{([^}]*)\}\n(\s*)\}\n(\s*)\}/, '"Tag": {$1}\n$2}\n$3]')) as Json

describe('the comparison', () => {
  it('sees what differs', () => {
    const sample = { code: 0, data: { Order: { price: '8', state: 'APPROVED', order_time: '2014-01-20T20:20:20' } }, message: '' }
    const same = { code: 0, data: { Order: { price: '4.7', state: 'SHIPPED', order_time: '2026-01-20T20:20:20', color: 'red' } }, message: 'x' }
    expect(differences(same, sample, '')).toEqual([])
    expect(differences({ ...same, code: '0' }, sample, '')).toEqual(['.code is a string, not a number'])
    expect(differences({ ...same, data: same.data.Order }, sample, '')).toContain('.data.Order is missing')
    expect(differences({ ...same, data: { Order: { ...same.data.Order, price: 4.7, order_time: '2026-01-20' } } }, sample, '')).toEqual(['.data.Order.price is a number, not a string', '.data.Order.order_time is a text, not an instant'])
    expect(differences({ ...same, extra: 1 }, sample, '')).toEqual(['.extra is more than the sample has'])
    expect(differences({ data: [] }, { data: [1] }, '')).toEqual(['.data is empty'])
  })
})

describe('the examples of the reference', () => {
  it('are all here: 34 requests of all 22 calls and 24 answers, each of which is compared', () => {
    expect([requests.length, new Set(requests.map(({ path }) => path)).size, answers.length]).toEqual([34, 22, 24])
    expect(answers.filter((answer) => requestOf(answer) === undefined).map(({ section }) => section)).toEqual(['Pagination'])
  })

  it.each(requests.map((request) => [request.line, request.section, request] as const))('line %i, %s: the request is answered as it says', async (_line, section, request) => {
    const made = await prepared(request.path)
    const { status, body } = await sent(request, made)
    const isRefused = section === 'API Errors' || section === 'How to Debug'
    expect([status, Number(body['code'])]).toEqual(isRefused ? [400, 1000] : [200, 0])
    const total = totals[request.path]?.(made)
    if (isRefused || total === undefined) return
    // The samples of the questions and answers name the limit differently.
    const { start = '0', limit = '50', count = limit } = request.fields
    expect(body['data']).toHaveLength(Math.min(Number(count), Math.max(0, total - Number(start))))
  })

  it.each(Object.entries(effects))('%s does what it says', async (path, look) => {
    const made = await prepared(path)
    await sent(requests.find((request) => request.path === path && !request.section.startsWith('API') && !request.section.startsWith('How') && request.section !== 'Debugging')!, made)
    look(made)
  })

  it('change everything that is checked here', () => {
    expect(Object.keys(effects).toSorted()).toEqual([...new Set(requests.filter(({ method }) => method === 'POST').map(({ path }) => path))].toSorted())
  })

  it('print the addresses of a page with prev too', async () => {
    const made = await prepared('product/multi-get')
    made.server.setQuirks(['prev'])
    const { body } = await get(made.server.address, `/api/v2/product/multi-get?start=10&limit=10&access_token=${made.client.token}`)
    const sample = parsed(answers.find(({ section }) => section === 'Pagination')!.text)
    expect(differences({ ...body, data: [] }, sample, 'answer')).toEqual([])
    // The sample says of itself that token and format were removed; its pages are those of the third page, one page late.
    expect(Object.values(addresses(body, made) as object)).toEqual(['https://api-merchant.joom.it/api/v2/product/multi-get?start=20&limit=10&access_token=an_example_access_token', 'https://api-merchant.joom.it/api/v2/product/multi-get?start=0&limit=10&am;paccess_token=an_example_access_token'])
  })

  it.each(answers.filter((answer) => requestOf(answer)).map((answer) => [answer.line, answer.section, answer] as const))('line %i, %s: the answer has the shape of the sample', async (_line, _section, answer) => {
    const request = requestOf(answer)!
    const made = await prepared(request.path)
    const { body } = await sent(request, made)
    const sample = parsed(answer.text)
    expect(differences(body, sample, 'answer')).toEqual([])
    const words = (json: Json): unknown => [json['code'], 'message' in json ? json['message'] : json['msg']]
    expect(words(body)).toEqual(words(sample))
    // Of an answer without an entity every value is the sample's.
    if (!answer.text.includes('"id"') && !answer.text.includes('order_id')) expect(body).toEqual(sample)
    expect(addresses(body, made)).toEqual(addresses(sample, made))
  })
})

/** The addresses of other pages, with the host and the token of the reference. */
function addresses(body: Json, { server, client }: Prepared): unknown {
  const paging = body['paging'] as Record<string, string> | undefined
  return paging && Object.fromEntries(Object.entries(paging).map(([name, address]) => [name, address.replace(server.address, 'https://api-merchant.joom.it').replace(client.token, 'an_example_access_token')]))
}
