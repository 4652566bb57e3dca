import { describe, expect, it, onTestFinished } from 'vitest'
import type { SyncState } from '../../../electron/contract/schemas.ts'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { NoAccessToken } from '../../../electron/joom/no-access-token.ts'
import { RequestGate } from '../../../electron/joom/request-gate.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { startRehearsal } from '../../../electron/rehearsal/rehearsal.ts'
import type { Storage } from '../../../electron/storage/storage.ts'
import { startQuirkyJoom } from '../../support/quirky-joom.ts'
import { accessTokenOf, rehearsalStore } from '../../support/rehearsal-store.ts'
import { testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const clientAt = (address: string, token: string, gate?: RequestGate): JoomClient => createJoomClient({ address, accessToken: () => Promise.resolve(token), now: Date.now, userAgent: 'Packbench test', retry: { attempts: 1 }, gate })

/** A server that makes its pages of 50, with a look at every request. */
function small(client: JoomClient, before: (which: string, start: number, since: number | undefined) => void | Promise<void> = () => undefined): OrderReader {
  return { ...client, listOrders: async (which, page, how) => {
    await before(which, page.start, page.since)
    return client.listOrders(which, { ...page, limit: 50 }, how)
  } }
}

async function readRoom() {
  const test = await testStorage()
  const clock = { skew: 0 }
  const states: SyncState[] = []
  const make = (storage: Storage, reader: () => OrderReader): OrderSync => {
    const sync = new OrderSync({
      authorized: () => Promise.resolve([test.store]), reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: () => Date.now() + clock.skew, steady: () => performance.now(), progress: (state) => { states.push(state) }, setTimer: () => () => undefined, failed: () => undefined
    })
    onTestFinished(() => sync.stop())
    return sync
  }
  const idsIn = async (storage: Storage): Promise<string[]> => (await storage.orderList.byIds(await storage.orderList.ids(all, Date.now()))).map((row) => row.joomId).sort()
  return { ...test, clock, states, make, idsIn }
}

describe('a reading of everything that is cut off', () => {
  it('goes on where it was after the network and the program were gone, and brings what changed meanwhile', async () => {
    const room = await readRoom()
    const folder = tempFolder()
    let rehearsal = await startRehearsal({ folder, port: 0, orders: 620 })
    const token = await accessTokenOf(rehearsal)
    let wholes = 0
    const first = room.make(room.storage, () => small(clientAt(rehearsal.address, token), async (which) => {
      if (which === 'multi-get' && ++wholes === 6) await rehearsal.stop()
    }))
    const [cut] = await first.refresh(null)
    expect(cut).toMatchObject({ running: false, error: { code: 'unavailable' }, stopped: false })
    expect(cut!.incomplete).toBeGreaterThan(100)
    expect(cut!.incomplete).toBeLessThan(620)

    const storage = await room.reopen()
    rehearsal = await startRehearsal({ folder, port: 0 })
    onTestFinished(() => rehearsal.stop())
    // One of those that were read already is shipped in Joom's panel.
    const early = rehearsal.orders().find((order) => order.state === 'APPROVED')!
    expect((await clientAt(rehearsal.address, token).fulfil(early.id, { provider: 'DHL', trackingNumber: 'PANEL1', shippingTime: '5-9', note: null })).kind).toBe('accepted')
    const starts: number[] = []
    const again = room.make(storage, () => small(clientAt(rehearsal.address, token), (which, start, since) => { if (which === 'multi-get' && since === undefined) starts.push(start) }))
    const [done] = await again.refresh(null, { byItself: true })
    expect(done).toMatchObject({ error: null, incomplete: null })
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(cut!.incomplete! - 60)
    expect(await room.idsIn(storage)).toEqual(rehearsal.orders().map(({ id }) => id).sort())
    const [row] = await storage.orderList.rows({ ...all, search: early.id }, 0, 1, Date.now())
    expect(row).toMatchObject({ state: 'SHIPPED', trackingNumber: 'PANEL1' })
  })

  it('stops when a person says so, stays stopped until one says go on, and shows what is open meanwhile', async () => {
    const room = await readRoom()
    const { rehearsal, client } = await rehearsalStore({ orders: 620, latencyMs: 20 })
    let lists: string[] = []
    let stopping = Promise.resolve()
    let asked = false
    const sync = room.make(room.storage, () => small(client, (which) => {
      lists.push(which)
      if (asked || lists.filter((one) => one === 'multi-get').length < 5) return
      asked = true
      stopping = sync.cancel(null)
    }))
    const [stopped] = await sync.refresh(null)
    await stopping
    expect(stopped).toMatchObject({ running: false, stopped: true, error: null })
    expect(stopped!.incomplete).toBeGreaterThan(0)
    const before = (await room.idsIn(room.storage)).length
    expect(before).toBeLessThan(620)

    lists = []
    const [still] = await sync.refresh(null, { byItself: true })
    expect(still).toMatchObject({ stopped: true, incomplete: stopped!.incomplete })
    expect(new Set(lists)).toEqual(new Set(['get-fulfill']))

    const [done] = await sync.refresh(null)
    expect(done).toMatchObject({ stopped: false, incomplete: null })
    expect(await room.idsIn(room.storage)).toEqual(rehearsal.orders().map(({ id }) => id).sort())
  })

  it('waits where Joom asks for a pause, and loses nothing', async () => {
    const room = await readRoom()
    const { rehearsal, token } = await rehearsalStore({ orders: 320 })
    let wholes = 0
    const gate = new RequestGate(() => ({ requests: 2000, lists: 500 }))
    const sync = room.make(room.storage, () => small(clientAt(rehearsal.address, token, gate), (which) => {
      if (which === 'multi-get' && ++wholes === 3) rehearsal.misbehave({ fault: 'throttled_429', times: 1, on: 'reads', seconds: 3 })
    }))
    const [state] = await sync.refresh(null)
    expect(state).toMatchObject({ error: null, incomplete: null })
    expect(room.states.some(({ waitingUntil }) => waitingUntil !== null)).toBe(true)
    expect(await room.idsIn(room.storage)).toHaveLength(320)
  })
})

describe('a permission that ends in the middle of a reading of everything', () => {
  it('asks for a sign-in and keeps what was read; signed in anew, it goes on where it was, with all orders there', async () => {
    const { storage, store, idsIn, make } = await readRoom()
    const { rehearsal, token } = await rehearsalStore({ orders: 620 })
    const permission = { revoked: false, ends: 6 }
    const accessToken = (refused?: string): Promise<string> => (permission.revoked || refused !== undefined ? Promise.reject(new NoAccessToken('the permission has ended', true)) : Promise.resolve(token))
    const client = createJoomClient({ address: rehearsal.address, accessToken, now: Date.now, userAgent: 'Packbench test', retry: { attempts: 1 } })
    const starts: number[] = []
    const sync = make(storage, () => small(client, (which, start, since) => {
      if (which !== 'multi-get' || since !== undefined) return
      if (starts.push(start) === permission.ends) permission.revoked = true
    }))
    const [ended] = await sync.refresh(null)
    expect(ended).toMatchObject({ error: { code: 'needs_authorization' }, stopped: false, nextAt: null })
    expect(ended!.incomplete).toBeGreaterThan(100)
    expect(ended!.incomplete).toBeLessThan(620)
    expect((await idsIn(storage)).length).toBeGreaterThanOrEqual(ended!.incomplete!)
    expect((await storage.readings.get(store)).whole).toMatchObject({ next: ended!.incomplete })

    Object.assign(permission, { revoked: false, ends: Infinity })
    starts.length = 0
    const [done] = await sync.refresh(null, { byItself: true })
    expect(done).toMatchObject({ error: null, incomplete: null })
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(ended!.incomplete! - 60)
    expect(await idsIn(storage)).toEqual(rehearsal.orders().map(({ id }) => id).sort())
  })
})

describe('reading and sending at once', () => {
  it('lets a shipment that is confirmed leave before the pages that wait', async () => {
    const room = await readRoom()
    const { rehearsal, token } = await rehearsalStore({ orders: 120 })
    const gate = new RequestGate(() => ({ requests: 2000, lists: 500 }))
    const client = clientAt(rehearsal.address, token, gate)
    const sync = room.make(room.storage, () => small(client))
    gate.hold(700)
    const reading = sync.refresh(null)
    const order = rehearsal.orders().find(({ state }) => state === 'APPROVED')!
    expect((await client.fulfil(order.id, { provider: 'DHL', trackingNumber: 'FIRST1', shippingTime: '5-9', note: null })).kind).toBe('accepted')
    await reading
    const paths = rehearsal.requests().filter(({ path }) => path.startsWith('/api/v2/order')).map(({ path }) => path)
    expect(paths[0]).toBe('/api/v2/order/fulfill-one')
    expect(paths.length).toBeGreaterThan(2)
  })
})

describe('reading under a wrong clock', () => {
  it.each([400, -400])('finds what changed although the clock is %d days off', async (days) => {
    const room = await readRoom()
    const { rehearsal, client } = await rehearsalStore({ orders: 60 })
    const sync = room.make(room.storage, () => client)
    room.clock.skew = days * 24 * 3_600_000
    await sync.refresh(null)
    const order = rehearsal.orders().find(({ state }) => state === 'APPROVED')!
    await client.fulfil(order.id, { provider: 'DHL', trackingNumber: 'PANEL2', shippingTime: '5-9', note: null })
    room.clock.skew = -room.clock.skew
    await sync.refresh(null)
    const [row] = await room.storage.orderList.rows({ ...all, search: order.id }, 0, 1, Date.now())
    expect(row).toMatchObject({ state: 'SHIPPED', trackingNumber: 'PANEL2' })
    expect(row!.changedAt).not.toBeNull()
    expect(await room.storage.orderList.ids({ ...all, mark: 'changed' }, Date.now())).toEqual([row!.id])
  })
})

describe('what a list of changes does not tell', () => {
  it('is found by comparing what is open, and looked up order by order', async () => {
    const room = await readRoom()
    const { rehearsal, client } = await rehearsalStore({ orders: 60 })
    // This server forgets changes in its lists of changes.
    const forgetful: OrderReader = { ...client, listOrders: (which, page, how) => client.listOrders(which, page.since === undefined ? page : { ...page, since: 4_000_000_000_000 }, how) }
    const sync = room.make(room.storage, () => forgetful)
    await sync.refresh(null)
    const order = rehearsal.orders().find(({ state }) => state === 'APPROVED')!
    await client.refund(order.id, { reasonCode: 2, note: null })
    const row = async () => (await room.storage.orderList.rows({ ...all, search: order.id }, 0, 1, Date.now()))[0]
    await sync.refresh(null)
    expect(await row()).toMatchObject({ state: 'APPROVED' })
    await room.storage.readings.keep(room.store, { checkedAt: Date.now() - 3_600_000 })
    await sync.refresh(null)
    expect(await row()).toMatchObject({ state: 'REFUNDED' })
  })
})

describe('a check of what is open that fails on its way', () => {
  it.each([
    ['the network is gone', { kind: 'unavailable', message: 'ECONNRESET', requestId: null }, 'unavailable', 4], ['the permission has ended', { kind: 'unauthorized', message: 'revoked', requestId: 'r1' }, 'needs_authorization', 4],
    ['one answer makes no sense', { kind: 'unreadable', message: 'HTML', requestId: 'r2' }, 'unreadable', Infinity]
  ] as const)('says so and is made anew with the next reading where %s', async (_, outcome, code, most) => {
    const room = await readRoom()
    const { rehearsal, client } = await rehearsalStore({ orders: 60 })
    const way = { fails: false }
    let looked = 0
    // What is open there is told of no more.
    const reader: OrderReader = {
      ...client, listOrders: (which, page, how) => client.listOrders(which, way.fails ? { ...page, since: 4_000_000_000_000 } : page, how),
      getOrder: (id, how) => {
        looked++
        return way.fails && (most < Infinity || looked === 1) ? Promise.resolve(outcome) : client.getOrder(id, how)
      }
    }
    const sync = room.make(room.storage, () => reader)
    await sync.refresh(null)
    const open = rehearsal.orders().filter(({ state }) => state === 'APPROVED').length
    const longAgo = Date.now() - 3_600_000
    await room.storage.readings.keep(room.store, { checkedAt: longAgo })
    way.fails = true
    expect(await sync.refresh(null)).toMatchObject([{ error: { code, requestId: outcome.requestId } }])
    expect(looked).toBe(Math.min(most, open))
    expect((await room.storage.readings.get(room.store)).checkedAt).toBe(longAgo)
    way.fails = false
    expect(await sync.refresh(null)).toMatchObject([{ error: null }])
    expect((await room.storage.readings.get(room.store)).checkedAt).toBeGreaterThan(longAgo)
  })
})

describe('a server of other habits', () => {
  it('is read to its end: pages capped at 50, a next page for ever, null for none, one order that nobody can read', async () => {
    const room = await readRoom()
    const joom = await startQuirkyJoom({ open: 163, rest: 90 })
    onTestFinished(() => joom.stop())
    const token = await accessTokenOf({ address: joom.address, app: { storeId: '', clientId: joom.clientId, clientSecret: joom.clientSecret } })
    const sync = room.make(room.storage, () => clientAt(joom.address, token))
    expect(await sync.refresh(null)).toMatchObject([{ error: null, incomplete: null }])
    expect(await room.idsIn(room.storage)).toEqual([...joom.orders.keys()].sort())
    expect(await room.storage.orderList.ids({ ...all, mark: 'unreadable' }, Date.now())).toHaveLength(1)
    expect(joom.pages()).toBeLessThan(60)
  })
})
