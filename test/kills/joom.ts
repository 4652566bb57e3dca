import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Elsewhere } from '../../electron/rehearsal/elsewhere.ts'
import type { Misbehaviour } from '../../electron/rehearsal/faults.ts'
import type { LogEntry } from '../../electron/rehearsal/request-log.ts'
import type { OrderFacts } from '../../electron/rehearsal/store-order.ts'
import { at } from '../../scripts/project.mjs'

/** A rehearsal server in a process of its own: it lives on, whatever happens to Packbench, and its log is the judge. */
export interface Joom {
  readonly address: string
  readonly clientId: string
  readonly secretKey: string
  readonly misbehave: (what: Misbehaviour) => Promise<void>
  readonly behave: () => Promise<void>
  /** @returns whether the order's state allowed it */
  readonly elsewhere: (what: Elsewhere) => Promise<boolean>
  readonly orders: () => Promise<readonly OrderFacts[]>
  readonly log: () => Promise<readonly LogEntry[]>
  readonly stop: () => Promise<void>
}

/** Starts a store with so many orders whose changes show late. @throws where the server does not start */
export async function startJoom(folder: string, orders: number, settleSeconds: number): Promise<Joom> {
  const server = spawn(process.execPath, [at('scripts', 'rehearsal.ts'), '--port=0', `--data=${folder}`, `--orders=${String(orders)}`, `--settle=${String(settleSeconds)}`], { stdio: ['ignore', 'pipe', 'ignore'] })
  const end = (): void => { server.kill('SIGKILL') }
  process.once('exit', end)
  const told = new Map<string, string>()
  for await (const line of createInterface({ input: server.stdout })) {
    const [, name = '', value = ''] = /^(.*?) {2,}(.*)$/.exec(line) ?? []
    told.set(name, value)
    if (name === 'data') break
  }
  const address = told.get('address')
  if (address === undefined) throw new Error('The rehearsal server does not start')
  const control = async (path: string, init?: RequestInit): Promise<Response> => fetch(`${address}/rehearsal/${path}`, init)
  const post = (path: string, body: unknown): Promise<Response> => control(path, { method: 'POST', body: JSON.stringify(body) })
  const well = async (answer: Promise<Response>): Promise<Response> => {
    const response = await answer
    if (!response.ok) throw new Error(await response.text())
    return response
  }
  return {
    address, clientId: told.get('client id') ?? '', secretKey: told.get('client secret') ?? '',
    misbehave: async (what) => { await well(post('misbehave', what)) },
    behave: async () => { await well(post('behave', {})) },
    elsewhere: async (what) => (await post('elsewhere', what)).ok,
    orders: async () => (await well(control('orders'))).json() as Promise<readonly OrderFacts[]>, // the control address's promise
    log: async () => (await well(control('log'))).json() as Promise<readonly LogEntry[]>, // the control address's promise
    stop: async () => {
      process.off('exit', end)
      const exit = once(server, 'exit')
      server.kill()
      await exit
    }
  }
}
