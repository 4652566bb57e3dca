import { DatabaseSync, StatementSync, type SQLInputValue } from 'node:sqlite'

/** Called before each statement that is run in this thread. What it throws, the statement throws. */
let before: () => void = () => undefined
let latest: DatabaseSync | null = null

/** Has every method of these names do something first. */
function first(of: object, names: readonly string[], work: (self: unknown) => void): void {
  for (const name of names) {
    const own = Reflect.get(of, name) as (...values: SQLInputValue[]) => unknown // a method, named below
    Reflect.set(of, name, function (this: unknown, ...values: SQLInputValue[]) {
      work(this)
      return own.apply(this, values)
    })
  }
}
first(DatabaseSync.prototype, ['exec'], (self) => { latest = self as DatabaseSync }) // whose method it is
first(StatementSync.prototype, ['run', 'all'], () => { before() })

/** Has something done before each statement. */
export function beforeStatements(work: () => void): void {
  before = work
}

/** The database that `open` opens, so that it can be closed as hard as the end of a process closes it. */
export function openedBy<T>(open: () => T): { readonly opened: T; readonly database: DatabaseSync } {
  latest = null
  const opened = open()
  // `open` sets it, which the compiler does not see.
  const database = latest as DatabaseSync | null
  if (database === null) throw new Error('No database was opened')
  return { opened, database }
}
