import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:https'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { fetchPicture } from '../../../electron/joom/fetch-picture.ts'
import { createTokenFetch } from '../../../electron/joom/token-fetch.ts'
import { startProxy, startSocks, type Proxy } from '../../support/proxy.ts'
import { authority, cert, key } from '../../support/test-authority.ts'

const shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: null }
const timeouts = { connect: 500, response: 1500, total: 3000 }
const address = 'https://api.joom.test'

/** A Joom that answers, over TLS; it counts what reached it. */
interface Joom { readonly port: number; readonly reached: string[]; silent: boolean }
async function startJoom(): Promise<Joom> {
  const open = new Set<Duplex>()
  const server = createServer({ key, cert }, (request, response) => {
    joom.reached.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`)
    if (!joom.silent) response.writeHead(200, { 'request-id': 'r-7' }).end(JSON.stringify({ code: 0, message: '', data: request.method === 'POST' ? { success: 'True' } : 'Welcome!' }))
  })
  server.on('connection', (socket) => { open.add(socket.on('error', () => undefined)) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const joom: Joom = { port: (server.address() as { port: number }).port, reached: [], silent: false } // a listening TCP server has a port
  return joom
}

const usual = tls.getCACertificates('default')
beforeAll(() => () => { tls.setDefaultCACertificates(usual) })
beforeEach(() => { tls.setDefaultCACertificates([...usual, authority]) })

const clientThrough = (findProxy: (origin: string) => Promise<string>): JoomClient =>
  createJoomClient({ address, accessToken: () => Promise.resolve('access-token-0123456789'), now: Date.now, userAgent: 'Packbench/test', timeouts, retry: { attempts: 1 }, findProxy })

describe.each([['a company’s proxy', startProxy, 'PROXY'], ['SOCKS', startSocks, 'SOCKS5']] as const)('through %s', (_name, start, word) => {
  const begin = async (): Promise<{ joom: Joom; proxy: Proxy; client: JoomClient }> => {
    const joom = await startJoom()
    const proxy = await start(joom.port)
    return { joom, proxy, client: clientThrough(() => Promise.resolve(`${word} 127.0.0.1:${String(proxy.port)}`)) }
  }

  it('readings and changes arrive, the name is looked up there, and the token is told to Joom alone', async () => {
    const { joom, proxy, client } = await begin()
    expect(await client.authTest()).toEqual({ kind: 'ok', value: 'Welcome!', requestId: 'r-7' })
    expect(await client.authTest()).toMatchObject({ kind: 'ok' })
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'accepted', requestId: 'r-7' })
    expect(joom.reached).toEqual(['GET /api/v2/auth_test Bearer access-token-0123456789', 'GET /api/v2/auth_test Bearer access-token-0123456789', 'POST /api/v2/order/fulfill-one Bearer access-token-0123456789'])
    expect(new Set(proxy.asked)).toEqual(new Set(['api.joom.test:443']))
  })

  it('a tunnel that dies before it is secured sent nothing', async () => {
    const { joom, proxy, client } = await begin()
    proxy.mood = 'dies'
    if (word === 'SOCKS5') proxy.mood = 5 // its own “refused”
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
    expect(joom.reached).toEqual([])
  })

  it('a tunnel that dies after the request went in leaves the outcome unknown', async () => {
    const { joom, proxy, client } = await begin()
    joom.silent = true
    proxy.mood = 'dies_after_request'
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'unknown' })
    expect(joom.reached).toHaveLength(1)
  })

  it('no answer at all from Joom leaves the outcome unknown', async () => {
    const { joom, client } = await begin()
    joom.silent = true
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'unknown' })
    expect(joom.reached).toHaveLength(1)
  })

  it('a certificate that is not trusted sent nothing, and no other way is tried', async () => {
    const { joom, proxy } = await begin()
    const other = await start(joom.port)
    tls.setDefaultCACertificates(usual)
    const client = clientThrough(() => Promise.resolve(`${word} 127.0.0.1:${String(proxy.port)}; ${word} 127.0.0.1:${String(other.port)}`))
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringMatching(/certificate|UNABLE_TO/i) as string })
    expect(joom.reached).toEqual([])
    expect(other.asked).toEqual([])
  })

  it('a proxy that says nothing sent nothing, in a while', async () => {
    const { joom, proxy, client } = await begin()
    proxy.mood = 'silent'
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringContaining('did not answer in time') as string })
    expect(joom.reached).toEqual([])
  })

  it('a proxy that is not there is passed over for the next one, also by a change, which goes out once', async () => {
    const { joom, proxy } = await begin()
    const client = clientThrough(() => Promise.resolve(`${word} 127.0.0.1:1; ${word} 127.0.0.1:${String(proxy.port)}; DIRECT`))
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    expect(joom.reached).toHaveLength(1)
  })

  it('where none is there, nothing is sent', async () => {
    expect(await clientThrough(() => Promise.resolve(`${word} 127.0.0.1:1`)).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringContaining('ECONNREFUSED') as string })
  })
})

describe('a proxy’s own no', () => {
  it.each([403, 407, 502, 201])('%i is never taken for Joom’s answer, sends nothing, and is final', async (status) => {
    const joom = await startJoom()
    const [proxy, other] = [await startProxy(joom.port), await startProxy(joom.port)]
    proxy.mood = status
    const client = clientThrough(() => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}; PROXY 127.0.0.1:${String(other.port)}`))
    expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent', message: expect.stringContaining(String(status)) as string })
    expect(await client.authTest()).toMatchObject({ kind: 'unavailable' })
    expect(joom.reached).toEqual([])
    expect(other.asked).toEqual([])
  })

  it('what it says itself inside a tunnel is not Joom’s either', async () => {
    const proxy = await startProxy(1)
    proxy.mood = 'garbage'
    expect(await clientThrough(() => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`)).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
  })
})

it('a change of the settings holds from the next request on', async () => {
  const joom = await startJoom()
  const [one, two] = [await startProxy(joom.port), await startProxy(joom.port)]
  let now = one
  const client = clientThrough(() => Promise.resolve(`PROXY 127.0.0.1:${String(now.port)}`))
  await client.authTest()
  now = two
  expect(await client.authTest()).toMatchObject({ kind: 'ok' })
  expect([one.asked.length, two.asked.length]).toEqual([1, 1])
})

it('the sign-in goes the same way', async () => {
  const joom = await startJoom()
  const proxy = await startProxy(joom.port)
  proxy.mood = 403
  const tokenFetch = createTokenFetch({ userAgent: 'Packbench/test', now: Date.now, timeouts, findProxy: () => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`) })
  await expect(tokenFetch(`${address}/api/v2/oauth/access_token`, new URLSearchParams({ client_secret: 'x'.repeat(20) }))).rejects.toMatchObject({ kind: 'unavailable' })
  expect(proxy.asked).toEqual(['api.joom.test:443'])
})

it('pictures go the same way, and never in the clear, also where their address says http', async () => {
  const picture = Buffer.from('GIF89a-and-so-on')
  const server = createServer({ key, cert }, (_request, response) => { response.end(picture) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const proxy = await startProxy((server.address() as { port: number }).port) // a listening TCP server has a port
  expect(await fetchPicture('http://api.joom.test/a.gif', 'Packbench/test', () => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`))).toMatchObject({ type: 'image/gif' })
  expect(proxy.asked).toEqual(['api.joom.test:443'])
})

it('this computer’s own servers are never asked for through a proxy', async () => {
  const server = createHttpServer((_request, response) => { response.end('{"code":0,"data":"Welcome!"}') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const client = createJoomClient({ address: `http://localhost:${String((server.address() as { port: number }).port)}`, accessToken: () => Promise.resolve('access-token-0123456789'), now: Date.now, userAgent: 'x', timeouts, retry: { attempts: 1 }, findProxy: () => Promise.resolve('PROXY 127.0.0.1:1') })
  expect(await client.authTest()).toMatchObject({ kind: 'ok' })
})
