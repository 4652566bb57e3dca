import { createServer } from 'node:https'
import { expect, it, onTestFinished } from 'vitest'
import { startProxy } from '../../support/proxy.ts'
import { cert, key } from '../../support/test-authority.ts'
import { reply, startRawServer } from '../joom/raw-server.ts'
import { deadPort } from '../../support/dead-port.ts'
import { startDesk, troubleOf } from './desk.ts'

/** A store at an address, signed in some time ago. */
async function storeAt(address: string, more: Parameters<typeof startDesk>[0] = {}) {
  const desk = await startDesk({ timeouts: { connect: 1000, response: 2000, total: 4000 }, ...more })
  const { id } = await desk.connections.add(desk.form({ environment: 'custom', address }))
  const sealed = await desk.protector.seal(JSON.stringify({ audience: address, secret: JSON.stringify({ access: 'access-token-0123456789', refresh: null, expiresAt: null }) }))
  await desk.store.saveTokens(id, sealed, { status: 'authorized', authorizedUntil: null })
  return { desk, test: () => desk.connections.test(id) }
}
const answering = async (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
  const server = await startRawServer((connection) => { reply(connection, status, body, { 'request-id': 'r-5', ...headers }) })
  onTestFinished(() => server.stop())
  return server.address
}
const json = (value: unknown): string => JSON.stringify(value)

it.each([['Welcome!', json({ code: 0, data: 'Welcome!' }), 'Welcome!'], ['success: true', json({ code: '0', data: { success: true } }), 'success'], ['“True”', json({ code: 0, data: { success: 'True' }, message: 'hello' }), 'hello']])('a greeting in the form of %s is one', async (_name, body, answer) => {
  const { test } = await storeAt(await answering(200, body))
  expect(await test()).toEqual({ answer })
})

it('of a store that could not be read has it read again', async () => {
  const { desk, test } = await storeAt(await answering(200, json({ code: 0, data: 'Welcome!' })))
  await test()
  expect(desk.signedIn).toEqual([])
  const [id] = await desk.connections.authorized()
  await desk.store.update(id!, { trouble: { since: 1, code: 'unavailable', message: 'connect ECONNREFUSED' } })
  await test()
  expect(desk.signedIn).toEqual([id])
})

it.each<[string, number, string, Record<string, string>, object]>([
  ['the sign-in page of a network', 200, '<html><form>Room number</form></html>', { 'content-type': 'text/html' }, { code: 'unreadable', params: { problem: 'not_joom' }, requestId: 'r-5' }],
  ['a redirect to one', 302, '', { location: 'http://hotel.example/login' }, { code: 'unavailable', params: { problem: 'redirect' }, requestId: 'r-5' }],
  ['a server that is down', 503, '<html>', {}, { code: 'unavailable', params: { problem: 'server' }, detail: 'HTTP 503', requestId: 'r-5' }],
  ['a pause', 429, '', { 'retry-after': '42' }, { code: 'throttled', params: { problem: 'for', seconds: 42 }, requestId: 'r-5' }],
  ['a no', 400, json({ code: 1000, message: 'api.bad_request', data: 2003 }), {}, { code: 'refused', params: { problem: 'code', code: '1000' }, detail: 'api.bad_request · 2003', requestId: 'r-5' }],
  ['a permission that ended', 401, json({ code: 1016, message: 'revoked' }), {}, { code: 'needs_authorization', requestId: 'r-5' }],
  ['a success that is none', 200, json({ code: 0, data: { success: false } }), {}, { code: 'unreadable', params: { problem: 'odd' } }],
  ['a no together with a yes', 400, json({ code: 0, data: {} }), {}, { code: 'unreadable', params: { problem: 'odd' } }],
  ['an error of Joom’s own with its words', 500, json({ code: 9999, message: 'Internal: shard 3 down' }), {}, { code: 'unavailable', params: { problem: 'server' }, detail: 'HTTP 500, code 9999: Internal: shard 3 down' }]
])('%s is told apart, with the request-id', async (_name, status, body, headers, trouble) => {
  const { test } = await storeAt(await answering(status, body, headers))
  expect(await troubleOf(test())).toMatchObject(trouble)
})

it('a name that the network does not know', async () => {
  const { test } = await storeAt('https://no-such-store.invalid')
  expect(await troubleOf(test())).toMatchObject({ code: 'unavailable', params: { problem: 'name', address: 'https://no-such-store.invalid' } })
})

it('a computer that does not answer', async () => {
  const { test } = await storeAt(`http://127.0.0.1:${String(await deadPort())}`)
  expect(await troubleOf(test())).toMatchObject({ code: 'unavailable', params: { problem: 'unreachable' } })
})

it('a certificate that is not trusted', async () => {
  const server = createServer({ key, cert }, (_request, response) => { response.end(json({ code: 0, data: 'Welcome!' })) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const { test } = await storeAt(`https://localhost:${String((server.address() as { port: number }).port)}`) // a listening TCP server has a port
  expect(await troubleOf(test())).toMatchObject({ code: 'unavailable', params: { problem: 'certificate' } })
})

it('a proxy that wants a password', async () => {
  const proxy = await startProxy(1)
  proxy.mood = 407
  const { test } = await storeAt('https://api.joom.test', { findProxy: () => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`) })
  expect(await troubleOf(test())).toMatchObject({ code: 'unavailable', params: { problem: 'proxy_password' }, detail: expect.stringContaining('407') as string })
})
