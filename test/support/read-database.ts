import { DatabaseSync } from 'node:sqlite'

/** Looks into a database with a connection of its own, closed again whatever happens. */
export function readDatabase<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file)
  try {
    return work(database)
  } finally {
    database.close()
  }
}
