import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mendIndexes } from '../../../electron/storage/mend-indexes.ts'

const pageSize = 1024
let folder: string
let path: string
const within = <T>(work: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(path)
  try {
    return work(database)
  } finally {
    database.close()
  }
}
const rootOf = (name: string): number => within((database) => Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name)?.['rootpage']))
const page = (root: number): Buffer => readFileSync(path).subarray((root - 1) * pageSize, root * pageSize)
function putBack(root: number, bytes: Buffer): void {
  const file = readFileSync(path)
  bytes.copy(file, (root - 1) * pageSize)
  writeFileSync(path, file)
}
const numberOf = (database: DatabaseSync): unknown => database.prepare('SELECT number FROM parcels NOT INDEXED WHERE id = 2').get()?.['number']
const isWhole = (database: DatabaseSync): boolean => database.prepare('PRAGMA integrity_check').get()?.['integrity_check'] === 'ok'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packbench-test-'))
  path = join(folder, 'parcels.db')
  within((database) => {
    database.exec(`PRAGMA page_size = ${String(pageSize)}; CREATE TABLE parcels (id INTEGER PRIMARY KEY, number TEXT, carrier TEXT); CREATE INDEX by_number ON parcels (number); CREATE INDEX by_carrier ON parcels (carrier, number);
      INSERT INTO parcels VALUES (1, 'LP1', 'Post'), (2, 'LP2', 'Post'), (3, 'LP3', 'Post')`)
  })
})

afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

describe('a page that is older than the others', () => {
  it('of an index is made anew from its table', () => {
    const root = rootOf('by_number')
    const old = Buffer.from(page(root))
    within((database) => { database.exec("UPDATE parcels SET number = 'LP9' WHERE id = 2") })
    putBack(root, old)
    within((database) => {
      expect(isWhole(database)).toBe(false)
      expect(mendIndexes(database)).toBe(true)
      expect(isWhole(database)).toBe(true)
      expect(database.prepare("SELECT id FROM parcels INDEXED BY by_number WHERE number = 'LP9'").get()?.['id']).toBe(2)
    })
  })

  it('of a table is not made to look whole: its indexes know of a change that it has lost', () => {
    const root = rootOf('parcels')
    const old = Buffer.from(page(root))
    within((database) => { database.exec("UPDATE parcels SET number = 'LP9' WHERE id = 2") })
    putBack(root, old)
    within((database) => {
      expect(numberOf(database)).toBe('LP2')
      expect(mendIndexes(database)).toBe(false)
      expect(isWhole(database)).toBe(false)
    })
  })
})
