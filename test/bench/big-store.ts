import { DatabaseSync } from 'node:sqlite'
import { openStorage } from '../../electron/storage/storage.ts'
import { received } from '../support/orders.ts'
import { withoutTrigger } from '../support/without-trigger.ts'

/** Makes a database with a store of so many orders and finished commands, as years of work leave it. */
export async function fillStore(file: string, orders: number, commands: number): Promise<void> {
  const now = Date.now()
  const storage = openStorage(file, { now: () => now, random: Math.random })
  const store = await storage.connections.insert({ name: 'Years', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c', color: 'blue', createdAt: now })
  // Signed out: nothing is read while a start is measured.
  await storage.connections.update(store, { status: 'needs_authorization' })
  const page = 500
  for (let from = 0; from < orders; from += page) {
    const ones = Array.from({ length: Math.min(page, orders - from) }, (_, i) => {
      const nth = from + i
      return received(`${String(nth).padStart(8, '0')}-ORDER`, nth < orders / 20 ? { hoursToFulfill: 1 + nth % 120 } : { state: 'SHIPPED', shipment: { provider: 'China Post', trackingNumber: `BIG${String(nth)}CN`, shippedDate: '2026-01-01' } })
    })
    await storage.orders.take(store, ones, [], now)
  }
  await storage.searchIndex.catchUp()
  await storage.close()
  const database = new DatabaseSync(file)
  withoutTrigger(database, 'commands_begin_waiting', () => database.prepare(`
    INSERT INTO commands (order_id, kind, intent, tracking_number, before, state, created_at, leaves_at, settled_at, sent_at, sends)
    SELECT id, 'fulfill', json_object('kind', 'fulfill', 'provider', provider, 'trackingNumber', tracking_number, 'shippingTime', '7-21', 'note', NULL), tracking_number, json_object('state', 'APPROVED'), 'done', ordered_at, ordered_at, ordered_at, ordered_at, 1
    FROM orders WHERE state = 'SHIPPED' ORDER BY id LIMIT ?`).run(commands))
  database.exec('INSERT INTO attempts (command_id, kind, started_at, ended_at, outcome) SELECT id, \'send\', sent_at, sent_at, \'accepted\' FROM commands')
  database.close()
}
