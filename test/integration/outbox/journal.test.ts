import { describe, expect, it } from 'vitest'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import { command, draft, due, eachWithItsJournal, end, entries, journal, kinds, move, openOf, order, refused, rowOf, sending, test, trouble, unknown } from './journal-room.ts'

eachWithItsJournal()

describe('commands are written', () => {
  it('with their order held, an entry each, and Undo free until they leave', async () => {
    const orderId = await order('A1')
    const given = await draft(orderId, { leavesAt: test.clock.now + 30_000 })
    const [id] = await journal().submit([given], 'Ada', test.clock.now)
    expect(await rowOf(id!)).toMatchObject({ state: 'waiting', intent: given.intent, leavesAt: test.clock.now + 30_000, nextAt: test.clock.now + 30_000, sends: 0, reads: 0, seen: 0, trouble: null, observed: null, settledAt: null, sentAt: null })
    expect(await openOf(orderId)).toEqual({ id, state: 'waiting' })
    expect(await entries('command_written')).toMatchObject([{ commandId: id, orderId, connectionId: test.store, actor: 'Ada', params: JSON.stringify({ kind: 'fulfill', provider: 'China Post', number: given.intent.kind === 'fulfill' ? given.intent.trackingNumber : '' }) }])
    expect(await journal().find(id!)).toMatchObject({ id, orderId, joomId: 'A1', connectionId: test.store, state: 'waiting', intent: given.intent, before: given.before, progress: { sends: 0, reads: 0, seen: 0, unknownSince: null, refusal: null } })
  })

  it('all or none: not one where an order of the batch is held', async () => {
    const { orderId } = await command('A1')
    const free = await order('A2')
    await expect(journal().submit([await draft(free), await draft(orderId)], null, test.clock.now)).rejects.toMatchObject({ code: 'order_busy', params: { order: 'A1' } })
    expect(await openOf(free)).toBeNull()
    expect(await entries('command_written')).toHaveLength(1)
  })

  it.each(['RB123456785GB', 'rb123456785gb', 'Rb123456785gB'])('never with a number that an order has, however it was written at Joom: %s', async (trackingNumber) => {
    const orderId = await order('A1', { state: 'SHIPPED', shipment: { provider: 'Royal Mail', trackingNumber } })
    await order('A2', { state: 'SHIPPED', shipment: { provider: 'Royal Mail', trackingNumber: 'RB123456786GB' } })
    expect(await journal().uses(['RB123456785GB'])).toMatchObject([{ trackingNumber: 'RB123456785GB', orderId, joomId: 'A1', recipient: 'Recipient of A1' }])
  })

  it('and not for an order that is not there', async () => {
    const made = await draft(await order('A1'))
    await expect(journal().submit([{ ...made, orderId: 999 as OrderId }], null, test.clock.now)).rejects.toThrow()
    expect(await entries('command_written')).toEqual([])
  })

  it('in the place of one that was refused, which is closed; not of one that has moved on', async () => {
    const { id, orderId } = await refused('A1')
    const [next] = await journal().submit([await draft(orderId, { corrects: id })], 'Ada', test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'closed', settledAt: test.clock.now, nextAt: null })
    expect(await openOf(orderId)).toEqual({ id: next, state: 'waiting' })
    expect(await kinds(id)).toContain('command_corrected')
    await journal().undo([next!], null, test.clock.now)
    await expect(journal().submit([await draft(orderId, { corrects: id })], null, test.clock.now)).rejects.toMatchObject({ code: 'command_moved_on' })
    expect(await openOf(orderId)).toBeNull()
  })
})

describe('Undo', () => {
  it('takes back what waits and what is due and was never sent; the order is free again', async () => {
    const [waiting, ready, left] = [await command('A1'), await due('A2'), await sending('A3')]
    move(5)
    expect(await journal().undo([waiting.id, ready.id, left.id, 999 as CommandId], 'Ada', test.clock.now)).toEqual([waiting.id, ready.id])
    for (const { id, orderId } of [waiting, ready]) {
      expect(await rowOf(id)).toMatchObject({ state: 'undone', settledAt: test.clock.now, nextAt: null })
      expect(await openOf(orderId)).toBeNull()
    }
    expect(await openOf(left.orderId)).toMatchObject({ id: left.id })
    expect(await entries('command_undone')).toMatchObject([{ commandId: waiting.id, actor: 'Ada' }, { commandId: ready.id }])
  })

  it('takes back everything that waits at once, of the stores that are meant, however much it is', async () => {
    const [ready, left] = [await due('A2'), await sending('A3')]
    const ids: CommandId[] = []
    for (let i = 0; i < 1100; i++) ids.push((await command(`W${String(i)}`)).id)
    expect(await journal().undoAll({ connectionId: 999 as ConnectionId, world: null }, 'Ada', test.clock.now)).toEqual([])
    expect(await journal().undoAll({ connectionId: null, world: null }, 'Ada', test.clock.now)).toEqual(ids)
    expect([(await rowOf(ready.id)).state, (await rowOf(left.id)).state]).toEqual(['due', 'sending'])
    expect(await entries('command_undone')).toHaveLength(1100)
  })

  it('does not take back what was sent once and is due again', async () => {
    const { id } = await unknown('A1')
    const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
    await journal().end(id, attempt, end('ok'), { state: 'due', nextAt: test.clock.now, trouble: trouble('not_applied'), hold: null }, test.clock.now)
    expect(await journal().undo([id], null, test.clock.now)).toEqual([])
    expect((await rowOf(id)).state).toBe('due')
  })
})

describe('what can go on', () => {
  it('is what has waited long enough', async () => {
    const soon = await command('A1', { leavesAt: test.clock.now + 1000 })
    await command('A2', { leavesAt: test.clock.now + 1001 })
    expect(await journal().nextAt()).toBe(test.clock.now + 1000)
    expect(await journal().nextAt(test.clock.now + 1000)).toBe(test.clock.now + 1001)
    move(999)
    expect(await journal().promote(test.clock.now)).toBe(0)
    move(1)
    expect(await journal().promote(test.clock.now)).toBe(1)
    expect((await rowOf(soon.id)).state).toBe('due')
    expect(await journal().nextAt(test.clock.now + 1)).toBeNull()
  })

  it('is due by the time left, least first, as many as are asked for, of the stores that are asked', async () => {
    const made: Record<string, CommandId> = {}
    for (const [joomId, hoursToFulfill] of [['late', 48], ['early', 2], ['never', null], ['middle', 24]] as const) {
      const [id] = await journal().submit([await draft(await order(joomId, { hoursToFulfill }))], null, test.clock.now)
      made[joomId] = id!
    }
    await journal().promote(test.clock.now)
    const ids = async (limit: number, stores = [test.store]) => (await journal().due(stores, test.clock.now, limit)).map((work) => work.joomId)
    expect(await ids(10)).toEqual(['early', 'middle', 'late', 'never'])
    expect(await ids(2)).toEqual(['early', 'middle'])
    expect(await ids(10, [])).toEqual([])
    expect(await ids(10, [99 as ConnectionId])).toEqual([])
    expect(await journal().ordersDue([test.store], test.clock.now, 1)).toEqual([(await journal().find(made['early']!))!.orderId])
    expect(await journal().unknown([test.store], test.clock.now, 10)).toEqual([])
    await journal().hold(made['early']!, { state: 'due', nextAt: test.clock.now + 500, trouble: trouble('offline'), hold: 'offline' }, test.clock.now)
    expect(await ids(1)).toEqual(['middle'])
  })

  it('is unknown once its next reading is due', async () => {
    const { id } = await unknown('A1')
    expect((await journal().unknown([test.store], test.clock.now, 10)).map((work) => work.id)).toEqual([id])
    expect(await journal().unknown([test.store], test.clock.now - 1, 10)).toEqual([])
    expect(await journal().due([test.store], test.clock.now, 10)).toEqual([])
  })
})

describe('an attempt', () => {
  it('is on the disk before its request leaves, counted, once', async () => {
    const { id } = await due('A1')
    const begun = await journal().begin(id, 'send', test.clock.now)
    expect(begun).toMatchObject({ progress: { sends: 1, reads: 0, seen: 0, unknownSince: null } })
    expect(await rowOf(id)).toMatchObject({ state: 'sending', nextAt: null, sends: 1, sentAt: test.clock.now })
    expect((await test.storage.outboxList.story(id)).attempts).toMatchObject([{ id: begun?.attempt, kind: 'send', startedAt: test.clock.now, endedAt: null, outcome: null }])
    expect(await entries('command_sent')).toMatchObject([{ commandId: id, params: '{"time":1}' }])
    expect(await entries('attempt_begun')).toMatchObject([{ commandId: id, params: JSON.stringify({ attempt: begun?.attempt, what: 'send' }) }])
    expect(await journal().begin(id, 'send', test.clock.now)).toBeNull()
    expect(await journal().begin(id, 'read', test.clock.now)).toBeNull()
  })

  it('begins only with what is due, or unknown, and whose time has come', async () => {
    const waiting = await command('A1')
    expect(await journal().begin(waiting.id, 'send', test.clock.now)).toBeNull()
    await journal().promote(test.clock.now)
    expect(await journal().begin(waiting.id, 'send', test.clock.now - 1)).toBeNull()
    expect(await journal().begin(waiting.id, 'read', test.clock.now)).toBeNull()
    const lost = await unknown('A2')
    expect(await journal().begin(lost.id, 'send', test.clock.now)).toBeNull()
    expect(await journal().begin(lost.id, 'read', test.clock.now - 1)).toBeNull()
    expect(await journal().begin(lost.id, 'read', test.clock.now)).toMatchObject({ progress: { sends: 1, reads: 1, seen: 0, unknownSince: test.clock.now } })
    expect(await entries('attempt_begun')).toHaveLength(2)
  })

  it('is not begun where the order has changed: the difference stands before a person', async () => {
    const { id, orderId } = await due('A1')
    await order('A1', { quantity: 3, lastUpdated: test.clock.now })
    expect(await journal().begin(id, 'send', test.clock.now)).toBeNull()
    expect(await rowOf(id)).toMatchObject({ state: 'conflict', sends: 0, nextAt: null, trouble: { code: 'order_changed' }, observed: { state: 'APPROVED', changed: [{ field: 'quantity', before: '1', after: '3' }] } })
    expect((await test.storage.outboxList.story(id)).attempts).toEqual([])
    expect(await openOf(orderId)).toMatchObject({ id })
  })

  it('is not needed where the order is what was asked for by now: done, and the order is free', async () => {
    const { id, orderId } = await due('A1')
    const { intent: asked } = (await journal().find(id))!
    await order('A1', { state: 'SHIPPED', lastUpdated: test.clock.now, shipment: { provider: 'China Post', trackingNumber: asked.kind === 'fulfill' ? asked.trackingNumber : '' } })
    expect(await journal().begin(id, 'send', test.clock.now)).toBeNull()
    expect(await rowOf(id)).toMatchObject({ state: 'done', sends: 0, settledAt: test.clock.now })
    expect(await openOf(orderId)).toBeNull()
    expect(await kinds(id)).toEqual(['command_written', 'command_seen_done'])
  })
})
