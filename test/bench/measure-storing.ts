import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orderCalls } from '../../electron/joom/orders.ts'
import { readEnvelope } from '../../electron/joom/envelope.ts'
import { scrubber } from '../../electron/joom/scrub.ts'
import type { Transport } from '../../electron/joom/transport.ts'
import { openStorage } from '../../electron/storage/storage.ts'

// node measure-storing.ts ADDRESS TOKEN ORDERS: fetches the answers first, then measures only what is made of them: text →
// JSON → orders → rows on the disk. Once into an empty store, once over the orders that are there.

export interface StoringMeasured {
  readonly orders: number
  /** Milliseconds for all of them. */
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
const storage = openStorage(join(folder, 'packbench.db'), { now: Date.now, random: Math.random, failed: (error) => { throw error }, checkpoints: join(import.meta.dirname, '../../electron/storage/checkpoint.worker.ts') })
const id = await storage.connections.insert({ name: 'Bench', environment: 'custom', address, storeId: 's', clientId: 'c', color: 'blue', createdAt: Date.now() })
const scrub = scrubber([token])
// The client's own path, with an answer that is here already in the place of the wire.
let text = ''
const transport: Pick<Transport, 'read'> = {
  read: (_path, _fields, take) => {
    const envelope = readEnvelope(text, scrub)
    const taken = envelope === null ? { unreadable: 'no answer' } : take(envelope)
    return Promise.resolve('value' in taken ? { kind: 'ok', value: taken.value, requestId: null } : { kind: 'unreadable', message: taken.unreadable, requestId: null })
  }
}
const client = orderCalls(transport as Transport) // only read is called

async function pass(): Promise<{ parsing: number; storing: number }> {
  let parsing = 0
  let storing = 0
  for (const one of texts) {
    text = one
    const began = performance.now()
    const outcome = await client.listOrders('multi-get', { start: 0, limit: 500 })
    const parsed = performance.now()
    if (outcome.kind !== 'ok') throw new Error(`A page was ${outcome.kind}`)
    const asked = storage.orders.ask()
    await storage.orders.take(id, outcome.value.orders, outcome.value.unreadable, asked.at, asked.nth)
    parsing += parsed - began
    storing += performance.now() - parsed
  }
  return { parsing, storing }
}

const first = await pass()
const second = await pass()
await storage.close()
rmSync(folder, { recursive: true, force: true })
const result: StoringMeasured = { orders: Number(orders), parsing: first.parsing, added: first.storing, again: second.parsing + second.storing }
process.send?.(result)
