import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientOf, clientWith, rehearsal, temporaryFolder } from './signed-in-store.ts'

const project = resolve(import.meta.dirname, '../../..')

describe('several stores', () => {
  it('stand side by side in one process, each with a name, ids, people and sign-ins of its own', async () => {
    const servers = await Promise.all([1, 2, 3, 4, 5].map((store) => rehearsal({ store })))
    const distinct = (values: readonly unknown[]): number => new Set(values).size
    expect(distinct(servers.map(({ name }) => name))).toBe(5)
    expect(distinct(servers.map(({ address }) => address))).toBe(5)
    expect(distinct(servers.flatMap(({ app }) => [app.storeId, app.clientId, app.clientSecret]))).toBe(15)
    const orders = servers.flatMap((server) => server.orders())
    expect([orders.length, distinct(orders.map(({ id }) => id)), distinct(orders.map(({ buyerId }) => buyerId))]).toEqual([750, 750, 5 * distinct(servers[0]!.orders().map(({ buyerId }) => buyerId))])
    const addresses = servers.map((server) => new Set(server.orders().map(({ shipTo }) => JSON.stringify(shipTo))))
    expect(distinct(addresses.flatMap((some) => [...some]))).toBe(addresses.reduce((sum, { size }) => sum + size, 0))
    for (const server of servers) expect(server.orders().filter(({ state }) => state === 'APPROVED').length).toBeGreaterThan(100)

    const [first, second] = [await clientOf(servers[0]!.address, servers[0]!.app), await clientOf(servers[1]!.address, servers[1]!.app)]
    expect((await clientWith(servers[1]!.address, first.token).get('auth_test')).status).toBe(401)
    const id = servers[1]!.orders()[50]!.id
    expect([(await first.get(`order?id=${id}`)).status, (await second.get(`order?id=${id}`)).status]).toEqual([404, 200])
  })

  it('are the same after a restart, and keep their name on the sign-in page', async () => {
    const folder = await temporaryFolder()
    const server = await rehearsal({ folder, store: 3 })
    const orders = server.orders()
    await server.stop()
    const again = await rehearsal({ folder, store: 3 })
    expect([again.orders(), again.name]).toEqual([orders, 'Tall Pines'])
    const page = await (await fetch(`${again.address}/api/v2/oauth/authorize?client_id=${again.app.clientId}`)).text()
    expect(page).toContain('Log in to Tall Pines')
  })

  it.each([0, 21, 1.5])('has no store %d', async (store) => {
    await expect(rehearsal({ store })).rejects.toThrow('numbered from 1 to 20')
  })

  it('are asked for with flags that --help explains, each that the documentation shows', async () => {
    const child = spawn(join(project, 'node_modules/.bin/node'), [join(project, 'scripts/rehearsal.ts'), '--help'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const help = String(Buffer.concat(await child.stdout.toArray() as Buffer[]))
    const [shown = ''] = /^npm run rehearsal -- .*$/m.exec(readFileSync(join(project, 'docs/rehearsal.md'), 'utf8')) ?? []
    const flags = (text: string, before: RegExp): string[] => [...text.matchAll(before)].map(([, flag]) => flag!).toSorted()
    expect(flags(help, /^ {2}(--[a-z]+)/gm)).toEqual(flags(shown, / (--[a-z]+)/g))
  })

  it('come from one command, one port after the other', async () => {
    const data = await temporaryFolder()
    const child = spawn(join(project, 'node_modules/.bin/node'), [join(project, 'scripts/rehearsal.ts'), '--port=0', '--stores=5', '--orders=10', '--clock=3600', `--data=${data}`], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    for await (const part of child.stdout) {
      said += String(part)
      if (said.match(/^data /gm)?.length === 5) break
    }
    const addresses = [...said.matchAll(/^address +(\S+)$/gm)].map(([, address]) => address!)
    const lists = await Promise.all(addresses.map(async (address) => (await (await fetch(`${address}/rehearsal/orders`)).json()) as { id: string }[]))
    expect(new Set(lists.flat().map(({ id }) => id)).size).toBe(50)
    expect([...said.matchAll(/^store {2,}(\S.*)$/gm)].map(([, name]) => name)).toEqual(['Demo store', 'Harbour Lane', 'Tall Pines', 'Old Mill', 'Corner Room'])
    const date = Date.parse((await fetch(`${addresses[4]!}/rehearsal/state`)).headers.get('date') ?? '')
    expect(Math.round((date - Date.now()) / 60_000)).toBe(60)
  })
})
