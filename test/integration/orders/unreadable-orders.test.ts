import { describe, expect, it, onTestFinished } from 'vitest'
import type { ReceivedOrder, UnreadableOrder } from '../../../electron/domain/order.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const hour = 3_600_000

const cut = (joomId: string): UnreadableOrder => ({ joomId, reason: 'state is missing', raw: `{"Order":{"order_id":"${joomId}"}}` })
const withoutId = (goods: string, state = 'APPROVED'): UnreadableOrder => ({ joomId: null, reason: 'order_id is missing or is not an id', raw: `{"Order":{"state":"${state}","sku":"${goods}","ShippingDetail":{"state":"IL"}}}` })

type Told = ReceivedOrder | UnreadableOrder
/** What a test puts into a Joom's lists: `open` those to ship, `everything` all, of which nothing has changed since the first reading. `broken`: nothing comes but first pages. */
interface Joom {
  open: readonly Told[]
  everything: readonly Told[]
  order?: (joomId: string) => ReturnType<OrderReader['getOrder']>
  broken?: boolean
}
async function room(joom: Joom) {
  const { storage, store, clock } = await testStorage()
  const looked: string[] = []
  const reader: OrderReader = {
    listOrders: (which, { start, limit, since }) => {
      if (joom.broken === true && start > 0) return Promise.resolve({ kind: 'unavailable', message: 'HTTP 503', requestId: null })
      const told = (which === 'get-fulfill' ? joom.open : since === undefined ? joom.everything : []).slice(start, start + limit)
      const isReadable = (one: Told): one is ReceivedOrder => 'facts' in one
      const isNot = (one: Told): one is UnreadableOrder => !isReadable(one)
      return Promise.resolve({ kind: 'ok', requestId: null, value: { orders: told.filter(isReadable), unreadable: told.filter(isNot), count: told.length, mayHaveMore: told.length === limit, saysNext: told.length === limit, answeredAt: clock.now } })
    },
    getOrder: (joomId) => {
      looked.push(joomId)
      return joom.order?.(joomId) ?? Promise.resolve({ kind: 'ok', requestId: null, value: received(joomId) })
    }
  }
  const sync = new OrderSync({ authorized: () => Promise.resolve([store]), reader: () => reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: () => clock.now, steady: () => performance.now(), progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined })
  onTestFinished(() => sync.stop())
  return {
    storage, store, clock, looked,
    rows: () => storage.orderList.rows(all, 0, 1000, clock.now),
    unreadable: async () => (await storage.orderList.rows({ ...all, mark: 'unreadable' }, 0, 1000, clock.now)).length,
    refresh: async (whole = false) => {
      const [state] = await sync.refresh(null, { whole })
      return state?.error ?? null
    },
    /** Half an hour later, what is open is compared once more. */
    check: async () => {
      await storage.readings.keep(store, { checkedAt: clock.now - hour })
      expect(await sync.refresh(null)).toMatchObject([{ error: null }])
    }
  }
}

describe('an order that could not be read', () => {
  it('is read again at the next refresh, also where no list tells of it any more', async () => {
    const joom: Joom = { open: [cut('A1')], everything: [cut('A1'), cut('A2'), received('A3')], order: (id) => Promise.resolve({ kind: 'ok', requestId: null, value: cut(id) }) }
    const { refresh, rows, unreadable } = await room(joom)
    await refresh()
    expect(await unreadable()).toBe(2)
    joom.order = (id) => Promise.resolve({ kind: 'ok', requestId: null, value: received(id, { state: id === 'A2' ? 'SHIPPED' : 'APPROVED' }) })
    expect(await refresh()).toBeNull()
    expect((await rows()).map(({ joomId, readable, state }) => [joomId, readable, state]).toSorted()).toEqual([['A1', true, 'APPROVED'], ['A2', true, 'SHIPPED'], ['A3', true, 'APPROVED']])
  })

  it('takes its turn where there are many: a refresh reads twenty of them again', async () => {
    const many = Array.from({ length: 50 }, (_, i) => cut(`A${String(i)}`))
    const { refresh, looked, unreadable } = await room({ open: [], everything: many, order: (id) => Promise.resolve({ kind: 'ok', requestId: null, value: cut(id) }) })
    const turns = []
    for (let turn = 0; turn < 3; turn++) {
      await refresh()
      turns.push(looked.splice(0))
    }
    expect(turns.map((turn) => turn.length)).toEqual([20, 20, 20])
    expect(new Set(turns.flat())).toHaveLength(50)
    expect(await unreadable()).toBe(50)
  })

  it.each([
    { kind: 'unavailable', message: 'HTTP 500', requestId: null }, { kind: 'unreadable', message: 'HTTP 200, cut', requestId: null }, { kind: 'refused', httpStatus: 400, code: '1234', message: '', data: null, requestId: null }
  ] as const)('keeps nobody from calling the store read where Joom does not answer for it: %j', async (outcome) => {
    const { refresh, looked, unreadable } = await room({ open: [], everything: [cut('A1'), received('A2')], order: () => Promise.resolve(outcome) })
    expect(await refresh()).toBeNull()
    expect(await refresh()).toBeNull()
    expect(looked).toEqual(['A1', 'A1'])
    expect(await unreadable()).toBe(1)
  })
})

describe('an order that came without an id', () => {
  it('stands there once while it is told of, and goes as soon as what is open is told without it', async () => {
    const joom: Joom = { open: [withoutId('mug'), received('A2')], everything: [withoutId('mug'), received('A2')] }
    const { storage, store, check, refresh, rows, unreadable, looked } = await room(joom)
    await refresh()
    await check()
    await refresh(true)
    expect(await unreadable()).toBe(1)
    joom.open = [received('A1'), received('A2')]
    await refresh()
    expect(await unreadable()).toBe(1)
    await check()
    expect((await rows()).map(({ joomId }) => joomId).toSorted()).toEqual(['A1', 'A2'])
    // It has no id to look it up by.
    expect(looked).toEqual([])
    expect(await storage.orders.countOpen(store)).toBe(2)
  })

  it('goes after everything was read without it, whatever its state; one that is not to ship stays until then', async () => {
    const joom: Joom = { open: [], everything: [withoutId('mug', 'SHIPPED'), received('A2')] }
    const { check, refresh, unreadable } = await room(joom)
    await refresh()
    joom.everything = [received('A1', { state: 'SHIPPED' }), received('A2')]
    await check()
    expect(await unreadable()).toBe(1)
    await refresh(true)
    expect(await unreadable()).toBe(0)
  })

  it('stays where the reading broke off, and where only its rest was read', async () => {
    const joom: Joom = { open: [], everything: [withoutId('mug', 'SHIPPED'), ...Array.from({ length: 400 }, (_, i) => received(`A${String(i)}`))], broken: true }
    const { refresh, unreadable } = await room(joom)
    expect(await refresh()).toMatchObject({ code: 'unavailable' })
    expect(await unreadable()).toBe(1)
    joom.broken = false
    expect(await refresh()).toBeNull()
    expect(await unreadable()).toBe(1)
  })
})
