import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJoomClient, type JoomClient } from '../../../electron/joom/client.ts'
import { createTokenFetch, TokenRefused, TokenUnavailable } from '../../../electron/joom/token-fetch.ts'
import { everyChange, everyReading } from './every-call.ts'
import { hostileBodies, repeats } from './mutated-answers.ts'
import { startRawServer } from './raw-server.ts'

// Whatever a server answers, each call ends with a value or a typed error, in bounded time, and says nothing of the token.

const token = 'access/token+0123456789-ABCdef'
const secret = 'client/secret+0123456789'
const timeouts = { connect: 5000, response: 5000, total: 10_000 }
const readKinds = ['ok', 'refused', 'unauthorized', 'throttled', 'unavailable', 'unreadable']
const changeKinds = ['accepted', 'refused', 'unauthorized', 'throttled', 'not_sent', 'unknown']
const clientOf = (address: string): JoomClient => createJoomClient({ address, accessToken: () => Promise.resolve(token), now: () => 0, userAgent: 'Packbench/test', retry: { attempts: 1 }, timeouts, maxBytes: 2_000_000 })

let given: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } = { status: 200, headers: {}, body: Buffer.alloc(0) }
let server: Server
let address = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => { response.writeHead(given.status, given.headers).end(given.body) })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` // a listening TCP server has a port
})
afterAll(() => { server.closeAllConnections(); server.close() })

const statuses = fc.oneof({ weight: 6, arbitrary: fc.constant(200) }, { weight: 3, arbitrary: fc.constantFrom(201, 204, 302, 400, 401, 404, 408, 429, 500, 503) }, { weight: 1, arbitrary: fc.integer({ min: 200, max: 999 }) })
const value = fc.oneof(fc.constantFrom(token, encodeURIComponent(token), secret, 'gzip', 'br', 'zstd', 'identity', 'text/html', 'application/json', '0', '-1', '1e9', 'Thu, 01 Jan 1970 00:00:00 GMT', 'http://127.0.0.1:9/'), fc.stringMatching(/^[\x21-\x7e]{1,40}$/))
const headers = fc.dictionary(fc.constantFrom('request-id', 'x-request-id', 'content-type', 'content-encoding', 'retry-after', 'x-rate-limit-reset', 'x-rate-limit-remaining', 'date', 'location', 'set-cookie', 'www-authenticate', 'x-any'), value)

async function askAll(client: JoomClient): Promise<void> {
  await Promise.all([[everyReading, readKinds] as const, [everyChange, changeKinds] as const].flatMap(([calls, kinds]) => Object.values(calls).map(async (call) => {
    const outcome = await call(client)
    expect(kinds).toContain(outcome.kind)
    expect(repeats(JSON.stringify(outcome), token)).toBe(false)
  })))
}

// 23 requests a run: long on a machine that is busy with other things.
describe('every call', { timeout: 300_000 }, () => {
  it('ends well with every mutated answer, status and header', async () => {
    const client = clientOf(address)
    await fc.assert(fc.asyncProperty(hostileBodies(token), statuses, headers, async (body, status, head) => {
      given = { status, headers: head, body }
      await askAll(client)
    }), { numRuns: 100 })
  })

  it('ends well with bytes that are no answer at all', async () => {
    let bytes: Uint8Array = new Uint8Array()
    const raw = await startRawServer((connection) => { connection.write(bytes); connection.end() })
    const client = clientOf(raw.address)
    const start = fc.constantFrom('', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', `HTTP/1.1 200 OK\r\nx: ${token}\r\n`)
    try {
      await fc.assert(fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (text, rest) => {
        bytes = Buffer.concat([Buffer.from(text), rest])
        await askAll(client)
      }), { numRuns: 60 })
    } finally {
      await raw.stop()
    }
  })

  it('leaves every object as it was', () => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as { code?: unknown }).code).toBeUndefined()
  })
})

it('the sign-in ends with tokens or one of its two errors, and says nothing of its secrets', { timeout: 300_000 }, async () => {
  const tokenFetch = createTokenFetch({ userAgent: 'Packbench/test', now: () => 0, timeouts })
  const oauth = fc.oneof(hostileBodies(secret), fc.record({ error: fc.constantFrom('invalid_grant', secret), error_description: fc.constantFrom(`no ${secret}`, `no ${Array.from(secret).join('\u0000')}`, 7) }).map((said) => Buffer.from(JSON.stringify(said))))
  await fc.assert(fc.asyncProperty(oauth, statuses, headers, async (body, status, head) => {
    given = { status, headers: head, body }
    try {
      const answer = await tokenFetch(`${address}/api/v2/oauth/refresh_token`, new URLSearchParams({ client_id: 'c', client_secret: secret, grant_type: 'refresh_token', refresh_token: token }))
      expect(await answer.json()).toMatchObject({ access_token: expect.any(String) as string })
    } catch (error) {
      if (!(error instanceof TokenRefused) && !(error instanceof TokenUnavailable)) throw error
      const said = `${error.message} ${String(error.stack)} ${JSON.stringify(error)}`
      expect(repeats(said, secret) || repeats(said, token)).toBe(false)
    }
  }), { numRuns: 200 })
})
