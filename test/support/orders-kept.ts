import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../../electron/storage/migrate.ts'
import { pickCodeOf } from '../../electron/domain/pick-code.ts'

/** Makes a database with a store and orders numbered from 0, all to ship: enough for a ledger to name them. */
export function ordersKept(file: string, count: number): void {
  const database = new DatabaseSync(file)
  migrate(database)
  database.exec("BEGIN; INSERT INTO connections (id, name, environment, address, store_id, client_id, status, created_at) VALUES (1, 'Lagoon & Sons', 'production', 'https://api-merchant.joom.com', 's', 'c', 'authorized', 1)")
  const insert = database.prepare("INSERT INTO orders (id, connection_id, joom_id, pick_code, readable, state, fetched_at, recipient_key, to_name, to_street1, to_city, to_country, quantity, search, raw, due_at) VALUES (?, 1, ?, ?, 1, 'APPROVED', 1, ?, ?, 'Long Street 1', 'Town', 'PL', 1, '', '{}', ?)")
  for (let n = 0; n < count; n++) insert.run(n, `O${String(n)}`, pickCodeOf(n), String(n), `Person ${String(n)}`, n)
  database.exec('COMMIT')
  database.close()
}
