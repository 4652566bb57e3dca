import type { DatabaseSync } from 'node:sqlite'

/** Writes what a trigger forbids, where there is such a trigger: rows at once that come step by step otherwise. It is there again afterwards. */
export function withoutTrigger(database: DatabaseSync, name: string, write: () => void): void {
  const made = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?").get(name)
  if (made !== undefined) database.exec(`DROP TRIGGER ${name}`)
  write()
  if (made !== undefined) database.exec(String(made['sql']))
}
