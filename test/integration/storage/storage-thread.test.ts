import { writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Storage } from '../../../electron/storage/storage.ts'
import { openStorageOnThread } from '../../../electron/storage/storage-thread.ts'
import { received } from '../../support/orders.ts'
import { tempFolder } from '../../support/temp.ts'

const path = join(import.meta.dirname, '../../../electron/storage/storage.worker.ts')
const everything = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const

async function opened(file = join(tempFolder(), 'packbench.db')): Promise<{ storage: Storage; file: string }> {
  const storage = await openStorageOnThread(file, { path, now: Date.now, failed: (error) => { throw error } })
  onTestFinished(() => storage.close().catch(() => undefined))
  return { storage, file }
}
const withStore = async (storage: Storage) => storage.connections.insert({ name: 'Nordlicht', environment: 'production', address: 'https://api-merchant.joom.com', storeId: 's', clientId: 'c', createdAt: 1 })

it('keeps what it is given, and has it after it was opened anew', async () => {
  const { storage, file } = await opened()
  const store = await withStore(storage)
  const logo = { name: 'a.png', png: new Uint8Array([1, 2, 3]) }
  await storage.connections.saveLogo(store, logo)
  expect(await storage.orders.take(store, Array.from({ length: 1000 }, (_, i) => received(`O${String(i)}`)), [{ joomId: null, raw: '{"order_id":[]}', reason: 'no id' }], Date.now())).toEqual({ added: 1001, changed: 0, doubted: [] })
  await storage.close()
  const again = (await opened(file)).storage
  expect(await again.orderList.ids(everything, Date.now())).toHaveLength(1001)
  expect(await again.connections.logoOf(store)).toEqual(logo.png)
})

it('holds up nobody while it works', async () => {
  const { storage } = await opened()
  const store = await withStore(storage)
  let turns = 0
  const taken = storage.orders.take(store, Array.from({ length: 2000 }, (_, i) => received(`O${String(i)}`)), [], Date.now())
  const turning = setInterval(() => { turns++ }, 1)
  await taken
  clearInterval(turning)
  expect(turns).toBeGreaterThan(3)
})

it('says what is wrong with the database in the words of the thread that opened it', async () => {
  const file = join(tempFolder(), 'packbench.db')
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 999')
  database.close()
  await expect(opened(file)).rejects.toMatchObject({ name: 'Trouble', code: 'storage_newer', params: { found: 999 } })
})

it('numbers requests together with what happens on the thread: an answer asked for before a change was accepted is older than it', async () => {
  const { storage } = await opened()
  const store = await withStore(storage)
  const now = Date.now()
  await storage.orders.take(store, [received('O1')], [], now)
  const [id] = await storage.orderList.ids(everything, now)
  if (id === undefined) throw new Error('The order is not there')
  const before = { state: 'APPROVED', trackingNumber: null, provider: null, at: now } as const
  const [command] = await storage.commands.submit([{ orderId: id, intent: { kind: 'fulfill', provider: 'DHL', trackingNumber: 'A1234567', shippingTime: '5-9', note: null }, before, leavesAt: now, corrects: null }], null, now)
  if (command === undefined) throw new Error('No command was written')
  await storage.commands.promote(now)
  const begun = await storage.commands.begin(command, 'send', now)
  const asked = storage.orders.ask()
  await storage.commands.end(command, begun?.attempt ?? 0, { outcome: 'accepted', detail: null, requestId: null }, { state: 'done' }, now)
  const later = storage.orders.ask()
  expect(later.nth).toBeGreaterThan(asked.nth + 1)
  await storage.orders.take(store, [received('O1')], [], asked)
  expect((await storage.orders.whole(id))?.order).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: 'A1234567' } })
})

it('tells everybody who asks when its thread has ended', async () => {
  const dying = join(tempFolder(), 'dying.mjs')
  writeFileSync(dying, "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', ({ i, m }) => { if (m === 'open') parentPort.postMessage({ t: 's', i }); else process.exit(3) })")
  const told: unknown[] = []
  const storage = await openStorageOnThread('unused', { path: dying, now: Date.now, failed: (error) => { told.push(error) }, stopped: () => { told.push('open anew') } })
  const asked = [storage.connections.list(), storage.orders.newestChange(1 as never)]
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'storage_stopped' })
  await expect(storage.connections.list()).rejects.toMatchObject({ code: 'storage_stopped' })
  expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('ended with 3') as unknown }), 'open anew'])
  await storage.close()
})
