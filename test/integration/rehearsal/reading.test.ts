import { describe, expect, it } from 'vitest'
import { get, hour, post, store } from './signed-in-store.ts'

describe('reading orders', () => {
  it('pages through all of them, each once, in the order in which they were placed', async () => {
    const { server, client } = await store()
    const read: Record<string, unknown>[] = []
    for (let start = 0; ; start += 40) {
      const page = await client.orders(`order/multi-get?start=${start}&limit=40`)
      read.push(...page)
      if (page.length < 40) break
    }
    expect(read.map((order) => order['order_id'])).toEqual(server.orders().map(({ id }) => id))
    const times = read.map((order) => String(order['order_time']))
    expect(times).toEqual(times.toSorted())
  })

  it('has a next page exactly where there is more', async () => {
    const { client } = await store({ orders: 100 })
    const paging = async (query: string): Promise<unknown> => (await client.get(`order/multi-get?${query}`)).body['paging']
    expect(await paging('limit=99')).toHaveProperty('next')
    expect(await paging('limit=100')).toBeUndefined()
    expect(await paging('start=50&limit=50')).not.toHaveProperty('next')
    expect(await paging('start=10&limit=50')).toMatchObject({ previous: expect.stringContaining('start=0&') })
    expect((await client.get('order/multi-get?start=1000')).body['data']).toEqual([])
  })

  it('follows its own address of the next page, doubled question mark and all', async () => {
    const { server, client } = await store()
    const { next } = (await client.get('order/multi-get?limit=60')).body['paging'] as { next: string }
    const page = await get('', next)
    expect((page.body['data'] as { Order: { order_id: string } }[]).map(({ Order: order }) => order.order_id)).toEqual(server.orders().slice(60, 120).map(({ id }) => id))
  })

  it('lists for fulfilment exactly what is approved', async () => {
    const { server, client } = await store()
    const listed = await client.orders('order/get-fulfill?limit=500')
    expect(listed.map((order) => order['order_id'])).toEqual(server.orders().filter(({ state }) => state === 'APPROVED').map(({ id }) => id))
  })

  it('lists what has changed since a moment, the moment included', async () => {
    const { server, client, clock } = await store()
    clock.pass(2 * hour)
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at)!.id
    await client.post('order/fulfill-one', { id, tracking_provider: 'DHL', tracking_number: 'A1' })
    const changed = async (since: string): Promise<unknown[]> => (await client.orders(`order/multi-get?since=${since}`)).map((order) => order['order_id'])
    expect(await changed('2026-08-01T14:00:00')).toEqual([id])
    expect(await changed('2026-08-01T14:00:01')).toEqual([])
    expect(await changed('2026-08-02')).toEqual([])
    expect(await changed('2026-08-01')).toContain(id)
  })

  it('counts hours down with the clock', async () => {
    const { client, clock } = await store()
    const hours = async (): Promise<number> => Number((await client.orders('order/get-fulfill')).at(-1)!['hours_to_fulfill'])
    const before = await hours()
    clock.pass(10 * hour)
    expect(await hours()).toBe(before - 10)
  })

  it('finds no order that the store does not have', async () => {
    const { client } = await store()
    expect(await client.get('order?id=NOTHERE1')).toMatchObject({ status: 404, body: { code: 4001, type: 'not_found', message: "We could not find an order for id: 'NOTHERE1'", data: {} } })
  })

  it.each([['order', 1001, 'id'], ['order?id=0', 1000, 2014], ['order/multi-get?limit=501', 1000, {}], ['order/multi-get?since=yesterday', 1000, {}], ['order/get-fulfill?start=-1', 1000, {}], ['order/multi-get?format=xml', 1000, {}]])('refuses %s with %i', async (path, code, data) => {
    const { client } = await store()
    expect(await client.get(path)).toMatchObject({ status: 400, body: { code, data, message: expect.stringMatching(/./) } })
  })

  it('knows no other paths and takes each call by its own method', async () => {
    const { server, client } = await store()
    expect(await client.get('product/delete')).toMatchObject({ status: 404, body: { code: 4001, message: 'api.not_found' } })
    expect(await client.post('order/multi-get', {})).toMatchObject({ status: 405, body: { code: 1000 } })
    const wrong = await client.get(`order/fulfill-one?id=${server.orders()[0]!.id}&tracking_provider=DHL`)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('takes parameters and token from form, address and header alike', async () => {
    const { server, client } = await store()
    const [a, b, c] = server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > server.orders()[0]!.dueAt + 300 * hour).map(({ id }) => id)
    const { address } = server
    const statuses = [
      await post(address, `/api/v2/order/fulfill-one?id=${a!}&tracking_provider=DHL&access_token=${client.token}`, {}),
      await post(address, `/api/v2/order/fulfill-one?id=${b!}`, { tracking_provider: 'DHL', access_token: client.token }),
      await post(address, '/api/v2/order/fulfill-one', { id: c!, tracking_provider: 'DHL' }, { authorization: `bearer ${client.token}` })
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200])
  })

  it('names every answer, and tells how many requests are left', async () => {
    const { server, client } = await store()
    const { headers } = await client.get('order/multi-get')
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect([headers.get('x-rate-limit-limit'), headers.get('x-rate-limit-remaining')]).toEqual(['50', '49'])
    expect(headers.get('x-rate-limit-reset')).toMatch(/^\d+$/)
    const pages = await Promise.all(['/nothing', '/rehearsal/state', '/pictures/none.png', '/api/v2/oauth/authorize'].map((path) => fetch(server.address + path)))
    expect(new Set(pages.map((page) => page.headers.get('request-id'))).size).toBe(4)
  })

  it('refuses requests over the limit only where limits are set, and says when to come again', async () => {
    const free = await store()
    for (let i = 0; i < 55; i++) expect((await free.client.get('order/get-fulfill?limit=1')).status).toBe(200)
    const { client, clock } = await store({ limits: { requests: 2000, lists: 2 } })
    await client.get('order/get-fulfill')
    await client.get('order/multi-get')
    clock.pass(20_000)
    const third = await client.get('order/get-fulfill')
    expect([third.status, third.body['code'], third.headers.get('retry-after')]).toEqual([429, 9000, '40'])
    expect((await client.get('auth_test')).status).toBe(200)
    clock.pass(40_000)
    expect((await client.get('order/get-fulfill')).status).toBe(200)
  })

  it('serves the pictures it names, without a token, and nothing else from there', async () => {
    const { server, client } = await store({ pictures: 'resources/rehearsal/pictures' })
    const order = (await client.orders('order/get-fulfill')).find((one) => 'product_image_url' in one)!
    const picture = await fetch(String(order['product_image_url']))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await picture.arrayBuffer()).subarray(1, 4).toString()).toBe('PNG')
    for (const path of ['/pictures/none.png', '/pictures/..%2f..%2fpackage.json', '/pictures/']) expect((await fetch(server.address + path)).status).toBe(404)
  })

  it('escapes what a browser could take for markup', async () => {
    const { server, client } = await store()
    const text = await (await fetch(`${server.address}/api/v2/order/multi-get?limit=500`, { headers: { authorization: `Bearer ${client.token}` } })).text()
    expect(text).not.toMatch(/[<>&]/)
    expect(JSON.stringify(JSON.parse(text))).toContain('<script>alert(1)</script>')
  })
})
