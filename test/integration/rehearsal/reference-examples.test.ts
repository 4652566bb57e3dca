import { beforeEach, describe, expect, it } from 'vitest'
import { get, post, store, type Client, type Json } from './signed-in-store.ts'

// The example requests of the reference's Order chapter, as curl would send them, with ids and tokens of the demo store.
describe("the reference's examples", () => {
  let address: string
  let client: Client
  let approved: string[]
  let shipped: string

  beforeEach(async () => {
    const made = await store({ orders: 450 })
    address = made.server.address
    client = made.client
    approved = made.server.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > made.clock.at).map(({ id }) => id)
    shipped = made.server.orders().find(({ state, shipment }) => state === 'SHIPPED' && shipment?.confirmed === false)!.id
  })

  it('tests the token', async () => {
    expect(await get(address, `/api/v2/auth_test?access_token=${client.token}`)).toMatchObject({ status: 200, body: { code: 0, data: { success: true }, message: '' } })
  })

  it('retrieves an order, every number a text', async () => {
    const { status, body } = await get(address, `/api/v2/order?id=${approved[0]!}&access_token=${client.token}`)
    expect([status, body['code'], body['message']]).toEqual([200, 0, ''])
    const { Order: order } = body['data'] as { Order: Json }
    expect(order).toMatchObject({ order_id: approved[0], state: 'APPROVED' })
    for (const key of ['order_total', 'quantity', 'price', 'cost', 'shipping', 'shipping_cost', 'days_to_fulfill', 'hours_to_fulfill']) expect(order[key]).toMatch(/^\d+(\.\d+)?$/)
    for (const key of ['order_time', 'last_updated']) expect(order[key]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
  })

  it('retrieves a page of what has changed, with the pages around it', async () => {
    const { body } = await get(address, `/api/v2/order/multi-get?start=200&limit=100&since=2014-01-20&access_token=${client.token}`)
    expect(body['data']).toHaveLength(100)
    expect(body['paging']).toEqual({
      next: `${address}/api/v2/order/multi-get??start=300&limit=100&since=2014-01-20&access_token=${client.token}`,
      previous: `${address}/api/v2/order/multi-get?start=100&limit=100&since=2014-01-20&access_token=${client.token}`
    })
  })

  it('retrieves what is to be fulfilled', async () => {
    const { body } = await get(address, `/api/v2/order/get-fulfill?start=0&limit=100&access_token=${client.token}`)
    expect((body['data'] as { Order: Json }[]).map(({ Order: order }) => order['state'])).toEqual(Array.from({ length: 100 }, () => 'APPROVED'))
    expect(body['paging']).toEqual({ next: `${address}/api/v2/order/get-fulfill?start=100&limit=100&access_token=${client.token}` })
  })

  it('fulfils an order', async () => {
    const form = { tracking_provider: 'USPS', tracking_number: '12345679', id: approved[0]!, access_token: client.token }
    expect(await post(address, '/api/v2/order/fulfill-one', form)).toMatchObject({ status: 200, body: { code: 0, data: { success: 'True' }, message: 'Your order is been processed right now!' } })
    expect(await client.order(approved[0]!)).toMatchObject({ state: 'SHIPPED', shipping_provider: 'USPS', tracking_number: '12345679' })
  })

  it('refunds an order', async () => {
    expect(await post(address, '/api/v2/order/refund', { reason_code: '18', id: approved[0]!, access_token: client.token })).toMatchObject({ status: 200, body: { code: 0, data: { success: 'True' }, message: '' } })
    expect(await client.order(approved[0]!)).toMatchObject({ state: 'REFUNDED', refunded_by: 'REFUNDED BY MERCHANT' })
  })

  it('modifies the tracking of an order', async () => {
    const form = { tracking_provider: 'USPS', tracking_number: '12345678', id: shipped, access_token: client.token }
    expect(await post(address, '/api/v2/order/modify-tracking', form)).toMatchObject({ status: 200, body: { code: 0, data: { success: 'True' }, message: '' } })
    expect(await client.order(shipped)).toMatchObject({ state: 'SHIPPED', shipping_provider: 'USPS', tracking_number: '12345678' })
  })

  it('refuses a provider that is none, before it looks for the order, with numbers or with texts', async () => {
    const form = { tracking_provider: 'USPSSSSSSSSSSSSSSSSSSSSSSSSS', tracking_number: '12345679', id: '098765432112345678901234', access_token: client.token }
    expect(await post(address, '/api/v2/order/fulfill-one', form)).toMatchObject({ status: 400, body: { message: 'Tracking provider is not one of the accepted providers on Joom', code: 1000, data: 2003 } })
    expect(await post(address, '/api/v2/order/modify-tracking', form)).toMatchObject({ status: 400, body: { message: 'Tracking provider is not one of the accepted providers on Joom', code: '1000', data: '2003' } })
  })

  it('gets all orders with a parameter that does not exist, which changes nothing', async () => {
    expect((await get(address, `/api/v2/order/multi-get?access_token=${client.token}&start=0&count=50`)).body['data']).toHaveLength(50)
  })
})
