import { describe, expect, it } from 'vitest'
import { hour } from '../../../electron/domain/deadline.ts'
import type { CommandId, ConnectionId } from '../../../electron/domain/ids.ts'
import { leavesAt, type Verdict } from '../../../electron/outbox/policy.ts'
import { command, conflict, draft, due, eachWithItsJournal, end, entries, journal, move, openOf, order, refused, rowOf, sending, test, trouble, unknown } from './journal-room.ts'

eachWithItsJournal()

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

  it('keeps what Joom says of its order without what that tells of a recipient', async () => {
    const { id } = await due('A1')
    const message = 'Not shown: Recipient of A1, 1 Main St'
    await journal().hold(id, { state: 'conflict', trouble: { ...trouble('not_read', message, 'r-7'), data: 'at 1 main st' }, observed: null }, test.clock.now)
    expect((await rowOf(id)).trouble).toEqual({ code: 'not_read', message: 'Not shown: …, …', joomCode: null, data: 'at …', requestId: 'r-7' })
    expect((await entries('command_conflict')).map(({ params }) => JSON.parse(params).message)).toEqual(['Not shown: …, …'])
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

describe('after a restart', () => {
  it('Undo begins anew, as short as it is for an order that is late by now or becomes late in it', async () => {
    const cases = [-3600, 0, 1, 5, 8, 10, 14, 31, 35, 36, 3600].flatMap((left) => [0, 2, 5, 30, 600].map((undo) => [left, undo] as const))
    const given = test.clock.now
    const restart = given + 2 * hour
    const drafts = []
    for (const [i, [left, undo]] of cases.entries()) {
      // The deadline counts from when Joom was asked.
      test.clock.now = restart + left * 1000 - 4 * hour
      drafts.push(await draft(await order(`R${String(i)}`, { hoursToFulfill: 4 }), { leavesAt: given + undo * 1000 }))
    }
    test.clock.now = given
    drafts.push(await draft(await order('FREE', { hoursToFulfill: null }), { leavesAt: given + 600_000 }))
    const ids = await journal().submit(drafts, 'Ada', given)
    test.clock.now = restart
    await journal().recover(restart)
    const after = await Promise.all(ids.map(async (id) => { const row = await rowOf(id); return [row.leavesAt - restart, row.nextAt! - restart] }))
    const wanted = [...cases.map(([left, undo]) => leavesAt(restart, undo, restart + left * 1000) - restart), 600_000]
    expect(after).toEqual(wanted.map((wait) => [wait, wait]))
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
