import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orderCalls } from '../../electron/joom/orders.ts'
import { readEnvelope } from '../../electron/joom/envelope.ts'
import { scrubber } from '../../electron/joom/scrub.ts'
import type { Transport } from '../../electron/joom/transport.ts'
import { openStorageOnThread } from '../../electron/storage/storage-thread.ts'

// node measure-storing.ts ADDRESS TOKEN ORDERS: fetches the answers first, then measures only what is made of them: text →
// JSON → orders → rows on the disk. Once into an empty store, once over the orders that are there. A page is written and one
// waits while the next is parsed, as a reading does it.

export interface StoringMeasured {
  readonly orders: number
  /** Milliseconds for all of them: parsed only, parsed and stored as new, parsed and stored once more. */
  readonly parsing: number
  readonly added: number
  readonly again: number
}

const [address = '', token = '', orders = '0'] = process.argv.slice(2)
const texts: string[] = []
for (let start = 0; start < Number(orders); start += 500) {
  const answer = await fetch(`${address}/api/v2/order/multi-get?start=${String(start)}&limit=500`, { headers: { authorization: `Bearer ${token}` } })
  texts.push(await answer.text())
}

const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
const storage = await openStorageOnThread(join(folder, 'packbench.db'), { path: join(import.meta.dirname, 'storage.worker.js'), now: Date.now, failed: (error) => { throw error } })
const id = await storage.connections.insert({ name: 'Bench', environment: 'custom', address, storeId: 's', clientId: 'c', color: 'blue', createdAt: Date.now() })
const scrub = scrubber([token])
// The client's own path, with an answer that is here already in the place of the wire.
let text = ''
const transport: Pick<Transport, 'read'> = {
  read: async (_path, _fields, take) => {
    const envelope = readEnvelope(text, scrub)
    const taken = envelope === null ? { unreadable: 'no answer' } : await take(envelope)
    return 'value' in taken ? { kind: 'ok', value: taken.value, requestId: null } : { kind: 'unreadable', message: taken.unreadable, requestId: null }
  }
}
const client = orderCalls(transport as Transport) // only read is called

async function pass(stored: boolean): Promise<number> {
  const began = performance.now()
  let storing: Promise<unknown> = Promise.resolve()
  let before: Promise<unknown> = Promise.resolve()
  for (const one of texts) {
    text = one
    const outcome = await client.listOrders('multi-get', { start: 0, limit: 500 })
    if (outcome.kind !== 'ok') throw new Error(`A page was ${outcome.kind}`)
    if (!stored) continue
    const { orders, unreadable } = outcome.value
    await before
    before = storing
    const asked = storage.orders.ask()
    storing = storing.then(() => storage.orders.take(id, orders, unreadable, asked))
  }
  await storing
  return performance.now() - began
}

const parsing = await pass(false)
const added = await pass(true)
// It follows new orders at leisure, and is measured by itself.
await storage.searchIndex.catchUp()
const result: StoringMeasured = { orders: Number(orders), parsing, added, again: await pass(true) }
await storage.close()
rmSync(folder, { recursive: true, force: true })
process.send?.(result)
