import type { DatabaseSync } from 'node:sqlite'
import { Trouble } from '../contract/result.ts'

/** How much of a database is looked at, the least first: both ends of every table; every page; every row and its place in every index. */
export type Depth = 'ends' | 'pages' | 'everything'

function say(found: unknown): void {
  if (found !== 'ok') throw new Trouble({ code: 'storage_damaged', detail: String(found) })
}

/**
 * Opens each table at both its ends. That a header is none, that a file is shorter than its header says, that the schema is not
 * one, SQLite says by itself before. Takes a millisecond, however much there is.
 */
function checkEnds(database: DatabaseSync): void {
  for (const { name, type, wr } of database.prepare("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'").all()) {
    if (type !== 'table' && type !== 'shadow') continue
    const table = `"${String(name).replaceAll('"', '""')}"`
    database.prepare(`SELECT * FROM ${table} LIMIT 1`).get()
    if (wr === 0) database.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT 1`).get()
  }
}

/** @throws Trouble `storage_damaged` where a page of the database is not what it has to be. SQLite's own errors where it cannot even look */
export function checkPages(database: DatabaseSync): void {
  say(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'])
}

/** Looks at a database as deeply as asked. @throws Trouble `storage_damaged`; SQLite's own errors where it cannot even look */
export function check(database: DatabaseSync, depth: Depth): void {
  if (depth === 'ends') checkEnds(database)
  else if (depth === 'pages') checkPages(database)
  else say(database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'])
}
