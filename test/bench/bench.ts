import { cpus, release, totalmem } from 'node:os'
import { measured, withServer } from './children.ts'
import { measurePaper } from './paper/measure-paper.ts'
import { measureFirstSheet } from './measure-first-sheet.ts'
import { measureStarts } from './measure-start.ts'
import type { OutboxMeasured } from './measure-outbox.ts'
import type { StoringMeasured } from './measure-storing.ts'
import type { SyncMeasured } from './measure-sync.ts'

// npm run bench [-- PART …]: the figures of docs/performance.md, or those of some parts (outbox, reading, storing, starts, paper, first), measured now. Each
// measurement has a process of its own, and so has the server. Ends with 1 where a figure is not reached.

const orders = 20_000
const figures: { readonly what: string; readonly is: string; readonly wanted: string; readonly reached: boolean }[] = []
const say = (what: string, is: number, least: number | null, most: number | null, unit = ''): void => {
  const short = (n: number): string => (Math.abs(n) >= 100 ? Math.round(n).toLocaleString('en') : n.toFixed(2))
  figures.push({ what, is: `${short(is)}${unit}`, wanted: least !== null ? `≥ ${short(least)}${unit}` : most !== null ? `≤ ${short(most)}${unit}` : '', reached: (least === null || is >= least) && (most === null || is <= most) })
}
const ms = ' ms'

/** Reads the store with so many pages side by side at most. @returns how long it took */
async function syncAt(latency: number, pages: number): Promise<number> {
  let took = 0
  await withServer(orders, latency, async ({ address, token, ids }) => {
    const elsewhere = ids.filter(({ state }) => state === 'APPROVED').slice(0, 10).map(({ id }) => id)
    const { whole, changes, indexing, indexDelay } = await measured<SyncMeasured>('measure-sync.js', address, token, pages, ...elsewhere)
    took = whole.took
    if (whole.orders !== orders) throw new Error(`${String(whole.orders)} of ${String(orders)} orders came`)
    if (whole.parallel > pages) throw new Error(`${String(whole.parallel)} pages were asked for side by side, ${String(pages)} are allowed`)
    const { took: plain } = await measured<{ took: number }>('measure-ideal.js', address, token, whole.parallel, ...whole.lists)
    const named = (what: string): string => `${String(latency)} ms, ${pages === 1 ? 'one page at a time' : `up to ${String(pages)} pages`}: ${what}`
    const ideal = Math.ceil(whole.lists.length / whole.parallel) * latency
    const wanted = pages === 1 ? 1.15 : null
    say(named('list calls'), whole.lists.length, null, null)
    if (pages > 1) say(named('most of them side by side'), whole.parallel, null, pages)
    say(named('reading everything'), took, null, null, ms)
    say(named('of it the processor'), whole.cpu, null, null, ms)
    say(named('ideal: calls ÷ side by side × latency'), ideal, null, null, ms)
    say(named('the plainest client, same calls'), plain, null, null, ms)
    say(named('÷ ideal'), took / ideal, null, wanted)
    say(named('÷ the plainest client'), took / plain, null, wanted)
    say(named('longest the loop was held'), whole.delay, null, 50, ms)
    say(named('memory of the process'), whole.memory / 2 ** 20, null, 250, ' MiB')
    say(named('search index behind, then'), indexing, null, null, ms)
    say(named('longest the loop was held by it'), indexDelay, null, 50, ms)
    say(named(`changes found of ${String(elsewhere.length)}`), changes.found, elsewhere.length, null)
    say(named('requests for them'), changes.lists.length, null, 2)
    say(named('time for them ÷ latency'), changes.took / latency, null, 2)
    say(named('longest the loop was held by them'), changes.delay, null, 50, ms)
  })
  return took
}

async function outboxAt(latency: number, count: number): Promise<void> {
  await withServer(3 * count, latency, async ({ address, token, ids }) => {
    const { accepting, acceptDelay, sent, lists, singles, parallel, attempts, begun, ended, done, ...sending } = await measured<OutboxMeasured>('measure-outbox.js', address, token, count)
    // Of the same store, others as many: the server has as much to do for them.
    const others = ids.filter(({ id, state }) => state === 'APPROVED' && !sent.includes(id)).slice(0, count)
    const changes = others.map(({ id }, i) => `POST order/fulfill-one?${new URLSearchParams({ id, tracking_provider: 'China Post', tracking_number: `PLAIN${String(i)}`, shipping_time: '7-21' }).toString()}`)
    const calls = [...lists, ...changes]
    const { took: plain, good } = await measured<{ took: number; good: number }>('measure-ideal.js', address, token, parallel, ...calls)
    if (good !== lists.length + count) throw new Error(`${String(good)} calls of the plainest client were answered well`)
    const named = (what: string): string => `outbox: ${what}`
    say(named(`accepting ${count.toLocaleString('en')} confirmations`), accepting, null, 1000, ms)
    say(named('longest the loop was held by it'), acceptDelay, null, 50, ms)
    say(named('most changes side by side'), parallel, null, 4)
    say(named('lists to read the orders again'), lists.length, null, null)
    say(named('single orders read again'), singles, null, null)
    say(named(`sending ${count.toLocaleString('en')}`), sending.sending, null, null, ms)
    say(named('of it the processor'), sending.cpu, null, null, ms)
    const ideal = Math.ceil(calls.length / parallel) * latency
    say(named('ideal: calls ÷ side by side × latency'), ideal, null, null, ms)
    say(named('the plainest client, as many calls'), plain, null, null, ms)
    say(named('÷ ideal'), sending.sending / ideal, null, null)
    say(named('÷ the plainest client'), sending.sending / plain, null, 1.15)
    say(named('longest the loop was held meanwhile'), sending.delay, null, null, ms)
    for (const [what, is] of [['attempts accepted', attempts], ['attempts begun in the history', begun], ['attempts ended there', ended], ['commands done', done]] as const) say(named(what), is, count, count)
  })
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  outbox: () => outboxAt(50, 1000),
  reading: async () => {
    const one = await syncAt(50, 1)
    say('50 ms: up to 6 pages side by side ÷ one at a time', await syncAt(50, 6) / one, null, 1.1)
    await syncAt(500, 6)
  },
  storing: () => withServer(orders, 0, async ({ address, token }) => {
    const { parsing, added, again } = await measured<StoringMeasured>('measure-storing.js', address, token, orders)
    say('parsing alone', orders / parsing * 1000, null, null, ' orders/s')
    say('parsing and storing new orders', orders / added * 1000, 10_000, null, ' orders/s')
    say('parsing and storing known orders again', orders / again * 1000, 10_000, null, ' orders/s')
  }),
  starts: async () => {
    const starts = await measureStarts(100_000, 50_000)
    say('start with an empty data folder', starts.empty, null, null, ms)
    say('start with 100,000 orders, 50,000 commands ÷ that', starts.full / starts.empty, null, 1.3)
  },
  paper: () => measurePaper(say, (sentence) => { process.stdout.write(`${sentence}\n`) }),
  // 1,000 of them are to be shipped.
  first: () => withServer(1250, 50, async (server) => {
    const { orders: slips, first, later, shortest, made } = await measureFirstSheet(server)
    const named = (what: string): string => `first sheet of ${slips.toLocaleString('en')}: ${what}`
    say(named('on the screen, the first time'), first, null, 300, ms)
    say(named('on the screen, median of later ones'), later, null, 300, ms)
    say(named('the shortest of these'), shortest, null, null, ms)
    say(named('all of them made, median'), made, null, null, ms)
  })
}
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => parts[name] === undefined)
if (unknown !== undefined) throw new Error(`There is no part “${unknown}”: ${Object.keys(parts).join(', ')}`)
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part()

const [cpu] = cpus()
process.stdout.write(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpu?.model.trim() ?? ''} × ${String(cpus().length)}, ${String(Math.round(totalmem() / 2 ** 30))} GiB, ${process.platform} ${release()}\n\n`)
for (const { what, is, wanted, reached } of figures) process.stdout.write(`${wanted === '' ? ' ' : reached ? '✓' : '✗'} ${what.padEnd(56)} ${is.padStart(18)}  ${wanted}\n`)
process.exitCode = figures.every(({ reached }) => reached) ? 0 : 1
