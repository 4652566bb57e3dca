import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ProvedEntry } from '../../../electron/contract/schemas.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { sealOf } from '../../../electron/storage/history-chain.ts'
import { lastLink, sealed, type LastLink } from '../../../electron/storage/history-repository.ts'
import { first } from '../../../electron/storage/migrations/0001-first.ts'
import { sync } from '../../../electron/storage/migrations/0002-sync.ts'
import { stores } from '../../../electron/storage/migrations/0003-stores.ts'
import { access } from '../../../electron/storage/migrations/0004-access.ts'
import { sharing } from '../../../electron/storage/migrations/0005-sharing.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { seededRandom, testStorage, type TestStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const entries = async ({ storage }: Pick<TestStorage, 'storage'>): Promise<readonly ProvedEntry[]> => storage.history.page(0, 1e9, 1000)

/** A store with orders, one of them shipped by a command that was refused once, with Joom quoting the recipient. */
async function worked() {
  const test = await testStorage()
  const { storage, store, clock } = test
  await storage.orders.take(store, [received('A', { shipTo: { name: 'Guadalupe Quetzalcoatl' } })], [], clock.now)
  for (let i = 0; i < 60; i++) await storage.orders.take(store, [received(`O${String(i)}`)], [], clock.now)
  const a = (await storage.orderList.lookUp('A'))[0]!.id
  const [command] = await storage.commands.submit([{ orderId: a, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'TRACK123', shippingTime: '5-9', note: 'leave with Ignacia' }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], 'Ayşe', clock.now)
  await storage.commands.promote(clock.now)
  const begun = await storage.commands.begin(command!, 'send', clock.now)
  const refusal = 'no: "guadalupe quetzalcoatl", Leave With Ignacia'
  await storage.commands.end(command!, begun!.attempt, { outcome: 'refused', detail: refusal, requestId: 'r-1' }, { state: 'refused', trouble: { code: 'refused', message: refusal, joomCode: '1000', data: `{"to":"GUADALUPE QUETZALCOATL"}`, requestId: 'r-1' } }, clock.now)
  return { ...test, a, command: command! }
}

/** Somebody with the file in hand: everything that guards it is taken away first. */
async function tamper(test: TestStorage, sql: string): Promise<void> {
  await test.storage.close()
  const database = new DatabaseSync(test.file, { enableForeignKeyConstraints: false })
  database.exec('DROP TRIGGER history_is_not_rewritten; DROP TRIGGER history_is_not_deleted')
  database.exec(sql)
  database.close()
}

describe('a span of the history', () => {
  it('is found wherever it begins and ends, in a long one too, and is none where nothing happened then', async () => {
    const file = join(tempFolder(), 'packbench.db')
    const storage = openStorage(file, { now: () => 1, random: seededRandom() })
    onTestFinished(() => storage.close())
    const database = new DatabaseSync(file)
    const last = 25_000
    database.exec('BEGIN')
    // The table says what the row is.
    for (const { insert, values } of sealed(database.prepare(lastLink).get() as unknown as LastLink, Array.from({ length: last }, (_, i) => ({ at: i + 1, kind: 'orders_arrived' })))) database.prepare(insert).run(...values)
    database.exec('COMMIT')
    database.close()
    for (const [from, to] of [[1, last], [10_000, 10_001], [10_001, 20_000], [15_000, 15_000], [20_001, last]] as const) {
      expect(await storage.history.span(from, to)).toEqual({ first: from, last: to })
    }
    expect([await storage.history.span(null, 0), await storage.history.span(last + 1, null), await storage.history.span(null, null)]).toEqual([null, null, { first: 1, last }])
  })
})

describe('the chain of the history', () => {
  it('is whole after work, and says where it ends', async () => {
    const test = await worked()
    const all = await entries(test)
    expect(await test.storage.history.verify()).toEqual({ kind: 'whole', entries: all.length, firstAt: test.clock.now, lastAt: test.clock.now, hash: all.at(-1)?.hash })
    expect(all.map(({ id }) => id)).toEqual(all.map((_, i) => i + 1))
    await expect(testStorage().then(({ storage }) => storage.history.verify())).resolves.toMatchObject({ kind: 'whole', entries: 1 })
  })

  it('holds each attempt and each answer, with the request-id, and nobody’s name', async () => {
    const test = await worked()
    const of = (await entries(test)).filter(({ commandId }) => commandId === test.command)
    expect(of.map(({ kind }) => kind)).toEqual(['command_written', 'command_sent', 'attempt_begun', 'attempt_ended', 'command_refused'])
    expect(JSON.parse(of[2]!.params)).toEqual({ attempt: 1, what: 'send' })
    expect(JSON.parse(of[3]!.params)).toEqual({ attempt: 1, outcome: 'refused', detail: 'no: "…", …', requestId: 'r-1' })
    expect(JSON.stringify(of).toLowerCase()).not.toMatch(/guadalupe|ignacia|"to"/)
    expect((await test.storage.outboxList.story(test.command)).row.trouble).toMatchObject({ message: 'no: "…", …', data: '{"to":"…"}' })
    // A person reads what followed, not every request.
    expect((await test.storage.orders.history(test.a)).map(({ kind }) => kind)).toEqual(['command_refused', 'command_sent', 'command_written', 'order_arrived'])
  })

  it('holds one entry for orders that arrive together, and each of them knows when it came, and as what', async () => {
    const { storage, store, clock } = await worked()
    await storage.orders.take(store, [received('X'), received('Y', { state: 'SHIPPED' }), received('O1')], [], clock.now)
    expect((await entries({ storage })).at(-1)).toMatchObject({ kind: 'orders_arrived', params: '{"orders":2}', connectionId: store, orderId: null })
    const [y] = await storage.orderList.lookUp('Y')
    expect(await storage.orders.history(y!.id)).toEqual([{ id: 0, at: clock.now, kind: 'order_arrived', params: { state: 'SHIPPED' }, actor: null }])
  })

  it('holds what a crash cut off', async () => {
    const test = await worked()
    const { storage, clock } = test
    const [o] = (await storage.orderList.lookUp('O1')).map(({ id }) => id)
    const [lost] = await storage.commands.submit([{ orderId: o!, intent: { kind: 'refund', reasonCode: 2, note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: clock.now }, leavesAt: clock.now, corrects: null }], null, clock.now)
    await storage.commands.promote(clock.now)
    await storage.commands.begin(lost!, 'send', clock.now)
    await test.reopen().then((again) => again.commands.recover(clock.now))
    const again = await test.reopen()
    expect((await entries({ storage: again })).filter(({ commandId }) => commandId === lost).at(-1)).toMatchObject({ kind: 'attempt_ended', params: '{"attempt":2,"outcome":"interrupted"}' })
    expect(await again.history.verify()).toMatchObject({ kind: 'whole' })
  })

  it.each([
    ['a word was changed', "UPDATE history SET params = replace(params, 'TRACK123', 'TRACK124') WHERE kind = 'command_written'", 'unfit', 63],
    ['a time was changed', 'UPDATE history SET at = at + 1 WHERE id = 2', 'unfit', 2],
    ['who did it was changed', "UPDATE history SET actor = 'Emre' WHERE actor = 'Ayşe'", 'unfit', 63],
    ['the first entry was left out', 'DELETE FROM history WHERE id = 1', 'missing', 2],
    ['one in the middle was left out', 'DELETE FROM history WHERE id = 30', 'missing', 31],
    ['one was left out and the rest numbered anew', 'DELETE FROM history WHERE id = 30; UPDATE history SET id = -(id - 1) WHERE id > 30; UPDATE history SET id = -id WHERE id < 0', 'unfit', 30],
    ['one was put in between', "UPDATE history SET id = -(id + 1) WHERE id > 30; UPDATE history SET id = -id WHERE id < 0; INSERT INTO history SELECT 31, at, connection_id, order_id, command_id, 'slip_printed', params, actor, hash FROM history WHERE id = 30", 'unfit', 31],
    ['two changed places', 'UPDATE history SET id = -3 WHERE id = 3; UPDATE history SET id = 3 WHERE id = 4; UPDATE history SET id = 4 WHERE id = -3', 'unfit', 3],
    ['the last ones were left out', 'DELETE FROM history WHERE id > 60', 'end_missing', 60],
    ['all were left out', 'DELETE FROM history', 'end_missing', 0]
  ])('shows that %s', async (_what, sql, kind, id) => {
    const test = await worked()
    await tamper(test, sql)
    const again = await test.reopen()
    expect(await again.history.verify()).toMatchObject({ kind, id })
  })

  it('shows a change that was sealed anew at the next entry, and the cut of an end that work went on after', async () => {
    const test = await worked()
    const [, second] = await entries(test)
    const params = '{"state":"SHIPPED"}'
    const resealed = sealOf(second!.previous, { id: 2, at: second!.at, kind: second!.kind, params, connection_id: test.store, order_id: second!.orderId as OrderId, command_id: null, actor: null })
    await tamper(test, `UPDATE history SET params = '${params}', hash = '${resealed}' WHERE id = 2`)
    expect(await (await test.reopen()).history.verify()).toMatchObject({ kind: 'unfit', id: 3 })

    const cut = await worked()
    await tamper(cut, 'DELETE FROM history WHERE id > 60')
    const storage = await cut.reopen()
    await storage.orders.take(cut.store, [received('LATER')], [], cut.clock.now)
    expect(await storage.history.verify()).toMatchObject({ kind: 'missing' })
  })

  it('cannot show that somebody sealed everything anew from a changed entry on: only a hash that was kept elsewhere does', async () => {
    const test = await worked()
    const kept = await test.storage.history.verify()
    const all = await entries(test)
    await test.storage.close()
    const database = new DatabaseSync(test.file)
    database.exec('DROP TRIGGER history_is_not_rewritten')
    let hash = all[0]!.hash
    for (const { id, at, kind, params, connectionId, orderId, commandId, actor } of all.slice(1)) {
      const told = params.replace('TRACK123', 'TRACK124')
      hash = sealOf(hash, { id, at, kind, params: told, connection_id: connectionId as never, order_id: orderId as never, command_id: commandId as never, actor })
      database.prepare('UPDATE history SET params = ?, hash = ? WHERE id = ?').run(told, hash, id)
    }
    database.close()
    const again = await test.reopen()
    const forged = await again.history.verify()
    expect(forged).toMatchObject({ kind: 'whole', entries: all.length })
    expect(forged).not.toEqual(kept)
  })

  it('fits whatever is written into it', async () => {
    const test = await testStorage()
    const { storage, store, clock } = test
    await storage.orders.take(store, [received('A')], [], clock.now)
    const a = (await storage.orderList.lookUp('A'))[0]!.id
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 9 }), fc.string({ unit: 'binary', maxLength: 9 }), async (actor, provider) => {
      const [id] = await storage.commands.submit([{ orderId: a, intent: { kind: 'fulfill', provider: `${provider}\uD800`, trackingNumber: 'X', shippingTime: '5-9', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: 1, corrects: null }], `${actor}\uDC00`, clock.now)
      await storage.commands.undo([id!], actor, clock.now)
      expect(await storage.history.verify()).toMatchObject({ kind: 'whole' })
    }), { numRuns: 20 })
  })

  it('holds what was there before there was a chain, sealed as it stood', async () => {
    const file = join(tempFolder(), 'packbench.db')
    const old = new DatabaseSync(file)
    for (const sql of [first, sync, stores, access, sharing]) old.exec(sql)
    old.exec(`PRAGMA user_version = 5;
      INSERT INTO connections (id, name, environment, address, store_id, client_id, created_at) VALUES (1, 'Old', 'production', 'https://a', 's', 'c', 1);
      INSERT INTO history (at, connection_id, kind, params, actor) VALUES (5, 1, 'connection_added', '{"environment": "production" }', NULL), (7, NULL, 'something', '{"a":"é\\u00e9"}', 'Ayşe "A"');`)
    const before = old.prepare('SELECT id, at, connection_id, order_id, command_id, kind, params, actor FROM history').all()
    old.close()
    const storage = openStorage(file, { now: () => 1, random: seededRandom() })
    onTestFinished(() => storage.close())
    const sealed = await entries({ storage })
    expect(sealed.map(({ id, at, connectionId, orderId, commandId, kind, params, actor }) => ({ id, at, connection_id: connectionId, order_id: orderId, command_id: commandId, kind, params, actor }))).toEqual(before.map((row) => ({ ...row })))
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole', entries: 2 })
    await storage.connections.insert({ name: 'New', environment: 'production', address: 'https://b', storeId: 's', clientId: 'c', createdAt: 9 })
    expect(await storage.history.verify()).toMatchObject({ kind: 'whole', entries: 3, firstAt: 5, lastAt: 9 })
    const guarded = new DatabaseSync(file)
    expect(() => { guarded.exec("UPDATE history SET kind = 'x'") }).toThrow('append-only')
    expect(() => { guarded.exec('DELETE FROM history') }).toThrow('append-only')
    guarded.close()
  })
})
