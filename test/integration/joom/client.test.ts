import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createJoomClient, type JoomClient, type JoomClientOptions } from '../../../electron/joom/client.ts'
import { RequestGate } from '../../../electron/joom/request-gate.ts'
import { NoAccessToken } from '../../../electron/joom/no-access-token.ts'
import { exampleAnswer } from '../../support/reference-examples.ts'
import { reply, startRawServer, type RawServer } from './raw-server.ts'
import * as untrusted from './untrusted-certificate.ts'

const changedOrders = exampleAnswer('Retrieve Recently Changed Orders')
const fulfilled = exampleAnswer('Fulfill an Order')
const oneOrder = exampleAnswer('Retrieve an Order')
const providerRefused = exampleAnswer('API Errors')
const token = 'access-token-0123456789-abcdef'
const now = Date.UTC(2026, 0, 1)
const shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: 'Thank you & good day' }
const changes: Readonly<Record<string, (client: JoomClient) => Promise<unknown>>> = {
  fulfil: (c) => c.fulfil('A1', shipment), modifyTracking: (c) => c.modifyTracking('A1', shipment), refund: (c) => c.refund('A1', { reasonCode: -1, note: 'Lost' })
}

const servers: RawServer[] = []
afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.stop())) })

async function start(act: (connection: Socket, index: number, request: string) => void, onConnection?: (connection: Socket) => void): Promise<RawServer> {
  const server = await startRawServer(act, onConnection)
  servers.push(server)
  return server
}
function clientOf(address: string, more: Partial<JoomClientOptions> = {}): JoomClient {
  return createJoomClient({
    address, accessToken: () => Promise.resolve(token), now: () => now, userAgent: 'Packbench/test', retry: { base: 1, cap: 2, longest: 50 },
    timeouts: { connect: 1000, response: 400, total: 800 }, maxBytes: 1_000_000, random: () => 0.5, ...more
  })
}
const fields = (request: string) => Object.fromEntries(new URLSearchParams(request.slice(request.indexOf('\r\n\r\n') + 4)))

describe('what is sent', () => {
  it('puts the token in the Authorization header and nowhere else', async () => {
    const server = await start((c, _i, request) => { reply(c, 200, request.startsWith('GET /api/v2/order/') ? changedOrders : request.startsWith('GET /api/v2/order?') ? oneOrder : '{"code":0,"data":"Welcome!"}') })
    const client = clientOf(server.address)
    await client.listOrders('multi-get', { start: 0, limit: 50 })
    await client.getOrder('123456789009876543210164')
    await client.authTest()
    for (const change of Object.values(changes)) await change(client)
    expect(server.requests).toHaveLength(6)
    for (const request of server.requests) {
      expect(request).toMatch(new RegExp(`^authorization: Bearer ${token}\r$`, 'im'))
      expect(request).toContain('user-agent: Packbench/test')
      expect(request.split(token)).toHaveLength(2)
    }
  })

  it('asks for a page with start, limit and since in UTC', async () => {
    const server = await start((c) => { reply(c, 200, changedOrders) })
    await clientOf(server.address).listOrders('multi-get', { start: 100, limit: 500, since: Date.UTC(2014, 0, 20, 20, 10, 20, 999) })
    await clientOf(server.address).listOrders('get-fulfill', { start: 0, limit: 50 })
    expect(server.requests[0]).toMatch(/^GET \/api\/v2\/order\/multi-get\?start=100&limit=500&since=2014-01-20T20%3A10%3A20 HTTP/)
    expect(server.requests[1]).toMatch(/^GET \/api\/v2\/order\/get-fulfill\?start=0&limit=50 HTTP/)
  })

  it('sends changes as forms with the reference’s names', async () => {
    const server = await start((c) => { reply(c, 200, fulfilled) })
    const client = clientOf(server.address)
    expect(await client.fulfil('A 1/?', shipment)).toEqual({ kind: 'accepted', message: 'Your order is been processed right now!', requestId: null })
    await client.fulfil('A1', { ...shipment, note: null })
    await client.modifyTracking('A1', shipment)
    await client.refund('A1', { reasonCode: -1, note: 'Lost' })
    await client.refund('A1', { reasonCode: 2, note: null })
    expect(server.requests.map((r) => r.slice(0, r.indexOf(' HTTP')))).toEqual(['POST /api/v2/order/fulfill-one', 'POST /api/v2/order/fulfill-one', 'POST /api/v2/order/modify-tracking', 'POST /api/v2/order/refund', 'POST /api/v2/order/refund'])
    expect(server.requests.every((r) => /content-type: application\/x-www-form-urlencoded/i.test(r))).toBe(true)
    expect(server.requests.map(fields)).toEqual([
      { id: 'A 1/?', tracking_provider: 'China Post', tracking_number: 'RR123456789CN', shipping_time: '7-14', ship_note: 'Thank you & good day' },
      { id: 'A1', tracking_provider: 'China Post', tracking_number: 'RR123456789CN', shipping_time: '7-14' },
      { id: 'A1', tracking_provider: 'China Post', tracking_number: 'RR123456789CN' },
      { id: 'A1', reason_code: '-1', reason_note: 'Lost' },
      { id: 'A1', reason_code: '2' }
    ])
  })

  it.each(['http://api-merchant.joom.com', 'ftp://localhost', 'https://user:pass@host.example', 'nonsense'])('refuses to be made for %s', (address) => {
    expect(() => clientOf(address)).toThrow(RangeError)
  })
})

describe('a change that goes wrong', () => {
  const cases: Record<string, [(c: Socket) => void, string]> = {
    'Joom refuses': [(c) => { reply(c, 400, providerRefused, { 'request-id': 'r-7' }) }, 'refused'],
    'the token is not accepted': [(c) => { reply(c, 401, '{"code":1016,"message":"revoked"}') }, 'unauthorized'],
    'too many requests': [(c) => { reply(c, 429, '', { 'Retry-After': '7' }) }, 'throttled'],
    'an HTML error page': [(c) => { reply(c, 500, '<html>Oops</html>') }, 'unknown'],
    'an HTML page with 200': [(c) => { reply(c, 200, '<html>Sign in</html>') }, 'unknown'],
    'a cut body': [(c) => { reply(c, 200, '{"code":0,', {}, 300) }, 'unknown'],
    'a cut body that is whole JSON': [(c) => { reply(c, 200, '{"code":0}', {}, 300) }, 'unknown'],
    'a body that ends too early': [(c) => { reply(c, 200, '{"code":0,"da') }, 'unknown'],
    'a redirect': [(c) => { reply(c, 307, '', { Location: 'http://127.0.0.1:9/api/v2/order' }) }, 'unknown'],
    'a reset after the request': [(c) => { c.resetAndDestroy() }, 'unknown'],
    'silence': [() => undefined, 'unknown'],
    'headers and then silence': [(c) => { c.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{') }, 'unknown'],
    'an answer that is no HTTP': [(c) => { c.end('220 smtp ready\r\n') }, 'unknown'],
    'an answer of many megabytes': [(c) => { reply(c, 200, `{"code":0,"message":"${'x'.repeat(1_100_000)}"}`) }, 'unknown'],
    'many megabytes in a small parcel': [(c) => { reply(c, 200, gzipSync(Buffer.alloc(30_000_000, 'x')), { 'content-encoding': 'gzip' }) }, 'unknown'],
    'a parcel that cannot be opened': [(c) => { reply(c, 200, 'not gzip', { 'content-encoding': 'gzip' }) }, 'unknown']
  }
  it.each(Object.entries(cases).flatMap(([name, [act, kind]]) => Object.keys(changes).map((change) => ({ name, act, kind, change }))))('$name: $change is $kind, and went out once', async ({ act, kind, change }) => {
    const server = await start(act)
    const outcome = await changes[change]?.(clientOf(server.address))
    expect(outcome).toMatchObject({ kind })
    expect(server.requests).toHaveLength(1)
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  it('is not sent where nobody listens, the name is unknown, or the connection is cut before it stands', async () => {
    const gone = await startRawServer(() => undefined)
    await gone.stop()
    expect(await clientOf(gone.address).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringContaining('ECONNREFUSED') as string })
    expect(await clientOf('https://no-such-host.invalid').fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
  })

  it('is not sent where the other side does not speak TLS', async () => {
    const server = await start((c) => { reply(c, 200, fulfilled) }, (c) => { c.once('data', () => { c.end('HTTP/1.1 400 Bad Request\r\n\r\n') }) })
    expect(await clientOf(server.address.replace('http:', 'https:')).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
  })

  it('is not sent to a server whose certificate nobody trusts', async () => {
    const received: string[] = []
    const server = createTlsServer(untrusted, (c) => { c.on('data', (d) => received.push(String(d))).on('error', () => undefined) })
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('no port')
    expect(await clientOf(`https://localhost:${String(bound.port)}`).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringContaining('self-signed') as string })
    expect(received).toEqual([])
    await new Promise((resolve) => { server.close(resolve) })
  })
})

describe('reading', () => {
  it('gives the page, its count, and whether there may be more', async () => {
    const server = await start((c) => { reply(c, 200, changedOrders, { 'request-id': 'r-9' }) })
    const outcome = await clientOf(server.address).listOrders('multi-get', { start: 200, limit: 100 })
    expect(outcome).toMatchObject({ kind: 'ok', requestId: 'r-9', value: { count: 2, mayHaveMore: true, unreadable: [] } })
    expect(outcome.kind === 'ok' && outcome.value.orders.map((o) => o.facts.joomId)).toEqual(['123456789009876543210164', '1114a7cfb2ec2d42d272b627'])
  })

  const order = '{"Order":{"order_id":"A","state":"APPROVED"}}'
  it.each([
    ['no paging, a page that is not full', `{"code":0,"data":[${order}]}`, 1, false], ['no paging, a full page', `{"code":0,"data":[${order},${order}]}`, 2, true],
    ['paging without next', `{"code":0,"data":[${order}],"paging":{"prev":"https://x.example/"}}`, 1, false], ['a next that is empty', `{"code":0,"data":[${order}],"paging":{"next":""}}`, 1, false], ['a next that is empty, a full page', `{"code":0,"data":[${order},${order}],"paging":{"next":""}}`, 2, true],
    ['a next of a few characters', `{"code":0,"data":[${order}],"paging":{"next":"null"}}`, 1, false], ['a garbled next', `{"code":0,"data":[${order}],"paging":{"next":"https://x??start=1&am;p"}}`, 1, true],
    ['an empty page that names a next', '{"code":0,"data":[],"paging":{"next":"https://api-merchant.joom.com/api/v2/order"}}', 0, false],
    ['data null', '{"code":"0","data":null,"msg":""}', 0, false], ['data missing', '{"code":0}', 0, false], ['data {}', '{"code":0,"data":{}}', 0, false]
  ])('%s', async (_name, body, count, mayHaveMore) => {
    const server = await start((c) => { reply(c, 200, body) })
    expect(await clientOf(server.address).listOrders('get-fulfill', { start: 0, limit: 2 })).toMatchObject({ kind: 'ok', value: { count, mayHaveMore } })
  })

  it('tells once that a page begins to come, while the rest of it is still on its way', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>()
    let told = 0
    const server = await start((c) => {
      c.write(`HTTP/1.1 200 X\r\ncontent-length: ${String(Buffer.byteLength(changedOrders))}\r\n\r\n${changedOrders.slice(0, 100)}`)
      void begun.then(() => { c.end(changedOrders.slice(100)) })
    })
    const outcome = await clientOf(server.address).listOrders('multi-get', { start: 0, limit: 100 }, { arrived: () => {
      told++
      begin(undefined)
    } })
    expect([outcome.kind, told]).toEqual(['ok', 1])
  })

  it('never lets one order hide the others', async () => {
    const server = await start((c) => { reply(c, 200, `{"code":0,"data":[null,${order},{"Order":{"order_id":"B"}},"?",${order.replace('A', 'C')}]}`) })
    const outcome = await clientOf(server.address).listOrders('get-fulfill', { start: 0, limit: 50 })
    expect(outcome).toMatchObject({ kind: 'ok', value: { count: 5, unreadable: [{ joomId: null }, { joomId: 'B', reason: 'state is missing' }, { joomId: null }] } })
    expect(outcome.kind === 'ok' && outcome.value.orders.map((o) => o.facts.joomId)).toEqual(['A', 'C'])
  })

  it('reads an answer that is packed', async () => {
    const server = await start((c) => { reply(c, 200, gzipSync(oneOrder), { 'content-encoding': 'gzip' }) })
    expect(await clientOf(server.address).getOrder('123456789009876543210164')).toMatchObject({ kind: 'ok', value: { facts: { state: 'APPROVED' } } })
  })

  it.each([[404, '{"code":4001,"message":"api.not_found"}'], [400, '{"code":1004,"data":2021,"message":"Order not found"}'], [400, '{"code":"1000","data":"2014","message":"0 is an invalid id"}'], [200, '{"code":0,"data":null}']])('an order that Joom does not know is null (%d)', async (status, body) => {
    const server = await start((c) => { reply(c, status, body) })
    expect(await clientOf(server.address).getOrder('A1')).toMatchObject({ kind: 'ok', value: null })
  })

  it('does not take another order’s answer for this one’s', async () => {
    const server = await start((c) => { reply(c, 200, oneOrder) })
    expect(await clientOf(server.address).getOrder('A1')).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('another one') as string })
  })

  it('hands over an order that cannot be read', async () => {
    const server = await start((c) => { reply(c, 200, '{"code":0,"data":{"Order":{"order_id":"A1"}}}') })
    expect(await clientOf(server.address).getOrder('A1')).toMatchObject({ kind: 'ok', value: { joomId: 'A1', reason: 'state is missing' } })
  })

  it.each([['"Welcome!"', 'Welcome!'], ['{"success":true}', 'success'], ['{"success":"True"}', 'success']])('the test’s answer %s is “%s”', async (data, said) => {
    const server = await start((c) => { reply(c, 200, `{"code":0,"message":"","data":${data}}`) })
    expect(await clientOf(server.address).authTest()).toMatchObject({ kind: 'ok', value: said })
  })
})

describe('reading again', () => {
  it('after connections that were kept open and died, however many', async () => {
    const kept = new Set<Socket>()
    const server = await start((c, index) => {
      if (index < 3) {
        kept.add(c)
        // Answered together, so that each request has a connection of its own.
        if (index === 2) for (const connection of kept) connection.write('HTTP/1.1 200 X\r\ncontent-length: 28\r\n\r\n{"code":0,"data":"Welcome!"}')
      } else if (kept.has(c)) c.resetAndDestroy()
      else reply(c, 200, '{"code":0,"data":"again"}')
    })
    const client = clientOf(server.address, { retry: { attempts: 2, base: 1, cap: 2 } })
    await Promise.all([client.authTest(), client.authTest(), client.authTest()])
    expect(kept.size).toBe(3)
    expect(await client.authTest()).toMatchObject({ kind: 'ok', value: 'again' })
    expect(server.requests).toHaveLength(5)
  })

  it.each<[string, (c: Socket) => void]>([
    ['a 500', (c) => { reply(c, 500, 'no') }], ['a reset', (c) => { c.resetAndDestroy() }], ['a cut answer', (c) => { reply(c, 200, '{"code":0', {}, 99) }],
    ['HTML', (c) => { reply(c, 200, '<html>') }], ['silence', () => undefined], ['429 for a moment', (c) => { reply(c, 429, '', { 'retry-after': '0' }) }]
  ])('%s twice, then an answer', async (_name, trouble) => {
    const server = await start((c, index) => { if (index < 2) trouble(c); else reply(c, 200, '{"code":0,"data":"Welcome!"}') })
    expect(await clientOf(server.address, { retry: { base: 1, cap: 2, longest: 2000 } }).authTest()).toMatchObject({ kind: 'ok' })
    expect(server.requests).toHaveLength(3)
  })

  it('tells of every request of a list that it leaves, before it does', async () => {
    const told: number[] = []
    const server = await start((c, index) => { if (index < 2) reply(c, 500, 'no'); else reply(c, 200, '{"code":0,"data":[]}') })
    expect(await clientOf(server.address).listOrders('multi-get', { start: 0, limit: 50 }, { leaves: () => { told.push(server.requests.length) } })).toMatchObject({ kind: 'ok' })
    expect(told).toEqual([0, 1, 2])
  })

  it('gives up after three, and says what it saw last', async () => {
    const server = await start((c) => { reply(c, 503, 'no', { 'request-id': 'r-1' }) })
    expect(await clientOf(server.address).authTest()).toEqual({ kind: 'unavailable', message: 'HTTP 503', requestId: 'r-1', answered: true })
    expect(server.requests).toHaveLength(3)
  })

  it('does not wait for long: a throttle goes back to the caller', async () => {
    const server = await start((c) => { reply(c, 429, '', { 'retry-after': '30' }) })
    expect(await clientOf(server.address).authTest()).toEqual({ kind: 'throttled', until: now + 30_000, requestId: null })
    expect(server.requests).toHaveLength(1)
  })

  it('tells a wait in whole milliseconds, which is how it is kept', async () => {
    const server = await start((c) => { reply(c, 429, '', { 'retry-after': '30.00049' }) })
    let clock = 1000.25
    const client = clientOf(server.address, { gate: new RequestGate(() => ({ requests: 100, lists: 100 }), () => (clock += 0.3)) })
    const told = [await client.authTest(), await client.authTest()]
    expect(server.requests).toHaveLength(1)
    for (const outcome of told) expect(outcome.kind === 'throttled' && Number.isInteger(outcome.until), JSON.stringify(outcome)).toBe(true)
  })

  it('leaves a server alone for as long as it says that it cannot serve', async () => {
    const server = await start((c) => { reply(c, 503, '<html>', { 'retry-after': '120' }) })
    const client = clientOf(server.address, { gate: new RequestGate(() => ({ requests: 100, lists: 100 })) })
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'unknown', message: 'HTTP 503' })
    expect(await client.getOrder('A1')).toMatchObject({ kind: 'throttled' })
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'throttled' })
    expect(server.requests).toHaveLength(1)
  })

  it('does not ask again after a no', async () => {
    const server = await start((c) => { reply(c, 400, providerRefused) })
    expect(await clientOf(server.address).authTest()).toMatchObject({ kind: 'refused', code: '1000' })
    expect(server.requests).toHaveLength(1)
  })

  it('never follows a redirect with the token', async () => {
    const other = await start((c) => { reply(c, 200, '{"code":0,"data":"Welcome!"}') })
    const server = await start((c) => { reply(c, 302, '', { location: `${other.address}/api/v2/auth_test` }) })
    expect(await clientOf(server.address).authTest()).toMatchObject({ kind: 'unavailable' })
    expect(other.requests).toEqual([])
  })
})

describe('the token', () => {
  it('is asked for anew once when it is not accepted', async () => {
    const refused: (string | undefined)[] = []
    const server = await start((c, _i, request) => { reply(c, request.includes('Bearer new-token') ? 200 : 401, request.includes('Bearer new-token') ? fulfilled : '{"code":1015,"message":"expired"}') })
    const client = clientOf(server.address, { accessToken: (old) => { refused.push(old); return Promise.resolve(old === undefined ? token : 'new-token-0123456789') } })
    expect(await client.authTest()).toMatchObject({ kind: 'ok' })
    expect(refused).toEqual([undefined, token])
    expect(server.requests).toHaveLength(2)
  })

  it('is renewed where it is not accepted for a change, which does not go out again: it may have been delivered twice', async () => {
    const refused: (string | undefined)[] = []
    const server = await start((c) => { reply(c, 401, '{"code":1015,"message":"expired"}') })
    const client = clientOf(server.address, { accessToken: (old) => { refused.push(old); return Promise.resolve(old === undefined ? token : 'new-token-0123456789') } })
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', message: 'expired', renewed: true })
    expect(refused).toEqual([undefined, token])
    expect(server.requests).toHaveLength(1)
    // Where it could not be renewed just now, it is as if no answer had come.
    const without = clientOf(server.address, { accessToken: (old) => (old === undefined ? Promise.resolve(token) : Promise.reject(new NoAccessToken('no connection', false))) })
    expect(await without.fulfil('A1', shipment)).toMatchObject({ kind: 'unknown', message: 'no connection' })
  })

  it('ends as unauthorized when the new one is not accepted either', async () => {
    let count = 0
    const server = await start((c) => { reply(c, 401, '{"code":1016,"message":"revoked"}') })
    expect(await clientOf(server.address, { accessToken: () => Promise.resolve(`token-number-${String(++count)}`) }).authTest()).toMatchObject({ kind: 'unauthorized', message: 'revoked' })
    expect(server.requests).toHaveLength(2)
  })

  it('that a person has to grant makes it unauthorized; one that cannot be renewed now makes it not sent', async () => {
    const server = await start((c) => { reply(c, 200, fulfilled) })
    const without = (signInNeeded: boolean) => clientOf(server.address, { accessToken: () => Promise.reject(new NoAccessToken('sign in', signInNeeded)) })
    expect(await without(true).fulfil('A1', shipment)).toEqual({ kind: 'unauthorized', message: 'sign in', requestId: null, unsent: true })
    expect(await without(true).authTest()).toMatchObject({ kind: 'unauthorized' })
    expect(await without(false).fulfil('A1', shipment)).toEqual({ kind: 'not_sent', message: 'sign in' })
    expect(await without(false).authTest()).toMatchObject({ kind: 'unavailable' })
    expect(await clientOf(server.address, { accessToken: () => Promise.reject(new Error(token)) }).fulfil('A1', shipment)).toEqual({ kind: 'not_sent', message: 'the access token could not be had' })
    expect(server.requests).toEqual([])
  })
})

it('has an outcome for every answer, and gives the token away in none', async () => {
  let body: string | Buffer = ''
  let status = 200
  const server = await start((c) => { reply(c, status, body, { 'request-id': token }) })
  const client = clientOf(server.address, { retry: { attempts: 1 } })
  const mutated = fc.tuple(fc.constantFrom(oneOrder, changedOrders, fulfilled, providerRefused), fc.nat(), fc.nat({ max: 40 }), fc.oneof(fc.string(), fc.constant(token)))
    .map(([text, at, length, other]) => text.slice(0, at % text.length) + other + text.slice(at % text.length + length))
  const bodies = fc.oneof(mutated, fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), fc.json({ depthSize: 'medium' }), fc.json().map((json) => `{"code":0,"message":"${token}","data":[${json},{"Order":{"order_id":"${token}","state":"APPROVED","sku":"${token}","${token}":1}}]}`))
  await fc.assert(fc.asyncProperty(bodies, fc.constantFrom(200, 200, 200, 400, 401, 404, 429, 500), async (given, code) => {
    body = given
    status = code
    const outcomes = await Promise.all([client.listOrders('get-fulfill', { start: 0, limit: 50 }), client.getOrder('A1'), client.authTest(), client.fulfil('A1', shipment)])
    for (const outcome of outcomes) expect(outcome.kind).toBeTypeOf('string')
    expect(JSON.stringify(outcomes)).not.toContain(token)
  }), { numRuns: 150 })
})
