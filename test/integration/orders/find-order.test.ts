import { describe, expect, it, onTestFinished } from 'vitest'
import { readError } from '../../../electron/contract/read-error.ts'
import type { OrderFilter } from '../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { findOrder, type FindOrderNeeds } from '../../../electron/orders/find-order.ts'
import { received } from '../../support/orders.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'
import { testStorage } from '../../support/storage.ts'
import { reply, startRawServer } from '../joom/raw-server.ts'

const filter = (part: Partial<OrderFilter> = {}): OrderFilter => ({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '', ...part })

/** Two stores: one at a real rehearsal server, whose orders were not read yet, and one that a test answers for. */
async function room() {
  const { storage, store, clock } = await testStorage()
  clock.now = Date.now()
  const { rehearsal, client } = await rehearsalStore({ orders: 20 })
  await storage.connections.update(store, { environment: 'rehearsal' })
  const other = await storage.connections.insert({ name: 'Second', environment: 'custom', address: 'https://second.example', storeId: 's2', clientId: 'c2', createdAt: clock.now })
  let answer = '{"code":1004,"message":"order not found","data":{}}'
  const asked: string[] = []
  /** Where it is short, the second store takes the question and says nothing. */
  const hung = { patience: 8000 }
  const server = await startRawServer((connection, _index, request) => {
    asked.push(/^GET (\S+)/.exec(request)?.[1] ?? '')
    if (hung.patience < 8000) return
    reply(connection, answer.startsWith('{') ? 200 : 503, answer, { 'request-id': 'r-second' })
  })
  onTestFinished(() => server.stop())
  const second = createJoomClient({ address: server.address, accessToken: () => Promise.resolve('access-token-0123456789'), now: Date.now, userAgent: 'test', retry: { attempts: 1 } })
  const clients = new Map<ConnectionId, JoomClient>([[store, client], [other, second]])
  let authorized = true
  const needs: FindOrderNeeds = {
    stores: () => Promise.resolve([{ id: store, name: 'Nordlicht', environment: 'rehearsal', authorized, address: rehearsal.address }, { id: other, name: 'Second', environment: 'custom', authorized: true, address: server.address }]),
    nameOf: async (id) => (await storage.connections.everOf(id))?.name ?? '', getOrder: (id, joomId, signal) => clients.get(id)!.getOrder(joomId, { anyCase: true, signal }), get patience() { return hung.patience }, take: (...page) => storage.orders.take(...page),
    lookUp: (text) => storage.orderList.lookUp(text), shows: (id, its) => storage.orderList.shows(id, its, clock.now), explain: (failed, address) => readError(failed, clock.now, address), asking: () => storage.orders.ask()
  }
  return {
    storage, store, other, rehearsal, asked, clock, orders: rehearsal.orders(),
    hang: () => { hung.patience = 1000 },
    answer: (text: string) => { answer = text }, signOut: () => { authorized = false },
    find: (text: string, its = filter(), connectionId: ConnectionId | null = null) => findOrder(needs, text, connectionId, its)
  }
}

describe('finding an order', () => {
  it('that was not fetched yet fetches it, keeps it as a sync would, and says so beside what the other store says', async () => {
    const { find, orders, store, other, storage } = await room()
    const wanted = orders.find(({ state }) => state === 'APPROVED')!
    const found = await find(wanted.id)
    expect(found.here).toEqual([{ orderId: expect.any(Number) as number, connectionId: store, storeName: 'Nordlicht', joomId: wanted.id, by: 'id', view: 'to_ship', why: null, fetched: true }])
    expect(found.stores).toMatchObject([{ connectionId: store, kind: 'known', error: null }, { connectionId: other, kind: 'unknown', error: null, requestId: 'r-second' }])
    expect(found.stores[0]?.requestId).toBeTruthy()
    expect((await storage.orders.history(found.here[0]!.orderId)).map(({ kind }) => kind)).toEqual(['order_arrived'])
    expect((await find(wanted.id)).here[0]).toMatchObject({ fetched: false, orderId: found.here[0]!.orderId })
  })

  it('whose id was typed in small letters has the id that Joom answers with', async () => {
    const { find, answer, other } = await room()
    answer('{"code":0,"data":{"Order":{"order_id":"26VE349M","state":"APPROVED"}}}')
    const found = await find('26ve349m')
    expect(found.here).toMatchObject([{ connectionId: other, joomId: '26VE349M', by: 'id', fetched: true }])
    expect(found.stores[1]).toMatchObject({ connectionId: other, kind: 'known', error: null })
  })

  it('says why the list does not show it: another view, another store, a filter, a disconnected store', async () => {
    const { find, orders, store, other, storage } = await room()
    const wanted = orders.find(({ state }) => state === 'APPROVED')!
    const why = async (its: Partial<OrderFilter>) => (await find(wanted.id, filter(its))).here[0]?.why
    expect(await why({})).toBeNull()
    expect(await why({ view: 'shipped' })).toBe('other_view')
    expect(await why({ view: 'shipped', connectionId: other })).toBe('other_store')
    expect(await why({ search: 'something else' })).toBe('filtered')
    expect(await why({ mark: 'printed' })).toBe('filtered')
    expect(await why({ view: 'all' })).toBeNull()
    expect(await storage.connections.remove(store, 'keep')).toBe(true)
    expect((await find(wanted.id, filter(), other)).here[0]).toMatchObject({ why: 'disconnected', view: 'all', storeName: 'Nordlicht' })
  })

  it('asks only the chosen store, and names those that could not be asked with the reason', async () => {
    const { find, signOut, answer, asked, store, other } = await room()
    expect((await find('nothing-like-it', filter(), other)).stores).toMatchObject([{ connectionId: other, kind: 'unknown' }])
    signOut()
    answer('<html>down</html>')
    const { stores } = await find('26VE0000')
    expect(stores).toMatchObject([{ connectionId: store, kind: 'failed', error: { code: 'needs_authorization' } }, { connectionId: other, kind: 'failed', requestId: 'r-second', error: { code: 'unavailable', params: { problem: 'server' }, requestId: 'r-second' } }])
    expect(asked).toHaveLength(2)
  })

  it('lists what is not understood under the id that was asked for, with its text', async () => {
    const { find, answer, other, storage } = await room()
    answer('{"code":0,"message":"","data":{"Order":{"order_id":"ODD-1","state":{"deep":[1]}}}}')
    const found = await find('ODD-1', filter(), other)
    expect(found.stores[0]).toMatchObject({ kind: 'unreadable', raw: expect.stringContaining('deep') as string })
    expect(found.here[0]).toMatchObject({ joomId: 'ODD-1', view: 'to_ship', fetched: true })
    expect((await storage.orderList.byIds([found.here[0]!.orderId]))[0]).toMatchObject({ readable: false })
  })

  it('keeps nothing of what does not say which order it is, unless there is one of that id here', async () => {
    const { find, answer, other, storage, clock } = await room()
    for (const none of ['{"Order":null}', '{"Order":{}}', 'false', '"null"']) {
      answer(`{"code":0,"message":"","data":${none}}`)
      expect(await find('hello typo', filter(), other), none).toMatchObject({ here: [], stores: [{ kind: 'unknown' }] })
    }
    answer('{"code":0,"message":"","data":{"Order":{"odd":1}}}')
    expect(await find('hello typo', filter(), other)).toMatchObject({ here: [], stores: [{ kind: 'unreadable', raw: '{"Order":{"odd":1}}' }] })
    expect(await storage.orderList.ids(filter({ view: 'all' }), clock.now)).toEqual([])
    await storage.orders.take(other, [received('J-1')], [], storage.orders.ask())
    expect(await find('j-1', filter(), other)).toMatchObject({ here: [{ joomId: 'J-1', fetched: false }], stores: [{ kind: 'unreadable' }] })
    expect(await storage.orderList.rows(filter({ mark: 'unreadable' }), 0, 9, clock.now)).toMatchObject([{ joomId: 'J-1' }])
  })

  it('does not wait for a store that does not answer, and says so beside what the other one says', async () => {
    const { find, orders, hang, store, other, asked } = await room()
    hang()
    const wanted = orders[0]!.id
    const { here, stores } = await find(wanted)
    expect(here).toMatchObject([{ joomId: wanted, connectionId: store }])
    expect(stores).toMatchObject([{ connectionId: store, kind: 'known' }, { connectionId: other, kind: 'failed', error: { code: 'unavailable', params: { problem: 'slow' } } }])
    expect(asked).toHaveLength(1)
  })

  it('does not take an answer about another order for this one’s', async () => {
    const { find, answer, other, storage, clock } = await room()
    answer('{"code":0,"message":"","data":{"Order":{"order_id":"ELSE","state":"APPROVED"}}}')
    expect((await find('WANTED', filter(), other)).stores[0]).toMatchObject({ kind: 'failed', error: { code: 'unreadable' } })
    expect(await storage.orderList.ids(filter({ view: 'all' }), clock.now)).toEqual([])
  })

  it('knows a pick code, a tracking number and a SKU for what they are', async () => {
    const { find, storage, store, clock } = await room()
    await storage.orders.take(store, [received('J-1', { state: 'SHIPPED', product: { sku: 'MUG <1> & "x"' }, shipment: { trackingNumber: 'RR12CN', provider: 'DHL', shippedDate: '2026-01-01', shippingTime: null, note: null } }), received('J-2', { product: { sku: 'MUG <1> & "x"' } })], [], clock.now)
    const [row] = await storage.orderList.lookUp('J-1')
    expect((await find(row!.pickCode.toLowerCase())).here).toMatchObject([{ joomId: 'J-1', by: 'pick_code', why: 'other_view', view: 'shipped' }])
    expect((await find('rr12cn')).here).toMatchObject([{ joomId: 'J-1', by: 'tracking_number' }])
    expect((await find('MUG <1> & "x"')).here.map(({ joomId, by }) => [joomId, by])).toEqual(expect.arrayContaining([['J-1', 'sku'], ['J-2', 'sku']]))
    // A part of it is for the search, not for this.
    expect((await find('MUG')).here).toEqual([])
  })

  it('knows what the code on a rehearsal order’s slip says for the order’s id, and asks other stores for the text as it stands', async () => {
    const { find, orders, asked, other } = await room()
    const wanted = orders.find(({ state }) => state === 'APPROVED')!
    expect((await find(`r-${wanted.id}`)).here).toMatchObject([{ joomId: wanted.id, by: 'id', fetched: true }])
    expect(new URL(asked.at(-1) ?? '', 'http://x').searchParams.get('id')).toBe(`r-${wanted.id}`)
    expect((await find(`R-${wanted.id}`, filter(), other)).here).toMatchObject([{ joomId: wanted.id, why: null }])
  })

  it('takes any text as it is, and sends it to the one call as one parameter', async () => {
    const { find, asked, other } = await room()
    const hostile = ['a&id=b', "' OR 1=1 --", '%', '_', '../../oauth/access_token?x=', '<img src=x onerror=alert(1)>', '🦜'.repeat(50), '*" NEAR(']
    for (const text of hostile) {
      const found = await find(text, filter(), other)
      expect(found.here).toEqual([])
      expect(found.stores[0]?.kind).toBe('unknown')
      const url = new URL(asked.at(-1) ?? '', 'http://x')
      expect([url.pathname, [...url.searchParams.keys()], url.searchParams.get('id')]).toEqual(['/api/v2/order', ['id'], text])
    }
  })

  it('does not overwrite what was read while Joom was asked', async () => {
    const { storage, store, clock } = await testStorage()
    const needs: FindOrderNeeds = {
      patience: 8000, stores: () => Promise.resolve([{ id: store, name: 'Nordlicht', environment: 'production', authorized: true, address: 'https://x.example' }]), nameOf: () => Promise.resolve('Nordlicht'),
      getOrder: async () => {
        await storage.orders.take(store, [received('J-1', { state: 'SHIPPED', lastUpdated: null })], [], storage.orders.ask())
        return { kind: 'ok', value: received('J-1', { lastUpdated: null }), requestId: null }
      },
      take: (...page) => storage.orders.take(...page), lookUp: (text) => storage.orderList.lookUp(text), shows: (id, its) => storage.orderList.shows(id, its, clock.now), explain: () => ({ code: 'internal' }), asking: () => storage.orders.ask()
    }
    expect((await findOrder(needs, 'J-1', null, filter())).here).toMatchObject([{ view: 'shipped', why: 'other_view' }])
  })

  it('says where Joom tells of an earlier change than is shown', async () => {
    const { storage, store, clock } = await testStorage()
    await storage.orders.take(store, [received('J-1', { state: 'SHIPPED', lastUpdated: 2000 })], [], clock.now)
    const needs: FindOrderNeeds = {
      patience: 8000, stores: () => Promise.resolve([{ id: store, name: 'Nordlicht', environment: 'production', authorized: true, address: 'https://x.example' }]), nameOf: () => Promise.resolve('Nordlicht'),
      getOrder: () => Promise.resolve({ kind: 'ok', value: received('J-1', { lastUpdated: 1000 }), requestId: 'answer-1' }),
      take: (...page) => storage.orders.take(...page), lookUp: (text) => storage.orderList.lookUp(text), shows: (id, its) => storage.orderList.shows(id, its, clock.now), explain: () => ({ code: 'internal' }), asking: () => storage.orders.ask()
    }
    expect(await findOrder(needs, 'J-1', null, filter())).toMatchObject({ here: [{ view: 'shipped' }], stores: [{ kind: 'doubted', requestId: 'answer-1' }] })
  })

  it('does not ask Joom what cannot be an id, and says so', async () => {
    const { find, asked, other } = await room()
    expect((await find('\u202Eevil\u0000', filter(), other)).stores[0]).toMatchObject({ kind: 'failed', error: { code: 'invalid' }, requestId: null })
    expect(asked).toEqual([])
  })
})
