import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startRehearsal } from '../electron/rehearsal/rehearsal.ts'

const usage = `Runs the rehearsal server, a Joom of one's own, until it is interrupted.
  --port=NUMBER    port on 127.0.0.1, 0 for any (41918)
  --data=FOLDER    where its state is kept (.cache/rehearsal in the project)
  --orders=NUMBER  orders of a fresh demo store (150)
  --settle=SECONDS how long readings do not see an accepted change (0)
  --latency=MS     how long after its request every answer leaves (0)
  --limits         refuse more than 2000 requests, or 50 listings, a minute
`

const project = resolve(import.meta.dirname, '..')

function numberOf(name: string, text: string, max: number): number {
  const number = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || number > max) throw new Error(`--${name} takes a number from 0 to ${max}, not "${text}"`)
  return number
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '41918' }, data: { type: 'string', default: join(project, '.cache/rehearsal') }, orders: { type: 'string', default: '150' },
      settle: { type: 'string', default: '0' }, latency: { type: 'string', default: '0' }, limits: { type: 'boolean', default: false }, help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return void process.stdout.write(usage)
  const rehearsal = await startRehearsal({
    folder: resolve(values.data), port: numberOf('port', values.port, 65_535), orders: numberOf('orders', values.orders, 100_000), settleMs: numberOf('settle', values.settle, 3600) * 1000,
    latencyMs: numberOf('latency', values.latency, 60_000), pictures: join(project, 'resources/rehearsal/pictures'), log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`), ...(values.limits && { limits: { requests: 2000, lists: 50 } })
  })
  const { address, app } = rehearsal
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void rehearsal.stop().then(() => process.exit(0)))
  process.stdout.write(`address        ${address}\nstore id       ${app.storeId}\nclient id      ${app.clientId}\nclient secret  ${app.clientSecret}\ncontrol        ${address}/rehearsal/state\ndata           ${resolve(values.data)}\n`)
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
