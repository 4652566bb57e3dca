import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRehearsal } from '../../electron/rehearsal/rehearsal.ts'
import { signInAt } from '../support/rehearsal-browser.ts'

// node rehearsal-server.ts ORDERS LATENCY: a rehearsal store in a process of its own, so that it shares no loop with what is
// measured. Tells its parent the address and a token; ends when the parent does.

const [orders = 0, latencyMs = 0] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
// Its own limits would be measured otherwise.
const rehearsal = await startRehearsal({ folder, port: 0, orders, latencyMs, limits: { requests: 1_000_000, lists: 900_000 } })
const listener = createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1')
await new Promise((resolve) => listener.once('listening', resolve))
const redirect = `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}/callback` // a listening TCP server has a port
const sentTo = await signInAt(`${rehearsal.address}/api/v2/oauth/authorize?${new URLSearchParams({ client_id: rehearsal.app.clientId, response_type: 'code', redirect_uri: redirect, state: 'bench' }).toString()}`, 'grant')
listener.close()
const answer = await fetch(`${rehearsal.address}/api/v2/oauth/access_token`, {
  method: 'POST', body: new URLSearchParams({ client_id: rehearsal.app.clientId, client_secret: rehearsal.app.clientSecret, grant_type: 'authorization_code', code: new URL(sentTo ?? '').searchParams.get('code') ?? '', redirect_uri: redirect })
})
const { data } = await answer.json() as { data: { access_token: string } } // the rehearsal's own answer to a right code
process.once('disconnect', () => {
  void rehearsal.stop().then(() => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  })
})
process.send?.({ address: rehearsal.address, app: rehearsal.app, token: data.access_token, ids: rehearsal.orders().map(({ id, state }) => ({ id, state })) })
