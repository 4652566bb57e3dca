import { describe, expect, it } from 'vitest'
import { createOauth } from '../../../electron/connections/oauth.ts'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { exampleAnswer, exampleAnswers, exampleRequests } from '../../support/reference-examples.ts'
import { startRecordingServer } from './recording-server.ts'

// Every example request and answer of the reference, against the client: what it sends, and what it makes of the answer.

const token = 'an_example_access_token'
type Call = (client: JoomClient) => Promise<unknown>
const clientOf = (address: string): JoomClient => createJoomClient({ address, accessToken: () => Promise.resolve(token), now: () => 0, userAgent: 'Packbench/test', retry: { attempts: 1 } })

const order = '098765432112345678901234'
const usps = (trackingNumber: string) => ({ provider: 'USPS', trackingNumber, shippingTime: null, note: null })
const misspelled: Call = (c) => c.fulfil(order, { ...usps('12345679'), provider: 'USPSSSSSSSSSSSSSSSSSSSSSSSSS' })
const product = { id: '123456789009876543211234' }

/** By section, in the reference's order. `instead`: what is sent in place of the reference's fields; `notSent`: why nothing is. Both say why. */
const requests: Readonly<Record<string, ReadonlyArray<{ readonly call: Call; readonly instead?: Readonly<Record<string, string>>; readonly notSent?: object; readonly because?: string }>>> = {
  'API Errors': [{ call: misspelled, notSent: { kind: 'invalid', field: 'tracking_provider', reason: 'not_accepted' }, because: 'the sample shows a mistake, which the client stops before it leaves' }],
  'How to Debug': [{ call: misspelled, notSent: { kind: 'invalid', field: 'tracking_provider', reason: 'not_accepted' }, because: 'the same mistake' }],
  Debugging: [{ call: (c) => c.fulfil(order, usps('12345679')) }],
  'How do I update price of a product?': [{ call: (c) => c.updateVariant('productsku', { price: '12.3' }) }],
  'How do I update inventory of a product?': [{ call: (c) => c.updateVariant('productsku', { inventory: 100 }) }],
  'How do I enable/disable a product?': [{ call: (c) => c.enableProduct({ id: 'productid312' }) }],
  'How do I get all products?': ['0', '500', '1000'].map((start) => ({ call: (c) => c.listProducts({ start: Number(start), limit: 500 }), instead: { start, limit: '500' }, because: 'the table of the call knows limit, count stands in the FAQ only' })),
  'How do I get all orders?': [['0', '50'], ['50', '100'], ['100', '150']].map(([start = '', limit = '']) => ({ call: (c) => c.listOrders('multi-get', { start: Number(start), limit: Number(limit) }), instead: { start, limit }, because: 'the table of the call knows limit, count stands in the FAQ only' })),
  'Test Authentication': [{ call: (c) => c.authTest() }],
  'Create a Product': [{
    call: (c) => c.addProduct({
      mainImage: 'http://i.imgur.com/Q1a32kD.jpg', name: 'shoe', description: 'this is a cool shoe', tags: ['red', 'shoe', 'cool'], parentSku: 'red-shoe',
      extraImages: ['http://i.imgur.com/Q1a32kD.jpg', 'http://i.imgur.com/Cxagv.jpg'], variant: { sku: 'red-shoe-11', inventory: 100, price: '100', shipping: '10' }
    })
  }],
  'Retrieve a Product': [{ call: (c) => c.getProduct({ id: '4ef2858a9795c776ce000120' }) }],
  'Update a Product': [{
    call: (c) => c.updateProduct(product, { name: 'Awesome shoe', description: 'This shoe is the best on Joom', tags: ['shoe', 'awesome', 'size 11'] }),
    instead: { id: product.id, name: 'Awesome shoe', description: 'This shoe is the best on Joom', tags: 'shoe,awesome,size 11' }, because: 'the text before the sample has the tags without blanks, the sample with'
  }],
  'Enable a Product': [{ call: (c) => c.enableProduct(product) }],
  'Disable a Product': [{ call: (c) => c.disableProduct({ id: 'productid312' }) }],
  'List all Products': [{ call: (c) => c.listProducts({ start: 20, limit: 2, since: Date.UTC(2014, 9, 15) }) }],
  'Remove Extra Images from a Product': [{ call: (c) => c.removeExtraImages(product) }],
  'Create a Product Variation': [{ call: (c) => c.addVariant('red-shoe', { sku: 'red-shoe-12', inventory: 10, price: '10', size: '12', shipping: '3' }) }],
  'Retrieve a Product Variation': [{ call: (c) => c.getVariant('red-shoe-8') }],
  'Update a Product Variation': [{ call: (c) => c.updateVariant('blue-shoe-11', { price: '10.11', inventory: 1000, shipping: '10.00' }) }],
  'Change a Product Variation\'s SKU': [{ call: (c) => c.changeSku('blue-shoe-11', 'blue-shoe-12') }],
  'Enable a Product Variation': [{ call: (c) => c.enableVariant('blue-shoe-11') }],
  'Disable a Product Variation': [{ call: (c) => c.disableVariant('blue-shoe-11') }],
  'Update Inventory': [{ call: (c) => c.updateInventory('blue-shoe-11', 100) }],
  'List all Product Variations': [{ call: (c) => c.listVariants({ start: 20, limit: 2 }) }],
  'Retrieve an Order': [{ call: (c) => c.getOrder('123456789009876543210164') }],
  'Retrieve Recently Changed Orders': [{ call: (c) => c.listOrders('multi-get', { start: 200, limit: 100, since: Date.UTC(2014, 0, 20) }) }],
  'Retrieve Unfulfilled Orders': [{ call: (c) => c.listOrders('get-fulfill', { start: 0, limit: 100 }) }],
  'Fulfill an Order': [{ call: (c) => c.fulfil(order, usps('12345679')) }],
  'Refund/Cancel an order': [{ call: (c) => c.refund(order, { reasonCode: 18, note: null }) }],
  'Modify Tracking of a Shipped Order': [{ call: (c) => c.modifyTracking(order, { provider: 'USPS', trackingNumber: '12345678' }) }]
}

const facts = (of: object) => ({ facts: of, raw: expect.any(String) as string })
const variant = (of: object) => facts({
  joomId: null, productId: null, color: null, size: null, enabled: true, inventory: null, price: null, msrp: null, shipping: null, shippingTime: null, mainImage: null, originalImage: null, ...of
})
const productOf = (of: object) => facts({
  parentSku: null, brand: null, upc: null, mainImage: null, extraImages: [], originalImage: null, landingPage: null, enabled: null, promoted: null, reviewNote: null, uploadedAt: null, lastUpdated: null, ...of
})
const orderOf = (shipTo: object, of: object) => facts({
  transactionId: '11114026a99e980d4e500269', buyerId: '1234fad43deaf71536cb2c74', state: 'APPROVED', stateWord: null, hoursToFulfill: 49, quantity: 2,
  product: {
    id: '1113fad43deaf71536cb2c74', variantId: '1111fad63deaf71536cb2c76', name: 'Dandelion Necklace', imageUrl: 'http://d1zog42tnv26ho.cloudfront.net/4fea11fac43bf532f4001419-normal.jpg',
    sku: 'Dandelion Necklace', color: null, size: null
  },
  money: { price: '8', cost: '6.8', shipping: '2.35', shippingCost: '2', total: '17.6' }, shipTo: { street2: null, country: 'US', ...shipTo },
  shipment: { shippedDate: null, provider: null, trackingNumber: null, shippingTime: null, note: null }, refund: { by: null, time: null, reason: null, note: null }, ...of
})
const january = Date.UTC(2014, 0, 20, 20, 20, 20)
/** Both lists show the same two; the time left of the second differs. */
const twoOrders = (secondHours: number) => [
  orderOf({ name: 'Guadalupe Smith', street1: '3317 w 51st Street', city: 'New York City', state: 'California', zip: '60632', phone: '5554191609' }, { joomId: '123456789009876543210164', orderedAt: january, lastUpdated: january }),
  orderOf({ name: 'Marko Schroeder', street1: '20685 W Verona Ave', city: 'Lake City', state: 'NY', zip: '60046', phone: '+1 555-399-7785' }, { joomId: '1114a7cfb2ec2d42d272b627', orderedAt: january, lastUpdated: january, hoursToFulfill: secondHours })
]
const tag = (name: string, id = name) => ({ id, name })
const ring = '5284e18fb5baba49d5xxxxxx'
const scarf = '5284efafb5bab119d1zzzzzz'
const twoProducts = [
  productOf({
    joomId: ring, parentSku: 'Cute Bow Ring', name: 'Cute Ring', description: 'Example description', reviewStatus: 'approved', saves: 6, sold: 0, tags: [tag('womens ring', 'womensring'), tag('Jewelry', 'jewelry'), tag('Bow', 'bow')],
    variants: [
      variant({ joomId: '5284e192b111ba49d5xxxxxx', productId: ring, sku: 'AA1', color: 'green', inventory: 11, msrp: '113.9', price: '110.9', shipping: '10.5' }),
      variant({ joomId: '5284e19qqqbaba49d5bbbbbb', productId: ring, sku: 'ZZ1', color: 'blue', inventory: 100, msrp: '19.9', price: '15.9', shipping: '10.5' })
    ]
  }),
  productOf({
    joomId: scarf, parentSku: 'Fairisle Scarf', name: 'Fairisle Scarf', description: 'Example Description', reviewStatus: 'rejected', saves: 0, sold: 0,
    tags: [tag('cotton scarf', 'cottonscarf'), tag('Fashion Accessories', 'fashionaccessorie'), tag('Fashion', 'fashion'), tag('scarf')],
    variants: [
      variant({ joomId: '5284efb1b111ba49d1qqqqqq', productId: scarf, sku: 'AA4', color: 'gray', inventory: 1010, msrp: '25.9', price: '21.91', shipping: '10.0' }),
      variant({ joomId: '5284efbaaababa49d1eiwqdf', productId: scarf, sku: 'AAB', color: 'red', inventory: 1100, msrp: '21.99', price: '21.91', shipping: '11.0' })
    ]
  })
]
const ok = (value: unknown) => ({ kind: 'ok', value, requestId: 'r-1' })
const accepted = (message = '') => ({ kind: 'accepted', message, requestId: 'r-1' })
const created = (value: unknown) => ({ ...accepted(), value })
const refused = { kind: 'refused', httpStatus: 400, code: '1000', message: 'Tracking provider is not one of the accepted providers on Joom', data: '2003', requestId: 'r-1' }
const fulfil = requests['Debugging']?.[0]?.call ?? misspelled

/** By section: the call that gets the answer, where it is not the section's own request, and everything that comes out of it. */
const answers: Readonly<Record<string, { readonly call?: Call; readonly status?: number; readonly outcome: object }>> = {
  'API Errors': { call: fulfil, status: 400, outcome: refused },
  Pagination: { call: (c) => c.listProducts({ start: 10, limit: 10 }), outcome: { kind: 'unreadable', message: 'HTTP 200, not an answer in Joom’s form', requestId: 'r-1' } },
  'How to Debug': { call: fulfil, status: 400, outcome: refused },
  Debugging: { outcome: accepted('Your order is been processed right now!') },
  'Create a Product': {
    outcome: created(productOf({
      joomId: '52a11ebdf94adc0cfee0dbd9', parentSku: 'red-shoe', name: 'red shoe', description: 'this is a cool shoe', reviewStatus: 'pending', saves: 0, sold: 0, tags: [tag('red'), tag('cool'), tag('shoe')],
      variants: [variant({ joomId: '52a11ebef94adc0cfee0dbdb', productId: '52a11ebdf94adc0cfee0dbd9', sku: 'red-shoe-11', inventory: 100, price: '100.0', shipping: '10.0', shippingTime: '5-10' })]
    }))
  },
  'Update a Product': { outcome: accepted() },
  'Enable a Product': { outcome: accepted() },
  'Disable a Product': { outcome: accepted() },
  'List all Products': { outcome: ok({ readable: twoProducts, unreadable: [], count: 2, mayHaveMore: true, saysNext: true, nextStart: 22 }) },
  'Remove Extra Images from a Product': { outcome: accepted() },
  'Create a Product Variation': { outcome: created(variant({ joomId: '529e6c2cf94aaa0cfe02846f', sku: 'red-shoe-12', size: '12', inventory: 10, price: '10', shipping: '3' })) },
  'Retrieve a Product Variation': { outcome: ok(variant({ joomId: '51e0a2c61111a236cfffe3a2', productId: '51e0a2c61111axxxcfffeyyy', sku: 'red-shoe-8', inventory: 10_100, msrp: '21100.0', price: '100.0', shipping: '10.0' })) },
  'Update a Product Variation': { outcome: accepted() },
  'Change a Product Variation\'s SKU': { outcome: accepted() },
  'Enable a Product Variation': { outcome: accepted() },
  'Disable a Product Variation': { outcome: accepted() },
  'Update Inventory': { outcome: accepted() },
  'List all Product Variations': {
    outcome: ok({
      readable: [
        variant({ joomId: '5215451b31111f73ff2xxxxxx', productId: '51e0a2c61111axxxcfffeyyy', sku: 'MMM', inventory: 1314, msrp: '150.0', price: '100.0', shipping: '21.0' }),
        variant({ joomId: '5214c1111c238837cdiiiiii', productId: '51e0a2c61111axxxcfffeyyy', sku: 'DD1111', color: 'blue', inventory: 917, msrp: '100.0', price: '50.0', shipping: '9.81' })
      ], unreadable: [], count: 2, mayHaveMore: true, saysNext: true, nextStart: 22
    })
  },
  'Retrieve an Order': {
    outcome: ok(orderOf(
      { name: 'Mick Berry', street1: '2126 PO Box 5 Rt 49', city: 'North Bay', state: 'NC', zip: '13123', phone: '+1 555-181-7247' },
      { joomId: '123456789009876543210164', orderedAt: Date.UTC(2013, 11, 6, 20, 20, 20), lastUpdated: Date.UTC(2013, 11, 6, 20, 20, 20) }
    ))
  },
  'Retrieve Recently Changed Orders': { outcome: ok({ orders: twoOrders(2), unreadable: [], count: 2, mayHaveMore: true, saysNext: true, nextStart: 300 }) },
  'Retrieve Unfulfilled Orders': { outcome: ok({ orders: twoOrders(49), unreadable: [], count: 2, mayHaveMore: true, saysNext: true, nextStart: 100 }) },
  'Fulfill an Order': { outcome: accepted('Your order is been processed right now!') },
  'Refund/Cancel an order': { outcome: accepted() },
  'Modify Tracking of a Shipped Order': { outcome: accepted() }
}

const count = (entries: ReadonlyArray<{ readonly section: string }>): Readonly<Record<string, number>> => Object.fromEntries([...Map.groupBy(entries, ({ section }) => section)].map(([section, found]) => [section, found.length]))

it('leaves out no example', () => {
  expect(Object.fromEntries(Object.entries(requests).map(([section, calls]) => [section, calls.length]))).toEqual(count(exampleRequests))
  expect(Object.fromEntries(Object.keys(answers).map((section) => [section, 1]))).toEqual(count(exampleAnswers))
  expect([exampleRequests.length, exampleAnswers.length]).toEqual([34, 24])
})

describe('what is sent', () => {
  const nth = new Map<string, number>()
  it.each(exampleRequests.map((example) => {
    const at = nth.get(example.section) ?? 0
    nth.set(example.section, at + 1)
    return { ...example, mine: requests[example.section]?.[at] }
  }))('$section, line $line: $method $path', async ({ method, path, fields, mine }) => {
    if (mine === undefined) throw new Error('this example has no call')
    const server = await startRecordingServer({ text: '{"code":0,"data":null,"message":""}' })
    const outcome = await mine.call(clientOf(server.address))
    if (mine.notSent) {
      expect(outcome).toEqual(mine.notSent)
      expect(server.recorded).toEqual([])
      return
    }
    const { access_token: theirToken, ...rest } = fields
    expect(theirToken).toBe(token)
    expect(server.recorded).toHaveLength(1)
    expect(server.recorded[0]).toMatchObject({ method, path, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })
    expect(server.recorded[0]?.fields).toEqual(mine.instead ?? rest)
  })
})

describe('what is made of the answer', () => {
  it.each(exampleAnswers)('$section, line $line', async ({ section, text }) => {
    const mine = answers[section]
    const call = mine?.call ?? requests[section]?.[0]?.call
    if (mine === undefined || call === undefined) throw new Error('this example has no call')
    const server = await startRecordingServer({ text, status: mine.status ?? 200 })
    expect(timeless(await call(clientOf(server.address)))).toEqual(mine.outcome)
  })

  it('Pagination, once results stand where its comment does: there may be more', async () => {
    const { data } = JSON.parse(exampleAnswer('List all Products')) as { data: unknown }
    const server = await startRecordingServer({ text: exampleAnswer('Pagination').replace('[/* results will be here */]', JSON.stringify(data)) })
    expect(await clientOf(server.address).listProducts({ start: 10, limit: 10 })).toEqual(ok({ readable: twoProducts, unreadable: [], count: 2, mayHaveMore: true, saysNext: true, nextStart: 20 }))
  })
})

// The reference only points to its guide for signing in, so these examples are written by hand, after the guide.
describe('the sign-in', () => {
  const app = (address: string) => ({ address, clientId: '5f2a', secretKey: 'secret-key-0123456789' })
  const tokens = '{"code":0,"message":"","data":{"access_token":"access-1","refresh_token":"refresh-1","expires_in":2592000,"expiry_time":1702592000,"merchant_user_id":"u"}}'
  const pair = { access: 'access-1', refresh: 'refresh-1', expiresAt: 2_592_000_000, renewFrom: 2_592_000_000 - 300_000 }
  const oauth = createOauth({ userAgent: 'Packbench/test', now: () => 0 })

  it('exchanges the code', async () => {
    const server = await startRecordingServer({ text: tokens })
    expect(await oauth.exchange(app(server.address), 'code-1', 'http://localhost:47800/callback')).toEqual(pair)
    expect(server.recorded).toMatchObject([{ method: 'POST', path: 'oauth/access_token', headers: { 'content-type': 'application/x-www-form-urlencoded' } }])
    expect(server.recorded[0]?.fields).toEqual({ client_id: '5f2a', client_secret: 'secret-key-0123456789', grant_type: 'authorization_code', code: 'code-1', redirect_uri: 'http://localhost:47800/callback' })
    expect(server.recorded[0]?.headers.authorization).toBeUndefined()
  })

  it('renews the pair', async () => {
    const server = await startRecordingServer({ text: tokens })
    expect(await oauth.renew(app(server.address), 'refresh-0')).toEqual(pair)
    expect(server.recorded).toMatchObject([{ method: 'POST', path: 'oauth/refresh_token' }])
    expect(server.recorded[0]?.fields).toEqual({ client_id: '5f2a', client_secret: 'secret-key-0123456789', grant_type: 'refresh_token', refresh_token: 'refresh-0' })
  })
})

/** The outcome without what the server's clock said: that stands in no example. */
function timeless(outcome: unknown): unknown {
  return JSON.parse(JSON.stringify(outcome, (key, value: unknown) => (key === 'answeredAt' ? undefined : value)))
}
