import { expect, it } from 'vitest'
import type { Draft } from '../../../electron/outbox/journal.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { item } from '../../support/packing-room.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

async function room() {
  const { storage, store, clock } = await testStorage()
  await storage.orders.take(store, ['ATONCE01', 'ATONCE02', 'ATONCE03'].map((name) => received(name)), [], clock.now)
  const rows = await storage.orderList.rows({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, 0, 10, clock.now)
  const outbox = new Outbox({ journal: storage.commands, now: () => clock.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const order = (name: string) => rows.find(({ joomId }) => joomId === name)!.id
  return { storage, clock, outbox, order }
}

it('two submits of one order at once: one is written, the other is told that a command of it is on its way, and nothing of that is written', async () => {
  const { storage, clock, outbox, order } = await room()
  const [first, second] = await Promise.all([
    outbox.fulfil([item(order('ATONCE01'), 'ONE1')]),
    outbox.fulfil([item(order('ATONCE02'), 'TWO2'), item(order('ATONCE01'), 'TWO1')])
  ])
  expect(first.problems).toEqual([])
  expect(second).toMatchObject({ commandIds: [], problems: [{ orderId: order('ATONCE01'), code: 'busy' }] })
  const rows = await storage.outboxList.rows(['waiting'], 0, 10)
  expect(rows.map(({ joomId, intent }) => [joomId, 'trackingNumber' in intent && intent.trackingNumber])).toEqual([['ATONCE01', 'ONE1']])
  expect((await storage.orders.history(order('ATONCE02'))).map(({ kind }) => kind)).toEqual(['order_arrived'])
  // The rest can go by itself.
  expect((await outbox.fulfil([item(order('ATONCE02'), 'TWO2')])).problems).toEqual([])
  expect(await storage.commands.promote(clock.now)).toBe(2)
})

it('the journal itself holds an order for one command, whoever writes', async () => {
  const { storage, clock, order } = await room()
  const draft = (name: string): Draft => ({ orderId: order(name), intent: { kind: 'refund', reasonCode: 2, note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null })
  const [, second] = await Promise.allSettled([storage.commands.submit([draft('ATONCE01')], null, clock.now), storage.commands.submit([draft('ATONCE02'), draft('ATONCE01')], null, clock.now)])
  expect(second).toMatchObject({ status: 'rejected', reason: { name: 'Trouble', code: 'order_busy', params: { order: 'ATONCE01' } } })
  expect(await storage.outboxList.rows(['waiting'], 0, 10)).toHaveLength(1)
})

it('a refund and a confirmation of one order at once: one of them is written', async () => {
  const { storage, outbox, order } = await room()
  const ends = await Promise.all([outbox.refund([{ orderId: order('ATONCE03'), reasonCode: 2, note: null }]), outbox.fulfil([item(order('ATONCE03'), 'THREE3')])])
  expect(ends.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['busy']])
  expect(await storage.outboxList.rows(['waiting'], 0, 10)).toHaveLength(1)
})
