import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../electron/domain/command.ts'
import { keptBack } from '../../../electron/outbox/journal.ts'
import type { Given } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { conflict, draft, eachWithItsJournal, end, entries, journal, kinds, move, openOf, order, refused, rowOf, sending, subjectOf, test, trouble, unknown } from './journal-room.ts'

eachWithItsJournal()

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
    expect(await test.storage.orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: null, search: number }, 0)).toEqual([orderId])
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

  it('stands in the tally of its command, however many came after it', async () => {
    const { id } = await unknown('A1')
    readDatabase(test.file, (database) => {
      database.exec(`WITH RECURSIVE nth (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM nth WHERE n < 600) INSERT INTO attempts (command_id, kind, started_at, ended_at, outcome) SELECT ${String(id)}, 'read', n, n, 'unavailable' FROM nth`)
    })
    const begun = await journal().begin(id, 'read', test.clock.now)
    await journal().end(id, begun!.attempt, keptBack, { state: 'unknown', nextAt: test.clock.now, trouble: trouble('unknown_outcome') }, test.clock.now)
    const { attempts, tally } = await test.storage.outboxList.story(id)
    expect([attempts.length, tally]).toEqual([500, { sends: 1, reads: 600 }])
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
