import { describe, expect, it, onTestFinished } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { Freshness, freshWithin } from '../../../electron/orders/freshness.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** A bit more than a settling. */
const later = 10 * minute + 1000

/** From what to what Joom's clock is set, against the right time. */
const settings = [['set back by an hour', 0, -hour], ['set back by a day', 0, -day], ['an hour ahead and set right', hour, 0], ['a day ahead and set right', day, 0], ['set forward by a day', 0, day]] as const

/** A store that was read while Joom's clock was so far ahead, each of its two orders changed a moment before. */
async function readStore(ahead: number, wrap: (reader: OrderReader) => OrderReader = (reader) => reader) {
  const test = await testStorage()
  const { rehearsal, client } = await rehearsalStore({ orders: 60 })
  const reader = wrap(client)
  rehearsal.setClock(ahead)
  const [ship, refund] = rehearsal.orders().filter(({ state }) => state === 'APPROVED').map(({ id }) => id)
  for (const order of [ship!, refund!]) rehearsal.elsewhere({ order, act: 'address' })
  const partsOf = (storage: typeof test.storage) => {
    const [now, steady] = [() => test.clock.now, () => test.clock.steady]
    const sync = new OrderSync({ authorized: () => Promise.resolve([test.store]), reader: () => reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now, steady, progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined })
    onTestFinished(() => sync.stop())
    const freshness = new Freshness({ orders: storage.orders, reader: () => reader, now, wall: now, steady, within: freshWithin, changed: () => undefined })
    const row = async (joomId: string) => (await storage.orderList.rows({ ...all, search: joomId }, 0, 1, 0))[0]!
    return {
      sync, states: async () => [(await row(ship!)).state, (await row(refund!)).state],
      /** What cannot be said to be fresh of the two, by its reason. */
      ensure: async () => {
        const ids: OrderId[] = [(await row(ship!)).id, (await row(refund!)).id]
        const unread = await freshness.ensure(ids)
        return ids.map((id) => unread.get(id)?.kind ?? 'fresh')
      },
      compareAnew: () => storage.readings.keep(test.store, { checkedAt: test.clock.now - hour })
    }
  }
  const parts = partsOf(test.storage)
  await parts.sync.refresh(null)
  return {
    ...test, ...parts, rehearsal, ship: ship!, refund: refund!, partsOf,
    pass: (ms: number) => {
      test.clock.now += ms
      test.clock.steady += ms
    },
    /** In Joom's panel one is shipped and the other refunded. */
    actElsewhere: () => {
      rehearsal.elsewhere({ order: ship!, act: 'ship', trackingNumber: 'PANEL9' })
      rehearsal.elsewhere({ order: refund!, act: 'refund' })
    }
  }
}

/** A server that tells nothing of changes. */
const forgetful = (reader: OrderReader): OrderReader => ({ ...reader, listOrders: (which, page, how) => reader.listOrders(which, page.since === undefined ? page : { ...page, since: 4_000_000_000_000 }, how) })
const open = ['APPROVED', 'APPROVED']
const over = ['SHIPPED', 'REFUNDED']

describe.each(settings)('what changes elsewhere once the clock of Joom was %s', (_name, before, after) => {
  it('comes with the next reading, at the latest ten minutes after it was read here last; until then it is unread', async () => {
    const { sync, states, ensure, rehearsal, pass, actElsewhere } = await readStore(before)
    rehearsal.setClock(after)
    pass(2 * minute)
    actElsewhere()
    const isForward = after > before
    await sync.refresh(null)
    expect(await states()).toEqual(isForward ? over : open)
    if (!isForward) expect(await ensure()).toEqual(['doubted', 'doubted'])
    pass(5 * minute)
    await sync.refresh(null)
    pass(5 * minute)
    await sync.refresh(null)
    expect(await states()).toEqual(over)
    expect(await ensure()).toEqual(['fresh', 'fresh'])
  })

  it('comes by comparing what is open, also where that did not believe it at first', async () => {
    const { sync, states, compareAnew, rehearsal, pass, actElsewhere } = await readStore(before, forgetful)
    rehearsal.setClock(after)
    pass(minute)
    actElsewhere()
    await compareAnew()
    await sync.refresh(null)
    // Half an hour is not waited for: what was not believed is compared again with the next reading.
    pass(later)
    await sync.refresh(null)
    expect(await states()).toEqual(over)
  })

  it('comes at once where a person wants everything read anew', async () => {
    const { sync, states, rehearsal, actElsewhere } = await readStore(before)
    rehearsal.setClock(after)
    actElsewhere()
    await sync.refresh(null, { whole: true })
    expect(await states()).toEqual(over)
  })

  it('is there before anything is done with an order', async () => {
    const { ensure, states, rehearsal, pass, actElsewhere } = await readStore(before)
    rehearsal.setClock(after)
    actElsewhere()
    pass(later)
    expect(await ensure()).toEqual(['fresh', 'fresh'])
    expect(await states()).toEqual(over)
  })

  it('comes with the first reading after a night in which the program was closed', async () => {
    const { partsOf, reopen, rehearsal, clock, actElsewhere } = await readStore(before)
    rehearsal.setClock(after)
    actElsewhere()
    clock.now += 8 * hour
    const { sync, states, ensure } = partsOf(await reopen())
    await sync.refresh(null)
    expect(await states()).toEqual(over)
    expect(await ensure()).toEqual(['fresh', 'fresh'])
  })
})

it('what changed by the set clock is found although it is not open here: a refund of what was shipped', async () => {
  const { sync, rehearsal, storage, pass, ship } = await readStore(0)
  rehearsal.elsewhere({ order: ship, act: 'ship', trackingNumber: 'FIRST1' })
  await sync.refresh(null)
  rehearsal.setClock(-day)
  rehearsal.elsewhere({ order: ship, act: 'refund' })
  // No reading for a quarter of an hour and more: by then it lies before what was asked for by the earlier clock.
  rehearsal.setClock(-day + 2 * hour)
  pass(2 * hour)
  await sync.refresh(null)
  expect((await storage.orderList.rows({ ...all, search: ship }, 0, 1, 0))[0]?.state).toBe('REFUNDED')
})

it('what is open is compared as soon as it shows that the clock of Joom was set back, however long ago by that clock it changed', async () => {
  const { sync, states, rehearsal, pass, actElsewhere } = await readStore(0)
  rehearsal.setClock(-4 * day)
  actElsewhere()
  rehearsal.setClock(-day)
  pass(later)
  await sync.refresh(null)
  expect(await states()).toEqual(over)
})

it('a store that tells some times by the second and some by the day is read as it is', async () => {
  const { sync, states, rehearsal, actElsewhere } = await readStore(0)
  rehearsal.setQuirks(['other_dates'])
  await sync.refresh(null, { whole: true })
  expect(await states()).toEqual(open)
  actElsewhere()
  await sync.refresh(null)
  expect(await states()).toEqual(over)
})
