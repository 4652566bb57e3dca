import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { createJoomClient, type JoomClient } from '../../electron/joom/client.ts'
import { RequestGate } from '../../electron/joom/request-gate.ts'
import { Freshness, freshWithin } from '../../electron/orders/freshness.ts'
import { OrderSync } from '../../electron/orders/sync.ts'
import { Outbox } from '../../electron/outbox/outbox.ts'
import { usualTiming } from '../../electron/outbox/policy.ts'
import { OutboxWorker } from '../../electron/outbox/worker.ts'
import { EvenClock } from '../../electron/platform/even-clock.ts'
import { compileSooner } from '../../electron/platform/compile-sooner.ts'
import { keepMemorySmall } from '../../electron/platform/memory.ts'
import { openStorageOnThread } from '../../electron/storage/storage-thread.ts'

// node measure-outbox.ts ADDRESS TOKEN COMMANDS: reads a store, is started anew, takes so many confirmations and sends them, all
// as the application does it, and tells what it cost and what stands in the database afterwards.

export interface OutboxMeasured {
  /** Milliseconds until the whole batch was in the journal, and the longest time in which the loop could do nothing else meanwhile. */
  readonly accepting: number
  readonly acceptDelay: number
  /** Milliseconds from the start of the worker until every command was done, the processor's among them, and the loop's longest. */
  readonly sending: number
  readonly cpu: number
  readonly delay: number
  /** Every call of the sending in the order of leaving: a path of the API, and how many changes were under way at once at most. */
  readonly lists: readonly string[]
  readonly singles: number
  /** Joom's ids of the orders that were confirmed. */
  readonly sent: readonly string[]
  readonly parallel: number
  /** Rows on the disk: attempts that were accepted, entries of the history that tell of their beginnings and ends, commands done. */
  readonly attempts: number
  readonly begun: number
  readonly ended: number
  readonly done: number
}

compileSooner()
keepMemorySmall()
const [address = '', token = '', commands = '0'] = process.argv.slice(2)
const count = Number(commands)
const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
const file = join(folder, 'packbench.db')
const clock = new EvenClock(Date.now, () => performance.now())
const failed = (error: unknown): never => { throw error }
const open = () => openStorageOnThread(file, { path: join(import.meta.dirname, 'storage.worker.js'), now: clock.now, failed })
// The rehearsal's limits are out of the way; so are ours.
const gate = new RequestGate(() => ({ requests: 1_000_000, lists: 900_000 }))
const client = createJoomClient({ address, accessToken: () => Promise.resolve(token), now: clock.now, userAgent: 'Packbench benchmark', gate })

let storage = await open()
const id = await storage.connections.insert({ name: 'Bench', environment: 'custom', address, storeId: 's', clientId: 'c', color: 'blue', createdAt: clock.now() })
const [read] = await new OrderSync({
  authorized: () => Promise.resolve([id]), reader: () => client, orders: storage.orders, readings: storage.readings, ended: () => Promise.resolve(), now: clock.now, steady: () => performance.now(), progress: () => undefined, setTimer: () => () => undefined, failed: () => undefined
}).refresh(id)
if (read?.error) throw new Error(`The reading ended with ${read.error.code}`)
await storage.searchIndex.catchUp()
// Started anew, so that no order counts as read just now.
await storage.close()
storage = await open()

const lists: string[] = []
let singles = 0
let underWay = 0
let parallel = 0
const counted: JoomClient = {
  ...client,
  listOrders(which, page, how) {
    lists.push(`order/${which}?start=${String(page.start)}&limit=${String(page.limit)}`)
    return client.listOrders(which, page, how)
  },
  getOrder(joomId, how) {
    singles++
    return client.getOrder(joomId, how)
  },
  fulfil(joomId, shipment) {
    parallel = Math.max(parallel, ++underWay)
    return client.fulfil(joomId, shipment).finally(() => { underWay-- })
  }
}
const everything = { view: 'to_ship', urgency: null, connectionId: null, mark: null, search: '' } as const
const rows = (await storage.orderList.rows(everything, 0, 10 * count, clock.now())).filter(({ state, readable }) => state === 'APPROVED' && readable).slice(0, count)
if (rows.length < count) throw new Error(`There are ${String(rows.length)} orders to ship, not ${String(count)}`)

const resolution = 2
async function watched<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly took: number; readonly cpu: number; readonly delay: number }> {
  const loop = monitorEventLoopDelay({ resolution })
  loop.enable()
  const cpu = process.cpuUsage()
  const began = performance.now()
  const result = await work()
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  loop.disable()
  return { result, took, cpu: (user + system) / 1000, delay: loop.max / 1e6 - resolution }
}

const freshness = new Freshness({ orders: storage.orders, reader: () => counted, now: clock.now, wall: clock.wall, steady: () => performance.now(), within: freshWithin, changed: () => undefined })
const outbox = new Outbox({ journal: storage.commands, now: clock.now, undoSeconds: () => 0, operator: () => 'Bench', numberMasks: () => [], changed: () => undefined })
const finished = Promise.withResolvers<undefined>()
// What the window is told, as often as it is told.
let telling: NodeJS.Timeout | undefined
const tell = (): void => {
  telling ??= setTimeout(() => {
    telling = undefined
    storage.outboxList.summary(clock.now(), 0).then(({ doneToday, needsYou }) => {
      if (needsYou > 0) finished.reject(new Error(`${String(needsYou)} commands were not done`))
      if (doneToday === count) finished.resolve(undefined)
    }, finished.reject)
  }, 100)
}
const worker = new OutboxWorker({
  journal: storage.commands, clock, timing: usualTiming, authorized: () => Promise.resolve([id]), sender: () => counted,
  seen: async (store, order, asked) => { await storage.orders.take(store, [order], [], asked) }, asking: () => storage.orders.ask(),
  fresh: async (order, how) => (await freshness.ensure([order], how)).get(order) ?? null, changed: tell, failed: finished.reject,
  setTimer: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => { clearTimeout(timer) }
  }
})

// In the application a sign-in has gone through the same client before.
await client.authTest()
const accepting = await watched(() => outbox.fulfil(rows.map((row, i) => ({ orderId: row.id, provider: 'China Post', trackingNumber: `BENCH${String(i)}`, shippingTime: '7-21', note: null }))))
if (accepting.result.commandIds.length !== count) throw new Error(`${String(accepting.result.commandIds.length)} of ${String(count)} commands were accepted`)
const sending = await watched(async () => {
  await worker.start()
  await finished.promise
})
await worker.stop()
clearTimeout(telling)
await storage.close()

const database = new DatabaseSync(file, { readOnly: true })
const number = (of: string): number => Number(database.prepare(`SELECT count(*) AS n FROM ${of}`).get()?.['n'])
const result: OutboxMeasured = {
  accepting: accepting.took, acceptDelay: accepting.delay, sending: sending.took, cpu: sending.cpu, delay: sending.delay, lists, singles, sent: rows.map(({ joomId }) => joomId), parallel,
  attempts: number("attempts WHERE kind = 'send' AND outcome = 'accepted'"), begun: number("history WHERE kind = 'attempt_begun'"), ended: number("history WHERE kind = 'attempt_ended'"), done: number("commands WHERE state = 'done' AND sends = 1")
}
database.close()
rmSync(folder, { recursive: true, force: true })
process.send?.(result)
