import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStorage, type Storage } from '../../../electron/storage/storage.ts'
import { received } from '../../support/orders.ts'
import { seededRandom } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const worker = join(import.meta.dirname, '../../../electron/storage/checkpoint.worker.ts')

async function withOrders(checkpoints: string): Promise<{ storage: Storage; size: () => number }> {
  const file = join(tempFolder(), 'packbench.db')
  const storage = openStorage(file, { now: Date.now, random: seededRandom(), checkpoints })
  const store = await storage.connections.insert({ name: 'Nordlicht', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c', createdAt: 1 })
  await storage.orders.take(store, Array.from({ length: 1000 }, (_, i) => received(`O${String(i)}`)), [], Date.now())
  return { storage, size: () => statSync(file).size }
}
const known = async (storage: Storage): Promise<number> => (await storage.orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: null, search: '' }, Date.now())).length

it('the log of a database is emptied into it while it is open', async () => {
  const { storage, size } = await withOrders(worker)
  await expect.poll(size).toBeGreaterThan(500_000)
  expect(await known(storage)).toBe(1000)
  await storage.close()
})

it('a thread that cannot run takes nothing with it', async () => {
  const { storage, size } = await withOrders(join(tempFolder(), 'missing.ts'))
  expect(await known(storage)).toBe(1000)
  expect(size()).toBeLessThan(500_000)
  await storage.close()
  expect(size()).toBeGreaterThan(500_000)
})
