import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { backupsOf, listBackups } from '../../../electron/storage/backups.ts'
import { migrate, newestSchema } from '../../../electron/storage/migrate.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { keptCommands, keptRows, writeKeptRows } from '../../support/kept-rows.ts'
import { seededRandom } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const options = { now: () => 1_800_000_000_000, random: seededRandom() }
const schemas = Array.from({ length: newestSchema }, (_, at) => at + 1)

/** A database as the Packbench of that schema left it. */
function written(schema: number) {
  const file = join(tempFolder(), 'packbench.db')
  const database = new DatabaseSync(file)
  migrate(database, { upTo: schema })
  writeKeptRows(database)
  const rows = keptRows(database)
  database.close()
  return { file, rows }
}

describe.each(schemas)('a database of schema %i', (schema) => {
  it('comes to the newest with every row as it was', async () => {
    const { file, rows } = written(schema)
    const storage = openStorage(file, options)
    expect(await storage.outboxList.rows(['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'], 0, 100)).toHaveLength(keptCommands.length)
    expect(await storage.orderList.lookUp('O7')).toHaveLength(1)
    await storage.close()
    const database = new DatabaseSync(file)
    const now = keptRows(database)
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: newestSchema })
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    database.close()
    // What was there is there, column by column; new columns stand beside.
    for (const [table, before] of Object.entries(rows)) expect(now[table], table).toEqual(before.map((row) => expect.objectContaining(row)))
  })

  it('is backed up before it is changed, where it has to be', () => {
    const { file, rows } = written(schema)
    void openStorage(file, options).close()
    const backups = listBackups(backupsOf(file))
    expect(backups.map(({ why, schema: made }) => [why, made])).toEqual(schema === newestSchema ? [] : [['before_migration', schema]])
    for (const { name } of backups) {
      const backup = new DatabaseSync(join(backupsOf(file), name), { readOnly: true })
      expect(keptRows(backup)).toEqual(rows)
      backup.close()
    }
  })
})

it('keeps how far a reading got before its places were kept: it has left out none', async () => {
  const { file } = written(21)
  const database = new DatabaseSync(file)
  database.exec('INSERT INTO readings (connection_id, next_start, began_at, changes_from, checked_at) VALUES (1, 500, 7, NULL, 9)')
  database.close()
  const storage = openStorage(file, options)
  expect(await storage.readings.get(1 as ConnectionId)).toEqual({ whole: { next: 500, beganAt: 7 }, changesFrom: null, checkedAt: 9, unread: [] })
  await storage.close()
})

it('is not changed where no backup of it can be made', () => {
  const { file, rows } = written(1)
  // A file stands where the folder has to be.
  writeFileSync(backupsOf(file), '')
  expect(() => openStorage(file, options)).toThrow()
  const database = new DatabaseSync(file)
  expect([database.prepare('PRAGMA user_version').get(), keptRows(database)]).toEqual([{ user_version: 1 }, rows])
  database.close()
})

it('makes no backup of a database that is only being made', async () => {
  const file = join(tempFolder(), 'packbench.db')
  mkdirSync(backupsOf(file))
  await openStorage(file, options).close()
  expect(readdirSync(backupsOf(file))).toEqual([])
})
