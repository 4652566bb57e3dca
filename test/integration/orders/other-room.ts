import { expect, onTestFinished } from 'vitest'
import { createConnections, type Connections } from '../../../electron/connections/connections.ts'
import type { ConnectionView } from '../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import type { JoomClient } from '../../../electron/joom/client.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import type { Storage } from '../../../electron/storage/storage.ts'
import { freePort } from '../../support/free-port.ts'
import { startOtherJoom, type Habits, type OtherJoom } from '../../support/other-joom.ts'
import { testStorage } from '../../support/storage.ts'
import { TestProtector } from '../connections/desk.ts'

export interface OtherRoom {
  readonly storage: Storage
  readonly joom: OtherJoom
  readonly connections: Connections
  readonly id: ConnectionId
  readonly client: JoomClient
  readonly sync: OrderSync
  /** The store right after its sign-in. */
  readonly signed: ConnectionView
  /** How far the computer's clock is ahead. */
  readonly ahead: { ms: number }
}

/** A store that is signed in at somebody else's Joom, with everything that reads it. */
export async function otherRoom(habits: Partial<Habits> = {}, ahead = { ms: 0 }): Promise<OtherRoom> {
  const { storage, clock } = await testStorage()
  const now = (): number => clock.now = Date.now() + ahead.ms
  now()
  const joom = await startOtherJoom(habits)
  const port = await freePort()
  const connections = createConnections({
    store: storage.connections, protector: new TestProtector(), now, redirectPort: () => port, random: (bytes) => new Uint8Array(bytes).fill(7), userAgent: 'Packbench test', changed: () => undefined, log: { info: () => undefined, error: () => undefined },
    retry: { attempts: 3, base: 5, cap: 20 }, timeouts: { total: 4000, response: 1000 }, budget: () => ({ requests: 20_000, lists: 20_000 }),
    readLogo: () => Promise.reject(new Error('no logo here')), rehearsal: () => Promise.reject(new Error('no rehearsal here')),
    openExternal: async (address) => {
      await fetch(`${connections.redirectAddress()}?code=${joom.code}&state=${new URL(address).searchParams.get('state') ?? ''}`)
    }
  })
  onTestFinished(() => connections.stop())
  const { id } = await connections.add({ name: 'Other', environment: 'custom', address: joom.address, storeId: 'other', clientId: 'client-1', secretKey: 'secret-key-0123456789' })
  const signed = await connections.authorize(id)
  const client = connections.client(id)
  const sync = new OrderSync({
    authorized: async () => (await connections.authorized()).filter((store) => store === id), reader: () => client, orders: storage.orders, readings: storage.readings, steady: () => performance.now(),
    ended: () => Promise.resolve(), now, progress: () => undefined, setTimer: () => () => undefined, failed: (error) => { throw error }
  })
  return { storage, joom, connections, id, client, sync, signed, ahead }
}

/** Expects every order here to be as it is there. @param but orders that cannot be read there, by their number @returns how many of those are not here */
export async function expectSame({ storage, joom, id }: OtherRoom, but: (n: number) => boolean = () => false): Promise<number> {
  const rows = await storage.orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: id, search: '' }, 0, 5000, Date.now())
  const here = new Map(rows.map((row) => [row.joomId, `${row.state} ${row.trackingNumber ?? ''} ${row.readable ? '' : 'unreadable'}`]))
  const there = [...joom.orders.values()].filter(({ n }) => !but(n)).map((order) => [order.id.trim(), `${order.state} ${order.tracking ?? ''} `] as const)
  const wrong = there.filter(([joomId, words]) => here.get(joomId) !== words).map(([joomId, words]) => [joomId, words, here.get(joomId)])
  const spoilt = [...joom.orders.values()].filter(({ n }) => but(n))
  const come = spoilt.filter(({ id: joomId }) => here.has(joomId.trim())).length
  expect([rows.length - come, wrong.length, wrong.slice(0, 3)]).toEqual([there.length, 0, []])
  return spoilt.length - come
}
