import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createConnections, type Connections, type ConnectionsOptions } from '../../../electron/connections/connections.ts'
import type { ConnectionStore, Protector } from '../../../electron/connections/connection-store.ts'
import { Trouble, type AppError } from '../../../electron/contract/result.ts'
import type { ConnectionForm } from '../../../electron/contract/schemas.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { startRehearsal, type Rehearsal } from '../../../electron/rehearsal/rehearsal.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { signInAt, type Choice } from '../../support/rehearsal-browser.ts'
import { received } from '../../support/orders.ts'
import { freePort } from '../../support/free-port.ts'
import { tempFolder } from '../../support/temp.ts'

/** A key store as a system has one: what it seals nobody reads. It can be taken away, locked, or ask for sealing anew. */
export class TestProtector implements Protector {
  kind: 'protected' | 'weak' | 'none' = 'protected'
  locked = false
  reseal = false
  seals = 0
  readonly #key = randomBytes(32)

  available(): Promise<'protected' | 'weak' | 'none'> {
    return Promise.resolve(this.kind)
  }

  seal(text: string): Promise<Uint8Array> {
    this.seals++
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
  }

  open(sealed: Uint8Array): Promise<{ text: string; reseal: boolean }> {
    if (this.locked) return Promise.reject(new Error('the keyring is locked'))
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
    return Promise.resolve({ text: Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'), reseal: this.reseal })
  }
}

export interface Desk {
  readonly connections: Connections
  readonly rehearsal: Rehearsal
  readonly store: ConnectionStore
  readonly protector: TestProtector
  readonly port: number
  /** What the person at the browser does, and where the browser was sent. */
  readonly browser: { choice: Choice | ((address: string) => Promise<unknown>); readonly opened: string[] }
  readonly clock: { ahead: number }
  readonly signedIn: number[]
  readonly form: (more?: Partial<ConnectionForm>) => ConnectionForm
  /** Everything that was logged or thrown, and every byte of the data folder's files. */
  readonly traces: () => string
  /** The program anew over the same data. */
  readonly restart: () => Promise<Connections>
  /** An order of a store, as a reading brings it. */
  readonly take: (id: ConnectionId) => Promise<unknown>
}

/** The store, but for what is done in its place. */
export function doing(store: ConnectionStore, own: Partial<ConnectionStore>): ConnectionStore {
  return new Proxy(store, {
    get: (its, name) => {
      const method: unknown = Reflect.get(own, name) ?? Reflect.get(its, name)
      return typeof method === 'function' ? (...given: unknown[]): unknown => Reflect.apply(method, its, given) : method
    }
  })
}

/** Connections over a real database and a real rehearsal server, with a browser that does as it is told. */
export async function startDesk(more: Partial<Omit<ConnectionsOptions, 'store'>> & { readonly wrapStore?: (store: ConnectionStore) => ConnectionStore } = {}): Promise<Desk> {
  const clock = { ahead: 0 }
  const now = (): number => Date.now() + clock.ahead
  const rehearsal = await startRehearsal({ folder: tempFolder(), port: 0, orders: 5, now })
  onTestFinished(() => rehearsal.stop())
  const file = join(tempFolder(), 'packbench.db')
  const storage = openStorage(file, { now, random: Math.random })
  onTestFinished(() => storage.close())
  const { wrapStore = (its: ConnectionStore) => its, ...options } = more
  const store = wrapStore(storage.connections)
  const protector = new TestProtector()
  const port = await freePort()
  const browser: Desk['browser'] = { choice: 'grant', opened: [] }
  const lines: string[] = []
  const failures: unknown[] = []
  onTestFinished(() => { expect(failures, 'what went wrong at the browser').toEqual([]) })
  const signedIn: number[] = []
  const log = (part: string, what: string, about?: unknown): void => { lines.push(JSON.stringify([part, what, about instanceof Error ? `${about.message} ${about.stack ?? ''}` : about])) }
  const start = (): Connections => createConnections({
    store, protector, now, redirectPort: () => port, random: randomBytes, userAgent: 'Packbench test', changed: () => undefined, signedIn: (id) => signedIn.push(id), log: { info: log, error: log }, retry: { attempts: 1 },
    readLogo: (file) => Promise.resolve(readLogo(file)),
    rehearsal: () => Promise.resolve({ address: rehearsal.address, app: rehearsal.app }),
    openExternal: (address) => {
      browser.opened.push(address)
      // As a real browser it goes its own way; the call only starts it.
      void (typeof browser.choice === 'function' ? browser.choice(address) : signInAt(address, browser.choice)).catch((error: unknown) => { failures.push(error) })
      return Promise.resolve()
    },
    ...options
  })
  let connections = start()
  onTestFinished(() => connections.stop())
  return {
    get connections() { return connections },
    rehearsal, store, protector, port, browser, clock, signedIn,
    form: (its = {}) => ({ name: 'Nordlicht', environment: 'rehearsal', address: '', storeId: rehearsal.app.storeId, clientId: rehearsal.app.clientId, secretKey: rehearsal.app.clientSecret, ...its }),
    traces: () => [...lines, ...readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name), 'latin1'))].join('\n'),
    take: (id) => storage.orders.take(id, [received('A1')], [], now()),
    restart: async () => {
      await connections.stop()
      connections = start()
      return connections
    }
  }
}

/** The Trouble that a promise ends with. */
export async function troubleOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then((value) => new Error(`it ended well: ${JSON.stringify(value)}`), (reason: unknown) => reason)
  if (!(error instanceof Trouble)) throw error
  return { code: error.code, params: error.params, detail: error.detail, requestId: error.requestId }
}

/** Waits until something is so. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!await condition()) await new Promise((resolve) => { setTimeout(resolve, 5) })
}
