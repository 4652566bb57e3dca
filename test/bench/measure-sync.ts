import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createJoomClient } from '../../electron/joom/client.ts'
import { RequestGate } from '../../electron/joom/request-gate.ts'
import { OrderSync } from '../../electron/orders/sync.ts'
import type { OrderReader } from '../../electron/orders/reading-needs.ts'
import { compileSooner } from '../../electron/platform/compile-sooner.ts'
import { keepMemorySmall } from '../../electron/platform/memory.ts'
import { openStorageOnThread } from '../../electron/storage/storage-thread.ts'

// node measure-sync.ts ADDRESS TOKEN PAGES ID…: reads a store as the application does, whole and then what has changed, no more
// than so many pages side by side, and tells what it cost. The orders with these ids are shipped elsewhere in between.

export interface SyncMeasured {
  readonly whole: Reading
  readonly changes: Reading & { readonly found: number }
  /** Milliseconds until the search's own index knew every order, after the reading. */
  readonly indexing: number
  readonly indexDelay: number
}
interface Reading {
  readonly took: number
  /** Milliseconds that the process had a processor for it: what the reading costs, also where others have the machine. */
  readonly cpu: number
  /** Orders in the database afterwards. */
  readonly orders: number
  /** Every list call in the order of leaving, and how many of them waited for their answer at once. */
  readonly lists: readonly string[]
  readonly parallel: number
  /** The longest time in which the loop could do nothing else, milliseconds. */
  readonly delay: number
  /** The most memory of the whole process, bytes. */
  readonly memory: number
}

compileSooner()
keepMemorySmall()
const [address = '', token = '', pages = '1', ...elsewhere] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
const storage = await openStorageOnThread(join(folder, 'packbench.db'), { path: join(import.meta.dirname, 'storage.worker.js'), now: Date.now, failed: (error) => { throw error } })
const id = await storage.connections.insert({ name: 'Bench', environment: 'custom', address, storeId: 's', clientId: 'c', color: 'blue', createdAt: Date.now() })
// The rehearsal's limits are out of the way; so are ours.
const gate = new RequestGate(() => ({ requests: 1_000_000, lists: 900_000 }))
const client = createJoomClient({ address, accessToken: () => Promise.resolve(token), now: Date.now, userAgent: 'Packbench benchmark', gate })

let lists: string[] = []
let underWay = 0
let parallel = 0
const reader: OrderReader = {
  ...client,
  async listOrders(which, page, how) {
    lists.push(`order/${which}?${new URLSearchParams({ start: String(page.start), limit: String(page.limit), ...(page.since === undefined ? {} : { since: new Date(page.since).toISOString().slice(0, 19) }) }).toString()}`)
    parallel = Math.max(parallel, ++underWay)
    const here = once(() => { underWay-- })
    // What was asked beyond the end of a list is let go: its connection is closed by then.
    how?.signal?.addEventListener('abort', here, { once: true })
    const arrived = (): void => {
      here()
      how?.arrived?.()
    }
    return client.listOrders(which, page, { ...how, arrived }).finally(() => {
      here()
      // A signal with a listener is kept, and all that the listener knows with it.
      how?.signal?.removeEventListener('abort', here)
    })
  }
}
const sync = new OrderSync({
  authorized: () => Promise.resolve([id]), reader: () => reader, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: Date.now, steady: () => performance.now(), sideBySide: Number(pages),
  progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined
})

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}

const everything = { view: 'all', urgency: null, connectionId: null, search: '' } as const
const resolution = 2
async function watched(): Promise<Reading> {
  lists = []
  parallel = 0
  const loop = monitorEventLoopDelay({ resolution })
  let memory = 0
  const look = setInterval(() => { memory = Math.max(memory, process.memoryUsage.rss()) }, 20)
  loop.enable()
  const cpu = process.cpuUsage()
  const began = performance.now()
  const [state] = await sync.refresh(id)
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  loop.disable()
  clearInterval(look)
  if (state?.error) throw new Error(`The reading ended with ${state.error.code}: ${String(state.error.detail)}`)
  return { took, cpu: (user + system) / 1000, orders: (await storage.orderList.ids({ ...everything, mark: null }, Date.now())).length, lists, parallel, delay: loop.max / 1e6 - resolution, memory: Math.max(memory, process.memoryUsage.rss()) }
}

// In the application a sign-in has gone through the same client before.
await client.authTest()
const whole = await watched()
const index = monitorEventLoopDelay({ resolution })
index.enable()
const indexBegan = performance.now()
await storage.searchIndex.catchUp()
const indexing = performance.now() - indexBegan
index.disable()
for (const joomId of elsewhere) {
  const outcome = await client.fulfil(joomId, { provider: 'DHL', trackingNumber: `BENCH${joomId.replaceAll(/[^A-Z0-9]/gi, '')}`, shippingTime: '5-9', note: null })
  if (outcome.kind !== 'accepted') throw new Error(`A change elsewhere was ${outcome.kind}`)
}
const changes = await watched()
const marked = await storage.orderList.ids({ ...everything, mark: 'changed' }, Date.now())
const result: SyncMeasured = { whole, changes: { ...changes, found: marked.length }, indexing, indexDelay: index.max / 1e6 - resolution }
await storage.close()
rmSync(folder, { recursive: true, force: true })
process.send?.(result)
