import { expect, it, vi } from 'vitest'
import type { OrdersPage, PageOutcome } from '../../../electron/orders/orders-page.ts'
import { Freshness, freshWithin } from '../../../electron/orders/freshness.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const names = Array.from({ length: 60 }, (_, i) => `O${String(i).padStart(2, '0')}`)
const pageOf = (part: readonly string[]): OrdersPage => ({ orders: part.map((name) => received(name)), unreadable: [], count: part.length, mayHaveMore: part.at(-1) !== names.at(-1), saysNext: part.at(-1) !== names.at(-1), answeredAt: null })

/** A store whose second page is long in coming. */
async function slowStore() {
  const { storage, store, clock, reopen } = await testStorage()
  await storage.orders.take(store, names.map((name) => received(name)), [], clock.now)
  await storage.close()
  const { orders, orderList } = await reopen()
  const second = Promise.withResolvers<PageOutcome>()
  const asked: string[] = []
  const held = Promise.withResolvers<undefined>()
  const pending = { singles: false, answer: () => { held.resolve(undefined) } }
  let slept = 0
  const reader: OrderReader = {
    listOrders: (_which, { start }) => {
      asked.push(`page ${String(start)}`)
      return start === 0 ? Promise.resolve({ kind: 'ok', value: pageOf(names.slice(0, 30)), requestId: null }) : second.promise
    },
    getOrder: async (joomId) => {
      asked.push(joomId)
      if (pending.singles) await held.promise
      return Promise.resolve({ kind: 'ok', value: received(joomId), requestId: null })
    }
  }
  const freshness = new Freshness({ orders, reader: () => reader, now: () => clock.now, wall: () => clock.now + slept, steady: () => clock.now, within: freshWithin, changed: () => undefined })
  const ids = await orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: null, search: '' }, clock.now)
  const byName = new Map((await orderList.byIds(ids)).map(({ joomId, id }) => [joomId, id]))
  const ended = vi.fn<(name: string) => void>()
  /** Of so many orders from this one on: more than a few wait for their pages. */
  const ensure = (name: string, count = 5, signal?: AbortSignal, since?: number) => {
    const from = names.indexOf(name)
    return freshness.ensure(names.slice(from, from + count).map((one) => byName.get(one)!), { soon: () => Promise.resolve(ids), signal, since }).then((unread) => {
      ended(name)
      return unread
    })
  }
  return { second, asked, ensure, ended, pending, clock, sleep: () => { slept += 8 * 3_600_000 }, distrust: () => { freshness.distrust() } }
}

it('orders have been read again once their own page has come, while others are waited for', async () => {
  const { second, asked, ensure, ended } = await slowStore()
  const [early, late] = [ensure('O05'), ensure('O45')]
  expect((await early).size).toBe(0)
  // Also for who asks now.
  expect((await ensure('O06')).size).toBe(0)
  expect(ended.mock.calls).toEqual([['O05'], ['O06']])
  second.resolve({ kind: 'ok', value: pageOf(names.slice(30)), requestId: null })
  expect((await late).size).toBe(0)
  expect(asked).toEqual(['page 0', 'page 30'])
})

it('a few do not wait for their page: they are asked for by themselves, and the others come in pages meanwhile', async () => {
  const { second, asked, ensure } = await slowStore()
  expect((await ensure('O45', 1)).size).toBe(0)
  expect(asked.toSorted()).toEqual(['O45', 'page 0', 'page 30'])
  expect((await ensure('O05', 1)).size).toBe(0)
  second.resolve({ kind: 'ok', value: pageOf(names.slice(30)), requestId: null })
  await vi.waitFor(async () => { expect((await ensure('O50', 1)).size).toBe(0) })
  expect(asked.filter((what) => what.startsWith('page'))).toHaveLength(2)
})

it('what was decided under a clock that ran ahead, and was set right since, wants the order read after that', async () => {
  const { asked, ensure, clock, distrust } = await slowStore()
  const [ahead, times] = [clock.now + 600_000, (): number => asked.filter((what) => what === 'O05').length]
  await ensure('O05', 1)
  expect(times()).toBe(1)
  distrust()
  await ensure('O05', 1, undefined, ahead)
  expect(times()).toBe(2)
  await ensure('O05', 1, undefined, ahead)
  expect(times()).toBe(2)
})

it('what leaves the list meanwhile costs no further page: what was missed so is asked for by itself', async () => {
  const { second, asked, ensure } = await slowStore()
  const waiting = ensure('O30')
  // Ten have left before this page, so it begins ten later.
  second.resolve({ kind: 'ok', value: pageOf(names.slice(40)), requestId: null })
  expect((await waiting).size).toBe(0)
  expect(asked).toEqual(['page 0', 'page 30', 'O30', 'O31', 'O32', 'O33', 'O34'])
})

it('no more than four are asked for by themselves while pages come: the others wait for theirs, until they are given up', async () => {
  const { second, asked, ensure, pending } = await slowStore()
  pending.singles = true
  const waiting = [ensure('O40', 2), ensure('O42', 2), ensure('O44', 1)]
  await vi.waitFor(() => { expect(asked.filter((what) => what.startsWith('O'))).toHaveLength(4) })
  const abort = new AbortController()
  const given = ensure('O50', 1, abort.signal)
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(asked.filter((what) => what.startsWith('O'))).toHaveLength(4)
  abort.abort()
  expect([...(await given).values()]).toEqual([expect.objectContaining({ kind: 'unavailable' })])
  second.resolve({ kind: 'ok', value: pageOf(names.slice(30)), requestId: null })
  expect((await waiting[2])!.size).toBe(0)
  pending.answer()
  for (const one of waiting) expect((await one).size).toBe(0)
  expect(asked.filter((what) => what.startsWith('O'))).toHaveLength(4)
})

it('what was asked for before then is no answer, however short before: it is asked for again', async () => {
  const { asked, ensure, clock } = await slowStore()
  await ensure('O05', 1, undefined, clock.now)
  clock.now += 5
  expect((await ensure('O05', 1)).size).toBe(0)
  expect(asked.filter((what) => what === 'O05')).toHaveLength(1)
  expect((await ensure('O05', 1, undefined, clock.now)).size).toBe(0)
  expect(asked.filter((what) => what === 'O05')).toHaveLength(2)
  // Decided in this very moment.
  expect((await ensure('O05', 1, undefined, clock.now + 1)).size).toBe(0)
  expect(asked.filter((what) => what === 'O05')).toHaveLength(3)
  // The clock was set back since: what was read after that is asked for in no circle.
  expect((await ensure('O05', 1, undefined, clock.now + 3_600_000)).size).toBe(0)
  expect(asked.filter((what) => what === 'O05')).toHaveLength(3)
})

it('many that were decided about while pages are read get pages of their own after those, not one request each', async () => {
  const { second, asked, ensure, clock } = await slowStore()
  const early = ensure('O05')
  await vi.waitFor(() => { expect(asked).toEqual(['page 0', 'page 30']) })
  await early
  clock.now += 5
  const late = ensure('O10', 10, undefined, clock.now)
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(asked).toHaveLength(2)
  second.resolve({ kind: 'ok', value: pageOf(names.slice(30)), requestId: null })
  expect((await late).size).toBe(0)
  expect(asked).toEqual(['page 0', 'page 30', 'page 0', 'page 30'])
  // Who needs nothing newer was served by what was there.
  expect((await ensure('O05', 5, undefined, clock.now - 5)).size).toBe(0)
  expect(asked).toHaveLength(4)
})

it('what was read before the machine slept is not fresh, whatever the clock of the waits says', async () => {
  const { asked, ensure, sleep } = await slowStore()
  await ensure('O05', 1)
  const before = asked.length
  await ensure('O05', 1)
  expect(asked).toHaveLength(before)
  sleep()
  await ensure('O05', 1)
  expect(asked.length).toBeGreaterThan(before)
})

it('orders whose page does not come are said to be unread, or read alone', async () => {
  const held = await slowStore()
  const waiting = held.ensure('O45')
  held.second.resolve({ kind: 'unavailable', message: 'reset', requestId: null })
  expect([...(await waiting).values()]).toMatchObject(Array.from({ length: 5 }, () => ({ kind: 'unavailable' })))
  const moved = await slowStore()
  const alone = moved.ensure('O45')
  moved.second.resolve({ kind: 'ok', value: { ...pageOf(names.slice(27, 40)), mayHaveMore: false, saysNext: false }, requestId: null })
  expect((await alone).size).toBe(0)
  expect(moved.asked).toEqual(['page 0', 'page 30', 'O45', 'O46', 'O47', 'O48', 'O49'])
})

it('a page that cannot be kept is told to who waits for it', async () => {
  const { second, ensure } = await slowStore()
  const waiting = ensure('O45')
  second.reject(new Error('disk full'))
  await expect(waiting).rejects.toThrow('disk full')
})
