import { describe, expect, it } from 'vitest'
import { clientWith, rehearsal, store } from './signed-in-store.ts'

describe('a large store', () => {
  it('pages through 20,000 orders, each once, and tells ten that have changed in one page', async () => {
    const { server, client, clock } = await store({ orders: 20_000 })
    const ids = new Set<unknown>()
    for (let start = 0; start < 20_000; start += 500) for (const order of await client.orders(`order/multi-get?start=${String(start)}&limit=500`)) ids.add(order['order_id'])
    expect(ids.size).toBe(20_000)
    clock.pass(60_000)
    const changing = server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at).slice(0, 10).map(({ id }) => id)
    for (const id of changing) await client.post('order/refund', { id, reason_code: '1' })
    const changed = await client.orders('order/multi-get?limit=500&since=2026-08-01T12:01:00')
    expect(changed.map((order) => order['order_id'])).toEqual(changing)
  })
})

describe('latency', () => {
  it('keeps every answer back while the changes are made, those of one time side by side, and does not hold back a stop', async () => {
    const { server: before, client: { token }, clock, folder } = await store({ orders: 40 })
    await before.stop()
    const server = await rehearsal({ folder, now: clock.now, latencyMs: 600_000 })
    const client = clientWith(server.address, token)
    const ids = server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at).slice(0, 20).map(({ id }) => id)
    let answered = 0
    const sent = ids.map((id) => client.post('order/refund', { id, reason_code: '1' }).then(() => answered++, () => 'cut'))
    await expect.poll(() => server.orders().filter(({ id, state }) => ids.includes(id) && state === 'REFUNDED').length).toBe(ids.length)
    expect(answered).toBe(0)
    await server.stop()
    expect(new Set(await Promise.all(sent))).toEqual(new Set(['cut']))
  })

  it('lets an answer go when its time has come', async () => {
    const { client } = await store({ orders: 3, latencyMs: 50 })
    const began = performance.now()
    expect((await client.get('auth_test')).status).toBe(200)
    expect(performance.now() - began).toBeGreaterThanOrEqual(50)
  })
})
