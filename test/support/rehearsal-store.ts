import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { NoAccessToken } from '../../electron/joom/no-access-token.ts'
import { createJoomClient, type JoomClient } from '../../electron/joom/client.ts'
import { startRehearsal, type Rehearsal, type RehearsalOptions } from '../../electron/rehearsal/rehearsal.ts'
import { signInAt } from './rehearsal-browser.ts'
import { tempFolder } from './temp.ts'

/** An access token for the rehearsal store, got as any program gets one: login, consent, code. */
export async function accessTokenOf(rehearsal: Pick<Rehearsal, 'address' | 'app'>): Promise<string> {
  const listener = createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  onTestFinished(() => { listener.close() })
  const redirect = `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}/callback` // a listening TCP server has a port
  const query = new URLSearchParams({ client_id: rehearsal.app.clientId, response_type: 'code', redirect_uri: redirect, state: randomUUID() })
  const sentTo = await signInAt(`${rehearsal.address}/api/v2/oauth/authorize?${query.toString()}`, 'grant')
  const code = new URL(sentTo ?? '').searchParams.get('code') ?? ''
  const answer = await fetch(`${rehearsal.address}/api/v2/oauth/access_token`, {
    method: 'POST', body: new URLSearchParams({ client_id: rehearsal.app.clientId, client_secret: rehearsal.app.clientSecret, grant_type: 'authorization_code', code, redirect_uri: redirect })
  })
  // The rehearsal's own answer to a right code.
  const { data } = await answer.json() as { data: { access_token: string } }
  return data.access_token
}

/** A running rehearsal store of the test's own, and a client that is signed in there. */
export async function rehearsalStore(options: Partial<RehearsalOptions> = {}): Promise<{ readonly rehearsal: Rehearsal; readonly client: JoomClient; readonly token: string }> {
  const rehearsal = await startRehearsal({ folder: tempFolder(), port: 0, pictures: resolve(import.meta.dirname, '../../resources/rehearsal/pictures'), ...options })
  onTestFinished(() => rehearsal.stop())
  const token = await accessTokenOf(rehearsal)
  const client = createJoomClient({ address: rehearsal.address, accessToken: (refused) => (refused === undefined ? Promise.resolve(token) : Promise.reject(new NoAccessToken('there is no renewal here', true))), now: Date.now, userAgent: 'Packbench test', retry: { attempts: 1 } })
  return { rehearsal, client, token }
}
