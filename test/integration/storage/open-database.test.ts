import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { newestSchema } from '../../../electron/storage/migrate.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const options = { now: () => 1, random: seededRandom() }

describe('the database', () => {
  it('writes every commit to the disk before it says so', async () => {
    const { file, storage, store, clock } = await testStorage()
    await storage.orders.take(store, [received('A')], [], clock.now)
    const other = new DatabaseSync(file, { readOnly: true })
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(other.prepare('SELECT joom_id FROM orders').all()).toEqual([{ joom_id: 'A' }])
    other.close()
  })

  it('refuses data of a newer Packbench and leaves it as it is', () => {
    const file = join(tempFolder(), 'packbench.db')
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 99; CREATE TABLE future (a)')
    newer.close()
    expect(() => openStorage(file, options)).toThrow(expect.objectContaining({ code: 'storage_newer', params: { found: 99, known: newestSchema } }))
    const again = new DatabaseSync(file)
    expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
    again.close()
  })

  it('says that a file is no database, and does not touch it', () => {
    const file = join(tempFolder(), 'packbench.db')
    writeFileSync(file, 'not a database, but something that somebody may want back '.repeat(100))
    const before = readFileSync(file)
    expect(() => openStorage(file, options)).toThrow(expect.objectContaining({ code: 'storage_damaged' }))
    expect(readFileSync(file)).toEqual(before)
  })

  it('says that the folder is not there', () => {
    expect(() => openStorage(join(tempFolder(), 'no', 'packbench.db'), options)).toThrow(expect.objectContaining({ code: 'storage_cannot_open' }))
  })
})
