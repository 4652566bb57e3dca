import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asked } from '../../../electron/domain/asked.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { parseWire } from '../../../electron/joom/wire-json.ts'
import { readOrder } from '../../../electron/joom/wire-order.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const day = 24 * 3_600_000
/** What this computer's clock may say: it is set back and forth by years. */
const clocks = fc.integer({ min: -3000, max: 3000 }).map((days) => 1_800_000_000_000 + days * day)

async function room() {
  const test = await testStorage()
  const { storage, store } = test
  let last = 0
  const idOf = async (joomId: string): Promise<OrderId> => (await storage.orderList.rows({ ...all, search: joomId }, 0, 1, 0))[0]!.id
  return { ...test, idOf, name: () => `ORDER${String(++last).padStart(6, '0')}`, kept: async (joomId: string) => (await storage.orders.whole(await idOf(joomId)))!.order, take: (joomId: string, given: Parameters<typeof received>[1], asked: Asked) => storage.orders.take(store, [received(joomId, given)], [], asked) }
}

/** The order in which answers arrive: any. */
const shuffled = <T>(entries: readonly T[]) => fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length })

describe('answers in any order, under any clock', () => {
  // Within ten minutes: beyond them the order in which they were asked for decides alone, since Joom's clock may have been set.
  it('leave what Joom changed last where they lie close together; among answers of one moment, what was asked for last', async () => {
    const { storage, name, take, kept, clock } = await room()
    const answers = fc.array(fc.record({ changed: fc.integer({ min: 1, max: 5 }), clock: clocks }), { minLength: 1, maxLength: 6 })
    await fc.assert(fc.asyncProperty(answers.chain((made) => fc.tuple(fc.constant(made), shuffled([...made.keys()]))), fc.boolean(), async ([made, arriving], timeless) => {
      const joomId = name()
      const asked = made.map((one) => {
        clock.now = one.clock
        return storage.orders.ask()
      })
      // Each answer can be told by its quantity. A server may also leave the time of the last update out.
      for (const at of arriving) await take(joomId, { quantity: at + 1, lastUpdated: timeless ? null : 1_700_000_000_000 + made[at]!.changed * 1000 }, asked[at]!)
      const newest = made.map((one, at) => ({ at, changed: timeless ? 0 : one.changed })).toSorted((a, b) => a.changed - b.changed || a.at - b.at).at(-1)!
      expect((await kept(joomId)).quantity).toBe(newest.at + 1)
    }), { numRuns: 150 })
  })

  it('never undo a change of ours that Joom has accepted with what was true before it', async () => {
    const { storage, name, take, kept, idOf, clock } = await room()
    const answer = fc.record({ clock: clocks, beforeIt: fc.boolean() })
    await fc.assert(fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 5 }).chain((made) => fc.tuple(fc.constant(made), shuffled([...made.keys()]))), clocks, async ([made, arriving], then) => {
      const joomId = name()
      await take(joomId, {}, storage.orders.ask())
      const id = await idOf(joomId)
      const ask = (at: number): Asked => {
        clock.now = at
        return storage.orders.ask()
      }
      const asked = new Map<number, Asked>()
      for (const [at, one] of made.entries()) if (one.beforeIt) asked.set(at, ask(one.clock))
      const [command] = await storage.commands.submit([{ orderId: id, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: `T${joomId}`, shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: then }, leavesAt: then, corrects: null }], null, then)
      await storage.commands.promote(then)
      const { attempt } = (await storage.commands.begin(command!, 'send', then))!
      await storage.commands.end(command!, attempt, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, then)
      for (const [at, one] of made.entries()) if (!one.beforeIt) asked.set(at, ask(one.clock))
      // Joom shows the old state to all of them: it takes its time.
      for (const at of arriving) await take(joomId, {}, asked.get(at)!)
      expect(await kept(joomId)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: `T${joomId}` } })
      expect((await storage.orderList.byIds([id]))[0]?.changedAt).toBeNull()
    }), { numRuns: 60 })
  })
})

describe('answers under a clock of Joom that is set', () => {
  const settling = 10 * 60_000
  const second = 1_799_000_000_000

  it('give way to what is asked for well after, whatever time of a change it tells, and do not come back late', async () => {
    const { storage, name, take, kept, clock } = await room()
    const answer = fc.record({ changed: fc.integer({ min: -3, max: 3 }), clock: clocks, late: fc.boolean() })
    await fc.assert(fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), fc.integer({ min: -5, max: -4 }), fc.integer({ min: 1, max: 3 }), async (made, changed, more) => {
      const joomId = name()
      const asked = made.map((one) => {
        clock.now = one.clock
        return storage.orders.ask()
      })
      const arrive = async (late: boolean): Promise<void> => {
        for (const [at, one] of made.entries()) if ((at > 0 && one.late) === late) await take(joomId, { quantity: at + 1, lastUpdated: second + one.changed * 3_600_000 }, asked[at]!)
      }
      await arrive(false)
      clock.steady += settling + more
      await take(joomId, { quantity: 90, lastUpdated: second + changed * 3_600_000 }, storage.orders.ask())
      await arrive(true)
      expect((await kept(joomId)).quantity).toBe(90)
    }), { numRuns: 100 })
  })

  it('are doubted while they lie close to what is kept, and believed ten minutes after it was taken in', async () => {
    const { storage, store, take, kept, clock } = await room()
    const set = (quantity: number, hours: number) => take('A', { quantity, lastUpdated: second + hours * 3_600_000 }, storage.orders.ask())
    await set(1, 0)
    clock.steady += settling - 1
    expect(await set(2, -1)).toMatchObject({ changed: 0, doubted: ['A'] })
    expect((await kept('A')).quantity).toBe(1)
    // A later reading of the same order does not wait anew for one that was not believed; one that says the same as before does.
    clock.steady += 2
    expect(await set(3, -2)).toMatchObject({ changed: 1, doubted: [] })
    expect((await kept('A')).quantity).toBe(3)
    // What was known before the clock was set is told by a copy that is behind, not by somebody's change.
    expect(await set(8, 0)).toMatchObject({ doubted: ['A'] })
    // By the clock as it is now, times are compared as ever.
    expect(await set(4, -3)).toMatchObject({ doubted: ['A'] })
    expect(await set(5, -1)).toMatchObject({ changed: 1, doubted: [] })
    // What was under way all the while is older, not in doubt.
    const early = storage.orders.ask()
    await storage.orders.take(store, [received('A', { quantity: 6, lastUpdated: second + 1000 })], [], clock.now)
    expect(await storage.orders.take(store, [received('A', { quantity: 7, lastUpdated: second - 1000 })], [], early)).toMatchObject({ changed: 0, doubted: [] })
  })

  it('are believed at once after a restart ten minutes later, else ten minutes after it', async () => {
    for (const [later, atOnce] of [[settling, true], [settling - 1, false], [-day, false]] as const) {
      const { store, take, storage, clock, reopen } = await room()
      await take('A', {}, storage.orders.ask())
      clock.now += later
      const again = await reopen()
      // What is done to the computer's clock from now on tells nothing.
      clock.now += day
      const read = async () => again.orders.take(store, [received('A', { state: 'REFUNDED', lastUpdated: second - day })], [], clock.now)
      expect((await read()).doubted).toEqual(atOnce ? [] : ['A'])
      clock.steady += settling + 1
      expect((await read()).doubted).toEqual([])
      expect((await again.orderList.rows({ ...all, search: 'A' }, 0, 1, 0))[0]?.state).toBe('REFUNDED')
    }
  })

  it('are believed at once where a person wants the store read anew, but not what had been asked for before that, nor another store', async () => {
    const { storage, store, take, kept } = await room()
    const set = (quantity: number, hours: number, asked: Asked) => take('A', { quantity, lastUpdated: second + hours * 3_600_000 }, asked)
    await set(1, 0, storage.orders.ask())
    await storage.orders.anew(2 as typeof store) // no store has this number
    expect((await set(2, -1, storage.orders.ask())).doubted).toEqual(['A'])
    const before = storage.orders.ask()
    await storage.orders.anew(store)
    expect((await set(3, -1, before)).doubted).toEqual(['A'])
    expect((await set(4, -1, storage.orders.ask())).doubted).toEqual([])
    // From then on as ever.
    expect((await set(5, -2, storage.orders.ask())).doubted).toEqual(['A'])
    await set(6, 0, before)
    expect((await kept('A')).quantity).toBe(4)
  })

  it('show what is so even then: a change of ours that settles is not undone by what was before it', async () => {
    const { storage, store, take, kept, idOf, clock } = await room()
    await take('A', {}, storage.orders.ask())
    const [command] = await storage.commands.submit([{ orderId: await idOf('A'), intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    await storage.commands.promote(clock.now)
    clock.steady += settling
    const { attempt } = (await storage.commands.begin(command!, 'send', clock.now))!
    await storage.commands.end(command!, attempt, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, clock.now)
    await storage.orders.anew(store)
    clock.steady += settling - 1
    await take('A', { lastUpdated: second - day }, storage.orders.ask())
    expect((await kept('A')).state).toBe('SHIPPED')
    clock.steady += settling + 1
    await take('A', { state: 'REFUNDED', lastUpdated: second - day }, storage.orders.ask())
    expect((await kept('A')).state).toBe('REFUNDED')
  })
})

it.each([['2026-01-20'], ['01-20-2026']])('where one of them tells only the day (%s), days are compared, and within one the order of asking decides', async (text) => {
  const { storage, store, name, kept } = await room()
  const told = (joomId: string, lastUpdated: string, state = 'SHIPPED') => {
    const order = readOrder(parseWire(JSON.stringify({ Order: { order_id: joomId, state, last_updated: lastUpdated } }), (words) => words) ?? null)
    if (!('facts' in order)) throw new Error(order.reason)
    return order
  }
  const takeIn = (order: ReturnType<typeof told>, asked = storage.orders.ask()) => storage.orders.take(store, [order], [], asked)
  const joomId = name()
  const early = storage.orders.ask()
  await takeIn(told(joomId, '2026-01-20T20:20:20', 'APPROVED'))
  await takeIn(told(joomId, text))
  expect((await kept(joomId)).state).toBe('SHIPPED')
  await takeIn(told(joomId, '2026-01-20T23:59:59', 'APPROVED'), early)
  expect((await takeIn(told(joomId, '2026-01-19T23:59:59', 'APPROVED'))).doubted).toEqual([joomId])
  expect((await kept(joomId)).state).toBe('SHIPPED')
  await takeIn(told(joomId, '2026-01-20T08:00:00', 'REFUNDED'))
  expect((await kept(joomId)).state).toBe('REFUNDED')
})

it('do not take a refund of ours back, whatever the order was before it', async () => {
  const { storage, name, take, kept, idOf } = await room()
  for (const state of ['APPROVED', 'SHIPPED', 'REQUIRE_REVIEW'] as const) {
    const joomId = name()
    await take(joomId, { state }, storage.orders.ask())
    const [command] = await storage.commands.submit([{ orderId: await idOf(joomId), intent: { kind: 'refund', reasonCode: -1, note: joomId }, before: { state, provider: null, trackingNumber: null, at: 1 }, leavesAt: 1, corrects: null }], null, 1)
    await storage.commands.promote(1)
    const { attempt } = (await storage.commands.begin(command!, 'send', 1))!
    await storage.commands.end(command!, attempt, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, 1)
    await take(joomId, { state }, storage.orders.ask())
    expect((await kept(joomId)).state).toBe('REFUNDED')
  }
})

describe('what Joom is known to have by now', () => {
  it.each(['accepted', 'seen done by an older reading'])('is not overwritten by a command that is %s only then', async (how) => {
    const { storage, take, kept, idOf, clock } = await room()
    await take('A', {}, storage.orders.ask())
    const [command] = await storage.commands.submit([{ orderId: await idOf('A'), intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    await storage.commands.promote(clock.now)
    const sending = (await storage.commands.begin(command!, 'send', clock.now))!
    if (how !== 'accepted') await storage.commands.end(command!, sending.attempt, { outcome: 'unknown', detail: null, requestId: null }, { state: 'unknown', nextAt: clock.now, trouble: { code: 'unknown_outcome', message: null, joomCode: null, requestId: null } }, clock.now)
    const { attempt } = how === 'accepted' ? sending : (await storage.commands.begin(command!, 'read', clock.now))!
    await take('A', { state: 'REFUNDED', lastUpdated: 1_799_000_009_000 }, storage.orders.ask())
    await storage.commands.end(command!, attempt, { outcome: 'ok', detail: null, requestId: null }, { state: 'done' }, clock.now)
    expect((await kept('A')).state).toBe('REFUNDED')
    expect((await storage.commands.subjects([await idOf('A')]))[0]?.open).toBeNull()
  })
})

it('show another number at once, and one from before a correction of ours only once that has settled', async () => {
  const { storage, take, kept, idOf, clock } = await room()
  const shipped = (trackingNumber: string, second: number) => take('A', { state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber }, lastUpdated: 1_799_000_000_000 + second * 1000 }, storage.orders.ask())
  await shipped('FIRST', 0)
  const [command] = await storage.commands.submit([{ orderId: await idOf('A'), intent: { kind: 'modify_tracking', provider: 'DHL', trackingNumber: 'OURS1' }, before: { state: 'SHIPPED', provider: 'DHL', trackingNumber: 'FIRST', at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
  await storage.commands.promote(clock.now)
  const { attempt } = (await storage.commands.begin(command!, 'send', clock.now))!
  await storage.commands.end(command!, attempt, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, clock.now)
  await shipped('FIRST', 0)
  expect((await kept('A')).shipment.trackingNumber).toBe('OURS1')
  await shipped('OTHER', 5)
  expect((await kept('A')).shipment.trackingNumber).toBe('OTHER')
})

it('do not undo a change of ours after a restart, whatever is done to the clock then', async () => {
  const { storage, store, clock, take, kept, idOf, reopen } = await room()
  await take('A', {}, storage.orders.ask())
  const [command] = await storage.commands.submit([{ orderId: await idOf('A'), intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
  await storage.commands.promote(clock.now)
  const { attempt } = (await storage.commands.begin(command!, 'send', clock.now))!
  await storage.commands.end(command!, attempt, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, clock.now)
  expect((await kept('A')).state).toBe('SHIPPED')
  const again = await reopen()
  clock.now += 26 * 3_600_000
  const asked = again.orders.ask()
  await again.orders.take(store, [received('A')], [], asked)
  expect((await again.orderList.rows({ ...all, search: 'A' }, 0, 1, 0))[0]?.state).toBe('SHIPPED')
})

describe('the mark of a change at Joom', () => {
  it('is set by what others did, once for all of it, and goes when it was seen, but for what came after', async () => {
    const { storage, take, idOf, clock } = await room()
    await take('A', {}, storage.orders.ask())
    const id = await idOf('A')
    const row = async () => (await storage.orderList.byIds([id]))[0]!
    expect((await row()).changedAt).toBeNull()
    clock.now += 1000
    await take('A', { shipTo: { city: 'Elsewhere' }, lastUpdated: 1_799_000_001_000 }, storage.orders.ask())
    const first = (await row()).changedAt!
    expect(first).toBe(clock.now)
    expect((await storage.orderList.overview(all, clock.now)).marks.changed).toBe(1)
    clock.now += 1000
    await take('A', { shipTo: { city: 'Elsewhere' }, state: 'REFUNDED', lastUpdated: 1_799_000_002_000 }, storage.orders.ask())
    await storage.orders.seen([{ id, changedAt: first }])
    expect((await row()).changedAt).toBe(clock.now)
    expect((await storage.orders.whole(id))?.changedSince).toBe(first)
    await storage.orders.seen([{ id, changedAt: clock.now }])
    expect((await row()).changedAt).toBeNull()
    expect(await storage.orderList.ids({ ...all, mark: 'changed' }, clock.now)).toEqual([])
  })

  it('goes from all orders at once, but for those that changed since one looked', async () => {
    const { storage, take, idOf, clock } = await room()
    for (const name of ['A', 'B']) {
      await take(name, {}, storage.orders.ask())
      clock.now += 1000
      await take(name, { quantity: 7, lastUpdated: 1_799_000_001_000 }, storage.orders.ask())
    }
    await storage.orders.allSeen({ connectionId: null }, clock.now - 1)
    expect(await storage.orderList.ids({ ...all, mark: 'changed' }, clock.now)).toEqual([await idOf('B')])
  })

  it.each(['sending', 'unknown'] as const)('is not set by a command of ours that is %s', async (state) => {
    const { storage, take, idOf, clock } = await room()
    await take('A', {}, storage.orders.ask())
    const id = await idOf('A')
    const [command] = await storage.commands.submit([{ orderId: id, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'OURS1', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    await storage.commands.promote(clock.now)
    const { attempt } = (await storage.commands.begin(command!, 'send', clock.now))!
    if (state === 'unknown') await storage.commands.end(command!, attempt, { outcome: 'unknown', detail: null, requestId: null }, { state: 'unknown', nextAt: clock.now, trouble: { code: 'no_answer', message: null, joomCode: null, requestId: null } }, clock.now)
    await take('A', { state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: 'OURS1' }, lastUpdated: 1_799_000_001_000 }, storage.orders.ask())
    expect((await storage.orderList.byIds([id]))[0]).toMatchObject({ state: 'SHIPPED', changedAt: null })
    // Another number is somebody else's doing.
    await take('A', { state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: 'THEIRS' }, lastUpdated: 1_799_000_002_000 }, storage.orders.ask())
    expect((await storage.orderList.byIds([id]))[0]?.changedAt).not.toBeNull()
  })
})

describe('the search', () => {
  it('finds an order at once, and the same once its index has caught up', async () => {
    const { storage, store, clock } = await room()
    await storage.orders.take(store, Array.from({ length: 120 }, (_, i) => received(`N${String(i)}`, { shipTo: { name: `Person ${String(i)} Öztürk` } })), [], clock.now)
    const found = () => storage.orderList.ids({ ...all, search: 'son 77 özt' }, clock.now)
    const before = await found()
    expect(before).toHaveLength(1)
    await storage.searchIndex.catchUp()
    expect(await found()).toEqual(before)
    // What is in the index follows a change of the text.
    await storage.orders.take(store, [received('N77', { shipTo: { name: 'Somebody Else' } })], [], clock.now)
    expect(await found()).toEqual([])
  })
})
