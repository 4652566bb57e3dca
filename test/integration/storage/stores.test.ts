import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderFilter } from '../../../electron/contract/schemas.ts'
import type { Environment } from '../../../electron/domain/connection.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { storeColors } from '../../../electron/domain/store-color.ts'
import { first } from '../../../electron/storage/migrations/0001-first.ts'
import { openStorage, type Storage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const all: OrderFilter = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' }
const add = (storage: Storage, name: string, environment: Environment): Promise<ConnectionId> => storage.connections.insert({ name, environment, address: 'https://a', storeId: '', clientId: name, createdAt: 1 })

/** A real store with two orders, a rehearsal with two, and one at another address with one. */
async function room() {
  const made = await testStorage()
  const { storage, store, clock } = made
  const rehearsal = await add(storage, 'Demo store', 'rehearsal')
  const custom = await add(storage, 'Sandbox', 'custom')
  await storage.orders.take(store, [received('aaaaaaaa1'), received('aaaaaaaa2', { hoursToFulfill: 2 })], [], clock.now)
  await storage.orders.take(rehearsal, [received('bbbbbbbb1', { hoursToFulfill: 1 }), received('bbbbbbbb2')], [], clock.now)
  await storage.orders.take(custom, [received('cccccccc1', { hoursToFulfill: 3 })], [], clock.now)
  const list = (filter: Partial<OrderFilter>) => storage.orderList.rows({ ...all, ...filter }, 0, 20, clock.now)
  const overview = (filter: Partial<OrderFilter>) => storage.orderList.overview({ ...all, ...filter }, clock.now)
  const codeOf = async (joomId: string): Promise<string> => (await list({})).find((row) => row.joomId === joomId)?.pickCode ?? ''
  return { ...made, rehearsal, custom, list, overview, codeOf }
}

describe('stores', () => {
  it('get a colour that no other has, keep what is chosen, and give it free when they go', async () => {
    const { storage, store } = await testStorage()
    for (let i = 0; i < 7; i++) await add(storage, `Store ${String(i)}`, 'production')
    const colors = (await storage.connections.list()).map(({ color }) => color)
    expect([...colors].sort()).toEqual([...storeColors].sort())
    await storage.connections.remove(store, 'erase')
    expect((await storage.connections.get(await add(storage, 'New', 'production')))?.color).toBe(colors[0])
    const chosen = await storage.connections.insert({ name: 'Chosen', color: 'rose', returnAddress: 'Here 1', environment: 'production', address: '', storeId: '', clientId: '', createdAt: 1 })
    expect(await storage.connections.get(chosen)).toMatchObject({ color: 'rose', returnAddress: 'Here 1', logo: null })
  })

  it('keep their logo through a restart, until it is taken away or they go', async () => {
    const { storage, store, reopen } = await testStorage()
    await storage.connections.saveLogo(store, { name: 'one', png: Uint8Array.of(1, 2) })
    await storage.connections.saveLogo(store, { name: 'two', png: Uint8Array.of(3) })
    const again = await reopen()
    expect((await again.connections.list())[0]?.logo).toBe('two')
    expect(await again.connections.logoOf(store)).toEqual(Uint8Array.of(3))
    expect(await again.printRuns.logos(['two', 'gone'])).toEqual({ two: Uint8Array.of(3) })
    await again.connections.saveLogo(store, null)
    expect((await again.connections.get(store))?.logo).toBeNull()
    await again.connections.saveLogo(store, { name: 'three', png: Uint8Array.of(4) })
    await again.connections.remove(store, 'erase')
    expect(await again.connections.logoOf(store)).toBeNull()
  })
})

describe('one list over all stores', () => {
  it('has the orders of all in the order of their deadlines, each with its store', async () => {
    const { list, store, rehearsal, custom } = await room()
    expect((await list({})).map((row) => [row.joomId, row.connectionId, row.environment])).toEqual([
      ['bbbbbbbb1', rehearsal, 'rehearsal'], ['aaaaaaaa2', store, 'production'], ['cccccccc1', custom, 'custom'], ['aaaaaaaa1', store, 'production'], ['bbbbbbbb2', rehearsal, 'rehearsal']
    ])
  })

  it('is narrowed to one store or one world in rows, ids, bands and counts alike', async () => {
    const { storage, list, overview, store, clock } = await room()
    for (const [filter, wanted] of [[{ connectionId: store }, ['aaaaaaaa2', 'aaaaaaaa1']], [{ world: 'real' }, ['aaaaaaaa2', 'cccccccc1', 'aaaaaaaa1']], [{ world: 'rehearsal' }, ['bbbbbbbb1', 'bbbbbbbb2']]] as const) {
      const rows = await list(filter)
      expect(rows.map((row) => row.joomId)).toEqual(wanted)
      expect(await storage.orderList.ids({ ...all, ...filter }, clock.now)).toEqual(rows.map((row) => row.id))
      const counts = await overview(filter)
      expect([counts.total, counts.views.to_ship, counts.marks.to_print]).toEqual([wanted.length, wanted.length, wanted.length])
      expect(counts.bands.reduce((sum, band) => sum + band.count, 0)).toBe(wanted.length)
    }
  })

  it('narrows the outbox and its counts as well', async () => {
    const { storage, list, store, clock } = await room()
    const rows = await list({})
    for (const row of rows.slice(0, 3)) await storage.commands.submit([{ orderId: row.id, intent: { kind: 'refund', reasonCode: 2, note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: clock.now, corrects: null }], null, clock.now)
    const of = async (stores?: Parameters<typeof storage.outboxList.rows>[3]) => [(await storage.outboxList.rows(['waiting'], 0, 10, stores)).map((row) => [row.joomId, row.environment]), (await storage.outboxList.summary(clock.now, 0, stores)).waiting]
    expect(await of()).toEqual([[['bbbbbbbb1', 'rehearsal'], ['aaaaaaaa2', 'production'], ['cccccccc1', 'custom']], 3])
    expect(await of({ connectionId: store })).toEqual([[['aaaaaaaa2', 'production']], 1])
    expect(await of({ connectionId: null, world: 'rehearsal' })).toEqual([[['bbbbbbbb1', 'rehearsal']], 1])
  })
})

describe('codes of the rehearsal and of real stores', () => {
  it('differ in kind, and each finds its order where its store is shown', async () => {
    const { list, codeOf } = await room()
    expect(await codeOf('aaaaaaaa1')).toMatch(/^K/)
    expect(await codeOf('cccccccc1')).toMatch(/^K/)
    expect(await codeOf('bbbbbbbb1')).toMatch(/^R/)
    for (const id of ['aaaaaaaa1', 'bbbbbbbb1', 'cccccccc1']) expect((await list({ search: await codeOf(id) })).map((row) => row.joomId)).toEqual([id])
    for (const search of ['R-bbbbbbbb1', 'r-BBBBBBBB1', 'bbbbbbbb1']) expect((await list({ search })).map((row) => row.joomId), search).toEqual(['bbbbbbbb1'])
    expect(await list({ search: 'R-aaaaaaaa1' })).toEqual([])
  })

  it('are said to be what they are where only the other world is shown', async () => {
    const { overview, codeOf, rehearsal, store } = await room()
    const slip = { world: 'rehearsal', order: { connectionId: rehearsal, store: 'Demo store', joomId: 'bbbbbbbb1' } }
    for (const search of [await codeOf('bbbbbbbb1'), (await codeOf('bbbbbbbb1')).toLowerCase(), 'R-bbbbbbbb1', ' bbbbbbbb1 ']) expect((await overview({ world: 'real', search })).elsewhere, search).toEqual(slip)
    expect((await overview({ connectionId: store, search: 'R-bbbbbbbb1' })).elsewhere).toEqual(slip)
    expect((await overview({ world: 'rehearsal', search: await codeOf('aaaaaaaa1') })).elsewhere).toEqual({ world: 'real', order: { connectionId: store, store: 'Nordlicht', joomId: 'aaaaaaaa1' } })
    expect((await overview({ world: 'rehearsal', search: 'aaaaaaaa1' })).elsewhere).toMatchObject({ world: 'real' })
    // Where its own store is shown there is nothing to say, and neither of what is no code.
    expect((await overview({ search: 'R-bbbbbbbb1' })).elsewhere).toBeNull()
    expect((await overview({ world: 'rehearsal', search: 'R-bbbbbbbb1' })).elsewhere).toBeNull()
    expect((await overview({ world: 'real', search: 'bbbb' })).elsewhere).toBeNull()
    expect((await overview({ world: 'real', search: 'Stoneware' })).elsewhere).toBeNull()
  })

  it('of a rehearsal that is not here are told by their kind alone', async () => {
    const { overview, storage, rehearsal } = await room()
    expect((await overview({ world: 'real', search: 'R-ffffffff9' })).elsewhere).toEqual({ world: 'rehearsal', order: null })
    await storage.connections.remove(rehearsal, 'erase')
    expect((await overview({ search: 'R-bbbbbbbb1' })).elsewhere).toEqual({ world: 'rehearsal', order: null })
  })
})

describe('data of the time before', () => {
  it('keep their pick codes, which go on finding their orders; every store gets a colour of its own', async () => {
    const file = join(tempFolder(), 'packbench.db')
    const old = new DatabaseSync(file)
    old.exec(first)
    old.exec(`PRAGMA user_version = 1;
      INSERT INTO connections (id, name, environment, address, store_id, client_id, created_at) VALUES (1, 'Nordlicht', 'production', 'https://a', '', '', 1), (2, 'Demo store', 'rehearsal', 'http://127.0.0.1:1', '', '', 1), (3, 'Gone', 'production', 'https://a', '', '', 1), (4, 'Kısmet', 'production', 'https://a', '', '', 1);
      UPDATE connections SET removed_at = 5 WHERE id = 3;
      INSERT INTO orders (id, connection_id, joom_id, pick_code, readable, state, fetched_at, recipient_key, search, raw) VALUES (1, 1, 'aaaaaaaa1', 'K0000011', 1, 'APPROVED', 1, '', 'aaaaaaaa1' || char(10) || 'k0000011', '{}'), (2, 2, 'bbbbbbbb1', 'K0000023', 1, 'APPROVED', 1, '', 'bbbbbbbb1' || char(10) || 'k0000023', '{}');`)
    old.close()
    const storage = openStorage(file, { now: () => 9, random: seededRandom() })
    try {
      expect((await storage.connections.list()).map(({ name, color, returnAddress }) => [name, color, returnAddress])).toEqual([['Nordlicht', 'blue', ''], ['Demo store', 'teal', ''], ['Kısmet', 'green', '']])
      const found = async (search: string, part: Partial<OrderFilter> = {}) => (await storage.orderList.rows({ ...all, search, ...part }, 0, 9, 9)).map((row) => row.joomId)
      expect(await found('K0000023')).toEqual(['bbbbbbbb1'])
      expect(await found('R-bbbbbbbb1')).toEqual(['bbbbbbbb1'])
      // What was printed for the rehearsal before codes had kinds is still told from a real slip.
      expect(await found('K0000023', { world: 'real' })).toEqual([])
      expect((await storage.orderList.overview({ ...all, search: 'K0000023', world: 'real' }, 9)).elsewhere).toMatchObject({ world: 'rehearsal', order: { store: 'Demo store' } })
      expect(await found('K0000011', { world: 'real' })).toEqual(['aaaaaaaa1'])
    } finally {
      await storage.close()
    }
  })
})
