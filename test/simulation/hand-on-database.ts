import { DatabaseSync, StatementSync, type SQLInputValue } from 'node:sqlite'

/** Called before each statement that is run in this thread. What it throws, the statement throws. */
let before: () => void = () => undefined
/** Called after each, with its text. */
let after: ((sql: string) => void) | null = null
let latest: DatabaseSync | null = null

/** Puts something around every method of these names. */
function around<Self extends object>(of: Self, names: readonly (keyof Self & string)[], work: (self: Self, own: () => unknown) => unknown): void {
  for (const name of names) {
    const own = Reflect.get(of, name) as (...values: SQLInputValue[]) => unknown // a method, named below
    Reflect.set(of, name, function (this: Self, ...values: SQLInputValue[]) {
      return work(this, () => own.apply(this, values))
    })
  }
}
around(DatabaseSync.prototype, ['exec'], (self, own) => {
  latest = self
  return own()
})
around(StatementSync.prototype, ['run', 'all'], (self, own) => {
  before()
  const answer = own()
  after?.(self.sourceSQL)
  return answer
})

/** Has something done before each statement, and after it. */
export function aroundStatements(first: () => void, then: ((sql: string) => void) | null): void {
  before = first
  after = then
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
