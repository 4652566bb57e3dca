import { describe, expect, it } from 'vitest'
import type { SyncState } from '../../../electron/contract/schemas.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const

async function readRoom(reader: (client: OrderReader) => OrderReader = (client) => client, orders = 150) {
  const { storage, store, clock } = await testStorage()
  const { rehearsal, client } = await rehearsalStore({ orders })
  clock.now = Date.now()
  const states: SyncState[] = []
  const ends: SyncState['error'][] = []
  const sync = new OrderSync({
    authorized: () => Promise.resolve([store]), reader: () => reader(client), orders: storage.orders, readings: storage.readings, steady: () => performance.now(),
    ended: (_id, _at, error) => Promise.resolve(void ends.push(error)), now: Date.now, progress: (state) => { states.push(state) }, setTimer: () => () => undefined, failed: () => undefined
  })
  return { storage, store, rehearsal, client, sync, states, ends }
}

describe('reading a store', () => {
  it('brings every order of the store, as it is', async () => {
    const room = await readRoom()
    await room.sync.refresh(null)
    const rows = await room.storage.orderList.rows(all, 0, 500, Date.now())
    const truth = room.rehearsal.orders()
    expect(rows.map((row) => row.joomId).sort()).toEqual(truth.map((order) => order.id).sort())
    expect(new Map(rows.map((row) => [row.joomId, row.state]))).toEqual(new Map(truth.map((order) => [order.id, order.state])))
    const toShip = rows.filter((row) => row.state === 'APPROVED').map((row) => row.dueAt)
    expect(toShip).toEqual(toShip.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
    expect(room.ends).toEqual([null])
    expect(room.states.at(-1)).toMatchObject({ running: false, error: null })
  })

  it('reads page after page until the end, whatever size the server makes them', async () => {
    const room = await readRoom((client) => ({ ...client, listOrders: (which, page, how) => client.listOrders(which, { ...page, limit: 7 }, how) }))
    await room.sync.refresh(null)
    expect(await room.storage.orderList.ids(all, Date.now())).toHaveLength(150)
  })

  it('brings all but one where one order spoils every page it stands in, names its place, and reads changes', async () => {
    const since: (number | undefined)[] = []
    const room = await readRoom((client) => ({ ...client, listOrders: async (which, page, how) => {
      since.push(page.since)
      const outcome = await client.listOrders(which, page, how)
      const spoilt = which === 'multi-get' && page.since === undefined && page.start <= 100 && page.start + page.limit > 100
      return spoilt ? { kind: 'unreadable', message: 'no JSON', requestId: 'r-1' } : outcome
    } }))
    const [state] = await room.sync.refresh(null)
    expect(state).toMatchObject({ error: { code: 'unreadable', detail: 'place 101 of all orders: no JSON', requestId: 'r-1' }, incomplete: null, nextAt: null })
    expect((await room.storage.orderList.ids(all, Date.now())).length).toBeGreaterThanOrEqual(149)
    expect(since.some((from) => from !== undefined)).toBe(true)
    expect(room.ends).toEqual([null])
    expect(await room.sync.refresh(null)).toMatchObject([{ error: { code: 'unreadable' } }])
  })

  it('reads everything of a store that refuses to tell what is open', async () => {
    const room = await readRoom((client) => ({ ...client, listOrders: (which, page, how) => which === 'get-fulfill' ? Promise.resolve({ kind: 'refused', httpStatus: 404, code: '4001', message: 'no orders', data: null, requestId: null }) : client.listOrders(which, page, how) }))
    expect(await room.sync.refresh(null)).toMatchObject([{ error: null, incomplete: null }])
    expect(await room.storage.orderList.ids(all, Date.now())).toHaveLength(150)
  })

  it('reads once more for a person who asks while it is at its end, and once for all who do', async () => {
    let asked = 0
    const late: Promise<unknown>[] = []
    const room = await readRoom((client) => ({ ...client, listOrders: async (which, page, how) => {
      asked++
      const outcome = await client.listOrders(which, page, how)
      if (page.since !== undefined && late.length === 0) {
        const order = room.rehearsal.orders().find(({ state }) => state === 'APPROVED')
        room.rehearsal.elsewhere({ order: order?.id ?? '', act: 'ship' })
        late.push(room.sync.refresh(null), room.sync.refresh(null), room.sync.refresh(null, { byItself: true }))
      }
      return outcome
    } }))
    await room.sync.refresh(null)
    const before = asked
    await Promise.all(late)
    expect(await room.storage.orderList.ids({ ...all, mark: 'changed' }, Date.now())).toHaveLength(1)
    expect(asked - before).toBe(1)
  })

  it('ends where a server repeats itself for ever', async () => {
    let calls = 0
    const room = await readRoom((client) => ({ ...client, listOrders: async (which, page) => {
      calls++
      const outcome = await client.listOrders(which, { ...page, start: 0, limit: 10 })
      return outcome.kind === 'ok' ? { ...outcome, value: { ...outcome.value, mayHaveMore: true, saysNext: true } } : outcome
    } }))
    await room.sync.refresh(null)
    expect(calls).toBeLessThan(20)
  })

  it('asks afterwards only for what has changed, and takes it in', async () => {
    const asked: (number | undefined)[] = []
    const room = await readRoom((client) => ({ ...client, listOrders: (which, page) => {
      if (which === 'multi-get') asked.push(page.since)
      return client.listOrders(which, page)
    } }))
    await room.sync.refresh(null)
    const [first] = await room.storage.orderList.rows({ ...all, view: 'to_ship' }, 5, 1, Date.now())
    expect((await room.client.fulfil(first!.joomId, { provider: 'DHL', trackingNumber: 'PANEL1', shippingTime: '5-9', note: null })).kind).toBe('accepted')
    await room.sync.refresh(null)
    expect(asked[0]).toBeUndefined()
    expect(asked.at(-1)).toBeTypeOf('number')
    expect((await room.storage.orderList.byIds([first!.id]))[0]).toMatchObject({ state: 'SHIPPED', trackingNumber: 'PANEL1' })
    expect((await room.storage.orders.history(first!.id))[0]).toMatchObject({ kind: 'state_changed_at_joom' })
  })

  it.each([['error_500', 'unavailable'], ['expired_token', 'needs_authorization'], ['cut_answer', 'unreadable']] as const)('keeps what it has and says why where Joom answers with %s', async (fault, code) => {
    const room = await readRoom()
    await room.sync.refresh(null)
    room.rehearsal.misbehave({ fault, times: 50, on: 'any', seconds: 0 })
    const [state] = await room.sync.refresh(null)
    expect(state?.error?.code).toBe(code)
    expect(await room.storage.orderList.ids(all, Date.now())).toHaveLength(150)
  })

  it.each<[string, Extract<Awaited<ReturnType<OrderReader['listOrders']>>, { kind: 'refused' | 'unavailable' | 'unreadable' }>, object]>([
    ['a no without a word', { kind: 'refused', httpStatus: 400, code: '1234', message: '', data: '{"why":"limit"}', requestId: 'r-1' }, { code: 'refused', detail: '{"why":"limit"}', params: { problem: 'code', code: '1234' }, requestId: 'r-1' }],
    ['a server that is down', { kind: 'unavailable', message: 'HTTP 500', requestId: 'r-1' }, { code: 'unavailable', detail: 'HTTP 500', params: { problem: 'server' }, requestId: 'r-1' }],
    ['a network’s own page', { kind: 'unavailable', message: 'HTTP 302', requestId: null }, { code: 'unavailable', detail: 'HTTP 302', params: { problem: 'redirect' }, requestId: null }],
    ['nobody', { kind: 'unavailable', message: 'connect ECONNREFUSED 127.0.0.1:9', requestId: null }, { code: 'unavailable', detail: 'connect ECONNREFUSED 127.0.0.1:9', params: { problem: 'unreachable' }, requestId: null }],
    ['another server', { kind: 'unreadable', message: 'HTTP 200, not JSON', requestId: null }, { code: 'unreadable', detail: 'HTTP 200, not JSON', params: { problem: 'not_joom' }, requestId: null }]
  ])('says who answered, and what, as a test of the store does: %s', async (_name, outcome, error) => {
    const room = await readRoom((client) => ({ ...client, listOrders: () => Promise.resolve(outcome) }))
    expect(await room.sync.refresh(null)).toMatchObject([{ error }])
    expect(room.ends).toEqual([error])
  })

  it('reads a store once at a time', async () => {
    const room = await readRoom()
    const [a, b] = await Promise.all([room.sync.refresh(null), room.sync.refresh(room.store)])
    expect(a).toEqual(b)
    expect(room.ends).toHaveLength(1)
  })
})
