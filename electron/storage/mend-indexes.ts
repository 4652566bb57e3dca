import type { DatabaseSync } from 'node:sqlite'

/** How many findings are listed: where there are more, the last look decides. */
const most = 100

interface Index { readonly name: string; readonly table: string; readonly root: number }
/** A page of the index itself is not what it has to be: then its table is not in question. */
interface Hurt extends Index { readonly byPage: boolean }

const indexesOf = (database: DatabaseSync): readonly Index[] =>
  database.prepare("SELECT name, tbl_name, rootpage FROM sqlite_schema WHERE type = 'index'").all().map((row) => ({ name: String(row['name']), table: String(row['tbl_name']), root: Number(row['rootpage']) }))

/** What SQLite finds, a line each; nothing where it gives up in the middle. */
function findings(database: DatabaseSync, by: 'quick_check' | 'integrity_check'): readonly string[] {
  try {
    return database.prepare(`PRAGMA ${by}(${String(most)})`).all().flatMap((row) => String(row[by]).split('\n')).filter((line) => line !== 'ok' && !line.startsWith('***'))
  } catch {
    return []
  }
}

/** The indexes that the findings are about; `null` where one of them may be about anything else. */
function hurtBy(lines: readonly string[], indexes: readonly Index[]): readonly Hurt[] | null {
  const hurt = new Map<string, Hurt>()
  for (const line of lines) {
    const [, tree] = /^Tree (\d+) page /.exec(line) ?? []
    const [, name] = /^(?:wrong # of entries in index|row \d+ missing from index|(?:non-unique|NULL) entry in index|rowid not at end-of-record for row \d+ of index) (\S+)$/.exec(line) ?? []
    const index = indexes.find((one) => (tree === undefined ? one.name === name : one.root === Number(tree)))
    if (index === undefined) return null
    hurt.set(index.name, { ...index, byPage: tree !== undefined || hurt.get(index.name)?.byPage === true })
  }
  return [...hurt.values()]
}

/**
 * Makes indexes anew where damage is in indexes alone: what they are made from is whole, and nothing is lost. Where more than
 * one index of a table, or its only one, does not agree with it, and no page of theirs is damaged, the table may be what is old.
 * @returns whether the whole database, looked at wholly, is as it has to be now; otherwise it is as it was
 */
export function mendIndexes(database: DatabaseSync): boolean {
  const lines = [...findings(database, 'quick_check'), ...findings(database, 'integrity_check')]
  const indexes = indexesOf(database)
  const hurt = lines.length === 0 ? null : hurtBy(lines, indexes)
  if (hurt === null) return false
  for (const [table, its] of Map.groupBy(hurt, (index) => index.table)) {
    const isSure = its.length === 1 && (its[0]?.byPage === true || indexes.filter((index) => index.table === table).length > 1)
    if (!isSure) return false
  }
  try {
    database.exec('BEGIN IMMEDIATE')
    for (const { name } of hurt) database.exec(`REINDEX "${name.replaceAll('"', '""')}"`)
    if (database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok') {
      database.exec('COMMIT')
      return true
    }
  } catch {
    // An index whose pages cannot even be given up, a value that may be there once and is there twice, a full disk.
  }
  if (database.isTransaction) database.exec('ROLLBACK')
  return false
}
