import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clientWith, rehearsal, store, type Answer, type Client, type Json } from './signed-in-store.ts'

const shoe = { main_image: 'http://i.imgur.com/Q1a32kD.jpg', name: 'red shoe', tags: 'red,shoe,cool', sku: 'red-shoe-11', inventory: '100', price: '$100', shipping: '10', parent_sku: 'red-shoe', description: 'this is a cool shoe' }
const productOf = ({ body }: Answer): Json => (body['data'] as { Product: Json }).Product
const variantOf = ({ body }: Answer): Json => (body['data'] as { Variant: Json }).Variant
const variantsOf = (product: Json): Json[] => (product['variants'] as { Variant: Json }[]).map(({ Variant: variant }) => variant)
const refused = (code: number, data: unknown = expect.anything()): unknown => ({ status: 400, body: { code, data, message: expect.stringMatching(/./) } })
const byParent = async (client: Client, parent: string): Promise<Json> => productOf(await client.get(`product?parent_sku=${encodeURIComponent(parent)}`))

describe('products', () => {
  it('are the 26 that the orders are for, with the ids and the SKUs of the orders', async () => {
    const { server, client } = await store()
    const listed = ((await client.get('product/multi-get?limit=500')).body['data'] as { Product: Json }[]).map(({ Product: product }) => product)
    expect(listed).toHaveLength(26)
    const variants = new Map(listed.flatMap(variantsOf).map((variant) => [variant['id'], variant]))
    for (const order of await client.orders('order/multi-get?limit=500')) {
      expect(variants.get(order['variant_id'])).toMatchObject({ sku: order['sku'], product_id: order['product_id'] })
      expect(listed.find(({ id }) => id === order['product_id'])).toMatchObject({ name: order['product_name'] })
    }
    expect(((await client.get('variant/multi-get?limit=500')).body['data'] as { Variant: Json }[]).map(({ Variant: variant }) => variant)).toEqual(listed.flatMap(variantsOf))
    const sku = server.products().flatMap((product) => product.variants).map((variant) => variant.sku).find((one) => one.includes('&'))!
    expect(variantOf(await client.get(`variant?sku=${encodeURIComponent(sku)}`))['sku']).toBe(sku.replaceAll('&', '&amp;'))
  })

  it('are added with their first variation, wait for review, and are approved after a while', async () => {
    const { client, clock } = await store({ orders: 3 })
    const made = productOf(await client.post('product/add', shoe))
    expect(made).toMatchObject({ name: 'red shoe', parent_sku: 'red-shoe', review_status: 'pending', enabled: 'True', number_sold: '0', main_image: shoe.main_image, original_image_url: shoe.main_image, date_uploaded: '2026-08-01T12:00:00Z', tags: [{ Tag: { id: 'red', name: 'red' } }, { Tag: { id: 'shoe', name: 'shoe' } }, { Tag: { id: 'cool', name: 'cool' } }] })
    expect(variantsOf(made)).toMatchObject([{ sku: 'red-shoe-11', inventory: '100', price: '100.0', shipping: '10.0', shipping_time: '5-10', product_id: made['id'], enabled: 'True' }])
    clock.pass(59_999)
    expect((await byParent(client, 'red-shoe'))['review_status']).toBe('pending')
    clock.pass(1)
    expect(await byParent(client, 'red-shoe')).toMatchObject({ review_status: 'approved', last_updated: '2026-08-01T12:01:00Z' })
  })

  it('take the SKU of their variation for their own where they are given none', async () => {
    const { client } = await store({ orders: 3 })
    const { parent_sku: _, ...without } = shoe
    expect(productOf(await client.post('product/add', without))['parent_sku']).toBe('red-shoe-11')
    expect((await client.post('variant/add', { parent_sku: 'red-shoe-11', sku: 'red-shoe-12', inventory: '1', price: '1', shipping: '1' })).status).toBe(200)
  })

  it('are refused where something is missing or not unique, and nothing is added', async () => {
    const { server, client } = await store({ orders: 3 })
    const before = server.products()
    for (const name of ['main_image', 'name', 'tags', 'inventory', 'price', 'shipping', 'sku']) expect(await client.post('product/add', { ...shoe, [name]: '' })).toMatchObject(refused(1001, name) as object)
    expect(await client.post('product/add', { ...shoe, color: 'red, blue' })).toMatchObject(refused(1000) as object)
    expect(await client.post('product/add', { ...shoe, sku: 'MUG-350-BL' })).toMatchObject({ status: 400, body: { code: 1000, message: 'api.bad_request: sku MUG-350-BL belongs to another variation' } })
    expect(await client.post('product/add', { ...shoe, parent_sku: 'MUG-350-BL' })).toMatchObject({ status: 400, body: { message: 'api.bad_request: parent_sku MUG-350-BL belongs to another product' } })
    expect(server.products()).toEqual(before)
  })

  it('are changed in what is given and nothing else', async () => {
    const { client, clock } = await store({ orders: 3 })
    const before = productOf(await client.post('product/add', { ...shoe, extra_images: 'http://a.example/1.jpg|http://a.example/2.png', brand: 'Nord' }))
    clock.pass(1000)
    expect((await client.post('product/update', { id: String(before['id']), name: 'Awesome shoe', tags: 'shoe, awesome, size 11' })).body).toEqual({ code: 0, data: {}, message: '' })
    const after = await byParent(client, 'red-shoe')
    expect(after).toEqual({ ...before, name: 'Awesome shoe', tags: ['shoe', 'awesome', 'size 11'].map((name) => ({ Tag: { id: name.replace(' ', ''), name } })), last_updated: '2026-08-01T12:00:01Z' })
    expect((await client.post('product/update', { parent_sku: 'red-shoe', price: '1', description: 'x'.repeat(4001) })).status).toBe(400)
    expect((await client.post('product/remove-extra-images', { parent_sku: 'red-shoe' })).status).toBe(200)
    expect(await byParent(client, 'red-shoe')).not.toHaveProperty('extra_images')
  })

  it('are taken from sale and put back with all their variations', async () => {
    const { client } = await store({ orders: 3 })
    const product = await byParent(client, 'MUG-350-BL')
    const enabled = async (): Promise<unknown[]> => {
      const now = await byParent(client, 'MUG-350-BL')
      return [now['enabled'], ...variantsOf(now).map((variant) => variant['enabled'])]
    }
    await client.post('product/disable', { id: String(product['id']) })
    expect(await enabled()).toEqual(['False', 'False', 'False', 'False'])
    await client.post('product/enable', { parent_sku: 'MUG-350-BL' })
    expect(await enabled()).toEqual(['True', 'True', 'True', 'True'])
    await client.post('variant/disable', { sku: 'MUG-350-OT' })
    expect(await enabled()).toEqual(['True', 'True', 'False', 'True'])
    await client.post('variant/enable', { sku: 'MUG-350-OT' })
    await client.post('variant/update', { sku: 'MUG-350-CH', enabled: 'False' })
    expect(await enabled()).toEqual(['True', 'True', 'True', 'False'])
  })

  it('page, and list what has changed since a day', async () => {
    const { client, clock } = await store({ orders: 3 })
    const names = async (query: string): Promise<unknown[]> => ((await client.get(`product/multi-get?${query}`)).body['data'] as { Product: Json }[]).map(({ Product: product }) => product['name'])
    const all = await names('limit=500')
    expect([...await names('limit=20'), ...await names('start=20&limit=20')]).toEqual(all)
    clock.pass(48 * 3_600_000)
    await client.post('product/disable', { parent_sku: 'PIN-FOX-01' })
    expect(await names('since=2026-08-03')).toEqual(['Enamel pin, sleeping fox'])
    expect(await client.get('product/multi-get?since=2026-08-03T10:00:00')).toMatchObject(refused(1000) as object)
    expect(await client.get('variant/multi-get?limit=501')).toMatchObject(refused(1000) as object)
  })

  it('are not found where the store has none of the name', async () => {
    const { client } = await store({ orders: 3 })
    const none = (message: string): object => ({ status: 404, body: { code: 4001, type: 'not_found', message, data: {} } })
    expect(await client.get('product?id=aaa')).toMatchObject(none("We could not find a product for id: 'aaa'"))
    expect(await client.get('product')).toMatchObject(refused(1001, 'id') as object)
    expect(await client.get('variant?sku=NOPE')).toMatchObject(none("We could not find a variant for sku: 'NOPE'"))
    for (const call of ['update', 'enable', 'disable', 'remove-extra-images']) expect((await client.post(`product/${call}`, { parent_sku: 'NOPE' })).status).toBe(404)
    for (const call of ['update', 'change-sku', 'enable', 'disable', 'update-inventory']) expect((await client.post(`variant/${call}`, { sku: 'NOPE', new_sku: 'NEW', inventory: '1' })).status).toBe(404)
    expect(await client.post('variant/add', { parent_sku: 'NOPE', sku: 'NEW', inventory: '1', price: '1', shipping: '1' })).toMatchObject(none("We could not find a product for parent_sku: 'NOPE'"))
  })
})

describe('variations', () => {
  it('are added to a product, changed, and found under their new SKU', async () => {
    const { client } = await store({ orders: 3 })
    await client.post('product/add', shoe)
    const answer = await client.post('variant/add', { parent_sku: 'red-shoe', sku: 'red-shoe-12', inventory: '10', price: '10', size: '12', shipping: '3', main_image: 'http://a.example/12.png' })
    expect(answer.body).toEqual({ code: 0, msg: '', data: { Variant: { enabled: 'True', id: expect.stringMatching(/^[0-9a-f]{24}$/), inventory: '10', main_image: 'http://a.example/12.png', price: '10', shipping: '3', size: '12', sku: 'red-shoe-12' } } })
    await client.post('variant/update', { sku: 'red-shoe-12', price: '10.11', inventory: '1000', shipping: '10.00', color: 'black & blue' })
    expect(variantOf(await client.get('variant?sku=red-shoe-12'))).toMatchObject({ price: '10.11', inventory: '1000', shipping: '10.0', color: 'black & blue', size: '12', main_image: 'http://a.example/12.png' })
    await client.post('variant/update-inventory', { sku: 'red-shoe-12', inventory: '5' })
    await client.post('variant/change-sku', { sku: 'red-shoe-12', new_sku: 'red-shoe-13' })
    expect((await client.get('variant?sku=red-shoe-12')).status).toBe(404)
    expect(variantOf(await client.get('variant?sku=red-shoe-13'))).toMatchObject({ id: variantOf(answer)['id'], inventory: '5' })
  })

  it('are refused where something is missing, wrong or not unique, and nothing changes', async () => {
    const { server, client } = await store({ orders: 3 })
    const before = server.products()
    const variant = { parent_sku: 'MUG-350-BL', sku: 'MUG-350-XX', inventory: '1', price: '1', shipping: '1' }
    for (const name of Object.keys(variant)) expect(await client.post('variant/add', { ...variant, [name]: '' })).toMatchObject(refused(1001, name) as object)
    expect(await client.post('variant/add', { ...variant, sku: 'TEA-S&H-100' })).toMatchObject(refused(1000) as object)
    expect(await client.post('variant/add', { ...variant, sku: '2' })).toMatchObject(refused(1000) as object)
    for (const [call, form, name] of [['update', {}, 'sku'], ['change-sku', { sku: 'MUG-350-OT' }, 'new_sku'], ['enable', {}, 'sku'], ['disable', {}, 'sku'], ['update-inventory', { sku: 'MUG-350-OT' }, 'inventory']] as const) {
      expect(await client.post(`variant/${call}`, form)).toMatchObject(refused(1001, name) as object)
    }
    expect(await client.post('variant/change-sku', { sku: 'MUG-350-OT', new_sku: 'TEA-S&H-100' })).toMatchObject(refused(1000) as object)
    expect(await client.post('variant/update-inventory', { sku: 'MUG-350-OT', inventory: '100001' })).toMatchObject(refused(1000) as object)
    expect(await client.post('variant/update', { sku: 'MUG-350-OT', size: 'small' })).toMatchObject(refused(1000) as object)
    expect(server.products()).toEqual(before)
  })
})

describe('products and variations', () => {
  it('outlive a restart with their line in the log, are new after a reset, and are judged through the control address', async () => {
    const { server, client, clock, folder } = await store({ orders: 3 })
    await client.post('product/add', shoe)
    await client.post('variant/change-sku', { sku: 'MUG-350-OT', new_sku: 'MUG-350-OAT' })
    const id = String((await byParent(client, 'red-shoe'))['id'])
    const judge = (body: unknown): Promise<Response> => fetch(`${server.address}/rehearsal/review`, { method: 'POST', body: JSON.stringify(body) })
    expect((await judge({ product: id, status: 'rejected', note: 'Blurred' })).status).toBe(200)
    expect([(await judge({ product: 'nope', status: 'rejected' })).status, (await judge({ product: id, status: 'fine' })).status]).toEqual([404, 400])
    clock.pass(120_000)
    const [products, log] = [server.products(), server.requests()]
    await server.stop()
    const again = await rehearsal({ folder, now: clock.now })
    expect([again.products(), again.requests()]).toEqual([products, log])
    expect(await byParent(clientWith(again.address, client.token), 'red-shoe')).toMatchObject({ review_status: 'rejected', review_note: 'Blurred' })
    expect(log.filter(({ kind }) => kind === 'change').map(({ path, orderId, outcome }) => [path, orderId, outcome])).toEqual([['/api/v2/product/add', null, 'done'], ['/api/v2/variant/change-sku', null, 'done']])
    await again.reset()
    expect(again.products().flatMap(({ variants }) => variants).map(({ sku }) => sku)).toContain('MUG-350-OT')
    expect(again.products()).toHaveLength(26)
  })

  it('come to a store of the first version, which keeps its orders and its sign-ins', async () => {
    const { server, client, clock, folder } = await store({ orders: 30 })
    const orders = server.orders()
    await server.stop()
    const db = new DatabaseSync(join(folder, 'rehearsal.sqlite'))
    db.exec('DROP TABLE products; PRAGMA user_version = 1')
    db.close()
    const said: string[] = []
    const again = await rehearsal({ folder, now: clock.now, log: (line) => said.push(line) })
    expect([again.orders(), again.products().length, said.join()]).toEqual([orders, 26, expect.stringContaining('keeps its orders and sign-ins')])
    expect((await clientWith(again.address, client.token).get('auth_test')).status).toBe(200)
  })

  it('make way for a new store where a later version wrote it, and say so', async () => {
    const { server, client, clock, folder } = await store({ orders: 30 })
    await server.stop()
    const db = new DatabaseSync(join(folder, 'rehearsal.sqlite'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    const said: string[] = []
    const again = await rehearsal({ folder, now: clock.now, orders: 30, log: (line) => said.push(line) })
    expect([again.orders().length, again.products().length, said.join()]).toEqual([30, 26, expect.stringContaining('begins anew')])
    expect((await clientWith(again.address, client.token).get('auth_test')).status).toBe(401)
  })
})
