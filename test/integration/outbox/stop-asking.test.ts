import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { CommandId } from '../../../electron/domain/ids.ts'
import { longInVain } from '../../../electron/domain/asked-in-vain.ts'
import { command, due, eachWithItsJournal, end, entries, journal, kinds, move, openOf, order, rowOf, sending, test, trouble, unknown } from './journal-room.ts'

eachWithItsJournal()

const stop = (...ids: CommandId[]) => journal().stopAsking(ids, 'Ada', test.clock.now)
const unknownAgain = { state: 'unknown', nextAt: 0, trouble: trouble('unknown_outcome', 'HTTP 502') } as const
/** Asks once more about an unknown command; `showed`: whether the answer shows its order. */
async function ask(id: CommandId, showed: boolean): Promise<void> {
  const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
  await journal().end(id, attempt, showed ? end('ok', { detail: 'APPROVED', showed }) : end('unavailable', { detail: 'HTTP 502' }), unknownAgain, test.clock.now)
}
const signIn = (status: 'authorized' | 'needs_authorization') => test.storage.connections.update(test.store, { status })

describe('a person stops asking', () => {
  it('where no reading has shown the order for an hour: it stands before them, with what was said last, and nothing is sent', async () => {
    await signIn('authorized')
    const { id, orderId } = await unknown('A1')
    await ask(id, true)
    move(longInVain - 1)
    await ask(id, false)
    expect(await stop(id)).toEqual([])
    move(1)
    expect(await stop(id, 999 as CommandId)).toEqual([id])
    expect(await rowOf(id)).toMatchObject({ state: 'conflict', nextAt: null, observed: null, sends: 1, trouble: { code: 'not_found_out', message: 'HTTP 502' } })
    expect(await openOf(orderId)).toEqual({ id, state: 'conflict' })
    expect(await entries('command_asking_stopped')).toMatchObject([{ commandId: id, orderId, actor: 'Ada' }])
    move(longInVain)
    for (const kind of ['send', 'read'] as const) expect(await journal().begin(id, kind, test.clock.now)).toBeNull()
    expect(await journal().nextAt()).toBeNull()
    expect(await stop(id)).toEqual([])
  })

  it('not before it was asked about since the program began, nor while it is being asked about', async () => {
    await signIn('authorized')
    const { id } = await unknown('A1')
    move(2 * longInVain)
    await journal().recover(test.clock.now)
    expect(await stop(id)).toEqual([])
    const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
    await signIn('needs_authorization')
    expect(await stop(id)).toEqual([])
    await journal().end(id, attempt, end('unavailable'), unknownAgain, test.clock.now)
    await signIn('authorized')
    expect(await stop(id)).toEqual([id])
  })

  it('at once where the store is not signed in', async () => {
    await signIn('needs_authorization')
    const { id } = await unknown('A1')
    expect(await rowOf(id)).toMatchObject({ signedIn: false })
    expect(await stop(id)).toEqual([id])
  })

  it('of what is due after a sending and cannot leave; never of what was not sent', async () => {
    await signIn('authorized')
    const { id } = await unknown('A1')
    const { attempt } = (await journal().begin(id, 'read', test.clock.now))!
    await journal().end(id, attempt, end('ok', { detail: 'APPROVED', showed: true }), { state: 'due', nextAt: test.clock.now, trouble: trouble('not_applied'), hold: null }, test.clock.now)
    const [unsent, waiting, left] = [await due('A2'), await command('A3'), await sending('A4')]
    expect(await stop(id, unsent.id, waiting.id, left.id)).toEqual([])
    move(longInVain)
    expect(await stop(id, unsent.id, waiting.id, left.id)).toEqual([id])
    await signIn('needs_authorization')
    expect(await stop(unsent.id, waiting.id, left.id)).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'conflict', trouble: { code: 'not_found_out' } })
  })

  it('and leaves it as it is at Joom: the order is free, its number stays taken, and its store can be disconnected', async () => {
    await signIn('needs_authorization')
    const { id, orderId } = await unknown('A1')
    const { intent } = await rowOf(id)
    const number = intent.kind === 'refund' ? '' : intent.trackingNumber
    await stop(id)
    expect(await test.storage.connections.remove(test.store, 'keep')).toBe(false)
    expect(await journal().close(id, 'kept_joom', 'Ada', test.clock.now)).toBe(true)
    expect(await openOf(orderId)).toBeNull()
    expect(await kinds(id)).toEqual(['command_written', 'command_sent', 'command_unknown', 'command_asking_stopped', 'command_kept_joom'])
    expect(await journal().uses([number])).toMatchObject([{ orderId }])
    expect(await test.storage.connections.remove(test.store, 'keep')).toBe(true)
  })

  it('keeps the number also of what a restored backup holds as not sent: it may have been since', async () => {
    await signIn('needs_authorization')
    const { id, orderId } = await due('A1')
    const { intent } = await rowOf(id)
    const database = new DatabaseSync(test.file)
    database.exec(`INSERT INTO restorations (at, why, backup, backup_at, commands, refunds) VALUES (9, 'asked', 'b', 1, 1, 0);
      UPDATE commands SET state = 'unknown', trouble_code = 'restored', unknown_since = 9 WHERE id = ${String(id)}`)
    database.close()
    expect(await stop(id)).toEqual([id])
    await journal().close(id, 'kept_joom', 'Ada', test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'closed', sends: 0, reads: 0 })
    expect(await journal().uses([intent.kind === 'refund' ? '' : intent.trackingNumber])).toMatchObject([{ orderId }])
  })
})

describe('what has surely not left', () => {
  it.each([['not_sent', trouble('offline', 'ECONNREFUSED')], ['throttled', trouble('throttled')]])('does not count as sent, and is taken back as freely as before: %s', async (outcome, why) => {
    const { id, attempt, orderId } = await sending('A1')
    await journal().end(id, attempt, end(outcome, { detail: 'ECONNREFUSED' }), { state: 'due', nextAt: test.clock.now, trouble: why, hold: 'offline' }, test.clock.now)
    expect(await rowOf(id)).toMatchObject({ state: 'due', sends: 0, sentAt: null, trouble: { code: why.code } })
    expect(await journal().undo([id], null, test.clock.now)).toEqual([id])
    expect(await openOf(orderId)).toBeNull()
  })
})

it('what was given last of what waits is told by its number, also where the clock was set back since', async () => {
  const { outboxList } = test.storage
  const newest = async () => (await outboxList.summary(test.clock.now, 0)).newest
  expect(await newest()).toBeNull()
  await command('A1', { leavesAt: test.clock.now + 5000 })
  move(-60_000)
  const { id } = await command('A2', { leavesAt: test.clock.now + 5000 })
  expect(await newest()).toEqual({ id, environment: (await rowOf(id)).environment })
  await order('A3')
  await journal().undo([id], null, test.clock.now)
  expect((await newest())?.id).not.toBe(id)
})
