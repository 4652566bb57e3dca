import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { application, clientWith, codeFor, get, hour, noon, post, rehearsal, store, tokensFor, Clock } from './signed-in-store.ts'

const day = 24 * hour
const exchange = '/api/v2/oauth/access_token'
const renew = '/api/v2/oauth/refresh_token'

describe('the sign-in', () => {
  it('leads through login and consent back to the application, with a code and its state', async () => {
    const server = await rehearsal()
    const { redirect, arrived } = await application()
    const at = `${server.address}/api/v2/oauth/authorize?client_id=${server.app.clientId}&response_type=code&state=st%26te&redirect_uri=${encodeURIComponent(`${redirect}?kept=1`)}`
    const login = await (await fetch(at)).text()
    expect(login).toContain('Rehearsal, not Joom')
    expect(login).not.toContain('value="grant"')
    await signInAt(at, 'grant')
    expect([arrived[0]!.pathname, ...['kept', 'state', 'code'].map((name) => arrived[0]!.searchParams.get(name))]).toEqual(['/callback', '1', 'st&te', expect.stringMatching(/^[\w-]{20,}$/)])
  })

  it('names store and application where it asks for permission, and lets nothing else speak on its pages', async () => {
    const server = await rehearsal()
    const login = await fetch(`${server.address}/api/v2/oauth/authorize?client_id=${server.app.clientId}&redirect_uri=${encodeURIComponent('http://localhost:5/"><b>')}`)
    const policy = login.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self' http://localhost:5;")
    const id = /name="sign_in" value="([^"]+)"/.exec(await login.text())![1]!
    const consent = await (await fetch(`${server.address}/api/v2/oauth/authorize`, { method: 'POST', body: new URLSearchParams({ sign_in: id, account: 'a', password: 'b' }) })).text()
    for (const text of [server.app.storeId, server.app.clientId, 'Grant', 'Refuse', '&quot;&gt;&lt;b&gt;']) expect(consent).toContain(text)
    expect(consent).not.toContain('"><b>')
  })

  it('says so where permission is refused', async () => {
    const server = await rehearsal()
    const { arrived } = await codeFor(server.address, server.app, 'refuse')
    expect([...arrived!.searchParams]).toEqual([['error', 'access_denied'], ['state', 'st&te']])
  })

  it('asks again where account or password is missing', async () => {
    const server = await rehearsal()
    const at = `${server.address}/api/v2/oauth/authorize`
    const id = /name="sign_in" value="([^"]+)"/.exec(await (await fetch(`${at}?client_id=${server.app.clientId}`)).text())![1]!
    const again = await fetch(at, { method: 'POST', body: new URLSearchParams({ sign_in: id, account: 'a', answer: 'grant' }) })
    expect([again.status, (await again.text()).includes('type="password"')]).toEqual([400, true])
  })

  it('gives the code to a person where the application named no address', async () => {
    const server = await rehearsal()
    const at = `${server.address}/api/v2/oauth/authorize`
    const id = /name="sign_in" value="([^"]+)"/.exec(await (await fetch(`${at}?client_id=${server.app.clientId}`)).text())![1]!
    const send = async (form: Record<string, string>): Promise<string> => (await fetch(at, { method: 'POST', body: new URLSearchParams({ sign_in: id, ...form }) })).text()
    await send({ account: 'a', password: 'b' })
    const code = /<code>([^<]+)<\/code>/.exec(await send({ answer: 'grant' }))![1]!
    expect((await post(server.address, exchange, { client_id: server.app.clientId, client_secret: server.app.clientSecret, grant_type: 'authorization_code', code })).status).toBe(200)
    expect(await send({ answer: 'grant' })).toContain('This sign-in is over.')
  })

  it.each<readonly [string, Record<string, string>, string]>([
    ['an unknown application', { client_id: 'nobody' }, 'No application has this client_id.'], ['no application', {}, 'No application has this client_id.'],
    ...['https://evil.example/callback', 'http://evil.example/', 'http://127.0.0.1.evil.example/', 'http://user@127.0.0.1/', 'file:///etc/passwd', 'javascript:alert(1)', 'http://127.0.0.1/#x', 'nonsense'].map((redirect_uri) => [redirect_uri, { client_id: 'OURS', redirect_uri }, 'The redirect address is not registered.'] as const)
  ])('never leads on for %s', async (_, query, words) => {
    const server = await rehearsal()
    const given = new URLSearchParams(query)
    if (given.get('client_id') === 'OURS') given.set('client_id', server.app.clientId)
    const page = await fetch(`${server.address}/api/v2/oauth/authorize?${given}`, { redirect: 'manual' })
    const text = await page.text()
    expect(page.status).toBe(400)
    expect(text).toContain(words)
    expect(text).not.toContain('<form')
  })

  it('leads back with an error where another response type is asked for', async () => {
    const server = await rehearsal()
    const page = await fetch(`${server.address}/api/v2/oauth/authorize?client_id=${server.app.clientId}&response_type=token&state=x&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2F`, { redirect: 'manual' })
    expect([page.status, page.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/?error=unsupported_response_type&state=x'])
  })

  it('takes no form from another page', async () => {
    const server = await rehearsal()
    const page = await fetch(`${server.address}/api/v2/oauth/authorize`, { method: 'POST', headers: { origin: 'http://evil.example' }, body: new URLSearchParams({ sign_in: 'x' }) })
    expect(page.status).toBe(403)
  })

  it('ends after ten minutes', async () => {
    const clock = new Clock()
    const server = await rehearsal({ now: clock.now })
    const at = `${server.address}/api/v2/oauth/authorize`
    const id = /name="sign_in" value="([^"]+)"/.exec(await (await fetch(`${at}?client_id=${server.app.clientId}`)).text())![1]!
    clock.pass(10 * 60_000)
    const late = await fetch(at, { method: 'POST', body: new URLSearchParams({ sign_in: id, account: 'a', password: 'b' }) })
    expect([late.status, (await late.text()).includes('This sign-in is over.')]).toEqual([400, true])
  })
})

describe('the exchange of a code', () => {
  it('answers with tokens for 30 days, longer than 255 characters', async () => {
    const clock = new Clock()
    const server = await rehearsal({ now: clock.now })
    const tokens = await tokensFor(server.address, server.app)
    expect(tokens).toEqual({ access_token: expect.stringMatching(/^[\w-]{256,}$/), refresh_token: expect.stringMatching(/^[\w-]{256,}$/), expires_in: 2_592_000, expiry_time: (noon + 30 * day) / 1000, merchant_user_id: expect.stringMatching(/^[0-9a-f]{24}$/) })
    const client = clientWith(server.address, tokens.access_token)
    clock.pass(30 * day - 1)
    expect((await client.get('auth_test')).status).toBe(200)
    clock.pass(1)
    expect(await client.get('auth_test')).toMatchObject({ status: 401, body: { code: 1015 } })
  })

  const asked = async () => {
    const clock = new Clock()
    const server = await rehearsal({ now: clock.now })
    const { code, redirect } = await codeFor(server.address, server.app)
    const form = { client_id: server.app.clientId, client_secret: server.app.clientSecret, grant_type: 'authorization_code', code: code!, redirect_uri: redirect }
    return { clock, form, send: (change: Record<string, string> = {}) => post(server.address, exchange, { ...form, ...change }) }
  }

  it('works once', async () => {
    const { send } = await asked()
    expect((await send()).status).toBe(200)
    expect(await send()).toMatchObject({ status: 400, body: { code: 1000, message: 'api.bad_request: code has been used already' } })
  })

  it('works for five minutes', async () => {
    const { send, clock } = await asked()
    clock.pass(5 * 60_000)
    expect(await send()).toMatchObject({ status: 400, body: { message: 'api.bad_request: code has expired' } })
  })

  it.each([
    [{ client_secret: 'wrong' }, 401, 4000], [{ client_id: 'wrong' }, 401, 4000], [{ client_secret: '' }, 400, 1001], [{ code: 'wrong' }, 400, 1000], [{ code: '' }, 400, 1001],
    [{ redirect_uri: 'http://127.0.0.1:1/' }, 400, 1000], [{ redirect_uri: '' }, 400, 1000], [{ grant_type: 'refresh_token' }, 400, 1000], [{ grant_type: '' }, 400, 1001]
  ])('is refused for %j, and the code still works', async (change, status, code) => {
    const { send } = await asked()
    expect(await send(change as Record<string, string>)).toMatchObject({ status, body: { code, message: expect.stringMatching(/^api\./) } })
    expect((await send()).status).toBe(200)
  })
})

describe('the refreshing of tokens', () => {
  it('gives a new pair and ends the old one', async () => {
    const server = await rehearsal()
    const { app, address } = server
    const old = await tokensFor(address, app)
    const form = { client_id: app.clientId, client_secret: app.clientSecret, grant_type: 'refresh_token', refresh_token: old.refresh_token }
    const fresh = await post(address, renew, form)
    const { access_token } = fresh.body['data'] as { access_token: string }
    expect([fresh.status, (await clientWith(address, access_token).get('auth_test')).status]).toEqual([200, 200])
    expect(await clientWith(address, old.access_token).get('auth_test')).toMatchObject({ status: 401, body: { code: 1016 } })
    expect(await post(address, renew, form)).toMatchObject({ status: 401, body: { code: 1016, message: 'api.unauthorized: refresh token revoked' } })
    expect(await post(address, renew, { ...form, refresh_token: 'never' })).toMatchObject({ status: 401, body: { code: 4000 } })
    expect(await post(address, renew, { ...form, client_secret: 'wrong' })).toMatchObject({ status: 401, body: { code: 4000 } })
    expect(await post(address, renew, { ...form, refresh_token: '' })).toMatchObject({ status: 400, body: { code: 1001, data: 'refresh_token' } })
  })
})

describe('a request without a good token', () => {
  it.each(['auth_test', 'order?id=26V00C1S', 'order/multi-get', 'order/get-fulfill'])('does not read %s', async (path) => {
    const server = await rehearsal()
    for (const token of ['', '?access_token=made-up', '?access_token=']) {
      expect(await get(server.address, `/api/v2/${path}${path.includes('?') ? token.replace('?', '&') : token}`)).toMatchObject({ status: 401, body: { code: 4000 } })
    }
  })

  it.each(['order/fulfill-one', 'order/refund', 'order/modify-tracking'])('changes nothing through %s', async (path) => {
    const { server } = await store({ orders: 5 })
    const before = server.orders()
    const { status } = await post(server.address, `/api/v2/${path}`, { id: before[0]!.id, tracking_provider: 'DHL', reason_code: '1', access_token: 'made-up' })
    expect([status, server.orders()]).toEqual([401, before])
  })
})

describe('the browser of the tests', () => {
  const run = promisify(execFile)
  const browser = join(import.meta.dirname, '../../support/rehearsal-browser.sh')

  it.each([['grant', /[?&]code=/], ['refuse', /[?&]error=access_denied/], ['ignore', null]])('does what REHEARSAL_BROWSER=%s says, as a program', async (choice, pattern) => {
    const server = await rehearsal()
    const { redirect, arrived } = await application()
    await run(browser, [`${server.address}/api/v2/oauth/authorize?client_id=${server.app.clientId}&redirect_uri=${encodeURIComponent(redirect)}`], { env: { ...process.env, REHEARSAL_BROWSER: choice } })
    if (pattern === null) expect(arrived).toEqual([])
    else expect(arrived[0]!.href).toMatch(pattern)
  })

  it('says what the page says where it cannot go on', async () => {
    const server = await rehearsal()
    await expect(run(browser, [`${server.address}/api/v2/oauth/authorize?client_id=nobody`])).rejects.toThrow('No application has this client_id.')
  })
})
