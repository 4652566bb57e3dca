import { describe, expect, it } from 'vitest'
import { hour, store } from './signed-in-store.ts'

const dhl = { tracking_provider: 'DHL', shipping_time: '7-21' }

describe('changing orders', () => {
  it('goes the life of an order: shipped, corrected, refunded, and then nothing more', async () => {
    const { server, client, clock } = await store()
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at)!.id
    expect((await client.post('order/modify-tracking', { id, ...dhl, tracking_number: 'A1' })).body).toMatchObject({ code: '1000', message: 'api.bad_request: Order not in SHIPPED state' })
    clock.pass(60_000)
    expect((await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'A1', ship_note: 'Grüße & <3' })).status).toBe(200)
    const shipped = await client.order(id)
    expect(shipped).toMatchObject({ state: 'SHIPPED', shipped_date: '2026-08-01', shipping_provider: 'DHL', tracking_number: 'A1', shipping_time: '7-21', ship_note: 'Grüße & <3', last_updated: '2026-08-01T12:01:00' })
    expect(shipped).not.toHaveProperty('hours_to_fulfill')
    expect(await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'A1' })).toMatchObject({ status: 400, body: { code: 1002, message: 'This order has been fulfilled already' } })
    expect((await client.post('order/modify-tracking', { id, tracking_provider: 'EMS', tracking_number: 'B2' })).status).toBe(200)
    expect(await client.order(id)).toMatchObject({ shipping_provider: 'EMS', tracking_number: 'B2' })
    expect((await client.post('order/refund', { id, reason_code: '-1', reason_note: 'lost' })).status).toBe(200)
    expect(await client.order(id)).toMatchObject({ state: 'REFUNDED', refunded_by: 'REFUNDED BY MERCHANT', refunded_reason: 'Other', refunded_note: 'lost', refunded_time: '2026-08-01T12:01:00', tracking_number: 'B2' })
    expect((await client.post('order/refund', { id, reason_code: '1' })).body).toMatchObject({ code: 1000, message: `logic.order.invalid_status_transition: order '${id}' can't go from 'refunded' to 'refunded'` })
    expect((await client.post('order/fulfill-one', { id, ...dhl })).status).toBe(400)
  })

  it.each([[{}, 1001, 'tracking_provider'], [{ tracking_provider: 'Nobody' }, 1000, 2003], [{ ...dhl, tracking_number: 'A 1' }, 1000, {}], [{ ...dhl, shipping_time: '1-5' }, 1000, {}]])('changes nothing where fulfil-one is sent %j', async (form, code, data) => {
    const { server, client } = await store({ orders: 20 })
    const before = server.orders()
    expect(await client.post('order/fulfill-one', { id: before.at(-1)!.id, ...(form as Record<string, string>) })).toMatchObject({ status: 400, body: { code, data } })
    expect(server.orders()).toEqual(before)
  })

  it('fulfils no order under review', async () => {
    const { server, client } = await store()
    const id = server.orders().find(({ state }) => state === 'REQUIRE_REVIEW')!.id
    expect((await client.post('order/fulfill-one', { id, ...dhl })).body).toMatchObject({ code: 1000, message: expect.stringContaining("from 'requireReview' to 'shipped'") })
  })

  it('writes every change and every refusal to the log, with its request-id and its parameters but no token', async () => {
    const { server, client, clock } = await store()
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at)!.id
    const done = await client.post(`order/fulfill-one?access_token=${client.token}`, { id, ...dhl, tracking_number: 'A1' })
    const refused = await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'A1' })
    const log = server.requests().filter(({ kind }) => kind === 'change')
    const parameters = { id, ...dhl, tracking_number: 'A1' }
    expect(log).toMatchObject([
      { at: clock.at, requestId: done.headers.get('request-id'), method: 'POST', path: '/api/v2/order/fulfill-one', status: 200, fault: null, orderId: id, outcome: 'done' },
      { requestId: refused.headers.get('request-id'), status: 400, orderId: id, outcome: 'refused 1002' }
    ])
    expect(log.map((entry) => entry.parameters)).toEqual([parameters, parameters])
    expect(JSON.stringify(server.requests())).not.toContain(client.token)
  })

  it('shows a change late where it is told to, but judges by what is true', async () => {
    const { server, client, clock } = await store({ settleMs: 5000 })
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at + hour)!.id
    await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'A1' })
    clock.pass(4999)
    expect((await client.order(id))['state']).toBe('APPROVED')
    expect((await client.orders('order/get-fulfill?limit=500')).map((order) => order['order_id'])).toContain(id)
    expect((await client.post('order/fulfill-one', { id, ...dhl })).body['code']).toBe(1002)
    clock.pass(1)
    expect((await client.order(id))['state']).toBe('SHIPPED')
    expect((await client.orders('order/get-fulfill?limit=500')).map((order) => order['order_id'])).not.toContain(id)
  })

  it('cancels both orders of different people that got one number, a little later, and both are among what has changed', async () => {
    const { server, client, clock } = await store({ noticeMs: 10_000 })
    const [a, b] = server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at + hour).filter((order, i, all) => i === 0 || order.shipTo.name !== all[0]!.shipTo.name)
    for (const { id } of [a!, b!]) expect((await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'SAME1' })).status).toBe(200)
    expect([(await client.order(a!.id))['state'], (await client.order(b!.id))['state']]).toEqual(['SHIPPED', 'SHIPPED'])
    clock.pass(10_000)
    const changed = await client.orders('order/multi-get?since=2026-08-01T12:00:10')
    expect(changed.map((order) => [order['order_id'], order['state'], order['refunded_by']]).toSorted()).toEqual([[a!.id, 'REFUNDED', 'REFUNDED BY JOOM'], [b!.id, 'REFUNDED', 'REFUNDED BY JOOM']].toSorted())
    expect(server.requests().filter(({ kind }) => kind === 'joom').map(({ orderId }) => orderId).toSorted()).toEqual([a!.id, b!.id].toSorted())
  })

  it('lets the orders of one purchase share a parcel', async () => {
    const { server, client, clock } = await store({ noticeMs: 0 })
    const together = [...Map.groupBy(server.orders(), ({ transactionId }) => transactionId).entries()].find(([id, group]) => id !== null && group.length > 1 && group[0]!.dueAt > clock.at)![1]
    for (const { id } of together) await client.post('order/fulfill-one', { id, ...dhl, tracking_number: 'ONE1' })
    clock.pass(hour)
    for (const { id } of together) expect((await client.order(id))['state']).toBe('SHIPPED')
  })

  it('refunds what has been overdue for a day', async () => {
    const { server, client, clock } = await store()
    const order = server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at).toSorted((x, y) => x.dueAt - y.dueAt)[0]!
    clock.pass(order.dueAt - clock.at + 24 * hour - 1)
    expect(await client.order(order.id)).toMatchObject({ state: 'APPROVED', hours_to_fulfill: '0' })
    clock.pass(1)
    expect(await client.order(order.id)).toMatchObject({ state: 'REFUNDED', refunded_by: 'REFUNDED BY JOOM' })
    expect((await client.post('order/fulfill-one', { id: order.id, ...dhl })).body['message']).toContain("from 'cancelledByJoom' to 'shipped'")
  })
})
