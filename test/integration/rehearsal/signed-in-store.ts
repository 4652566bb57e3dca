import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { App } from '../../../electron/rehearsal/accounts.ts'
import { startRehearsal, type Rehearsal, type RehearsalOptions } from '../../../electron/rehearsal/rehearsal.ts'
import { signInAt, type Choice } from '../../support/rehearsal-browser.ts'

export const noon = Date.UTC(2026, 7, 1, 12)
export const hour = 3_600_000

/** A clock that goes when it is told to. */
export class Clock {
  at = noon
  readonly now = (): number => this.at
  pass(ms: number): void {
    this.at += ms
  }
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A server that ends with the test. */
export async function rehearsal(options: Partial<RehearsalOptions> = {}): Promise<Rehearsal> {
  const started = await startRehearsal({ folder: options.folder ?? (await temporaryFolder()), port: 0, ...options })
  onTestFinished(() => started.stop())
  return started
}

/** The application's end of a sign-in: its address for redirects, and what has arrived there. */
export async function application(): Promise<{ readonly redirect: string; readonly arrived: URL[] }> {
  const arrived: URL[] = []
  const server = createServer((request, response) => {
    arrived.push(new URL(request.url ?? '/', 'http://127.0.0.1'))
    response.end('You may close this window.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // A listening TCP server has an address of this shape.
  return { redirect: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, arrived }
}

export interface Answer { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }
export type Json = Record<string, unknown>

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json }
}

export async function post(address: string, path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  return answerOf(await fetch(address + path, { method: 'POST', body: new URLSearchParams(form), headers }))
}
export async function get(address: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return answerOf(await fetch(address + path, { headers }))
}

/** Goes the whole way through the browser. @returns the code, or `null` where none came back */
export async function codeFor(address: string, app: Pick<App, 'clientId'>, choice: Choice = 'grant'): Promise<{ readonly code: string | null; readonly redirect: string; readonly arrived: URL | undefined }> {
  const { redirect, arrived } = await application()
  const query = new URLSearchParams({ client_id: app.clientId, response_type: 'code', redirect_uri: redirect, state: 'st&te' })
  await signInAt(`${address}/api/v2/oauth/authorize?${query}`, choice)
  return { code: arrived[0]?.searchParams.get('code') ?? null, redirect, arrived: arrived[0] }
}

export interface Tokens { readonly access_token: string; readonly refresh_token: string; readonly expires_in: number; readonly expiry_time: number; readonly merchant_user_id: string }

export async function tokensFor(address: string, app: App): Promise<Tokens> {
  const { code, redirect } = await codeFor(address, app)
  const { body } = await post(address, '/api/v2/oauth/access_token', { client_id: app.clientId, client_secret: app.clientSecret, grant_type: 'authorization_code', code: code ?? '', redirect_uri: redirect })
  return body['data'] as Tokens
}

/** A signed-in client of a store. */
export interface Client {
  readonly token: string
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, form: Record<string, string>) => Promise<Answer>
  readonly order: (id: string) => Promise<Json>
  readonly orders: (path: string) => Promise<Json[]>
}

export async function clientOf(address: string, app: App): Promise<Client> {
  return clientWith(address, (await tokensFor(address, app)).access_token)
}

export function clientWith(address: string, token: string): Client {
  const headers = { authorization: `Bearer ${token}` }
  const entity = (wrapped: unknown): Json => (wrapped as { Order: Json }).Order
  const client: Client = {
    token,
    get: (path) => get(address, `/api/v2/${path}`, headers),
    post: (path, form) => post(address, `/api/v2/${path}`, form, headers),
    order: async (id) => entity((await client.get(`order?id=${id}`)).body['data']),
    orders: async (path) => ((await client.get(path)).body['data'] as unknown[]).map(entity)
  }
  return client
}

/** A server with a demo store, and a client that is signed in. */
export async function store(options: Partial<RehearsalOptions> = {}): Promise<{ readonly server: Rehearsal; readonly client: Client; readonly clock: Clock; readonly folder: string }> {
  const clock = new Clock()
  const folder = options.folder ?? (await temporaryFolder())
  const server = await rehearsal({ now: clock.now, ...options, folder })
  return { server, client: await clientOf(server.address, server.app), clock, folder }
}
