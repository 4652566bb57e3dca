import { describe, expect, it } from 'vitest'
import type { Misbehaviour } from '../../../electron/rehearsal/faults.ts'
import { clientWith, post, store, tokensFor } from './signed-in-store.ts'

const dhl = { tracking_provider: 'DHL', shipping_time: '7-21', tracking_number: 'A1' }
const what = (fault: Misbehaviour['fault'], on: Misbehaviour['on'] = 'any', seconds = 0, times = 1): Misbehaviour => ({ fault, on, seconds, times })
const network = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'answered', (error: unknown) => (error instanceof TypeError || error instanceof SyntaxError ? 'cut' : String(error)))

async function withOrder() {
  const made = await store()
  const id = made.server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > made.clock.at)!.id
  return { ...made, id, truth: () => made.server.orders().find((order) => order.id === id)!.state, changes: () => made.server.requests().filter(({ kind }) => kind === 'change') }
}

describe('misbehaving', () => {
  it('loses the answer after the change was made, and the log says so', async () => {
    const { server, client, id, truth, changes } = await withOrder()
    server.misbehave(what('lost_answer', 'changes'))
    expect(await network(client.post('order/fulfill-one', { id, ...dhl }))).toBe('cut')
    expect(truth()).toBe('SHIPPED')
    expect(changes()).toMatchObject([{ orderId: id, status: 0, fault: 'lost_answer', outcome: 'done', parameters: { tracking_number: 'A1' } }])
    expect(await client.order(id)).toMatchObject({ state: 'SHIPPED', tracking_number: 'A1' })
  })

  it('loses the request, so that nothing was done, and the log says so', async () => {
    const { server, client, id, truth, changes } = await withOrder()
    server.misbehave(what('lost_request', 'changes'))
    expect(await network(client.post('order/fulfill-one', { id, ...dhl }))).toBe('cut')
    expect(truth()).toBe('APPROVED')
    expect(changes()).toMatchObject([{ orderId: id, status: 0, fault: 'lost_request', outcome: 'fault' }])
  })

  it('makes the change and fails with 500 all the same', async () => {
    const { server, client, id, truth, changes } = await withOrder()
    server.misbehave(what('done_500', 'changes'))
    const response = await fetch(`${server.address}/api/v2/order/fulfill-one`, { method: 'POST', headers: { authorization: `Bearer ${client.token}` }, body: new URLSearchParams({ id, ...dhl }) })
    expect(response.status).toBe(500)
    expect(truth()).toBe('SHIPPED')
    expect(changes()).toMatchObject([{ orderId: id, status: 500, fault: 'done_500', outcome: 'done' }])
  })

  it('cuts an answer in its middle after the change was made', async () => {
    const { server, client, id, truth } = await withOrder()
    server.misbehave(what('cut_answer'))
    const response = await fetch(`${server.address}/api/v2/order/fulfill-one`, { method: 'POST', headers: { authorization: `Bearer ${client.token}` }, body: new URLSearchParams({ id, ...dhl }) })
    expect(response.status).toBe(200)
    expect(await network(response.text())).toBe('cut')
    expect(truth()).toBe('SHIPPED')
  })

  it('cuts a reading too', async () => {
    const { server, client } = await withOrder()
    server.misbehave(what('cut_answer', 'reads'))
    expect(await network(client.get('order/multi-get'))).toBe('cut')
    expect((await client.get('order/multi-get')).status).toBe(200)
  })

  it('fails with 500, by turns a page and JSON, and has done nothing', async () => {
    const { server, client, id, truth, changes } = await withOrder()
    server.misbehave(what('error_500', 'changes', 0, 2))
    const send = () => fetch(`${server.address}/api/v2/order/fulfill-one`, { method: 'POST', headers: { authorization: `Bearer ${client.token}` }, body: new URLSearchParams({ id, ...dhl }) })
    const [first, second, third] = [await send(), await send(), await send()]
    expect([first.status, second.status, third.status]).toEqual([500, 500, 200])
    expect(await first.text()).toMatch(/^<html>/)
    expect(await second.json()).toMatchObject({ code: 9999, message: 'api.internal_error' })
    expect(changes().map(({ outcome }) => outcome)).toEqual(['fault', 'fault', 'done'])
    expect(truth()).toBe('SHIPPED')
  })

  it('throttles with the seconds it was told, and has done nothing', async () => {
    const { server, client, id, truth } = await withOrder()
    server.misbehave(what('throttled_429', 'changes', 7))
    const { status, body, headers } = await client.post('order/refund', { id, reason_code: '1' })
    expect([status, body['code'], headers.get('retry-after'), truth()]).toEqual([429, 9000, '7', 'APPROVED'])
  })

  it('lets a token expire for good, so that only a refresh helps', async () => {
    const { server, id, truth } = await withOrder()
    const { address, app } = server
    const tokens = await tokensFor(address, app)
    const client = clientWith(address, tokens.access_token)
    server.misbehave(what('expired_token', 'changes'))
    expect((await client.get('auth_test')).status).toBe(200)
    expect(await client.post('order/fulfill-one', { id, ...dhl })).toMatchObject({ status: 401, body: { code: 1015 } })
    expect(await client.post('order/fulfill-one', { id, ...dhl })).toMatchObject({ status: 401, body: { code: 1015 } })
    expect(truth()).toBe('APPROVED')
    const fresh = await post(address, '/api/v2/oauth/refresh_token', { client_id: app.clientId, client_secret: app.clientSecret, grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
    expect((await clientWith(address, (fresh.body['data'] as { access_token: string }).access_token).post('order/fulfill-one', { id, ...dhl })).status).toBe(200)
  })

  it('delays: nothing happens meanwhile, and it happens although the client has gone', async () => {
    const { server, client, id, truth } = await withOrder()
    server.misbehave(what('delay', 'changes', 0.3))
    const gone = AbortSignal.timeout(100)
    const sent = fetch(`${server.address}/api/v2/order/fulfill-one`, { method: 'POST', headers: { authorization: `Bearer ${client.token}` }, body: new URLSearchParams({ id, ...dhl }), signal: gone })
    await expect(sent).rejects.toThrow()
    expect(truth()).toBe('APPROVED')
    await expect.poll(truth, { timeout: 5000 }).toBe('SHIPPED')
  })

  it('stops in the middle of a delay, without the change', async () => {
    const { server, client, id, truth } = await withOrder()
    server.misbehave(what('delay', 'any', 600))
    const sent = network(client.post('order/fulfill-one', { id, ...dhl }))
    await expect.poll(() => server.state().faults).toEqual([])
    await server.stop()
    expect([await sent, truth()]).toEqual(['cut', 'APPROVED'])
  })

  it('tells what is to come, behaves again when told, and remembers what was asked of it', async () => {
    const { server, client } = await withOrder()
    server.misbehave(what('error_500', 'reads', 0, 3))
    await fetch(`${server.address}/api/v2/auth_test`)
    expect(server.state()).toMatchObject({ running: true, address: server.address, orders: 150, faults: [{ fault: 'error_500', on: 'reads', times: 3, seconds: 0, left: 2 }] })
    expect(server.state().requests[0]).toMatchObject({ method: 'GET', path: '/api/v2/auth_test', status: 500, fault: 'error_500' })
    server.behave()
    expect([(await client.get('auth_test')).status, server.state().faults]).toEqual([200, []])
    expect(() => { server.misbehave({ ...what('delay'), times: 0 }) }).toThrow('times is')
  })
})
