import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../electron/domain/command.ts'
import type { CommandId } from '../../../electron/domain/ids.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

/** A shop whose commands are driven step by step, and somebody who writes into its file beside the program. */
async function shop() {
  const { storage, store, clock, file } = await testStorage()
  let nth = 0
  const waiting = async (intent: Intent = { kind: 'fulfill', provider: 'DHL', trackingNumber: `N${String(nth)}`, shippingTime: '5-9', note: null }): Promise<CommandId> => {
    nth += 1
    await storage.orders.take(store, [received(`O${String(nth)}`)], [], clock.now)
    const { id: orderId } = (await storage.orderList.lookUp(`O${String(nth)}`))[0]!
    const [subject] = await storage.commands.subjects([orderId])
    const { state, provider, trackingNumber, recipientKey, quantity, address } = subject!
    const [id] = await storage.commands.submit([{ orderId, intent, before: { state, provider, trackingNumber, recipientKey, quantity, address, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    return id!
  }
  const due = async (intent?: Intent): Promise<CommandId> => {
    const id = await waiting(intent)
    await storage.commands.promote(clock.now)
    return id
  }
  const trouble = { code: 'unknown_outcome', message: null, joomCode: null, requestId: null }
  const ended = async (id: CommandId, outcome: 'accepted' | 'unknown'): Promise<CommandId> => {
    const { attempt } = (await storage.commands.begin(id, 'send', clock.now))!
    await storage.commands.end(id, attempt, { outcome, detail: null, requestId: 'r' }, outcome === 'accepted' ? { state: 'done' } : { state: 'unknown', nextAt: clock.now, trouble }, clock.now)
    return id
  }
  /** What the database says to a statement, after others that it takes; it is as before afterwards. */
  const says = (statement: string, ...after: readonly string[]): string => {
    const database = new DatabaseSync(file)
    try {
      database.exec(['BEGIN', ...after].join(';'))
      return `${String(database.prepare(statement).run().changes)} changed`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    } finally {
      database.close()
    }
  }
  return { storage, store, clock, waiting, due, ended, says, trouble }
}

describe('whoever writes, the database refuses', () => {
  it('to delete an attempt, or to rewrite one', async () => {
    const { due, ended, says, storage, clock } = await shop()
    const id = await ended(await due(), 'accepted')
    const open = await due()
    await storage.commands.begin(open, 'send', clock.now)
    expect(says(`DELETE FROM attempts WHERE command_id = ${String(id)}`)).toBe('an attempt is never deleted')
    for (const change of ["outcome = 'refused'", 'ended_at = NULL, outcome = NULL', "request_id = 'other'", "detail = ''"]) expect(says(`UPDATE attempts SET ${change} WHERE command_id = ${String(id)}`), change).toBe('an attempt is never rewritten')
    for (const change of ['started_at = 1', "kind = 'read'", `command_id = ${String(id)}`, 'id = 99']) expect(says(`UPDATE attempts SET ${change} WHERE command_id = ${String(open)}`), change).toBe('an attempt is never rewritten')
    expect(says(`UPDATE attempts SET ended_at = 1, outcome = 'unknown' WHERE command_id = ${String(open)}`)).toBe('1 changed')
  })

  it.each(['due', 'sending', 'done', 'unknown', 'refused', 'conflict', 'undone', 'closed'])('a command that is %s from the beginning, or counts as sent', async (state) => {
    const { says, due, ended } = await shop()
    await ended(await due(), 'accepted')
    const settled = ['done', 'undone', 'closed'].includes(state) ? 1 : 'NULL'
    const insert = (as: string, sends: number, at: number | string): string => `INSERT INTO commands (order_id, kind, intent, before, state, created_at, leaves_at, settled_at, sends) VALUES (1, 'refund', '{"kind":"refund"}', '{}', '${as}', 1, 1, ${String(at)}, ${String(sends)})`
    expect([says(insert(state, state === 'sending' ? 1 : 0, settled)), says(insert('waiting', 1, 'NULL')), says(insert('waiting', 0, 'NULL'))]).toEqual(['a command begins as waiting', 'a command begins as waiting', '1 changed'])
  })

  it('to rewrite a command’s number, what it is compared with and how often it was sent', async () => {
    const { due, waiting, ended, says } = await shop()
    for (const id of [await waiting(), await ended(await due(), 'unknown'), await ended(await due(), 'accepted')]) {
      for (const change of ["tracking_number = 'OTHER'", 'tracking_number = NULL', "before = '{}'", "before = json_set(before, '$.state', 'SHIPPED')", "before = json_remove(before, '$.address', '$.recipientKey', '$.quantity')", 'sends = sends + 1', 'sends = sends - 1']) {
        expect(says(`UPDATE commands SET ${change} WHERE id = ${String(id)}`), change).toBe('a command is never rewritten')
      }
      // Its recipient can be forgotten.
      expect(says(`UPDATE commands SET before = json_remove(before, '$.address', '$.recipientKey') WHERE id = ${String(id)}`)).toBe('1 changed')
    }
  })

  it('a sending without its attempt, and one that does not count', async () => {
    const { due, ended, says, clock } = await shop()
    const id = await due()
    const sending = (sends: string): string => `UPDATE commands SET state = 'sending', sends = ${sends}, sent_at = ${String(clock.now)}, next_at = NULL WHERE id = ${String(id)}`
    const attempt = (kind: string, at: number): string => `INSERT INTO attempts (command_id, kind, started_at) VALUES (${String(id)}, '${kind}', ${String(at)})`
    for (const after of [[], [attempt('read', clock.now)], [attempt('send', clock.now - 1)], [attempt('send', clock.now), "UPDATE attempts SET ended_at = 1, outcome = 'unknown'"]]) expect(says(sending('1'), ...after), after.join(';')).toBe('a command is sent by an attempt')
    expect(says(sending('1'), attempt('send', clock.now))).toBe('1 changed')
    const twice = await ended(await due(), 'unknown')
    const again = `UPDATE commands SET state = 'sending', sent_at = ${String(clock.now)} WHERE id = ${String(twice)}`
    expect(says(again, `UPDATE commands SET state = 'due' WHERE id = ${String(twice)}`, `INSERT INTO attempts (command_id, kind, started_at) VALUES (${String(twice)}, 'send', ${String(clock.now)})`)).toBe('a command is sent by an attempt')
  })

  it('to send again by itself a refund whose outcome is not known', async () => {
    const { due, ended, says } = await shop()
    const [refund, parcel] = [await ended(await due({ kind: 'refund', reasonCode: 2, note: null }), 'unknown'), await ended(await due(), 'unknown')]
    const again = (id: CommandId): string => says(`UPDATE commands SET state = 'due' WHERE id = ${String(id)}`)
    expect([again(refund), again(parcel)]).toEqual(['a refund is not sent again by itself', '1 changed'])
  })

  it('that what was not sent is refused for another reason than that its number is taken', async () => {
    const { due, says } = await shop()
    const id = await due()
    const refused = (code: string): string => says(`UPDATE commands SET state = 'refused', next_at = NULL, trouble_code = ${code} WHERE id = ${String(id)}`)
    expect([refused("'refused'"), refused('NULL'), refused("'number_taken'")]).toEqual([...Array.from({ length: 2 }, () => 'what was not sent is refused where its number is taken'), '1 changed'])
  })

  it('that INSERT OR REPLACE puts a command, an attempt or an entry of the history in the place of another', async () => {
    const { due, ended, says, storage, clock } = await shop()
    const done = await ended(await due(), 'accepted')
    const unknown = await ended(await due(), 'unknown')
    const open = await due()
    await storage.commands.begin(open, 'send', clock.now)
    const command = (id: CommandId | 'NULL', order: string): string => `INSERT OR REPLACE INTO commands (id, order_id, kind, intent, before, state, created_at, leaves_at) SELECT ${String(id)}, ${order}, 'fulfill', intent, before, 'waiting', 1, 1 FROM commands WHERE id = ${String(done)}`
    const orderOf = (id: CommandId): string => `(SELECT order_id FROM commands WHERE id = ${String(id)})`
    // Nobody's reference is in the way of who does not ask for it.
    const off = ['COMMIT', 'PRAGMA foreign_keys = OFF', 'BEGIN']
    expect([says(command(done, 'order_id'), ...off), says(command('NULL', orderOf(unknown)), ...off)]).toEqual(['a command is never replaced', 'a command is never replaced'])
    expect([says(`UPDATE OR REPLACE commands SET id = ${String(done)} WHERE id = ${String(unknown)}`, ...off), says(`UPDATE OR REPLACE commands SET rowid = ${String(done)} WHERE id = ${String(unknown)}`, ...off)]).toEqual(['a command is never rewritten', 'a command is never rewritten'])
    expect(says(command('NULL', orderOf(done)))).toBe('1 changed')

    const attempt = (id: string, of: CommandId, ends: string): string => `INSERT OR REPLACE INTO attempts (id, command_id, kind, started_at, ended_at, outcome) VALUES (${id}, ${String(of)}, 'send', 1, ${ends})`
    expect([says(attempt(`(SELECT id FROM attempts WHERE command_id = ${String(done)})`, done, "2, 'refused'"), ...off), says(attempt('NULL', open, 'NULL, NULL'), ...off)]).toEqual(['an attempt is never replaced', 'an attempt is never replaced'])
    expect(says(attempt('NULL', done, 'NULL, NULL'))).toBe('1 changed')

    const entry = (id: string): string => `INSERT OR REPLACE INTO history (id, at, kind, params, hash) SELECT ${id}, at, 'command_undone', params, hash FROM history WHERE id = 2`
    expect([says(entry('2'), ...off), says(entry('NULL'))]).toEqual(['history is append-only', '1 changed'])
  })

  it('that INSERT OR REPLACE puts a sheet of the ledger in the place of another', async () => {
    const { says, waiting } = await shop()
    await waiting()
    const sheet = (how: string, copy: number): string => `INSERT ${how} INTO print_sheets (run_id, position, copy, order_id, content_hash, state) VALUES (1, 1, ${String(copy)}, 1, 'hash', 'waiting')`
    const run = ["INSERT INTO print_runs (id, created_at, paper, run) VALUES (1, 30, 'a4', '{}')", sheet('', 1), "UPDATE print_sheets SET state = 'good'"]
    expect([says(sheet('OR REPLACE', 1), ...run), says(sheet('OR REPLACE', 2), ...run)]).toEqual(['a sheet is never another one', '1 changed'])
  })

  it('that a way of commands is added, changed or taken away', async () => {
    const { says } = await shop()
    for (const write of ["INSERT INTO command_transitions VALUES ('done', 'due')", "INSERT OR REPLACE INTO command_transitions VALUES ('waiting', 'due')", "UPDATE command_transitions SET after = 'due' WHERE before = 'sending' AND after = 'done'", "DELETE FROM command_transitions WHERE before = 'sending'"]) expect(says(write), write).toBe('the ways of commands stand')
  })

  it('that what was not sent becomes unknown where no backup was restored', async () => {
    const { due, waiting, says } = await shop()
    for (const id of [await due(), await waiting()]) {
      expect(says(`UPDATE commands SET state = 'unknown', trouble_code = 'restored', unknown_since = 7 WHERE id = ${String(id)}`)).toBe('what was not sent is unknown in a restored backup')
    }
  })
})

it('a conflicting refund is sent again for its order as it is now, where a person says so', async () => {
  const { storage, store, clock, due, ended, trouble, says } = await shop()
  const id = await ended(await due({ kind: 'refund', reasonCode: 2, note: null }), 'unknown')
  const { attempt } = (await storage.commands.begin(id, 'read', clock.now))!
  await storage.commands.end(id, attempt, { outcome: 'ok', detail: null, requestId: 'r', showed: true }, { state: 'conflict', trouble, observed: null }, clock.now)
  await storage.orders.take(store, [received('O1', { quantity: 3, lastUpdated: clock.now })], [], clock.now)
  expect(says(`UPDATE commands SET before = '{}' WHERE id = ${String(id)}`)).toBe('a command is never rewritten')
  expect(await storage.commands.sendAgain(id, null, clock.now)).toBe(true)
  expect(await storage.commands.find(id)).toMatchObject({ state: 'due', before: { quantity: 3 } })
})
