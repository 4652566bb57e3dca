import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRehearsal } from '../../../electron/rehearsal/rehearsal.ts'
import { clientOf, clientWith, hour, rehearsal, store, temporaryFolder, type Client } from './signed-in-store.ts'

const dhl = { tracking_provider: 'DHL', shipping_time: '7-21', tracking_number: 'A1' }
const project = resolve(import.meta.dirname, '../../..')

interface Program { readonly child: ChildProcess; readonly address: string; readonly app: { readonly storeId: string; readonly clientId: string; readonly clientSecret: string } }

/** Runs `scripts/rehearsal.ts` until it has said where it is. */
async function program(folder: string, ...more: string[]): Promise<Program> {
  const child = spawn(join(project, 'node_modules/.bin/node'), [join(project, 'scripts/rehearsal.ts'), '--port=0', `--data=${folder}`, ...more], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for await (const part of child.stdout) {
    said += String(part)
    if (said.includes('data  ')) break
  }
  const value = (name: string): string => new RegExp(`^${name} +(\\S+)$`, 'm').exec(said)![1]!
  return { child, address: value('address'), app: { storeId: value('store id'), clientId: value('client id'), clientSecret: value('client secret') } }
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('what is kept', () => {
  it('outlives a restart: orders, log, application and sign-in', async () => {
    const { server, client, clock, folder } = await store()
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at)!.id
    await client.post('order/fulfill-one', { id, ...dhl })
    const [orders, log, app] = [server.orders(), server.requests(), server.app]
    await server.stop()
    const again = await rehearsal({ folder, now: clock.now })
    expect([again.orders(), again.requests(), again.app]).toEqual([orders, log, app])
    expect(await clientWith(again.address, client.token).order(id)).toMatchObject({ state: 'SHIPPED', tracking_number: 'A1' })
  })

  it('outlives the end of the process right after an answer, and one whose answer was lost', async () => {
    const folder = await temporaryFolder()
    const first = await program(folder)
    const client = await clientOf(first.address, first.app)
    const [a, b] = (await client.orders('order/get-fulfill?start=20&limit=2')).map((order) => String(order['order_id']))
    await client.post('order/fulfill-one', { id: a!, ...dhl })
    await fetch(`${first.address}/rehearsal/misbehave`, { method: 'POST', body: JSON.stringify({ fault: 'lost_answer', on: 'changes' }) })
    await expect(client.post('order/refund', { id: b!, reason_code: '1' })).rejects.toThrow()
    await killed(first.child)
    const second = await program(folder)
    const after = clientWith(second.address, client.token)
    expect(second.app).toEqual(first.app)
    expect([(await after.order(a!))['state'], (await after.order(b!))['state']]).toEqual(['SHIPPED', 'REFUNDED'])
    const log = (await (await fetch(`${second.address}/rehearsal/log`)).json()) as { kind: string; orderId: string; outcome: string; fault: string | null }[]
    expect(log.filter(({ kind }) => kind === 'change').map(({ orderId, outcome, fault }) => [orderId, outcome, fault])).toEqual([[a, 'done', null], [b, 'done', 'lost_answer']])
  })

  it('is kept whole through kills at any moment of many changes', async () => {
    const folder = await temporaryFolder()
    const answered = new Set<string>()
    let token: string | null = null
    for (let round = 1; round <= 3; round++) {
      const { child, address, app } = await program(folder)
      const client: Client = token === null ? await clientOf(address, app) : clientWith(address, token)
      token = client.token
      const ids = (await client.orders('order/get-fulfill?start=8&limit=60')).map((order) => String(order['order_id']))
      const end = once(child, 'exit')
      const lane = async (): Promise<void> => {
        for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
          const sent = await client.post('order/fulfill-one', { id, ...dhl, tracking_number: `N${id}` }).then(({ status }) => status, () => 'cut')
          if (sent === 'cut') return
          answered.add(id)
          if (answered.size === round * 9) child.kill('SIGKILL')
        }
      }
      await Promise.all([lane(), lane(), lane(), lane()])
      await end
    }
    expect(answered.size).toBeGreaterThanOrEqual(27)
    const { address } = await program(folder)
    const truth = (await (await fetch(`${address}/rehearsal/orders`)).json()) as { id: string; state: string; shipment: { trackingNumber: string } | null }[]
    expect(truth).toHaveLength(150)
    for (const id of answered) expect(truth.find((order) => order.id === id)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: `N${id}` } })
    const log = (await (await fetch(`${address}/rehearsal/log`)).json()) as { kind: string; orderId: string; outcome: string }[]
    const changed = log.filter(({ kind, outcome }) => kind === 'change' && outcome === 'done').map(({ orderId }) => orderId)
    expect(changed.toSorted()).toEqual(truth.filter(({ shipment }) => shipment?.trackingNumber.startsWith('N')).map(({ id }) => id).toSorted())
  })

  it('ends with SIGTERM, and refuses what it cannot read', async () => {
    const { child } = await program(await temporaryFolder(), '--orders=3')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    const wrong = spawn(join(project, 'node_modules/.bin/node'), [join(project, 'scripts/rehearsal.ts'), '--port=banana'], { stdio: ['ignore', 'ignore', 'pipe'] })
    const [[code], said] = await Promise.all([once(wrong, 'exit'), wrong.stderr.toArray()])
    expect([code, String(said)]).toEqual([1, '--port takes a number from 0 to 65535, not "banana"\n'])
  })
})

describe('a reset', () => {
  it('makes the demo store anew, deadlines from now, and leaves the sign-in', async () => {
    const { server, client, clock } = await store()
    const before = new Map(server.orders().map((order) => [order.id, order]))
    const id = server.orders().find(({ state, dueAt }) => state === 'APPROVED' && dueAt > clock.at)!.id
    await client.post('order/fulfill-one', { id, ...dhl })
    server.misbehave({ fault: 'error_500', on: 'any', times: 5, seconds: 0 })
    clock.pass(300 * hour)
    await server.reset()
    expect(server.state()).toMatchObject({ orders: 150, faults: [], requests: [] })
    expect(server.requests()).toEqual([])
    for (const order of server.orders()) expect([order.state, order.dueAt]).toEqual([before.get(order.id)!.state, before.get(order.id)!.dueAt + 300 * hour])
    expect((await client.order(id))['state']).toBe('APPROVED')
  })

  it('shows every order to a client that asks what has changed', async () => {
    const { server, client, clock } = await store()
    clock.pass(hour)
    await server.reset()
    expect(await client.orders('order/multi-get?limit=500&since=2026-08-01T13:00:00')).toHaveLength(150)
  })
})

describe('starting', () => {
  it('says what to do where the port is taken', async () => {
    const first = await rehearsal()
    const port = Number(new URL(first.address).port)
    await expect(startRehearsal({ folder: await temporaryFolder(), port })).rejects.toThrow(`127.0.0.1:${port}: another program has the port; stop it, or choose another port`)
  })

  it('says what to do where another server has the folder, which goes on undisturbed', async () => {
    const { client, folder } = await store()
    await expect(startRehearsal({ folder, port: 0 })).rejects.toThrow('another rehearsal server has it open; stop that one, or name another folder')
    expect((await client.get('auth_test')).status).toBe(200)
  })

  it('says what to do where the file is damaged', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'rehearsal.sqlite'), 'this is not a database, it never was one, and it will not become one')
    await expect(startRehearsal({ folder, port: 0 })).rejects.toThrow('delete the file to start with a fresh demo store')
  })

  it('lets the process end once it is stopped, although a request was being delayed for minutes', async () => {
    const program = `
      const { startRehearsal } = await import(${JSON.stringify(pathToFileURL(join(project, 'electron/rehearsal/rehearsal.ts')).href)})
      const server = await startRehearsal({ folder: ${JSON.stringify(await temporaryFolder())}, port: 0, orders: 3 })
      server.misbehave({ fault: 'delay', on: 'any', times: 1, seconds: 600 })
      const sent = fetch(server.address + '/api/v2/auth_test').catch(() => console.log('cut'))
      while (server.state().faults.length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await server.stop()
      await sent`
    const child = spawn(join(project, 'node_modules/.bin/node'), ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [said, [code]] = await Promise.all([child.stdout.toArray(), once(child, 'exit')])
    expect([String(said), code]).toEqual(['cut\n', 0])
  }, 20_000)

  it('stops twice, and then answers no more', async () => {
    const { server } = await store()
    await server.stop()
    await server.stop()
    expect(server.state()).toMatchObject({ running: false, address: null })
    await expect(fetch(`${server.address}/rehearsal/state`)).rejects.toThrow()
  })
})
