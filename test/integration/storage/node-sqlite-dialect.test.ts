import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { NodeSqliteDialect } from '../../../electron/storage/node-sqlite-dialect.ts'

function table(): { readonly db: Kysely<{ parcels: { id: number; place: string } }>; readonly compiled: () => number } {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE TABLE parcels (id INTEGER PRIMARY KEY, place TEXT NOT NULL); INSERT INTO parcels VALUES (1, 'A'), (2, 'B'), (3, 'C')")
  // SQLite asks for leave whenever it compiles a statement.
  let asked = 0
  database.setAuthorizer(() => {
    asked++
    return 0
  })
  const db = new Kysely<{ parcels: { id: number; place: string } }>({ dialect: new NodeSqliteDialect(database) })
  onTestFinished(() => db.destroy())
  return { db, compiled: () => asked }
}

it('has a statement compiled once, whatever it is run with, a limit among it', async () => {
  const { db, compiled } = table()
  const look = (from: number): Promise<readonly { readonly id: number }[]> => db.selectFrom('parcels').select('id').where('id', '>=', from).orderBy('id').limit(2).offset(1).execute()
  expect(await look(1)).toEqual([{ id: 2 }, { id: 3 }])
  const once = compiled()
  expect(await look(2)).toEqual([{ id: 3 }])
  expect(compiled()).toBe(once)
})

it('tells rows from changes, for the same statement again and again', async () => {
  const { db } = table()
  for (const id of [1, 2]) {
    expect(await db.updateTable('parcels').set({ place: 'D' }).where('id', '=', id).returning('place').execute()).toEqual([{ place: 'D' }])
    expect(await db.deleteFrom('parcels').where('id', '=', id).executeTakeFirst()).toEqual({ numDeletedRows: 1n })
    expect((await sql`SELECT id FROM parcels WHERE id = ${id}`.execute(db)).rows).toEqual([])
  }
})
