import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startQuirkyJoom, type QuirkyJoom } from '../../support/quirky-joom.ts'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { application, clientWith, post, type Client, type Json } from './signed-in-store.ts'

let joom: QuirkyJoom
let client: Client

beforeEach(async () => {
  joom = await startQuirkyJoom({ open: 60, rest: 5, products: 60 })
  const { redirect, arrived } = await application()
  await signInAt(`${joom.address}/api/v2/oauth/authorize?${new URLSearchParams({ client_id: joom.clientId, redirect_uri: redirect }).toString()}`, 'grant')
  const code = arrived[0]!.searchParams.get('code')!
  const { body } = await post(joom.address, '/api/v2/oauth/access_token', { client_id: joom.clientId, client_secret: joom.clientSecret, grant_type: 'authorization_code', code, redirect_uri: redirect })
  client = clientWith(joom.address, (body['data'] as { access_token: string }).access_token)
})
afterEach(() => joom.stop())

async function pages(path: string, wrapper: string, key: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (let start = 0; ; start += 50) {
    const { body } = await client.get(`${path}?start=${String(start)}&limit=500`)
    const data = body['data'] as Record<string, Json>[] | null
    if (data === null || data.length === 0) return found
    found.push(...data.map((entry) => entry[wrapper]![key]))
  }
}

describe('the second server', () => {
  it('lists products and variations in pages of 50 at most, and finds each by its names', async () => {
    expect(await pages('product/multi-get', 'Product', 'id')).toEqual(joom.products.map(({ id }) => id))
    expect(await pages('variant/multi-get', 'Variant', 'id')).toHaveLength(150)
    const { id, parentSku, variants } = joom.products[7]!
    for (const name of [`id=${id}`, `parent_sku=${encodeURIComponent(parentSku)}`]) expect((await client.get(`product?${name}`)).body['data']).toMatchObject({ Product: { id } })
    expect((await client.get(`variant?sku=${encodeURIComponent(variants[0]!.sku)}`)).body['data']).toMatchObject({ Variant: { id: `${id}-v0`, sku: expect.stringContaining('&amp;') } })
    expect(await client.get('product?id=aaa')).toMatchObject({ status: 400, body: { code: '1004', data: 2018 } })
    expect(await client.get('variant?sku=aaa')).toMatchObject({ status: 400, body: { code: 1004, data: {} } })
  })

  it('writes addresses of pages of every kind', async () => {
    const paging = async (path: string): Promise<unknown> => (await client.get(path)).body['paging']
    expect(await paging('product/multi-get?limit=50')).toEqual({ next: expect.stringContaining('start=50'), previous: expect.stringContaining('&am;paccess_token=') })
    expect(await paging('product/multi-get?start=50')).toMatchObject({ next: '-' })
    expect(await paging('variant/multi-get')).toEqual({ next: expect.stringContaining('multi-get??start=50') })
    expect(await paging('variant/multi-get?start=100')).toBeUndefined()
  })

  it('lists what has changed since a moment', async () => {
    const id = [...joom.orders.keys()][3]!
    await client.post('order/refund', { id, reason_code: '1' })
    expect((await client.get('order/multi-get?since=2015-01-01')).body['data']).toMatchObject([{ Order: { order_id: id } }])
  })
})
