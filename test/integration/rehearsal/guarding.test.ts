import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { store } from './signed-in-store.ts'

/** fetch does not let one choose these headers. */
function ask(address: string, path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(address + path, { method, headers }, (response) => {
      let text = ''
      response.on('data', (part) => (text += String(part))).on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.on('error', reject).end(body)
  })
}

describe('who is answered', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost', '127.0.0.1.evil.example'])('nobody who calls the server %s', async (host) => {
    const { server } = await store({ orders: 3 })
    for (const path of ['/rehearsal/state', '/api/v2/auth_test', '/api/v2/oauth/authorize', '/pictures/mug.png']) expect((await ask(server.address, path, { host })).status).toBe(421)
  })

  it('who calls it by its address or localhost', async () => {
    const { server } = await store({ orders: 3 })
    const { host, port } = new URL(server.address)
    for (const name of [host, `localhost:${port}`]) expect((await ask(server.address, '/rehearsal/state', { host: name })).status).toBe(200)
  })

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-origin' }])('no web page at the control address: %j', async (headers) => {
    const { server } = await store({ orders: 3 })
    for (const [method, path] of [['GET', 'state'], ['GET', 'orders'], ['GET', 'log'], ['POST', 'misbehave'], ['POST', 'behave'], ['POST', 'elsewhere'], ['POST', 'revoke'], ['POST', 'clock'], ['POST', 'reset']] as const) {
      expect((await ask(server.address, `/rehearsal/${path}`, headers as Record<string, string>, method, method === 'POST' ? '{"fault":"delay","seconds":600}' : '')).status).toBe(403)
    }
    expect(server.state().faults).toEqual([])
  })

  it('not even the own origin of the server at the control address', async () => {
    const { server } = await store({ orders: 3 })
    expect((await ask(server.address, '/rehearsal/reset', { origin: server.address }, 'POST')).status).toBe(403)
  })

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])('no web page at the API, which neither uses up a fault nor is written down: %j', async (headers) => {
    const { server } = await store({ orders: 3 })
    server.misbehave({ fault: 'error_500', times: 2, on: 'any', seconds: 0 })
    const before = server.requests().length
    for (const [method, path] of [['GET', 'auth_test'], ['POST', 'order/fulfill-one'], ['POST', 'oauth/access_token']] as const) {
      expect((await ask(server.address, `/api/v2/${path}`, { ...headers as Record<string, string>, 'content-type': 'application/x-www-form-urlencoded' }, method, method === 'POST' ? 'id=x' : '')).status).toBe(403)
    }
    expect(server.state().faults).toMatchObject([{ left: 2 }])
    expect(server.requests()).toHaveLength(before)
  })

  it('nobody with a body that is too long', async () => {
    const { server } = await store({ orders: 3 })
    const outcome = await ask(server.address, '/api/v2/order/refund', {}, 'POST', 'x'.repeat(2_000_000)).then(({ status }) => status, () => 'cut')
    expect([413, 'cut']).toContain(outcome)
    expect((await ask(server.address, '/rehearsal/state', {})).status).toBe(200)
  })

  it('nobody from another computer: it listens on 127.0.0.1', async () => {
    const { server } = await store({ orders: 3 })
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})

describe('the control address', () => {
  it('tells the state, the truth of all orders and the log', async () => {
    const { server, client } = await store({ orders: 12 })
    await client.get('auth_test')
    const read = async (path: string): Promise<unknown> => JSON.parse((await ask(server.address, `/rehearsal/${path}`, {})).body) as unknown
    expect(await read('state')).toEqual(server.state())
    expect(await read('orders')).toEqual(server.orders())
    expect(await read('log')).toEqual(server.requests())
    expect(server.requests().map(({ path }) => path)).toEqual(['/api/v2/oauth/access_token', '/api/v2/auth_test'])
  })

  it('makes the server misbehave, behave and begin anew', async () => {
    const { server } = await store({ orders: 12 })
    const send = async (path: string, body = ''): Promise<{ status: number; body: Record<string, unknown> }> => {
      const answer = await ask(server.address, `/rehearsal/${path}`, {}, 'POST', body)
      return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
    }
    const fault = { fault: 'delay', times: 3, on: 'reads', seconds: 1.5 }
    expect(await send('misbehave', JSON.stringify(fault))).toMatchObject({ status: 200, body: { faults: [{ ...fault, left: 3 }] } })
    expect(await send('misbehave', '{"fault":"rain"}')).toMatchObject({ status: 400, body: { error: expect.stringContaining('fault is one of delay') } })
    expect((await send('misbehave', 'not json')).status).toBe(400)
    expect((await send('behave')).body).toMatchObject({ faults: [] })
    expect((await send('reset')).body).toMatchObject({ orders: 12, requests: [] })
    expect((await send('dance')).status).toBe(404)
  })
})
