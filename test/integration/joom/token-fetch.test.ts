import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createTokenFetch, TokenRefused, TokenUnavailable } from '../../../electron/joom/token-fetch.ts'
import { reply, startRawServer, type RawServer } from './raw-server.ts'

const now = Date.UTC(2026, 0, 1)
const secrets = { client_secret: 'client-secret-0123456789', code: 'code-0123456789', refresh_token: 'refresh/token+0123456789' }
const servers: RawServer[] = []
afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.stop())) })

async function asked(act: (connection: Socket) => void): Promise<unknown> {
  const server = await startRawServer(act)
  servers.push(server)
  const tokenFetch = createTokenFetch({ userAgent: 'Packbench/test', now: () => now, timeouts: { response: 300, total: 600 } })
  try {
    return await (await tokenFetch(`${server.address}/api/v2/oauth/refresh_token`, new URLSearchParams({ client_id: 'c', ...secrets }))).json()
  } catch (error) {
    expect(server.requests.length).toBeLessThan(2)
    // Whatever was thrown is judged as it would be logged.
    const said = error instanceof Error ? `${error.message} ${String(error.stack)} ${JSON.stringify(error)}` : String(error)
    for (const secret of Object.values(secrets)) expect(said).not.toContain(secret)
    return error
  }
}
const data = (more: object): string => JSON.stringify({ code: 0, message: '', data: { access_token: 'a-1', refresh_token: 'r-1', expires_in: 3600, expiry_time: now / 1000 + 7200, merchant_user_id: 'm', ...more } })

describe('tokens', () => {
  it.each<[string, string, unknown]>([
    ['as Joom writes them', data({}), { access_token: 'a-1', refresh_token: 'r-1', token_type: 'bearer', expires_in: 3600 }],
    ['with the code and the seconds as texts', data({ expires_in: '3600' }).replace('"code":0', '"code":"0"'), { access_token: 'a-1', refresh_token: 'r-1', token_type: 'bearer', expires_in: 3600 }],
    ['with a moment in place of the seconds', data({ expires_in: null }), { access_token: 'a-1', refresh_token: 'r-1', token_type: 'bearer', expires_in: 7200 }],
    ['without any end', data({ expires_in: null, expiry_time: null }), { access_token: 'a-1', refresh_token: 'r-1', token_type: 'bearer' }],
    ['without a refresh token', data({ refresh_token: null }), { access_token: 'a-1', token_type: 'bearer', expires_in: 3600 }],
    ['with the refresh token unchanged', data({ refresh_token: secrets.refresh_token }), { access_token: 'a-1', refresh_token: secrets.refresh_token, token_type: 'bearer', expires_in: 3600 }],
    ['longer than 255 characters', data({ access_token: 'x'.repeat(2000) }), { access_token: 'x'.repeat(2000), refresh_token: 'r-1', token_type: 'bearer', expires_in: 3600 }],
    ['in OAuth’s own form', '{"access_token":"a-1","token_type":"Bearer","expires_in":60}', { access_token: 'a-1', token_type: 'bearer', expires_in: 60 }]
  ])('%s', async (_name, body, tokens) => { expect(await asked((c) => { reply(c, 200, body) })).toEqual(tokens) })
})

describe('a no', () => {
  it.each<[string, number, string, Partial<TokenRefused>]>([
    ['Joom’s', 400, `{"code":1000,"message":"code ${secrets.code} has expired"}`, { code: '1000', httpStatus: 400, message: 'code [secret] has expired', requestId: 'r-9' }],
    ['Joom’s with 401', 401, '{"code":1016,"message":"revoked"}', { httpStatus: 401, message: 'revoked' }],
    ['Joom’s with 200', 200, '{"code":"1002","message":"no"}', { code: '1002', message: 'no' }],
    ['OAuth’s', 400, '{"error":"invalid_grant","error_description":"too old"}', { code: 'invalid_grant', message: 'too old' }],
    ['OAuth’s with 401', 401, '{"error":"invalid_client"}', { code: 'invalid_client', message: 'invalid_client', httpStatus: 401 }]
  ])('%s', async (_name, status, body, expected) => {
    const error = await asked((c) => { reply(c, status, body, { 'request-id': 'r-9' }) })
    expect(error).toBeInstanceOf(TokenRefused)
    expect(error).toMatchObject(expected)
  })
})

describe('no word', () => {
  it.each<[string, (c: Socket) => void, string]>([
    ['a 500', (c) => { reply(c, 500, '{"code":1016,"message":"no"}') }, 'unavailable'], ['a 429', (c) => { reply(c, 429, '{"error":"slow_down"}') }, 'unavailable'], ['a reset', (c) => { c.resetAndDestroy() }, 'unavailable'],
    ['silence', () => undefined, 'unavailable'], ['a redirect', (c) => { reply(c, 307, '', { location: 'http://127.0.0.1:9/' }) }, 'unavailable'],
    ['HTML', (c) => { reply(c, 200, '<html>') }, 'unreadable'], ['HTML with 401', (c) => { reply(c, 401, '<html>Sign in to the network</html>') }, 'unreadable'], ['a 401 without a word', (c) => { reply(c, 401, '') }, 'unreadable'], ['a 401 of another form', (c) => { reply(c, 401, '{"message":"log in"}') }, 'unreadable'], ['HTML with 404', (c) => { reply(c, 404, '<html>') }, 'unreadable'], ['a cut answer', (c) => { reply(c, 200, data({}), {}, 5000) }, 'unreadable'],
    ['code 0 without tokens', (c) => { reply(c, 200, '{"code":0,"data":null}') }, 'unreadable'], ['a token that no header can carry', (c) => { reply(c, 200, data({ access_token: 'a\nb' })) }, 'unreadable'],
    ['tokens beside an error', (c) => { reply(c, 200, data({}).replace('"code":0', '"code":"x"')) }, 'unreadable'], ['tokens with a 500', (c) => { reply(c, 500, data({})) }, 'unavailable']
  ])('%s', async (_name, act, kind) => {
    const error = await asked(act)
    expect(error).toBeInstanceOf(TokenUnavailable)
    expect(error).toMatchObject({ kind })
  })
})
