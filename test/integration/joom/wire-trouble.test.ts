import type { Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { createJoomClient, type JoomClient, type JoomClientOptions } from '../../../electron/joom/client.ts'
import { everyChange, everyReading } from './every-call.ts'
import { reply, startRawServer, type RawServer } from './raw-server.ts'

// What can happen to an answer on its way, to each of the calls: readings say that there is none, changes that they may have been made.

const token = 'access/token+0123456789-abcdef'
const servers: RawServer[] = []
afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.stop())) })
async function start(act: (connection: Socket, index: number, request: string) => void): Promise<RawServer> {
  const server = await startRawServer(act)
  servers.push(server)
  return server
}
const clientOf = (address: string, more: Partial<JoomClientOptions> = {}): JoomClient =>
  createJoomClient({ address, accessToken: () => Promise.resolve(token), now: () => 0, userAgent: 'Packbench/test', retry: { attempts: 1 }, timeouts: { connect: 2000, response: 1500, total: 3000 }, maxBytes: 1_000_000, ...more })

const good = '{"code":0,"message":"","data":{}}'
const html = '<html><body>502 Bad Gateway</body></html>'
const big = `{"code":0,"message":"${'x'.repeat(1_100_000)}","data":{}}`
const bomb = Buffer.alloc(50_000_000, ' ')
const packed = (bytes: Buffer, encoding: string) => (c: Socket) => { reply(c, 200, bytes, { 'content-encoding': encoding }) }
const raw = (...parts: readonly (string | Buffer)[]) => (c: Socket) => { for (const part of parts) c.write(part); c.end() }
const head = 'HTTP/1.1 200 OK\r\nconnection: close\r\n'
const whole = `${head}content-length: ${String(good.length)}\r\n\r\n${good}`

/** What the connection does, and what becomes of a reading and of a change. */
type Trouble = readonly [string, (c: Socket) => void, string, string]
const fine = ['ok', 'accepted'] as const
const garbled = ['unreadable', 'unknown'] as const
const silent = ['unavailable', 'unknown'] as const

const troubles: readonly Trouble[] = [
  ['JSON called HTML', (c) => { reply(c, 200, good, { 'content-type': 'text/html' }) }, ...fine],
  ['JSON called nothing', (c) => { reply(c, 200, good) }, ...fine],
  ['JSON called XML in UTF-16', (c) => { reply(c, 200, good, { 'content-type': 'application/xml; charset=utf-16' }) }, ...fine],
  ['HTML called JSON', (c) => { reply(c, 200, html, { 'content-type': 'application/json' }) }, ...garbled],
  ['XML', (c) => { reply(c, 200, '<Response><Code>0</Code></Response>', { 'content-type': 'application/xml' }) }, ...garbled],
  ['JSON in UTF-16', (c) => { reply(c, 200, Buffer.from(good, 'utf16le')) }, ...garbled],
  ['JSON after a byte order mark', (c) => { reply(c, 200, `\ufeff${good}`) }, ...fine],
  ['bytes that are no UTF-8, in a text', (c) => { reply(c, 200, Buffer.concat([Buffer.from('{"code":0,"data":{},"message":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')])) }, ...fine],
  ['two answers in one', (c) => { reply(c, 200, good + good) }, ...garbled],
  ['packed: gzip', packed(gzipSync(good), 'gzip'), ...fine], ['packed: br', packed(brotliCompressSync(good), 'br'), ...fine], ['packed: deflate', packed(deflateSync(good), 'deflate'), ...fine],
  // Two forms go by the name of deflate, so it is not asked for; the one without a head is not opened.
  ['packed: deflate without its head', packed(deflateRawSync(good), 'deflate'), ...garbled], ['packed: zstd', packed(zstdCompressSync(good), 'zstd'), ...fine],
  ['packed, and not to be opened: gzip', packed(Buffer.from(good), 'gzip'), ...garbled], ['packed, and not to be opened: br', packed(Buffer.from(html), 'br'), ...garbled],
  ['packed, and not to be opened: deflate', packed(Buffer.from('?'), 'deflate'), ...garbled], ['packed, and not to be opened: zstd', packed(Buffer.from(good), 'zstd'), ...garbled],
  ['packed, half of it: gzip', packed(gzipSync(good).subarray(0, 20), 'gzip'), ...garbled], ['packed, half of it: br', packed(brotliCompressSync(good).subarray(0, 10), 'br'), ...garbled],
  ['packed twice', packed(gzipSync(gzipSync(good)), 'gzip'), ...garbled], ['packed as nobody packs', packed(Buffer.from([1, 2, 3]), 'snappy'), ...garbled],
  ['too long', (c) => { reply(c, 200, big) }, ...garbled], ['too long, in chunks', raw(`${head}transfer-encoding: chunked\r\n\r\n`, `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`), ...garbled],
  ['too long once opened: gzip', packed(gzipSync(bomb), 'gzip'), ...garbled], ['too long once opened: br', packed(brotliCompressSync(bomb, { params: { 1: 1 } }), 'br'), ...garbled],
  ['too long once opened: deflate', packed(deflateSync(bomb), 'deflate'), ...garbled], ['too long once opened: zstd', packed(zstdCompressSync(bomb), 'zstd'), ...garbled],
  ['a word before the answer: 100', raw(`HTTP/1.1 100 Continue\r\n\r\n${whole}`), ...fine], ['a word before the answer: 103', raw(`HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n${whole}`), ...fine],
  ['a hundred words before the answer', raw(`${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100)}${whole}`), ...fine],
  ['101', raw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'), ...silent],
  ['204', raw('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'), ...garbled], ['304', raw('HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n'), ...silent],
  ['206', (c) => { reply(c, 206, good.slice(0, 9), { 'content-range': 'bytes 0-8/33' }) }, ...garbled],
  ['chunks', raw(`${head}transfer-encoding: chunked\r\n\r\n10\r\n${good.slice(0, 16)}\r\n`, `${(good.length - 16).toString(16)}\r\n${good.slice(16)}\r\n0\r\n\r\n`), ...fine],
  ['chunks without an end', raw(`${head}transfer-encoding: chunked\r\n\r\n${good.length.toString(16)}\r\n${good}\r\n`), ...garbled],
  ['a chunk that is cut', raw(`${head}transfer-encoding: chunked\r\n\r\nff\r\n${good}`), ...garbled],
  ['chunks of no length', raw(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n${good}\r\n`), ...garbled],
  ['a length that is too great', (c) => { reply(c, 200, good, {}, 500) }, ...garbled],
  ['a length that is too small', (c) => { reply(c, 200, good, {}, 5) }, ...garbled],
  ['a length below zero', raw(`${head}content-length: -1\r\n\r\n${good}`), ...silent],
  ['two lengths', raw(`${head}content-length: 5\r\ncontent-length: 33\r\n\r\n${good}`), ...silent],
  ['no length, the connection ends it', raw(`${head}\r\n${good}`), ...fine],
  ['a header of a megabyte', raw(`${head}x: ${'y'.repeat(1_000_000)}\r\n\r\n${good}`), ...silent],
  ['a hundred thousand headers', raw(head, 'x: y\r\n'.repeat(100_000), `\r\n${good}`), ...silent],
  ['a header that never ends', (c) => { c.write(head); const more = setInterval(() => { c.write('x: y\r\n') }, 20); c.on('close', () => { clearInterval(more) }) }, ...silent],
  ['a body that never ends', (c) => { c.write(`${head}\r\n{"code":0,"message":"`); const more = setInterval(() => { c.write('x') }, 20); c.on('close', () => { clearInterval(more) }) }, ...garbled],
  ['a status that is none', raw(`HTTP/1.1 abc X\r\n\r\n${good}`), ...silent], ['a status of 999', raw(`HTTP/1.1 999 X\r\ncontent-length: 33\r\nconnection: close\r\n\r\n${good}`), ...silent],
  ['an answer that is no HTTP', raw('220 smtp ready\r\n'), ...silent], ['a line of HTTP/0.9', raw(good), ...silent], ['nothing', (c) => { c.end() }, ...silent], ['a reset', (c) => { c.resetAndDestroy() }, ...silent], ['silence', () => undefined, ...silent],
  ['nine redirects at once', (c) => { reply(c, 302, '', { location: Array.from({ length: 9 }, (_, i) => `http://127.0.0.1:${String(i + 1)}/`).join(', ') }) }, ...silent]
]

const outcomesOf = async (client: JoomClient, calls: typeof everyChange): Promise<Readonly<Record<string, unknown>>> =>
  Object.fromEntries(await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await call(client)] as const)))

describe('each call', () => {
  it.each(troubles)('%s', async (_name, act, wasRead, changed) => {
    const server = await start(act)
    const client = clientOf(server.address)
    const readings = await outcomesOf(client, everyReading)
    expect(readings).toMatchObject(Object.fromEntries(Object.keys(everyReading).map((name) => [name, { kind: wasRead }])))
    const sent = server.requests.length
    const changes = await outcomesOf(client, everyChange)
    expect(changes).toMatchObject(Object.fromEntries(Object.keys(everyChange).map((name) => [name, { kind: changed }])))
    expect(server.requests.length - sent).toBe(Object.keys(everyChange).length)
    expect(JSON.stringify([readings, changes])).not.toContain(token)
  })

  it.each([301, 302, 303, 307, 308])('a redirect with %d is not followed, and the token goes nowhere else', async (status) => {
    const other = await start((c) => { reply(c, 200, good) })
    const server = await start((c) => { reply(c, status, '', { location: `${other.address}/api/v2/auth_test`, 'request-id': 'r-1' }) })
    const client = clientOf(server.address)
    for (const outcome of Object.values(await outcomesOf(client, everyReading))) expect(outcome).toEqual({ kind: 'unavailable', message: `HTTP ${String(status)}`, requestId: 'r-1' })
    for (const outcome of Object.values(await outcomesOf(client, everyChange))) expect(outcome).toEqual({ kind: 'unknown', message: `HTTP ${String(status)}`, requestId: 'r-1' })
    expect(other.requests).toEqual([])
  })

  it.each<readonly [string, number, string, object]>([
    ['an answer', 200, good, {}], ['Joom’s no', 400, '{"code":1002,"message":"no"}', { kind: 'refused' }], ['401', 401, html, { kind: 'unauthorized' }], ['429', 429, html, { kind: 'throttled', until: 7000 }], ['500', 500, html, {}], ['404 of something in between', 404, html, {}]
  ])('keeps the request-id of %s', async (_name, status, body, expected) => {
    const server = await start((c) => { reply(c, status, body, { 'Request-Id': 'r-77', 'retry-after': '7' }) })
    for (const outcome of Object.values({ ...await outcomesOf(clientOf(server.address), everyReading), ...await outcomesOf(clientOf(server.address), everyChange) })) expect(outcome).toMatchObject({ requestId: 'r-77', ...expected })
  })

  it.each([
    ['a comma behind the last', '{"code":0,"message":"","data":[],}'], ['a number that is none', '{"code":0,"message":"","odd":NaN,"data":[]}'], ['a guard', `)]}',\n{"code":0,"message":"","data":[]}`]
  ])('%s: a reading is read, a change is unknown, with the request-id', async (_name, body) => {
    const server = await start((c) => { reply(c, 200, body, { 'request-id': 'r-77' }) })
    for (const outcome of Object.values(await outcomesOf(clientOf(server.address), everyReading))) expect(outcome).toMatchObject({ kind: 'ok', requestId: 'r-77' })
    for (const outcome of Object.values(await outcomesOf(clientOf(server.address), everyChange))) expect(outcome).toMatchObject({ kind: 'unknown', requestId: 'r-77' })
  })

  it('blanks and byte order marks around an answer do no harm', async () => {
    const server = await start((c) => { reply(c, 200, '\n\ufeff {"code":0,"message":"","data":[]}\r\n\u00a0') })
    for (const outcome of Object.values(await outcomesOf(clientOf(server.address), everyReading))) expect(outcome).toMatchObject({ kind: 'ok' })
    for (const outcome of Object.values(await outcomesOf(clientOf(server.address), everyChange))) expect(outcome).toMatchObject({ kind: 'accepted' })
  })

  it('is not sent where nobody listens', async () => {
    const gone = await startRawServer(() => undefined)
    await gone.stop()
    for (const outcome of Object.values(await outcomesOf(clientOf(gone.address), everyChange))) expect(outcome).toMatchObject({ kind: 'not_sent' })
    for (const outcome of Object.values(await outcomesOf(clientOf(gone.address), everyReading))) expect(outcome).toMatchObject({ kind: 'unavailable', requestId: null })
  })
})

describe('the usual limit', () => {
  const order = (name: string) => `{"code":0,"data":{"Order":{"order_id":"A1","state":"APPROVED","product_name":"${name}"}}}`
  const limits = { maxBytes: undefined, timeouts: { connect: 5000, response: 30_000, total: 60_000 } }

  it('takes an order of nearly 20 MB whole', async () => {
    const server = await start((c) => { reply(c, 200, order('x'.repeat(20_000_000))) })
    const outcome = await clientOf(server.address, limits).getOrder('A1')
    expect(outcome.kind === 'ok' && outcome.value !== null && 'facts' in outcome.value && outcome.value.facts.product.name?.length).toBe(20_000_000)
  })

  it('takes none of more than 20 MB, also where it was a small parcel', async () => {
    const server = await start((c, index) => { if (index === 0) reply(c, 200, order('x'.repeat(21_000_000))); else reply(c, 200, gzipSync(order('x'.repeat(21_000_000))), { 'content-encoding': 'gzip' }) })
    for (let i = 0; i < 2; i++) expect(await clientOf(server.address, limits).getOrder('A1')).toMatchObject({ kind: 'unreadable', message: 'HTTP 200, the answer is longer than 20971520 bytes' })
  })
})
