import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { mostStores } from '../electron/rehearsal/demo-store.ts'
import { parseQuirks } from '../electron/rehearsal/quirks.ts'
import { startRehearsal, type Rehearsal } from '../electron/rehearsal/rehearsal.ts'

const usage = `Runs the rehearsal server, a Joom of one's own, until it is interrupted.
  --port=NUMBER    port on 127.0.0.1, 0 for any (41918)
  --data=FOLDER    where its state is kept (.cache/rehearsal in the project)
  --orders=NUMBER  orders of a fresh demo store, up to 100000 (150)
  --stores=NUMBER  so many different stores side by side, up to 20 (1): the first has the port and the folder,
                   the others the ports that follow and the folders store-2, store-3, ... in it
  --settle=SECONDS how long readings do not see an accepted change (0)
  --review=SECONDS how long a new product waits until it is approved (60)
  --quirks=NAMES   habits of the real Joom that answers show: all, none, or some of their names (none)
  --latency=MS     how long after its request every answer leaves (0)
  --clock=SECONDS  how far the server's clock is ahead of this computer's; negative: behind (0)
  --limits         refuse more than 2000 requests, or 50 listings, a minute
`

const project = resolve(import.meta.dirname, '..')

function numberOf(name: string, text: string, max: number, min = 0): number {
  const number = Number(text)
  if (!/^-?\d+(\.\d+)?$/.test(text) || number > max || number < min) throw new Error(`--${name} takes a number from ${min} to ${max}, not "${text}"`)
  return number
}

function tell({ name, address, app }: Rehearsal, folder: string): void {
  process.stdout.write(`store          ${name}\naddress        ${address}\nstore id       ${app.storeId}\nclient id      ${app.clientId}\nclient secret  ${app.clientSecret}\ncontrol        ${address}/rehearsal/state\ndata           ${folder}\n`)
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '41918' }, data: { type: 'string', default: join(project, '.cache/rehearsal') }, orders: { type: 'string', default: '150' }, stores: { type: 'string', default: '1' },
      settle: { type: 'string', default: '0' }, review: { type: 'string', default: '60' }, quirks: { type: 'string', default: 'none' }, latency: { type: 'string', default: '0' }, clock: { type: 'string', default: '0' }, limits: { type: 'boolean', default: false }, help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return void process.stdout.write(usage)
  const port = numberOf('port', values.port, 65_535)
  const stores = numberOf('stores', values.stores, mostStores, 1)
  const quirks = parseQuirks(values.quirks)
  if (typeof quirks === 'string') throw new Error(`--quirks: ${quirks}`)
  const options = {
    orders: numberOf('orders', values.orders, 100_000), settleMs: numberOf('settle', values.settle, 3600) * 1000, reviewMs: numberOf('review', values.review, 1e6) * 1000, latencyMs: numberOf('latency', values.latency, 60_000),
    aheadMs: numberOf('clock', values.clock, 1e9, -1e9) * 1000, pictures: join(project, 'resources/rehearsal/pictures'), quirks, ...(values.limits && { limits: { requests: 2000, lists: 50 } })
  }
  const running: Rehearsal[] = []
  const stop = (): Promise<unknown> => Promise.all(running.map((rehearsal) => rehearsal.stop()))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)))
  try {
    for (let store = 1; store <= stores; store++) {
      const folder = store === 1 ? resolve(values.data) : resolve(values.data, `store-${store}`)
      const of = stores === 1 ? '' : `${store} `
      const rehearsal = await startRehearsal({ ...options, store, folder, port: port === 0 ? 0 : port + store - 1, log: (line) => process.stderr.write(`${new Date().toISOString()} ${of}${line}\n`) })
      running.push(rehearsal)
      if (store > 1) process.stdout.write('\n')
      tell(rehearsal, folder)
    }
  } catch (error) {
    await stop()
    throw error
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
