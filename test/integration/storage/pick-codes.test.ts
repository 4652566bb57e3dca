import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { tempFolder } from '../../support/temp.ts'

const now = 1_800_000_000_000

it('no two orders of any store have the same pick code, whatever chance throws', async () => {
  const file = join(tempFolder(), 'packbench.db')
  // Every number comes up three times before the next one.
  let thrown = 0
  const storage = openStorage(file, { now: () => now, random: () => Math.floor(thrown++ / 3) / 1000 })
  onTestFinished(() => storage.close())
  const stores = []
  for (const name of ['Nordlicht', 'Lagoon']) stores.push(await storage.connections.insert({ name, environment: 'production', address: 'https://api-merchant.joom.com', storeId: name, clientId: 'c', createdAt: now }))
  const [nordlicht, lagoon] = stores
  await storage.orders.take(nordlicht!, ['A', 'B', 'C', 'D', 'E'].map((id) => received(id)), [], now)
  thrown = 0
  await storage.orders.take(lagoon!, ['F', 'G', 'H'].map((id) => received(id)), [], now)
  const database = new DatabaseSync(file)
  onTestFinished(() => { database.close() })
  const codes = database.prepare('SELECT pick_code FROM orders').all().map((row) => row['pick_code'])
  expect(codes).toHaveLength(8)
  expect(new Set(codes).size).toBe(8)
  expect(codes).toContain(pickCodeOf(0))
  // The database itself refuses a second one.
  expect(() => { database.exec('UPDATE orders SET pick_code = (SELECT min(pick_code) FROM orders)') }).toThrow('UNIQUE constraint failed: orders.pick_code')
})
