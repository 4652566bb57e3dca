import { expect } from 'vitest'
import type { LogEntry } from '../../electron/rehearsal/request-log.ts'
import type { Misbehaviour } from '../../electron/rehearsal/faults.ts'
import type { RehearsalState } from '../../electron/rehearsal/rehearsal.ts'
import type { OrderFacts } from '../../electron/rehearsal/store-order.ts'

/** What the rehearsal server has, asked at its control address: the judge of what the app believes. */
export interface Truth {
  readonly orders: () => Promise<readonly OrderFacts[]>
  readonly order: (id: string) => Promise<OrderFacts>
  readonly log: () => Promise<readonly LogEntry[]>
  readonly state: () => Promise<RehearsalState>
  readonly misbehave: (what: Misbehaviour) => Promise<void>
}

/** @param address of the server, such as `http://127.0.0.1:41918` */
export function truthAt(address: string): Truth {
  const control = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${address}/rehearsal/${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const orders = (): Promise<readonly OrderFacts[]> => control('orders') as Promise<readonly OrderFacts[]> // the control address's promise
  return {
    orders,
    order: async (id) => {
      const found = (await orders()).find((order) => order.id === id)
      if (!found) throw new Error(`The server has no order ${id}`)
      return found
    },
    log: () => control('log') as Promise<readonly LogEntry[]>, // the control address's promise
    state: () => control('state') as Promise<RehearsalState>, // the control address's promise
    misbehave: async (what) => { await control('misbehave', { method: 'POST', body: JSON.stringify(what) }) }
  }
}

/** The changes that were truly made to an order, oldest first: the last part of their address. */
export function made(log: readonly LogEntry[], orderId: string): string[] {
  return log.filter((entry) => entry.kind === 'change' && entry.orderId === orderId && entry.outcome === 'done').map(({ path }) => path.replace(/^.*\//, ''))
}

/** No change was asked for again once it was made, not even in vain: the promise, as the server saw it. */
export function expectNothingTwice(log: readonly LogEntry[]): void {
  const done = new Set<string>()
  const again: string[] = []
  for (const { kind, path, orderId, parameters, outcome } of log) {
    if (kind !== 'change') continue
    const change = `${path} ${orderId ?? ''} ${JSON.stringify(parameters)}`
    if (done.has(change)) again.push(change)
    if (outcome === 'done') done.add(change)
  }
  expect(again).toEqual([])
}
