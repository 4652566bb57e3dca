import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderFilter } from '../../../electron/contract/schemas.ts'
import type { ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import type { Storage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const filter = (part: Partial<OrderFilter> = {}): OrderFilter => ({ view: 'all', urgency: null, mark: null, connectionId: null, search: '', ...part })
const personal = { shipTo: { name: 'Guadalupe Quetzalcoatl', street1: 'Calle Murcielago 99', city: 'Villahermosa', state: 'Tabasco', zip: '86000-XQ', phone: '+52 993 555 0142', street2: 'Interior Zeta' }, buyerId: 'buyer-5f3a9e', shipment: { provider: 'DHL', trackingNumber: 'TRACK123', shippedDate: '2026-01-02', shippingTime: '5-9', note: 'leave with Ignacia' }, refund: { note: 'sorry Wenceslao', by: null, time: null, reason: null } } as const
const secrets = ['Guadalupe', 'guadalupe', 'Murcielago', 'Villahermosa', 'Tabasco', '86000-XQ', '555 0142', 'Interior Zeta', 'buyer-5f3a9e', 'Ignacia', 'Wenceslao']

/** A store with three orders, one of them shipped by a command that is done, another one printed; beside it another store. */
async function shop() {
  const test = await testStorage()
  const { storage, store, clock } = test
  const raw = JSON.stringify({ Order: { order_id: 'A', ...personal } })
  await storage.orders.take(store, [{ ...received('A', { ...personal, state: 'APPROVED' }), raw }, { ...received('B', personal), raw }, received('C', { state: 'REFUNDED', ...personal })], [], clock.now)
  const other = await storage.connections.insert({ name: 'Other', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's2', clientId: 'c2', createdAt: clock.now })
  await storage.orders.take(other, [received('Z', { shipTo: { name: 'Somebody Kept' } })], [], clock.now)
  const [a, b, z] = await Promise.all(['A', 'B', 'Z'].map(async (id) => (await storage.orderList.lookUp(id))[0]!.id))
  const [command] = await storage.commands.submit([{ orderId: a!, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'TRACK123', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: 'DHL', trackingNumber: 'TRACK123', at: clock.now }, leavesAt: clock.now, corrects: null }], 'Ayşe', clock.now)
  const settle = async (): Promise<void> => {
    await storage.commands.promote(clock.now)
    const begun = await storage.commands.begin(command!, 'send', clock.now)
    await storage.commands.end(command!, begun!.attempt, { outcome: 'accepted', detail: null, requestId: 'r-1' }, { state: 'done' }, clock.now)
  }
  const run = await storage.printRuns.create({ createdAt: clock.now, kind: 'packing_slip', paper: 'a4', pages: 2, leftOut: [], sheets: [
    { position: 1, orderId: b!, joomId: 'B', pickCode: 'P', recipient: 'Guadalupe Quetzalcoatl', store: 'Nordlicht', environment: 'production', page: 1, pages: 1, copy: 1, missing: [], hash: 'h1' }, { position: 2, orderId: z!, joomId: 'Z', pickCode: 'Q', recipient: 'Somebody Kept', store: 'Other', environment: 'production', page: 2, pages: 1, copy: 1, missing: [], hash: 'h2' }
  ] }, { at: clock.now, actor: null, takes: [] })
  return { ...test, other, a: a!, b: b!, command: command!, settle, run }
}
const listed = async (storage: Storage, now: number, part: Partial<OrderFilter> = {}): Promise<string[]> => (await storage.orderList.rows(filter(part), 0, 100, now)).map(({ joomId }) => joomId).sort()

describe('removing a store', () => {
  it('is not done while a command of it is open, and changes nothing then', async () => {
    const { storage, store, clock, settle } = await shop()
    expect(await storage.connections.holdings(store)).toEqual({ orders: 3, openCommands: 1 })
    expect(await storage.connections.remove(store, 'erase')).toBe(false)
    expect(await storage.connections.list()).toHaveLength(2)
    expect(await listed(storage, clock.now, { search: 'Guadalupe' })).toEqual(['A', 'B', 'C'])
    await settle()
    expect(await storage.connections.remove(store, 'keep')).toBe(true)
  })

  it('can keep its orders as a record: found in the view of all and in no other, without a deadline, with nothing to do', async () => {
    const { storage, store, clock, settle, b } = await shop()
    await settle()
    await storage.connections.remove(store, 'keep')
    expect(await listed(storage, clock.now)).toEqual(['A', 'B', 'C', 'Z'])
    expect(await listed(storage, clock.now, { search: 'guadalupe' })).toEqual(['A', 'B', 'C'])
    for (const view of ['to_ship', 'shipped', 'refunded', 'review'] as const) expect(await listed(storage, clock.now, { view })).toEqual(view === 'to_ship' ? ['Z'] : [])
    expect(await listed(storage, clock.now, { mark: 'to_print' })).toEqual(['Z'])
    const overview = await storage.orderList.overview(filter(), clock.now)
    expect(overview).toMatchObject({ total: 4, views: { all: 4, to_ship: 1, shipped: 0, refunded: 0 }, marks: { to_print: 1 } })
    expect(overview.bands.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    expect((await storage.orderList.byIds([b]))[0]).toMatchObject({ disconnected: true, dueAt: null, recipient: 'Guadalupe Quetzalcoatl' })
    expect(await storage.connections.past()).toMatchObject([{ id: store, name: 'Nordlicht', orders: 3, kept: 'shown' }])
    expect((await storage.commands.subjects([b]))[0]?.connected).toBe(false)
    expect(await storage.printRuns.forSlips([b])).toEqual([])
    expect(await storage.connections.everOf(store)).toMatchObject({ name: 'Nordlicht', removed: true })
  })

  it('can erase what its orders tell of people, to the last byte of the file, while the proof stays', async () => {
    const { storage, store, clock, settle, a, b, command, run, file } = await shop()
    await settle()
    const bytes = (): string => readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name), 'latin1')).join('\n')
    for (const secret of secrets) expect(bytes(), secret).toContain(secret)
    const before = await storage.orders.history(a)
    expect(await storage.connections.remove(store, 'erase')).toBe(true)
    for (const secret of secrets) expect(bytes(), secret).not.toContain(secret)
    expect(bytes()).toContain('Somebody Kept')
    expect(await listed(storage, clock.now)).toEqual(['Z'])
    expect(await storage.orders.whole(a)).toMatchObject({ raw: '{}', order: { joomId: 'A', state: 'SHIPPED', shipTo: { name: null, phone: null }, buyerId: null, shipment: { trackingNumber: 'TRACK123', note: null }, money: { total: '8.8' } } })
    expect(await storage.orders.history(a)).toEqual(before)
    expect(await storage.commands.find(command)).toMatchObject({ state: 'done', intent: { trackingNumber: 'TRACK123' } })
    expect((await storage.outboxList.story(command)).history.map(({ kind }) => kind)).toContain('command_accepted')
    expect((await storage.printRuns.get(run))?.sheets.map(({ recipient }) => recipient)).toEqual([null, 'Somebody Kept'])
    expect(await storage.printRuns.erased()).toEqual([run])
    expect(await storage.connections.past()).toMatchObject([{ id: store, orders: 3, kept: 'erased' }])
    expect(await storage.commands.uses(['TRACK123'])).toMatchObject([{ orderId: a, recipient: null }, { orderId: b }, { joomId: 'C' }])
  })

  it('that was kept can be erased later, one that is connected cannot', async () => {
    const { storage, store, other, settle } = await shop()
    await settle()
    await storage.connections.remove(store, 'keep')
    expect(await storage.connections.erase(other)).toBe(false)
    expect(await storage.connections.erase(store)).toBe(true)
    expect(await storage.connections.past()).toMatchObject([{ kept: 'erased' }])
  })

  it('an answer that was still under way brings nothing back', async () => {
    const { storage, store, clock, settle } = await shop()
    await settle()
    await storage.connections.remove(store, 'erase')
    expect(await storage.orders.take(store, [received('A', personal), received('NEW', personal)], [], clock.now + 1)).toEqual({ added: 0, changed: 0, doubted: [] })
    expect((await storage.orders.whole(1 as OrderId))?.order.shipTo.name ?? null).toBeNull()
  })

  it.each(['keep', 'erase'] as const)('and connecting it again takes its orders up, none twice, with pick codes and history (%s)', async (fate) => {
    const { storage, store, clock, settle, a, b, reopen } = await shop()
    await settle()
    const codes = (await storage.orderList.byIds([a, b])).map(({ pickCode }) => pickCode)
    await storage.connections.remove(store, fate)
    const again = { name: 'Nordlicht again', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c9' }
    expect(await storage.connections.takeUp(99 as ConnectionId, again)).toBe(false)
    expect(await storage.connections.takeUp(store, again)).toBe(true)
    expect(await storage.connections.get(store)).toMatchObject({ name: 'Nordlicht again', clientId: 'c9', status: 'new', secretSavedAt: null, authorizedUntil: null })
    expect(await storage.orders.newestChange(store)).toBeNull()
    // What Joom answers then may be older than what was last known.
    await storage.orders.take(store, [received('A', { ...personal, state: 'SHIPPED', lastUpdated: 1000 }), received('B', { ...personal, lastUpdated: 1000 })], [], clock.now + 1)
    const reopened = await reopen()
    expect(await listed(reopened, clock.now)).toEqual(['A', 'B', 'C', 'Z'])
    expect((await reopened.orderList.byIds([a, b])).map(({ pickCode, recipient, disconnected }) => ({ pickCode, recipient, disconnected })).map((row) => ({ ...row, pickCode: codes.includes(row.pickCode) }))).toEqual(Array.from({ length: 2 }, () => ({ pickCode: true, recipient: 'Guadalupe Quetzalcoatl', disconnected: false })))
    expect((await reopened.orders.history(a)).map(({ kind }) => kind)).toContain('command_accepted')
    expect(await reopened.connections.past()).toEqual([])
  })
})

it('the trouble of a store is kept with its request-id', async () => {
  const { storage, store, reopen } = await testStorage()
  await storage.connections.update(store, { trouble: { since: 5, code: 'unreadable', message: 'HTTP 200', params: { problem: 'code', code: '1234' }, requestId: 'r-77' } })
  const reopened = await reopen()
  expect((await reopened.connections.get(store))?.trouble).toEqual({ since: 5, code: 'unreadable', message: 'HTTP 200', params: { problem: 'code', code: '1234' }, requestId: 'r-77' })
})
