import { describe, expect, it } from 'vitest'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { startRecordingServer, type Recorded } from './recording-server.ts'

// What servers of version 2 are known to do, one line each, through a real server: requests as they like them, answers as they write them.

const token = 'an_example_access_token'
const clientOf = (address: string): JoomClient => createJoomClient({ address, accessToken: () => Promise.resolve(token), now: () => 0, userAgent: 'Packbench/test', retry: { attempts: 1 } })
type Call = (client: JoomClient) => Promise<unknown>

const order = (more = '') => `{"order_id":"A1","state":"APPROVED"${more === '' ? '' : `,${more}`}}`
const product = (more = '') => `{"id":"P1"${more === '' ? '' : `,${more}`}}`
const variant = (more = '') => `{"sku":"S1"${more === '' ? '' : `,${more}`}}`
const said = (data: string, more = ''): string => `{"code":0,"message":"","data":${data}${more}}`
const facts = (of: object) => ({ kind: 'ok', value: { facts: of } })
const page = (of: object) => ({ kind: 'ok', value: of })

const getOrder: Call = (c) => c.getOrder('A1')
const getProduct: Call = (c) => c.getProduct({ id: 'P1' })
const getVariant: Call = (c) => c.getVariant('S1')
const list: Call = (c) => c.listOrders('multi-get', { start: 0, limit: 1 })
const shortList: Call = (c) => c.listOrders('multi-get', { start: 0, limit: 2 })
const refund: Call = (c) => c.refund('A1', { reasonCode: 1, note: null })
const accepted = { kind: 'accepted' }

/** A text, the call, the answer's status and body, and what comes out. */
type Line = readonly [string, Call, number, string, object]

describe('answers', () => {
  it.each<Line>([
    ['code 0 as a number', getOrder, 200, said(order()), { kind: 'ok' }],
    ['code 0 as a string', getOrder, 200, said(order()).replace('"code":0', '"code":"0"'), { kind: 'ok' }],
    ['code and data of an error as numbers', refund, 400, '{"code":1000,"data":2003,"message":"m"}', { kind: 'refused', code: '1000', data: '2003' }],
    ['code and data of an error as strings', refund, 400, '{"code":"1000","data":"2003","message":"m"}', { kind: 'refused', code: '1000', data: '2003' }],
    ['data of an error names a parameter', refund, 400, '{"code":1001,"data":"reason_code","message":"m"}', { kind: 'refused', code: '1001', data: 'reason_code' }],
    ['an error with a type alone', refund, 400, '{"code":1000,"type":"bad_request","data":{}}', { kind: 'refused', code: '1000', message: 'bad_request' }],
    ['an error with a type and an empty message', refund, 400, '{"code":1000,"type":"bad_request","message":""}', { kind: 'refused', message: 'bad_request' }],
    ['an error with a type and msg', refund, 400, '{"code":1000,"type":"bad_request","msg":"m"}', { kind: 'refused', message: 'm' }],
    ['numbers as strings', getOrder, 200, said(order('"order_total":"17.6","quantity":"2","hours_to_fulfill":"49"')), facts({ money: { total: '17.6' }, quantity: 2, hoursToFulfill: 49 })],
    ['real numbers', getOrder, 200, said(order('"order_total":17.60,"quantity":2,"hours_to_fulfill":49')), facts({ money: { total: '17.60' }, quantity: 2, hoursToFulfill: 49 })],
    ['numbers with an exponent', getOrder, 200, said(order('"order_total":1.5e2,"cost":25E-2,"price":-1.25e+1,"shipping":5e-8,"shipping_cost":1e0,"quantity":2e1,"hours_to_fulfill":4.9E1')), facts({ money: { total: '150', cost: '0.25', price: '-12.5', shipping: '0.00000005', shippingCost: '1' }, quantity: 20, hoursToFulfill: 49 })],
    ['numbers of many', getProduct, 200, said(product('"number_saves":"2500000","number_sold":3000000')), facts({ saves: 2_500_000, sold: 3_000_000 })],
    ['many of a variation', getVariant, 200, said(variant('"inventory":"5000000"')), facts({ inventory: 5_000_000 })],
    ['booleans as strings', getVariant, 200, said(variant('"enabled":"True"')), facts({ enabled: true })],
    ['real booleans', getProduct, 200, said(product('"enabled":true,"is_promoted":false')), facts({ enabled: true, promoted: false })],
    ['wrapped orders', list, 200, said(`[{"Order":${order()}}]`), page({ orders: [{ facts: { joomId: 'A1' } }], count: 1 })],
    ['wrapped orders, in small letters', list, 200, said(`[{"order":${order()}}]`), page({ orders: [{ facts: { joomId: 'A1' } }], unreadable: [], count: 1 })],
    ['bare orders', list, 200, said(`[${order()}]`), page({ orders: [{ facts: { joomId: 'A1' } }], count: 1 })],
    ['wrapped products, tags and variations', getProduct, 200, said(`{"Product":${product(`"tags":[{"Tag":{"id":"r","name":"red"}}],"variants":[{"Variant":${variant()}}]`)}}`), facts({ tags: [{ id: 'r', name: 'red' }], variants: [{ facts: { sku: 'S1' } }] })],
    ['bare products, tags and variations', getProduct, 200, said(product(`"tags":[{"id":"r","name":"red"}],"variants":[${variant()}]`)), facts({ tags: [{ id: 'r', name: 'red' }], variants: [{ facts: { sku: 'S1' } }] })],
    ['tags as words, and in one text', (c) => c.listProducts({ start: 0, limit: 2 }), 200, said(`[${product('"tags":["red"," blue "]')},${product('"tags":"red, blue"')}]`), page({ readable: [{ facts: { tags: [{ id: null, name: 'red' }, { id: null, name: 'blue' }] } }, { facts: { tags: [{ id: null, name: 'red' }, { id: null, name: 'blue' }] } }] })],
    ['a variation that stands alone where a list should', getProduct, 200, said(product(`"variants":{"Variant":${variant()}}`)), facts({ variants: [{ facts: { sku: 'S1' } }] })],
    ['a write: {"success":"True"}', refund, 200, said('{"success":"True"}'), accepted],
    ['a write: {"success":true}', refund, 200, said('{"success":true}'), accepted],
    ['a write: {}', refund, 200, said('{}'), accepted],
    ['a write: null', refund, 200, said('null'), accepted],
    ['a write: no data at all', refund, 200, '{"code":0}', accepted],
    ['a creation that says nothing of what it made', (c) => c.addVariant('P', { sku: 'S1', inventory: 1, price: '1', shipping: '0' }), 200, said('{}'), { kind: 'accepted', value: null }],
    ['a creation whose answer cannot be read was made all the same', (c) => c.addVariant('P', { sku: 'S1', inventory: 1, price: '1', shipping: '0' }), 200, said('{"Variant":{"id":"V1"}}'), { kind: 'accepted', value: { joomId: 'V1', reason: 'sku is missing' } }],
    ['message', refund, 200, '{"code":0,"message":"soon","data":{}}', { ...accepted, message: 'soon' }],
    ['msg', refund, 200, '{"code":0,"msg":"soon","data":{}}', { ...accepted, message: 'soon' }],
    ['paging with prev', list, 200, said(`[${order()}]`, ',"paging":{"prev":"https://x.example/api/v2/order/multi-get?start=0","next":"https://x.example/api/v2/order/multi-get?start=2"}'), page({ mayHaveMore: true })],
    ['paging with previous', list, 200, said(`[${order()}]`, ',"paging":{"previous":"https://x.example/api/v2/order/multi-get?start=0","next":"https://x.example/api/v2/order/multi-get?start=2"}'), page({ mayHaveMore: true })],
    ['paging with neither', list, 200, said(`[${order()}]`, ',"paging":{"next":"https://x.example/api/v2/order/multi-get?start=2"}'), page({ mayHaveMore: true })],
    ['a next with ??, &am;p and \\u0026', list, 200, said(`[${order()}]`, ',"paging":{"next":"https://x.example/api/v2/order/multi-get??start=2&am;plimit=1\\u0026since="}'), page({ mayHaveMore: true, nextStart: 2 })],
    ['a next that tells its place last', list, 200, said(`[${order()}]`, ',"paging":{"next":"https://x.example/api/v2/order/multi-get?limit=1&am;pstart=7"}'), page({ saysNext: true, nextStart: 7 })],
    ['a next that does not tell its place', list, 200, said(`[${order()}]`, ',"paging":{"next":"https://x.example/api/v2/order/multi-get?restart=7&start=1234567890123&start=x"}'), page({ saysNext: true, nextStart: null })],
    ['the last page: no paging', shortList, 200, said(`[${order()}]`), page({ mayHaveMore: false, saysNext: false, count: 1 })],
    ['the last page: no next', shortList, 200, said(`[${order()}]`, ',"paging":{}'), page({ mayHaveMore: false })],
    ['the last page: next empty', shortList, 200, said(`[${order()}]`, ',"paging":{"next":""}'), page({ mayHaveMore: false })],
    ['the last page: next null', shortList, 200, said(`[${order()}]`, ',"paging":{"next":null}'), page({ mayHaveMore: false })],
    ['the last page: next a few characters', shortList, 200, said(`[${order()}]`, ',"paging":{"next":"none"}'), page({ mayHaveMore: false })],
    ['a full page without a word of the next one: paging empty', list, 200, said(`[${order()}]`, ',"paging":{}'), page({ mayHaveMore: true, saysNext: false })],
    ['a full page without a word of the next one: next empty', list, 200, said(`[${order()}]`, ',"paging":{"next":"","previous":""}'), page({ mayHaveMore: true, saysNext: false })],
    ['a full page without a word of the next one: only prev', list, 200, said(`[${order()}]`, ',"paging":{"prev":"https://x.example/api/v2/order/multi-get?start=0"}'), page({ mayHaveMore: true, saysNext: false })],
    ['a page capped by the server without a word of the next one', (c) => c.listOrders('multi-get', { start: 0, limit: 500 }), 200, said(`[${Array.from({ length: 100 }, () => order()).join()}]`, ',"paging":{}'), page({ mayHaveMore: true, saysNext: false })],
    ['the last page: data empty', list, 200, said('[]', ',"paging":{"next":"https://x.example/api/v2/order/multi-get?start=2"}'), page({ count: 0, mayHaveMore: false })],
    ...['null', '{}', '[]', '""', 'false', '"null"'].flatMap((none): Line[] => [
      [`no such order: ${none}`, getOrder, 200, said(none), { kind: 'ok', value: null }],
      [`no such order: ${none} in its wrapper`, getOrder, 200, said(`{"Order":${none}}`), { kind: 'ok', value: null }],
      [`no such product: ${none} in its wrapper, in a list`, getProduct, 200, said(`[{"product":${none}}]`), { kind: 'ok', value: null }]
    ]),
    ['the last page: data null', list, 200, said('null'), page({ count: 0, mayHaveMore: false })],
    ['SKUs escaped as in HTML', getOrder, 200, said(order('"sku":"A&lt;B&gt;&amp;C"')), facts({ product: { sku: 'A<B>&C' } })],
    ['SKUs escaped, of a variation that is asked for by its own', (c) => c.getVariant('A<B>&C'), 200, said('{"Variant":{"sku":"A&lt;B&gt;&amp;C"}}'), facts({ sku: 'A<B>&C' })],
    ['parent SKUs escaped', (c) => c.getProduct({ parentSku: 'A&B' }), 200, said(product('"parent_sku":"A&amp;B"')), facts({ parentSku: 'A&B' })],
    ['optional keys missing: an order', getOrder, 200, said(order('"ShippingDetail":{"name":"N","country":"US"}')), facts({ product: { color: null, size: null }, shipTo: { name: 'N', street1: null, street2: null, city: null, state: null, country: 'US', zip: null, phone: null } })],
    ['optional keys missing: a product', getProduct, 200, said(product()), facts({ name: null, tags: [], variants: [], extraImages: [] })],
    ['optional keys missing: a variation', getVariant, 200, said(variant()), facts({ joomId: null, msrp: null, color: null, size: null })],
    ['a shipped order: its date, provider, number, note, and no time left', getOrder, 200, said('{"order_id":"A1","state":"SHIPPED","shipped_date":"2014-01-22","shipping_provider":"China Post","tracking_number":"RR1","ship_note":"Thanks"}'), facts({ state: 'SHIPPED', hoursToFulfill: null, shipment: { shippedDate: '2014-01-22', provider: 'China Post', trackingNumber: 'RR1', shippingTime: null, note: 'Thanks' } })],
    ['dates of orders without a zone are UTC', getOrder, 200, said(order('"order_time":"2014-01-20T20:20:20"')), facts({ orderedAt: Date.UTC(2014, 0, 20, 20, 20, 20) })],
    ['dates of products with Z', getProduct, 200, said(product('"date_uploaded":"2017-11-11T06:41:33Z","last_updated":"2017-11-12T06:41:33Z"')), facts({ uploadedAt: Date.UTC(2017, 10, 11, 6, 41, 33), lastUpdated: Date.UTC(2017, 10, 12, 6, 41, 33) })],
    ['dates with the month first', getProduct, 200, said(product('"date_uploaded":"11-30-2017"')), facts({ uploadedAt: Date.UTC(2017, 10, 30) })],
    ['long decimals', getOrder, 200, said(order('"cost":"4.70588235294"')), facts({ money: { cost: '4.70588235294' } })],
    ['emoji, every script, a long zip code, no state', getOrder, 200, said(order('"ShippingDetail":{"name":"👩‍🚀 אבי","city":"서울","state":"","zipcode":"12345-6789-0123456789"}')), facts({ shipTo: { name: '👩‍🚀 אבי', city: '서울', state: null, zip: '12345-6789-0123456789' } })],
    ['ids of 24 hex digits', (c) => c.getOrder('123456789009876543210164'), 200, said('{"order_id":"123456789009876543210164","state":"APPROVED"}'), facts({ joomId: '123456789009876543210164' })],
    ['ids of 2016', (c) => c.getOrder('1477559781667847272-215-56-629-1654639508'), 200, said('{"order_id":"1477559781667847272-215-56-629-1654639508","state":"APPROVED"}'), facts({ joomId: '1477559781667847272-215-56-629-1654639508' })],
    ['ids of today', (c) => c.getOrder('26VE349M'), 200, said('{"order_id":"26VE349M","state":"APPROVED"}'), facts({ joomId: '26VE349M' })],
    ['ids of any length', (c) => c.getOrder(`ö${'-0Z'.repeat(600)}`), 200, said(`{"order_id":"ö${'-0Z'.repeat(600)}","state":"APPROVED"}`), facts({ joomId: `ö${'-0Z'.repeat(600)}` })],
    ['ids in other capitals than were typed', (c) => c.getOrder('26ve349m', { anyCase: true }), 200, said('{"order_id":"26VE349M","state":"APPROVED"}'), facts({ joomId: '26VE349M' })],
    ['ids in other capitals, of an order that is read back', (c) => c.getOrder('26ve349m'), 200, said('{"order_id":"26VE349M","state":"APPROVED"}'), { kind: 'unreadable' }],
    ['ids of another order, whatever the capitals', (c) => c.getOrder('26ve349m', { anyCase: true }), 200, said('{"order_id":"26VE349N","state":"APPROVED"}'), { kind: 'unreadable' }],
    ['ids longer than any address', list, 200, said(`[{"order_id":"${'L'.repeat(2500)}","state":"APPROVED"},{"order_id":"${'M'.repeat(60_000)}","state":"APPROVED"},{"order_id":"${'N'.repeat(60_001)}","state":"APPROVED"}]`), page({ orders: [{ facts: { joomId: 'L'.repeat(2500) } }, { facts: { joomId: 'M'.repeat(60_000) } }], unreadable: [{ joomId: null }] })],
    ['ids longer than half an address are asked for', (c) => c.getOrder('L'.repeat(5900)), 200, said(`{"order_id":"${'L'.repeat(5900)}","state":"APPROVED"}`), facts({ joomId: 'L'.repeat(5900) })],
    ['ids longer than any address go out in a form', (c) => c.fulfil('L'.repeat(20_000), { provider: 'China Post', trackingNumber: 'RR1', shippingTime: '7-14', note: null }), 200, said('{}'), accepted],
    ['ids as numbers keep every digit', (c) => c.getOrder('12345678901234567890123'), 200, said('{"order_id":12345678901234567890123,"state":"APPROVED"}'), facts({ joomId: '12345678901234567890123' })],
    ['several SKUs are several orders of one transaction', list, 200, said('[{"order_id":"A1","state":"APPROVED","transaction_id":"T"},{"order_id":"A2","state":"APPROVED","transaction_id":"T"}]'), page({ orders: [{ facts: { joomId: 'A1', transactionId: 'T' } }, { facts: { joomId: 'A2', transactionId: 'T' } }] })],
    ['amounts stay as they are for one piece', getOrder, 200, said(order('"quantity":"2","cost":"6.8","shipping_cost":"2","order_total":"17.6"')), facts({ quantity: 2, money: { cost: '6.8', shippingCost: '2', total: '17.6' } })],
    ['keys nobody knows are kept in the raw JSON', getOrder, 200, said(order('"tracking_confirmed":"True","future":{"deep":[1.10]}')), { kind: 'ok', value: { raw: order('"tracking_confirmed":"True","future":{"deep":[1.10]}') } }],
    ['pictures with | between them', getProduct, 200, said(product('"extra_images":"http://x.example/1.jpg|http://x.example/2.jpg|"')), facts({ extraImages: ['http://x.example/1.jpg', 'http://x.example/2.jpg'] })],
    ['shipping_detail as in the table', getOrder, 200, said(order('"shipping_detail":{"name":"N"}')), facts({ shipTo: { name: 'N' } })],
    ['ShippingDetail as in the samples', getOrder, 200, said(order('"ShippingDetail":{"name":"N"}')), facts({ shipTo: { name: 'N' } })],
    ['both, the first of them empty', getOrder, 200, said(order('"ShippingDetail":[],"shipping_detail":{"name":"N"}')), facts({ shipTo: { name: 'N' } })],
    ['both, the first of them without a key', getOrder, 200, said(order('"ShippingDetail":{},"shipping_detail":{"name":"N"}')), facts({ shipTo: { name: 'N' } })],
    ['one unreadable entity hides no other: orders', list, 200, said(`[null,${order()},{"Order":{"order_id":"B"}},7]`), page({ orders: [{ facts: { joomId: 'A1' } }], unreadable: [{ joomId: null, raw: 'null' }, { joomId: 'B', raw: '{"Order":{"order_id":"B"}}' }, { joomId: null, raw: '7' }], count: 4 })],
    ['one unreadable entity hides no other: products', (c) => c.listProducts({ start: 0, limit: 50 }), 200, said(`[${product()},{"Product":{"name":"no id"}}]`), page({ readable: [{ facts: { joomId: 'P1' } }], unreadable: [{ joomId: null, raw: '{"Product":{"name":"no id"}}', reason: 'id is missing or is not an id' }], count: 2 })],
    ['one unreadable entity hides no other: variations', (c) => c.listVariants({ start: 0, limit: 50 }), 200, said(`[{"Variant":{"id":"V"}},${variant()}]`), page({ readable: [{ facts: { sku: 'S1' } }], unreadable: [{ joomId: 'V', reason: 'sku is missing' }], count: 2 })],
    ['one unreadable variation hides neither its product nor the others', getProduct, 200, said(product(`"variants":[{"Variant":[]},${variant()}]`)), facts({ joomId: 'P1', variants: [{ joomId: null, raw: '{"Variant":[]}', reason: 'this is not a variant object' }, { facts: { sku: 'S1' } }] })],
    ['a number beyond all bounds hides no other', list, 200, said(`[${order('"weight":1e400')},${order('"order_total":-1e999')}]`), page({ orders: [{ facts: { joomId: 'A1' }, raw: order('"weight":1e400') }, { facts: { joomId: 'A1', money: { total: null } } }], unreadable: [], count: 2 })],
    ['what is nested without end hides no other: lists', list, 200, said(`[${order(`"x":${'['.repeat(50_000)}"]"${']'.repeat(50_000)}`)},${order('"y":"\\"[{"')}]`), page({ orders: [{ facts: { joomId: 'A1' } }, { raw: order('"y":"\\"[{"') }], unreadable: [], count: 2 })],
    ['what is nested without end hides no other: objects', list, 200, said(`[{"Order":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}},${order()}]`), page({ orders: [{ facts: { joomId: 'A1' } }], unreadable: [{ joomId: null, reason: 'order_id is missing or is not an id' }], count: 2 })],
    ['a description of several lines', getProduct, 200, said(product('"description":" One\\r\\nTwo\\u0000\\n"')), facts({ description: 'One\nTwo' })],
    ['the test of the sign-in: "Welcome!"', (c) => c.authTest(), 200, said('"Welcome!"'), { kind: 'ok', value: 'Welcome!' }],
    ['the test of the sign-in: {"success":true}', (c) => c.authTest(), 200, said('{"success":true}'), { kind: 'ok', value: 'success' }],
    ['a product that Joom does not know', getProduct, 400, '{"code":1004,"data":2018,"message":"Product not found"}', { kind: 'ok', value: null }],
    ['a variation that Joom does not know', getVariant, 404, '{"code":4001,"message":"api.not_found"}', { kind: 'ok', value: null }],
    ['an answer about another product', getProduct, 200, said('{"id":"P2"}'), { kind: 'unreadable' }],
    ['an answer about another variation', getVariant, 200, said('{"sku":"S2"}'), { kind: 'unreadable' }]
  ])('%s', async (_line, call, status, text, expected) => {
    const server = await startRecordingServer({ status, text })
    expect(await call(clientOf(server.address))).toMatchObject(expected)
    expect(server.recorded).toHaveLength(1)
  })
})

describe('requests', () => {
  const shipment = { provider: 'China Post', trackingNumber: 'RR1', shippingTime: '7-14', note: null }
  it.each<readonly [string, Call, Partial<Recorded>]>([
    ['limit as digits', (c) => c.listVariants({ start: 0, limit: 500 }), { fields: { start: '0', limit: '500' } }],
    ['no since where there is none', (c) => c.listOrders('get-fulfill', { start: 0, limit: 100, since: undefined }), { fields: { start: '0', limit: '100' } }],
    ['since to the second', (c) => c.listOrders('multi-get', { start: 0, limit: 100, since: Date.UTC(2014, 0, 20, 20, 10, 20, 999) }), { fields: { start: '0', limit: '100', since: '2014-01-20T20:10:20' } }],
    ['since as a day, of a midnight', (c) => c.listOrders('get-fulfill', { start: 0, limit: 100, since: Date.UTC(2014, 0, 20) }), { fields: { start: '0', limit: '100', since: '2014-01-20' } }],
    ['since as the day that holds it, of products', (c) => c.listProducts({ start: 0, limit: 100, since: Date.UTC(2014, 0, 20, 23, 59, 59) }), { fields: { start: '0', limit: '100', since: '2014-01-20' } }],
    ['a confirmation with its time', (c) => c.fulfil('A1', shipment), { fields: { id: 'A1', tracking_provider: 'China Post', tracking_number: 'RR1', shipping_time: '7-14' } }],
    ['a time as people type it', (c) => c.fulfil('A1', { ...shipment, shippingTime: ' 07 – 14 ' }), { fields: { id: 'A1', tracking_provider: 'China Post', tracking_number: 'RR1', shipping_time: '7-14' } }],
    ['a confirmation without its time', (c) => c.fulfil('A1', { ...shipment, shippingTime: null }), { fields: { id: 'A1', tracking_provider: 'China Post', tracking_number: 'RR1' } }],
    ['a confirmation without a number', (c) => c.fulfil('A1', { ...shipment, trackingNumber: null }), { fields: { id: 'A1', tracking_provider: 'China Post', shipping_time: '7-14' } }],
    ['USPS, which the list does not have', (c) => c.modifyTracking('A1', { provider: 'USPS', trackingNumber: '1' }), { fields: { id: 'A1', tracking_provider: 'USPS', tracking_number: '1' } }],
    ['a product by its parent SKU', (c) => c.disableProduct({ parentSku: 'red & blue' }), { path: 'product/disable', fields: { parent_sku: 'red & blue' } }],
    ['true and false as the table writes them', (c) => c.updateVariant('S1', { enabled: false, color: 'black&blue', size: 'xl', shippingTime: '7-14' }), { path: 'variant/update', fields: { sku: 'S1', enabled: 'False', color: 'Black & Blue', size: 'XL', shipping_time: '7-14' } }],
    ['none left', (c) => c.updateInventory('S1', 0), { fields: { sku: 'S1', inventory: '0' } }],
    ['signs of every kind', (c) => c.updateProduct({ id: 'P1' }, { name: 'Ä & ü = 100% + 🧦', description: 'a\nb' }), { fields: { id: 'P1', name: 'Ä & ü = 100% + 🧦', description: 'a\nb' } }]
  ])('%s', async (_line, call, expected) => {
    const server = await startRecordingServer({ text: said('{}') })
    await call(clientOf(server.address))
    expect(server.recorded).toHaveLength(1)
    expect(server.recorded[0]).toMatchObject(expected)
    expect(server.recorded[0]?.fields).toEqual(expected.fields)
    expect(server.recorded[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, accept: 'application/json' })
  })

  it('ask for XML in none, and hold the token in no field', async () => {
    const server = await startRecordingServer({ text: said('{}') })
    const client = clientOf(server.address)
    for (const call of [list, getOrder, getProduct, getVariant, refund, (c: JoomClient) => c.authTest(), (c: JoomClient) => c.fulfil('A1', shipment), (c: JoomClient) => c.enableVariant('S1')]) await call(client)
    expect(server.recorded).toHaveLength(8)
    for (const { fields, headers } of server.recorded) {
      expect(Object.keys(fields)).not.toContain('format')
      expect(Object.keys(fields)).not.toContain('access_token')
      expect(JSON.stringify(headers)).not.toMatch(/xml/i)
    }
  })

  it.each<readonly [string, Call, object]>([
    ['a page that is too long', (c) => c.listOrders('multi-get', { start: 0, limit: 501 }), { field: 'limit', reason: 'out_of_range' }],
    ['a moment that is none', (c) => c.listProducts({ start: 0, limit: 50, since: NaN }), { field: 'since', reason: 'not_a_moment' }],
    ['no order', (c) => c.getOrder(''), { field: 'id', reason: 'empty' }],
    ['a provider nobody accepts', (c) => c.fulfil('A1', { ...shipment, provider: 'Nobody' }), { field: 'tracking_provider', reason: 'not_accepted' }],
    ['a number with a blank', (c) => c.modifyTracking('A1', { provider: 'DHL', trackingNumber: 'A 1' }), { field: 'tracking_number', reason: 'characters' }],
    ['another reason without a note', (c) => c.refund('A1', { reasonCode: -1, note: null }), { field: 'reason_note', reason: 'empty' }],
    ['no product', (c) => c.enableProduct({ id: ' ' }), { field: 'id', reason: 'empty' }],
    ['an order whose id is too long for an address', (c) => c.getOrder('ö'.repeat(1000)), { field: 'id', reason: 'too_long' }],
    ['a product whose id is', (c) => c.getProduct({ id: 'L'.repeat(6000) }), { field: 'id', reason: 'too_long' }],
    ['a product whose SKU is', (c) => c.getProduct({ parentSku: 'L'.repeat(6000) }), { field: 'parent_sku', reason: 'too_long' }],
    ['a variation whose SKU is', (c) => c.getVariant('L'.repeat(6000)), { field: 'sku', reason: 'too_long' }],
    ['a change of an order that can be none', (c) => c.refund('L'.repeat(60_001), { reasonCode: 1, note: null }), { field: 'id', reason: 'too_long' }],
    ['no product, by SKU', (c) => c.removeExtraImages({ parentSku: '' }), { field: 'parent_sku', reason: 'empty' }],
    ['no variation', (c) => c.disableVariant(''), { field: 'sku', reason: 'empty' }],
    ['a new SKU that is too short', (c) => c.changeSku('S1', 'a'), { field: 'new_sku', reason: 'too_short' }],
    ['too many pieces', (c) => c.updateInventory('S1', 100_001), { field: 'inventory', reason: 'out_of_range' }],
    ['a size nobody accepts', (c) => c.addVariant('P', { sku: 'S1', inventory: 1, price: '1', shipping: '0', size: 'small' }), { field: 'size', reason: 'not_accepted' }],
    ['a product without a name', (c) => c.addProduct({ name: '', tags: ['a'], mainImage: 'http://x.example/a.jpg', variant: { sku: 'S1', inventory: 1, price: '1', shipping: '0' } }), { field: 'name', reason: 'empty' }]
  ])('none goes out: %s', async (_line, call, expected) => {
    const server = await startRecordingServer({ text: said('{}') })
    expect(await call(clientOf(server.address))).toEqual({ kind: 'invalid', ...expected })
    expect(server.recorded).toEqual([])
  })
})
