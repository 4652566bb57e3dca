import { sql } from 'kysely'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/storage/open-database.ts'
import { SharedCommit } from '../../../electron/storage/shared-commit.ts'
import { readDatabase } from '../../support/read-database.ts'
import { tempFolder } from '../../support/temp.ts'

function database() {
  const file = join(tempFolder(), 'packbench.db')
  const db = openDatabase(file)
  onTestFinished(() => db.destroy())
  const shared = new SharedCommit(db)
  const write = (id: number, fails = false): Promise<number> => shared.run(async (trx) => {
    await sql`INSERT INTO orders_to_index (id) VALUES (${id})`.execute(trx)
    if (fails) throw new Error(`not ${String(id)}`)
    return id
  })
  /** What somebody else sees who opens the file: what is committed. */
  const kept = (): unknown[] => readDatabase(file, (other) => other.prepare('SELECT id FROM orders_to_index ORDER BY id').all().map(({ id }) => id))
  return { db, shared, write, kept }
}

it('what comes together is in the file once each is told so, and what fails fails alone', async () => {
  const { write, kept } = database()
  const told: unknown[] = []
  const ends = await Promise.allSettled([write(1), write(2, true), write(3), write(3)].map((one) => one.then((id) => { told.push([id, kept().includes(id)]) })))
  expect(told).toEqual([[1, true], [3, true]])
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
  expect(ends[1]).toMatchObject({ reason: { message: 'not 2' } })
  expect(kept()).toEqual([1, 3])
  await write(4)
  expect(kept()).toEqual([1, 3, 4])
})

it('where they cannot be written, each is told, and none is there', async () => {
  const { db, shared, write, kept } = database()
  await sql`CREATE TEMP TRIGGER full_disk BEFORE INSERT ON orders_to_index WHEN new.id = 2 BEGIN SELECT raise(ROLLBACK, 'the disk is full'); END`.execute(db)
  const ends = await Promise.allSettled([write(1), write(2), write(3)])
  expect(ends).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: { message: 'the disk is full' } })))
  expect(kept()).toEqual([])
  expect(await shared.run(() => Promise.resolve('goes on'))).toBe('goes on')
})
