import { DatabaseSync, StatementSync, type SQLInputValue } from 'node:sqlite'

/** Called before each statement that is run in this thread. What it throws, the statement throws. */
let before: () => void = () => undefined
let latest: DatabaseSync | null = null

const { exec } = DatabaseSync.prototype
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  latest = this
  exec.call(this, sql)
}
for (const name of ['run', 'all'] as const) {
  // One signature for both: what they are given goes on as it is.
  const own = StatementSync.prototype[name] as (...values: SQLInputValue[]) => unknown
  Object.assign(StatementSync.prototype, {
    [name](this: StatementSync, ...values: SQLInputValue[]) {
      before()
      return own.apply(this, values)
    }
  })
}

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
