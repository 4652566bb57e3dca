import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql, type Kysely } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTroubleText } from '../../../electron/window/start-trouble.ts'
import { backUpFile } from '../../../electron/storage/backups.ts'
import { CommandRepository } from '../../../electron/storage/command-repository.ts'
import { openDatabase, storageTrouble, unhurried } from '../../../electron/storage/open-database.ts'
import { Recency } from '../../../electron/storage/recency.ts'
import type { Schema } from '../../../electron/storage/schema.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { keptRows } from '../../support/kept-rows.ts'
import { caught } from '../../support/caught.ts'
import { asOrdinaryUser } from '../../support/ordinary-user.ts'
import { received } from '../../support/orders.ts'
import { readDatabase } from '../../support/read-database.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'

const everything = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const options = { now: () => 1_800_000_000_000, random: seededRandom(), patience: 50 }

/** A closed database with orders in it. */
async function closed(orders = 20) {
  const { storage, file, store, clock } = await testStorage()
  await storage.orders.take(store, Array.from({ length: orders }, (_, i) => received(`O${String(i)}`)), [], clock.now)
  const ids = await storage.orderList.ids(everything, clock.now)
  await storage.close()
  return { file, ids, now: clock.now }
}
const drafts = (ids: readonly OrderId[]) => ids.map((orderId) => ({ orderId, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: `A${String(orderId).padStart(900, '0')}`, shippingTime: '5-9', note: null } as const, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 } as const, leavesAt: 1, corrects: null }))

function opened(file: string): { db: Kysely<Schema>; commands: CommandRepository } {
  const db = openDatabase(file)
  onTestFinished(() => db.destroy())
  return { db, commands: new CommandRepository(db, new Recency(() => 1)) }
}

describe('a start', () => {
  it('where the folder cannot be written says so and changes nothing', async () => {
    const { file } = await closed()
    const before = readFileSync(file)
    chmodSync(dirname(file), 0o555)
    onTestFinished(() => { chmodSync(dirname(file), 0o755) })
    chmodSync(file, 0o444)
    const error = asOrdinaryUser(() => caught(() => openStorage(file, options)))
    expect(error).toMatchObject({ name: 'Trouble', code: expect.stringMatching(/^storage_(read_only|cannot_open)$/) as unknown })
    expect(startTroubleText(error)).toMatch(/Nothing was changed\./)
    expect(readFileSync(file)).toEqual(before)
  })

  it('where the file may not be read says so and changes nothing', async () => {
    const { file } = await closed()
    backUpFile(file, 'daily', 1)
    const before = readFileSync(file)
    chmodSync(dirname(file), 0o755)
    chmodSync(file, 0o000)
    const error = asOrdinaryUser(() => caught(() => openStorage(file, options)))
    expect(error).toMatchObject({ code: 'storage_cannot_open' })
    expect(startTroubleText(error)).toContain('you may write there')
    expect(readFileSync(file)).toEqual(before)
    expect(existsSync(`${dirname(file)}/set-aside`)).toBe(false)
  })

  it('where another program holds the data says so, waits for it in vain, and begins once it is gone', async () => {
    const { file, ids } = await closed()
    const other = new DatabaseSync(file)
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    const error = caught(() => openStorage(file, options))
    expect(error).toMatchObject({ code: 'storage_locked' })
    expect(startTroubleText(error)).toContain('Close the other program')
    other.exec('ROLLBACK')
    other.close()
    const storage = openStorage(file, options)
    expect(await storage.orderList.ids(everything, 1)).toEqual(ids)
    await storage.close()
  })

  it('where a newer Packbench wrote the data says so, and restores nothing over it', async () => {
    const { file } = await closed()
    backUpFile(file, 'daily', 1)
    readDatabase(file, (database) => { database.exec('PRAGMA user_version = 999') })
    const error = caught(() => openStorage(file, options))
    expect(error).toMatchObject({ code: 'storage_newer' })
    expect(startTroubleText(error)).toContain('newer Packbench')
    expect(readDatabase(file, (database) => database.prepare('PRAGMA user_version').get())).toEqual({ user_version: 999 })
  })
})

describe('a full disk', () => {
  it('takes no command and says so: nothing of the batch is written, what was there stays, and it goes on when there is room', async () => {
    const { file, ids } = await closed(200)
    const before = readDatabase(file, keptRows)
    const { db, commands } = opened(file)
    const { page_count: pages } = (await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)).rows[0] ?? { page_count: 0 }
    await sql`PRAGMA max_page_count = ${sql.raw(String(pages + 4))}`.execute(db)
    const error = await commands.submit(drafts(ids), null, 1).catch(storageTrouble)
    expect(error).toMatchObject({ name: 'Trouble', code: 'storage_full' })
    expect(readDatabase(file, keptRows)).toEqual(before)
    await sql`PRAGMA max_page_count = 1000000`.execute(db)
    expect(await commands.submit(drafts(ids), null, 1)).toHaveLength(200)
  })
})

it.each([[4874, 'storage_full'], [13, 'storage_full'], [778, 'storage_io'], [10, 'storage_io'], [5, 'storage_locked'], [261, 'storage_locked'], [8, 'storage_read_only'], [14, 'storage_cannot_open'], [267, 'storage_damaged']])('what SQLite says as %i has a sentence: %s', (errcode, code) => {
  const error = storageTrouble(Object.assign(new Error('its words'), { errcode }))
  expect(error).toMatchObject({ code, detail: 'its words' })
  if (code !== 'storage_damaged') expect(startTroubleText(error)).toMatch(/(Make room|See to the disk|Close the other program|Give yourself the right|Check that)[^]*its words$/)
})

describe('a command that was confirmed', () => {
  it('is on the disk before it is said to be, also after pages of orders that did not wait for it', async () => {
    const { file, ids } = await closed()
    const { db, commands } = opened(file)
    const durability = async () => [...(await sql`PRAGMA journal_mode`.execute(db)).rows, ...(await sql`PRAGMA synchronous`.execute(db)).rows]
    const full = [{ journal_mode: 'wal' }, { synchronous: 2 }]
    expect(await durability()).toEqual(full)
    await unhurried(db, async (trx) => { await trx.updateTable('orders').set({ fetched_at: 2 }).execute() })
    expect(await durability()).toEqual(full)
    await unhurried(db, () => Promise.reject(new Error('cut off'))).catch(() => undefined)
    expect(await durability()).toEqual(full)
    await commands.submit(drafts(ids.slice(0, 1)), null, 1)
    expect(readDatabase(file, (database) => database.prepare('SELECT count(*) AS n FROM commands').get())).toEqual({ n: 1 })
  })
})
