import { describe, expect, it } from 'vitest'
import type { Quirk } from '../../../electron/rehearsal/quirks.ts'
import { quirkNames } from '../../../electron/rehearsal/quirks.ts'
import { codeFor, get, post, store, type Json } from './signed-in-store.ts'

/** A store whose answers show one habit, and what is needed to look at each. */
async function quirky(quirk: Quirk) {
  const made = await store()
  made.server.setQuirks([quirk])
  const open = made.server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > made.clock.at).map(({ id }) => id)
  const raw = async (path: string): Promise<string> => (await fetch(`${made.server.address}/api/v2/${path}`, { headers: { authorization: `Bearer ${made.client.token}` } })).text()
  const order = async (): Promise<Json> => ((await made.client.get(`order?id=${open[3]!}`)).body['data'] as { Order: Json }).Order
  const ship = (id = open[4]!) => made.client.post('order/fulfill-one', { id, tracking_provider: 'DHL', tracking_number: 'A1' })
  const paging = async (query: string): Promise<unknown> => (await made.client.get(`order/multi-get?${query}`)).body['paging']
  return { ...made, open, raw, order, ship, paging }
}

const looks: Readonly<Record<Quirk, () => Promise<void>>> = {
  async real_numbers() {
    const { order, client } = await quirky('real_numbers')
    const read = await order()
    for (const key of ['order_total', 'quantity', 'price', 'cost', 'shipping', 'shipping_cost', 'days_to_fulfill', 'hours_to_fulfill']) expect(read[key]).toEqual(expect.any(Number))
    expect(((await client.get('variant?sku=MUG-350-BL')).body['data'] as { Variant: Json }).Variant).toMatchObject({ price: 13.9, inventory: expect.any(Number) })
  },
  async real_booleans() {
    const { client, ship } = await quirky('real_booleans')
    expect(((await client.get('variant?sku=MUG-350-BL')).body['data'] as { Variant: Json }).Variant['enabled']).toBeTypeOf('boolean')
    expect((await ship()).body['data']).toEqual({ success: true })
  },
  async msg() {
    const { client, ship } = await quirky('msg')
    expect((await ship()).body).toEqual({ code: 0, data: { success: 'True' }, msg: 'Your order is been processed right now!' })
    expect((await client.get('order?id=NOTHERE')).body).toMatchObject({ code: 4001, msg: expect.stringContaining('NOTHERE') })
  },
  async prev() {
    const { paging } = await quirky('prev')
    expect(Object.keys(await paging('start=50&limit=50') as Json).toSorted()).toEqual(['next', 'prev'])
  },
  async no_paging() {
    const { client } = await quirky('no_paging')
    const page = await client.get('order/multi-get?start=50&limit=50')
    expect([(page.body['data'] as unknown[]).length, 'paging' in page.body]).toEqual([50, false])
  },
  async empty_next() {
    const { paging } = await quirky('empty_next')
    expect(await paging('limit=500')).toEqual({ next: '' })
    expect(await paging('start=100&limit=100')).toMatchObject({ next: '-', previous: expect.stringContaining('start=0') })
    expect(await paging('start=0&limit=100')).toMatchObject({ next: expect.stringContaining('start=100') })
  },
  async null_data() {
    const { client } = await quirky('null_data')
    expect((await client.get('order/multi-get?start=1000')).body).toMatchObject({ code: 0, data: null })
    expect(await client.orders('order/multi-get?start=149')).toHaveLength(1)
  },
  async pages_of_50() {
    const { server, client } = await quirky('pages_of_50')
    const ids: unknown[] = []
    for (let start = 0; ; start += 50) {
      const { body } = await client.get(`order/multi-get?start=${String(start)}&limit=500`)
      ids.push(...(body['data'] as { Order: Json }[]).map(({ Order: order }) => order['order_id']))
      if (!('next' in (body['paging'] as Json))) break
    }
    expect(ids).toEqual(server.orders().map(({ id }) => id))
    expect((await client.get('order/multi-get?limit=501')).status).toBe(400)
    server.setQuirks(['pages_of_50', 'no_paging'])
    for (let n = 0; n < 10; n++) expect((await client.get('order/multi-get?limit=500')).body).toHaveProperty('paging.next')
  },
  async unknown_keys() {
    const { order, client } = await quirky('unknown_keys')
    expect(await order()).toMatchObject({ state: 'APPROVED', gift_wrap: { wanted: false } })
    expect(((await client.get('product?parent_sku=MUG-350-BL')).body['data'] as { Product: Json }).Product).toMatchObject({ gift_wrap: expect.anything(), name: expect.stringContaining('Stoneware') })
  },
  async missing_keys() {
    const { order } = await quirky('missing_keys')
    const read = await order()
    for (const key of ['transaction_id', 'product_image_url', 'color', 'size']) expect(read).not.toHaveProperty(key)
    expect(read['ShippingDetail']).not.toHaveProperty('phone_number')
    expect(read).toMatchObject({ order_id: expect.any(String), state: 'APPROVED', sku: expect.any(String), ShippingDetail: { name: expect.any(String), street_address1: expect.any(String) } })
  },
  async null_keys() {
    const { client, order } = await quirky('null_keys')
    expect(await order()).toHaveProperty('ship_note', null)
    const read = await client.orders('order/multi-get?limit=500')
    for (const key of ['transaction_id', 'color', 'size', 'product_image_url']) expect(read.some((one) => one[key] === null) && read.some((one) => typeof one[key] === 'string') && read.every((one) => key in one)).toBe(true)
  },
  async empty_done() {
    const { server, client, open, ship } = await quirky('empty_done')
    expect((await ship()).body['data']).toEqual({})
    expect((await client.post('variant/disable', { sku: 'MUG-350-BL' })).body['data']).toBeNull()
    expect(server.orders().find(({ id }) => id === open[4])).toMatchObject({ state: 'SHIPPED' })
  },
  async text_codes() {
    const { client } = await quirky('text_codes')
    expect((await client.get('auth_test')).body['code']).toBe('0')
    expect((await client.get('order?id=0')).body).toMatchObject({ code: '1000', data: 2014 })
  },
  async text_data() {
    const { client } = await quirky('text_data')
    expect((await client.get('order?id=0')).body).toMatchObject({ code: 1000, data: '2014' })
  },
  async unwrapped() {
    const { client, open } = await quirky('unwrapped')
    expect((await client.get(`order?id=${open[0]!}`)).body['data']).toMatchObject({ order_id: open[0], ShippingDetail: expect.anything() })
    const [product] = (await client.get('product/multi-get?limit=1')).body['data'] as Json[]
    expect(product).toMatchObject({ name: expect.any(String), variants: expect.arrayContaining([expect.objectContaining({ sku: 'MUG-350-BL' })]), tags: expect.arrayContaining([{ id: 'stoneware', name: 'stoneware' }]) })
  },
  async broken_addresses() {
    const { paging } = await quirky('broken_addresses')
    expect(await paging('start=50&limit=50')).toEqual({ next: expect.stringMatching(/get\?\?start=100&limit=50&am;paccess_token=/), previous: expect.stringMatching(/get\?\?start=0&limit=50&am;paccess_token=/) })
  },
  async created() {
    const { client, ship, server } = await quirky('created')
    expect([(await ship()).status, (await ship()).status, (await client.get('auth_test')).status]).toEqual([201, 400, 200])
    expect(server.requests().filter(({ kind }) => kind === 'change').map(({ status }) => status)).toEqual([201, 400])
  },
  async other_dates() {
    const { client, order, ship, open } = await quirky('other_dates')
    expect(await order()).toMatchObject({ order_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), last_updated: expect.stringMatching(/Z$/) })
    await ship()
    expect((await client.order(open[4]!))['shipped_date']).toBe('08-01-2026')
  },
  async lower_detail() {
    const { order } = await quirky('lower_detail')
    expect(Object.keys(await order())).toEqual(expect.arrayContaining(['shipping_detail']))
    expect(await order()).not.toHaveProperty('ShippingDetail')
  },
  async welcome() {
    const { client } = await quirky('welcome')
    expect((await client.get('auth_test')).body['data']).toBe('Welcome!')
  },
  async sparse_tokens() {
    const { server } = await quirky('sparse_tokens')
    const { address, app } = server
    const { code, redirect } = await codeFor(address, app)
    const of = { client_id: app.clientId, client_secret: app.clientSecret }
    const first = (await post(address, '/api/v2/oauth/access_token', { ...of, grant_type: 'authorization_code', code: code!, redirect_uri: redirect })).body['data'] as Json
    expect(first).toMatchObject({ expires_in: '2592000', expiry_time: null, merchant_user_id: null, access_token: expect.any(String) })
    const second = (await post(address, '/api/v2/oauth/refresh_token', { ...of, grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) })).body['data'] as Json
    expect(second).toMatchObject({ expires_in: null, expiry_time: null, access_token: expect.any(String) })
    expect((await get(address, `/api/v2/auth_test?access_token=${String(second['access_token'])}`)).status).toBe(200)
  },
  async not_found_1004() {
    const { client } = await quirky('not_found_1004')
    expect(await client.get('order?id=NOTHERE')).toMatchObject({ status: 400, body: { code: 1004, data: 2021 } })
    expect(await client.get('product?id=NOTHERE')).toMatchObject({ status: 400, body: { code: 1004, data: 2018 } })
    expect(await client.get('variant?sku=NOTHERE')).toMatchObject({ status: 400, body: { code: 1004, data: {} } })
  },
  async unreadable_order() {
    const { server, client } = await quirky('unreadable_order')
    const read = await client.orders('order/multi-get?limit=500')
    const broken = read.filter((order) => typeof order['state'] !== 'string')
    expect([read.length, broken.map((order) => order['order_id'])]).toEqual([150, [server.unreadable]])
    expect((await client.order(server.unreadable!))['ShippingDetail']).toBe('see the panel')
  }
}

describe('quirks', () => {
  it.each(Object.entries(looks))('%s shows alone', async (_name, look) => { await look() })

  it('do not show until they are asked for, and no longer when they are not', async () => {
    const { client, raw, server } = await quirky('msg')
    expect(await raw('auth_test')).toContain('"msg"')
    server.setQuirks('none')
    expect(await raw('auth_test')).not.toContain('"msg"')
    expect(server.state().quirks).toEqual([])
    expect((await client.get('auth_test')).body).toEqual({ code: 0, data: { success: true }, message: '' })
  })

  it('all together hide no order and change nothing that is true', async () => {
    const { server, client } = await store()
    const before = server.orders()
    server.setQuirks('all')
    expect(server.state().quirks).toEqual(quirkNames)
    const ids = new Set<unknown>()
    for (let start = 0; start < 150; start += 50) {
      const { body } = await client.get(`order/multi-get?start=${String(start)}&limit=500`)
      for (const entry of body['data'] as (Json & { Order?: Json })[]) ids.add((entry.Order ?? entry)['order_id'])
    }
    expect([...ids].toSorted()).toEqual(before.map(({ id }) => id).toSorted())
    expect(server.orders()).toEqual(before)
  })

  it('are asked for through the control address', async () => {
    const { server, client } = await store({ orders: 3 })
    const ask = (value: unknown): Promise<Response> => fetch(`${server.address}/rehearsal/quirks`, { method: 'POST', body: JSON.stringify(value) })
    expect(await (await ask(['welcome'])).json()).toMatchObject({ quirks: ['welcome'] })
    expect((await client.get('auth_test')).body['data']).toBe('Welcome!')
    expect([(await ask(['rain'])).status, server.state().quirks]).toEqual([400, ['welcome']])
    expect(await (await ask('none')).json()).toMatchObject({ quirks: [] })
  })
})
