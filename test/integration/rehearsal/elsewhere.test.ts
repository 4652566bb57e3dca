import { describe, expect, it } from 'vitest'
import { clientWith, hour, post, store, tokensFor } from './signed-in-store.ts'

async function controlled(orders = 150) {
  const made = await store({ orders })
  const send = async (path: string, value?: unknown): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
    const answer = await fetch(`${made.server.address}/rehearsal/${path}`, { method: 'POST', ...(value !== undefined && { body: JSON.stringify(value) }) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const inState = (wanted: string): string => made.server.orders().find(({ state, dueAt }) => state === wanted && (state !== 'APPROVED' || dueAt > made.clock.at + hour))!.id
  return { ...made, send, inState }
}

describe('what a person does in the panel', () => {
  it('ships, refunds, reviews, approves, and changes address and quantity, without a request of the application', async () => {
    const { server, client, clock, send, inState } = await controlled()
    const [open, review] = [inState('APPROVED'), inState('REQUIRE_REVIEW')]
    const before = await client.order(open)
    clock.pass(60_000)
    expect((await send('elsewhere', { order: open, act: 'quantity', quantity: 7 })).body).toMatchObject({ id: open, item: { quantity: 7 } })
    expect((await send('elsewhere', { order: open, act: 'address', shipTo: { street_address1: '1 Other Street', city: 'Elsewhere' } })).status).toBe(200)
    const after = await client.order(open)
    expect(after).toMatchObject({ quantity: '7', last_updated: '2026-08-01T12:01:00', ShippingDetail: { street_address1: '1 Other Street', city: 'Elsewhere', name: (before['ShippingDetail'] as { name: string }).name } })
    expect(Number(after['order_total'])).toBeCloseTo(7 * (Number(before['cost']) + Number(before['shipping_cost'])), 8)
    await send('elsewhere', { order: open, act: 'ship', trackingNumber: 'PANEL1', provider: 'EMS' })
    expect(await client.order(open)).toMatchObject({ state: 'SHIPPED', tracking_number: 'PANEL1', shipping_provider: 'EMS' })
    expect((await client.post('order/fulfill-one', { id: open, tracking_provider: 'DHL' })).body['code']).toBe(1002)
    await send('elsewhere', { order: open, act: 'refund' })
    expect(await client.order(open)).toMatchObject({ state: 'REFUNDED', refunded_by: 'REFUNDED BY MERCHANT' })
    await send('elsewhere', { order: review, act: 'approve' })
    expect(await client.order(review)).toMatchObject({ state: 'APPROVED' })
    await send('elsewhere', { order: review, act: 'review' })
    expect(await client.order(review)).toMatchObject({ state: 'REQUIRE_REVIEW' })
    const changed = await client.orders('order/multi-get?since=2026-08-01T12:01:00')
    expect(changed.map((order) => order['order_id']).toSorted()).toEqual([open, review].toSorted())
    expect(server.requests().filter(({ kind }) => kind === 'panel').map(({ orderId, outcome }) => [orderId, outcome])).toEqual([[open, 'quantity'], [open, 'address'], [open, 'ship'], [open, 'refund'], [review, 'approve'], [review, 'review']])
  })

  it('refuses what is not possible, says why, and changes nothing', async () => {
    const { server, send, inState } = await controlled()
    const before = server.orders()
    const refunded = inState('REFUNDED')
    expect(await send('elsewhere', { order: refunded, act: 'ship' })).toMatchObject({ status: 400, body: { error: expect.stringContaining("to 'shipped'") } })
    expect(await send('elsewhere', { order: refunded, act: 'review' })).toMatchObject({ status: 400, body: { error: expect.stringContaining('only an approved order goes under review') } })
    expect((await send('elsewhere', { order: 'NOTHERE', act: 'ship' })).status).toBe(404)
    for (const wrong of [null, {}, { order: refunded, act: 'burn' }, { act: 'ship' }, { order: refunded, act: 'quantity', quantity: 0 }, { order: refunded, act: 'address', shipTo: { planet: 'Mars' } }, { order: refunded, act: 'ship', trackingNumber: 'A 1' }]) {
      expect(await send('elsewhere', wrong)).toMatchObject({ status: 400, body: { error: expect.stringMatching(/ (is|has) /) } })
    }
    expect(server.orders()).toEqual(before)
  })
})

describe('taking the permission back', () => {
  it('ends every token, also for refreshing, and lets one sign in anew', async () => {
    const { server, send } = await controlled(3)
    const { address, app } = server
    const tokens = await tokensFor(address, app)
    await send('revoke')
    const client = clientWith(address, tokens.access_token)
    for (const path of ['auth_test', 'order/get-fulfill']) expect(await client.get(path)).toMatchObject({ status: 401, body: { code: 1016 } })
    const refresh = { client_id: app.clientId, client_secret: app.clientSecret, grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    expect(await post(address, '/api/v2/oauth/refresh_token', refresh)).toMatchObject({ status: 401, body: { code: 1016 } })
    expect((await clientWith(address, (await tokensFor(address, app)).access_token).get('auth_test')).status).toBe(200)
  })
})

describe("the server's clock", () => {
  it('goes ahead or behind in all dates of its answers, deadlines and tokens', async () => {
    const { server, client, send, inState } = await controlled()
    const id = inState('APPROVED')
    const hours = async (): Promise<number> => Number((await client.order(id))['hours_to_fulfill'])
    const before = await hours()
    await send('clock', { seconds: 3600 })
    expect(await hours()).toBe(before - 1)
    await client.post('order/fulfill-one', { id, tracking_provider: 'DHL', tracking_number: 'A1' })
    const answer = await client.get(`order?id=${id}`)
    expect([(answer.body['data'] as { Order: Record<string, unknown> }).Order['last_updated'], answer.headers.get('date')]).toEqual(['2026-08-01T13:00:00', 'Sat, 01 Aug 2026 13:00:00 GMT'])
    await send('clock', { seconds: -7200 })
    expect((await client.get('auth_test')).headers.get('date')).toBe('Sat, 01 Aug 2026 10:00:00 GMT')
    await send('clock', { seconds: 31 * 24 * 3600 })
    expect((await client.get('auth_test')).body['code']).toBe(1015)
    expect((await send('clock', { seconds: 'soon' })).status).toBe(400)
    expect(server.state().running).toBe(true)
  })
})
