import { beforeEach, describe, expect, it } from 'vitest'
import type { CommandTrouble, Intent } from '../../../electron/domain/command.ts'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import { keptBack, type AttemptEnd, type Draft } from '../../../electron/outbox/journal.ts'
import type { Observed, Verdict } from '../../../electron/outbox/policy.ts'
import { received, type Given } from '../../support/orders.ts'
import { testStorage, type TestStorage } from '../../support/storage.ts'

const intent: Intent & { readonly kind: 'fulfill' } = { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RX000000001', shippingTime: '7-21', note: null }
const trouble = (code: string, message: string | null = null, requestId: string | null = null): CommandTrouble => ({ code, message, joomCode: null, requestId })
const end = (outcome: string, more: Partial<AttemptEnd> = {}): AttemptEnd => ({ outcome, detail: null, requestId: null, ...more })
const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const

let test: TestStorage
let nth = 0
beforeEach(async () => { test = await testStorage() })
const journal = () => test.storage.commands

async function order(joomId: string, given: Given = {}, store: ConnectionId = test.store): Promise<OrderId> {
  await test.storage.orders.take(store, [received(joomId, given)], [], test.clock.now)
  const [id] = await test.storage.printRuns.withJoomId(joomId)
  if (id === undefined) throw new Error('not kept')
  return id
}

async function draft(orderId: OrderId, more: Partial<Draft> = {}): Promise<Draft> {
  const [subject] = await journal().subjects([orderId])
  if (subject === undefined) throw new Error('no such order')
  const { state, provider, trackingNumber, recipientKey, quantity, address } = subject
  nth += 1
  return { orderId, intent: { ...intent, trackingNumber: `RX${String(nth).padStart(9, '0')}` }, before: { state, provider, trackingNumber, at: test.clock.now, recipientKey, quantity, address }, leavesAt: test.clock.now, corrects: null, ...more }
}

/** A command of an order of its own, waiting or moved on. */
async function command(joomId: string, more: Partial<Draft> = {}): Promise<{ id: CommandId; orderId: OrderId }> {
  const orderId = await order(joomId)
  const [id] = await journal().submit([await draft(orderId, more)], 'Ada', test.clock.now)
  return { id: id!, orderId }
}

async function due(joomId: string) {
  const made = await command(joomId)
  await journal().promote(test.clock.now)
  return made
}

async function sending(joomId: string) {
  const made = await due(joomId)
  const begun = await journal().begin(made.id, 'send', test.clock.now)
  return { ...made, attempt: begun!.attempt }
}

/** One of which nobody knows what became of it, to be read back at once. */
async function unknown(joomId: string, why = trouble('unknown_outcome', 'reset')) {
  const made = await sending(joomId)
  await journal().end(made.id, made.attempt, end('unknown', { detail: 'reset' }), { state: 'unknown', nextAt: test.clock.now, trouble: why }, test.clock.now)
  return made
}

async function conflict(joomId: string, observed: Observed | null = { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'OTHER', at: 5 }) {
  const made = await unknown(joomId)
  const { attempt } = (await journal().begin(made.id, 'read', test.clock.now))!
  await journal().end(made.id, attempt, end('ok', { detail: 'SHIPPED', showed: true }), { state: 'conflict', trouble: trouble('shipped_otherwise'), observed }, test.clock.now)
  return made
}

async function refused(joomId: string) {
  const made = await sending(joomId)
  await journal().end(made.id, made.attempt, end('refused', { detail: 'no', requestId: 'r-9' }), { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', data: '17', requestId: 'r-9' } }, test.clock.now)
  return made
}

const rowOf = async (id: CommandId) => (await test.storage.outboxList.story(id)).row
const kinds = async (id: CommandId): Promise<string[]> => (await test.storage.outboxList.story(id)).history.map(({ kind }) => kind).toReversed()
const entries = async (kind: string) => (await test.storage.history.page(0, 10_000, 10_000)).filter((entry) => entry.kind === kind)
const subjectOf = async (id: OrderId) => (await journal().subjects([id]))[0]!
const openOf = async (id: OrderId) => (await subjectOf(id)).open
const move = (ms: number): void => { test.clock.now += ms }

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

describe('an outcome', () => {
  it('that is accepted settles the command and is in our own copy of the order', async () => {
    const { id, orderId, attempt } = await sending('A1')
    move(70)
    await journal().end(id, attempt, end('accepted', { detail: 'fine', requestId: 'r-1' }), { state: 'done' }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'done', settledAt: test.clock.now, nextAt: null, trouble: null })
    const { intent: asked } = (await journal().find(id))!
    const number = asked.kind === 'fulfill' ? asked.trackingNumber : ''
    expect(await subjectOf(orderId)).toMatchObject({ state: 'SHIPPED', trackingNumber: number, provider: 'China Post', dueAt: null })
    expect(await openOf(orderId)).toBeNull()
    await test.storage.searchIndex.catchUp()
    expect(await test.storage.orderList.ids({ ...all, search: number }, 0)).toEqual([orderId])
    expect((await test.storage.outboxList.story(id)).attempts).toMatchObject([{ endedAt: test.clock.now, outcome: 'accepted', detail: 'fine', requestId: 'r-1' }])
    expect(await entries('attempt_ended')).toMatchObject([{ params: JSON.stringify({ attempt, outcome: 'accepted', detail: 'fine', requestId: 'r-1' }) }])
    expect(await entries('command_accepted')).toMatchObject([{ params: JSON.stringify({ kind: 'fulfill', provider: 'China Post', number, requestId: 'r-1' }) }])
  })

  it.each<[string, Intent, Given, object]>([
    ['a correction', { kind: 'modify_tracking', provider: 'EMS', trackingNumber: 'EX9' }, { state: 'SHIPPED', shipment: { provider: 'China Post', trackingNumber: 'OLD' } }, { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'EX9' }],
    ['a refund', { kind: 'refund', reasonCode: 2, note: null }, {}, { state: 'REFUNDED', dueAt: null }]
  ])('of %s changes what it is about', async (_, asked, given, becomes) => {
    const orderId = await order('A1', given)
    const [id] = await journal().submit([await draft(orderId, { intent: asked })], null, test.clock.now)
    await journal().promote(test.clock.now)
    const { attempt } = (await journal().begin(id!, 'send', test.clock.now))!
    await journal().end(id!, attempt, end('accepted'), { state: 'done' }, test.clock.now)
    expect(await subjectOf(orderId)).toMatchObject(becomes)
  })

  it('that is a refusal keeps all of Joom’s words, and the order held', async () => {
    const { id, orderId } = await refused('A1')
    expect(await rowOf(id)).toMatchObject({ state: 'refused', nextAt: null, trouble: { code: 'refused', message: 'no', joomCode: '1000', data: '17', requestId: 'r-9' } })
    expect(await openOf(orderId)).toEqual({ id, state: 'refused' })
    expect(await entries('command_refused')).toMatchObject([{ params: JSON.stringify({ reason: 'refused', message: 'no', requestId: 'r-9' }) }])
    expect((await subjectOf(orderId)).state).toBe('APPROVED')
  })

  it('that is not known begins to settle with the end of its sending, and keeps why', async () => {
    const { id, attempt } = await sending('A1')
    move(45_000)
    await journal().end(id, attempt, end('unknown', { detail: 'reset', requestId: 'r-2' }), { state: 'unknown', nextAt: test.clock.now + 2000, trouble: trouble('unknown_outcome', 'reset', 'r-2') }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'unknown', nextAt: test.clock.now + 2000, trouble: { code: 'unknown_outcome', message: 'reset', requestId: 'r-2' } })
    expect((await journal().find(id))?.progress).toMatchObject({ sends: 1, reads: 0, seen: 0, unknownSince: test.clock.now })
  })

  it('of a reading counts those that showed the order, keeps when it began, and does not take the words away', async () => {
    const { id } = await unknown('A1')
    const since = test.clock.now
    move(2000)
    for (const [showed, seen] of [[true, 1], [false, 1], [true, 2]] as const) {
      const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
      await journal().end(id, attempt, end(showed ? 'ok' : 'unavailable', { showed }), { state: 'unknown', nextAt: test.clock.now, trouble: trouble('unknown_outcome') }, test.clock.now)
      expect((await journal().find(id))?.progress).toMatchObject({ seen, unknownSince: since })
      expect((await rowOf(id)).trouble).toMatchObject({ code: 'unknown_outcome', message: 'reset' })
    }
    expect((await journal().find(id))?.progress.reads).toBe(3)
    // Nothing has become of it: three readings are no news.
    expect(await kinds(id)).toEqual(['command_written', 'command_sent', 'command_unknown'])
    const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
    await journal().end(id, attempt, end('unavailable'), { state: 'unknown', nextAt: test.clock.now, trouble: trouble('unknown_outcome', 'no route to host') }, test.clock.now)
    expect((await rowOf(id)).trouble).toMatchObject({ message: 'no route to host' })
  })

  it('that is Joom’s no to a later sending is kept until it is known what the earlier one did, whatever readings say', async () => {
    const { id } = await unknown('A1', { code: 'refused', message: 'not now', joomCode: '1002', requestId: 'r-3' })
    expect((await journal().find(id))?.progress.refusal).toEqual({ code: 'refused', message: 'not now', joomCode: '1002', requestId: 'r-3' })
    const { attempt, progress } = (await journal().begin(id, 'read', test.clock.now))!
    expect(progress.refusal).toMatchObject({ code: 'refused' })
    await journal().end(id, attempt, end('unavailable'), { state: 'unknown', nextAt: test.clock.now, trouble: trouble('unknown_outcome', 'reset') }, test.clock.now)
    expect((await journal().find(id))?.progress.refusal).toMatchObject({ message: 'not now' })
  })

  it('that was found by a reading is told as found, and leaves the order as the reading has it', async () => {
    const { id, orderId } = await unknown('A1')
    const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
    await journal().end(id, attempt, end('ok', { showed: true, requestId: 'r-4' }), { state: 'done' }, test.clock.now)
    expect(await kinds(id)).toEqual(['command_written', 'command_sent', 'command_unknown', 'command_seen_done'])
    expect(await openOf(orderId)).toBeNull()
    expect(await rowOf(id)).toMatchObject({ state: 'done', trouble: null })
    // What Joom showed was taken in with the reading: nothing is made up here.
    expect((await subjectOf(orderId)).state).toBe('APPROVED')
  })

  it('overwrites no refund', async () => {
    const { id, orderId, attempt } = await sending('A1')
    await order('A1', { state: 'REFUNDED', lastUpdated: test.clock.now + 1 })
    await journal().end(id, attempt, end('accepted'), { state: 'done' }, test.clock.now)
    expect((await subjectOf(orderId)).state).toBe('REFUNDED')
    expect(await openOf(orderId)).toBeNull()
  })

  it('is a conflict with what Joom has, which goes when it is settled otherwise', async () => {
    const { id } = await conflict('A1')
    expect(await rowOf(id)).toMatchObject({ state: 'conflict', nextAt: null, trouble: { code: 'shipped_otherwise' }, observed: { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'OTHER', at: 5 } })
    expect(await rowOf((await conflict('A2', null)).id)).toMatchObject({ state: 'conflict', observed: null })
  })

  it('is none where it was kept back before it left: not sent, not counted', async () => {
    const { id, attempt } = await sending('A1')
    await journal().end(id, attempt, keptBack, { state: 'due', nextAt: test.clock.now, trouble: null, hold: null }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'due', sends: 0, sentAt: null, nextAt: test.clock.now, trouble: null })
    expect(await journal().undo([id], null, test.clock.now)).toEqual([id])
    expect((await test.storage.outboxList.story(id)).attempts).toMatchObject([{ outcome: 'kept_back' }])
    expect(await entries('command_due')).toMatchObject([{ params: JSON.stringify({ reason: 'kept_back' }) }])
  })

  it('keeps back the second sending without forgetting the first', async () => {
    const { id } = await unknown('A1')
    const first = test.clock.now
    const reading = (await journal().begin(id, 'read', test.clock.now))!
    await journal().end(id, reading.attempt, end('ok', { showed: true }), { state: 'due', nextAt: test.clock.now, trouble: trouble('not_applied'), hold: null }, test.clock.now)
    move(100)
    const second = (await journal().begin(id, 'send', test.clock.now))!
    expect(second.progress).toMatchObject({ sends: 2, reads: 0, seen: 0, unknownSince: first })
    await journal().end(id, second.attempt, keptBack, { state: 'due', nextAt: test.clock.now, trouble: null, hold: null }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ sends: 1, sentAt: test.clock.now, trouble: { code: 'not_applied' } })
  })

  it('is written once: of an attempt that was ended already only what follows is', async () => {
    const { id, attempt } = await unknown('A1')
    await journal().end(id, attempt, end('refused'), { state: 'refused', trouble: trouble('refused') }, test.clock.now)
    expect((await test.storage.outboxList.story(id)).attempts).toMatchObject([{ outcome: 'unknown' }])
    expect(await entries('attempt_ended')).toHaveLength(1)
  })

  it('says nothing of the recipient, also where Joom quotes it', async () => {
    const { id, attempt } = await sending('A1')
    const words = 'Recipient of A1 is blocked'
    await journal().end(id, attempt, end('refused', { detail: words }), { state: 'refused', trouble: { ...trouble('refused', words), data: words } }, test.clock.now)
    expect(JSON.stringify([await entries('attempt_ended'), await entries('command_refused'), (await rowOf(id)).trouble])).not.toContain('Recipient of A1')
    expect((await rowOf(id)).trouble).toMatchObject({ message: '… is blocked', data: '… is blocked' })
  })
})

describe('a command that is due and cannot leave', () => {
  it('waits longer, told once for each reason', async () => {
    const { id } = await due('A1')
    const held = (code: string, nextAt: number): Verdict & { readonly state: 'due' } => ({ state: 'due', nextAt, trouble: trouble(code, 'words'), hold: 'offline' })
    await journal().hold(id, held('offline', test.clock.now + 5000), test.clock.now)
    await journal().hold(id, held('offline', test.clock.now + 10_000), test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'due', nextAt: test.clock.now + 10_000, trouble: { code: 'offline', message: 'words' } })
    await journal().hold(id, held('throttled', test.clock.now + 9000), test.clock.now)
    expect((await entries('command_due')).map(({ params }) => JSON.parse(params).reason)).toEqual(['offline', 'throttled'])
  })

  it('is a conflict where its order cannot be read; what is not due any more is left alone', async () => {
    const { id } = await due('A1')
    await journal().hold(id, { state: 'conflict', trouble: trouble('not_read'), observed: null }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'conflict', nextAt: null })
    const gone = await sending('A2')
    await journal().hold(gone.id, { state: 'due', nextAt: test.clock.now, trouble: trouble('offline'), hold: 'offline' }, test.clock.now)
    expect((await rowOf(gone.id)).state).toBe('sending')
  })
})

describe('after the program was ended', () => {
  it('nobody knows what became of what was on its way; it is read back at once', async () => {
    const { id, attempt } = await sending('A1')
    move(1000)
    expect(await journal().recover(test.clock.now)).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'unknown', nextAt: test.clock.now, trouble: { code: 'interrupted' } })
    expect((await journal().find(id))?.progress).toMatchObject({ unknownSince: test.clock.now, seen: 0 })
    expect((await test.storage.outboxList.story(id)).attempts).toMatchObject([{ id: attempt, endedAt: test.clock.now, outcome: 'interrupted' }])
    expect(await entries('attempt_ended')).toMatchObject([{ commandId: id, params: JSON.stringify({ attempt, outcome: 'interrupted' }) }])
    expect(await journal().recover(test.clock.now)).toBe(0)
  })

  it('Undo is free as long as it was to be, what is unknown settles anew, and no wait is longer than it was to be', async () => {
    const waiting = await command('A1', { leavesAt: test.clock.now + 30_000 })
    const lost = await unknown('A2')
    const { attempt } = (await journal().begin(lost.id, 'read', test.clock.now))!
    await journal().end(lost.id, attempt, end('ok', { showed: true }), { state: 'unknown', nextAt: test.clock.now + 60_000, trouble: trouble('unknown_outcome') }, test.clock.now)
    const offline = await due('A3')
    await journal().hold(offline.id, { state: 'due', nextAt: test.clock.now + 40_000, trouble: trouble('offline'), hold: 'offline' }, test.clock.now)
    // The clock was set back by a day meanwhile.
    move(-86_400_000)
    expect(await journal().recover(test.clock.now)).toBe(0)
    expect(await rowOf(waiting.id)).toMatchObject({ state: 'waiting', leavesAt: test.clock.now + 30_000, nextAt: test.clock.now + 30_000 })
    expect(await rowOf(lost.id)).toMatchObject({ nextAt: test.clock.now })
    expect((await journal().find(lost.id))?.progress).toMatchObject({ unknownSince: test.clock.now, seen: 0 })
    expect(await rowOf(offline.id)).toMatchObject({ nextAt: test.clock.now + 40_000 })
  })

  it('a wait that is nearly over stays so', async () => {
    const offline = await due('A1')
    const at = test.clock.now + 40_000
    await journal().hold(offline.id, { state: 'due', nextAt: at, trouble: trouble('offline'), hold: 'offline' }, test.clock.now)
    move(39_000)
    await journal().recover(test.clock.now)
    expect(await rowOf(offline.id)).toMatchObject({ nextAt: at })
  })
})

describe('where the clock was set', () => {
  it('every wait moves along, and none gets longer than it was to be', async () => {
    const waiting = await command('A1', { leavesAt: test.clock.now + 30_000 })
    const lost = await unknown('A2')
    const since = test.clock.now
    const settled = await refused('A3')
    const before = await rowOf(settled.id)
    move(3_600_000)
    await journal().shift(3_600_000, test.clock.now)
    expect(await rowOf(waiting.id)).toMatchObject({ leavesAt: test.clock.now + 30_000, nextAt: test.clock.now + 30_000 })
    expect((await journal().find(lost.id))?.progress.unknownSince).toBe(since + 3_600_000)
    expect(await rowOf(lost.id)).toMatchObject({ nextAt: test.clock.now })
    expect(await rowOf(settled.id)).toEqual(before)
    // More than the clock itself: nothing lies further ahead than it was to lie in all.
    await journal().shift(9_000_000, test.clock.now)
    expect(await rowOf(waiting.id)).toMatchObject({ leavesAt: test.clock.now + 30_000, nextAt: test.clock.now + 30_000 })
    expect((await journal().find(lost.id))?.progress.unknownSince).toBe(test.clock.now)
  })

  it('when a command was to leave is not changed once it has become due', async () => {
    const { id } = await due('A1')
    const { leavesAt, nextAt } = await rowOf(id)
    await journal().shift(-5000, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ leavesAt, nextAt: nextAt! - 5000 })
  })
})

describe('a person decides', () => {
  it.each([['given_up', refused], ['kept_joom', conflict]] as const)('%s closes what stands before it, once', async (how, make) => {
    const { id, orderId } = await make('A1')
    move(10)
    expect(await journal().close(id, how, 'Ada', test.clock.now)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ state: 'closed', settledAt: test.clock.now, nextAt: null })
    expect(await openOf(orderId)).toBeNull()
    expect(await entries(`command_${how}`)).toMatchObject([{ commandId: id, actor: 'Ada' }])
    expect(await journal().close(id, how, 'Ada', test.clock.now)).toBe(false)
    expect(await entries(`command_${how}`)).toHaveLength(1)
  })

  it('closes nothing that is still under way', async () => {
    const made = [await command('A1'), await sending('A2'), await unknown('A3')]
    for (const { id } of made) expect(await journal().close(id, 'given_up', null, test.clock.now)).toBe(false)
  })

  it('has a conflict sent again, for the order as it is now', async () => {
    const { id } = await conflict('A1')
    await order('A1', { quantity: 4, lastUpdated: test.clock.now + 1 })
    move(20)
    expect(await journal().sendAgain(id, 'Ada', test.clock.now)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ state: 'due', nextAt: test.clock.now })
    expect((await journal().find(id))?.before).toMatchObject({ quantity: 4, at: test.clock.now })
    expect(await entries('command_sent_again')).toMatchObject([{ actor: 'Ada' }])
    expect(await journal().begin(id, 'send', test.clock.now)).toMatchObject({ progress: { sends: 2 } })
    expect(await journal().sendAgain((await refused('A2')).id, null, test.clock.now)).toBe(false)
  })

  it('has one asked about at once, or all of some stores', async () => {
    const [one, other] = [await unknown('A1'), await unknown('A2')]
    for (const { id } of [one, other]) {
      const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
      await journal().end(id, attempt, end('ok'), { state: 'unknown', nextAt: test.clock.now + 60_000, trouble: trouble('unknown_outcome') }, test.clock.now)
    }
    move(5)
    expect(await journal().readNow(one.id, test.clock.now)).toBe(true)
    expect((await rowOf(one.id)).nextAt).toBe(test.clock.now)
    expect(await journal().readAllNow({ connectionId: 99 as ConnectionId, world: null }, test.clock.now)).toBe(0)
    expect(await journal().readAllNow({ connectionId: null, world: null }, test.clock.now)).toBe(1)
    expect((await rowOf(other.id)).nextAt).toBe(test.clock.now)
    // One that is being asked about just now is not asked about twice.
    await journal().begin(one.id, 'read', test.clock.now)
    expect(await journal().readNow(one.id, test.clock.now)).toBe(false)
    expect(await journal().readNow((await due('A3')).id, test.clock.now)).toBe(false)
  })

  it('has what a store keeps tried at once, but not where Joom asked for a pause', async () => {
    const [offline, paused] = [await due('A1'), await due('A2')]
    await journal().hold(offline.id, { state: 'due', nextAt: test.clock.now + 60_000, trouble: trouble('offline'), hold: 'offline' }, test.clock.now)
    await journal().hold(paused.id, { state: 'due', nextAt: test.clock.now + 60_000, trouble: trouble('throttled'), hold: 'throttled' }, test.clock.now)
    await due('A3')
    expect(await journal().sendNow(99 as ConnectionId, test.clock.now)).toBe(0)
    expect(await journal().sendNow(test.store, test.clock.now)).toBe(1)
    expect((await rowOf(offline.id)).nextAt).toBe(test.clock.now)
    expect((await rowOf(paused.id)).nextAt).toBe(test.clock.now + 60_000)
  })

  it('hears what of a store was never sent', async () => {
    const [waiting, ready] = [await command('A1'), await due('A2')]
    await sending('A3')
    await unknown('A4')
    expect(await journal().unsent(test.store)).toEqual([waiting.id, ready.id])
    expect(await journal().unsent(99 as ConnectionId)).toEqual([])
    expect(await journal().find(999 as CommandId)).toBeNull()
  })
})
