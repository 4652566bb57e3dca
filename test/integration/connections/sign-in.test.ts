import { createServer, request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { startProxy } from '../../support/proxy.ts'
import { freePort } from '../../support/free-port.ts'
import { startDesk, troubleOf, until, type Desk } from './desk.ts'

async function added(desk: Desk, more: Parameters<Desk['form']>[0] = {}) {
  return (await desk.connections.add(desk.form(more))).id
}
const phase = async (desk: Desk, id: number) => (await desk.connections.list()).find((c) => c.id === id)?.signIn
const stateOf = (address: string) => new URL(address).searchParams.get('state') ?? ''

/** Where the browser is sent after the person has granted access at this page. */
async function codeFor(address: URL): Promise<string> {
  const form = async (at: string, page: string, extra: Record<string, string>) => {
    const sign = /name="sign_in" value="([^"]+)"/.exec(page)?.[1] ?? ''
    return fetch(new URL('/api/v2/oauth/authorize', at), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ sign_in: sign, ...extra }) })
  }
  const login = await (await fetch(address)).text()
  const consent = await (await form(address.href, login, { account: 'a', password: 'b' })).text()
  return (await form(address.href, consent, { answer: 'grant' })).headers.get('location') ?? ''
}

describe('a sign-in', () => {
  it('ends authorized, after the browser, the consent and the exchange', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const seen: (string | undefined)[] = []
    desk.browser.choice = async (address) => {
      seen.push(await phase(desk, id))
      await signInAt(address, 'grant')
    }
    const view = await desk.connections.authorize(id)
    expect(view).toMatchObject({ id, status: 'authorized', trouble: null, signIn: 'idle' })
    expect(view.authorizedUntil).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    expect(seen).toEqual(['waiting_for_browser'])
    expect(desk.signedIn).toEqual([id])
    expect(await desk.connections.authorized()).toEqual([id])
    expect(await desk.connections.client(id).listOrders('multi-get', { start: 0, limit: 50 })).toMatchObject({ kind: 'ok', value: { count: 5 } })
    expect(await desk.connections.test(id)).toEqual({ answer: 'success' })
  })

  it('sends the browser to the authorize page with the redirect address that is shown for copying, and a state of its own each time', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    await desk.connections.authorize(id)
    await desk.connections.authorize(id)
    const [first, second] = desk.browser.opened.map((address) => new URL(address))
    expect(desk.connections.redirectAddress()).toBe(`http://localhost:${String(desk.port)}/joom/callback`)
    expect(first?.origin).toBe(desk.rehearsal.address)
    expect(first?.pathname).toBe('/api/v2/oauth/authorize')
    expect(Object.fromEntries(first?.searchParams ?? [])).toMatchObject({ client_id: desk.rehearsal.app.clientId, response_type: 'code', redirect_uri: desk.connections.redirectAddress() })
    expect(stateOf(first?.href ?? '').length).toBeGreaterThanOrEqual(43)
    expect(stateOf(first?.href ?? '')).not.toBe(stateOf(second?.href ?? ''))
  })

  it('leaves a calm page without the code in its address, and then no server', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    let page: Response | undefined
    desk.browser.choice = async (address) => {
      const answer = await fetch(`${desk.connections.redirectAddress()}?code=no-such-code&state=${stateOf(address)}`, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/joom/done'])
      page = await fetch(new URL('/joom/done', desk.connections.redirectAddress()))
    }
    await troubleOf(desk.connections.authorize(id))
    await until(() => page !== undefined)
    expect(await page?.text()).toContain('You can close this window')
    expect(page?.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/)
    expect(page?.headers.get('cache-control')).toBe('no-store')
    await until(() => fetch(desk.connections.redirectAddress()).then(() => false, () => true))
  })
})

describe('a sign-in that fails says why, and can be tried again', () => {
  async function thenWorks(desk: Desk, id: Awaited<ReturnType<typeof added>>): Promise<void> {
    expect(await phase(desk, id)).toBe('idle')
    desk.browser.choice = 'grant'
    expect(await desk.connections.authorize(id)).toMatchObject({ status: 'authorized', trouble: null })
  }

  it('refused by the person', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = 'refuse'
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_refused', detail: 'access_denied' })
    await thenWorks(desk, id)
  })

  it('sent back without a code', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?state=${stateOf(address)}`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_refused' })
    await thenWorks(desk, id)
  })

  it('answered with another state until the time is over', async () => {
    const desk = await startDesk({ patience: 400 })
    const id = await added(desk)
    const pages: string[] = []
    desk.browser.choice = async () => { pages.push(await (await fetch(`${desk.connections.redirectAddress()}?code=abc123&state=another`)).text()) }
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_wrong_state' })
    expect(pages.join()).toContain('not started here')
    desk.browser.choice = 'grant'
    expect(await desk.connections.authorize(id)).toMatchObject({ status: 'authorized' })
  })

  it('answered by a Joom that gives no state back: what to do is said, and works', async () => {
    const desk = await startDesk({ patience: 400 })
    const id = await added(desk)
    let page = ''
    let left = ''
    desk.browser.choice = async (address) => {
      left = (await codeFor(new URL(address))).replace(/&state=.*/, '')
      page = await (await fetch(left)).text()
    }
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_state' })
    expect(page).toContain('Paste the code instead')
    expect(await desk.connections.pasteCode(id, left)).toMatchObject({ status: 'authorized', trouble: null })
  })

  it('refused without a state until the time is over', async () => {
    const desk = await startDesk({ patience: 400 })
    const id = await added(desk)
    desk.browser.choice = () => fetch(`${desk.connections.redirectAddress()}?error=access_denied`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_refused' })
  })

  it('not answered in time', async () => {
    const desk = await startDesk({ patience: 120 })
    const id = await added(desk)
    desk.browser.choice = 'ignore'
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_timeout', params: { minutes: 0 } })
    await expect(fetch(desk.connections.redirectAddress())).rejects.toThrow()
  })

  it('cancelled', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = 'ignore'
    const waiting = troubleOf(desk.connections.authorize(id))
    await until(() => desk.browser.opened.length === 1)
    expect(await phase(desk, id)).toBe('waiting_for_browser')
    desk.connections.cancelAuthorize(id)
    expect(await waiting).toMatchObject({ code: 'signin_cancelled' })
    await thenWorks(desk, id)
  })

  it.each(['127.0.0.1', '::1'])('the port is taken on %s', async (address) => {
    const desk = await startDesk()
    const id = await added(desk)
    const other = createServer()
    await new Promise<void>((resolve, reject) => { other.once('error', reject).listen(desk.port, address, resolve) })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_port_in_use', params: { port: desk.port } })
    expect(desk.browser.opened).toEqual([])
    await new Promise((resolve) => { other.close(resolve) })
    await thenWorks(desk, id)
  })

  it('a wrong Secret Key', async () => {
    const desk = await startDesk()
    const id = await added(desk, { secretKey: 'wrong-secret-0123456789' })
    const trouble = await troubleOf(desk.connections.authorize(id))
    expect(trouble.code).toBe('signin_wrong_secret')
    expect(trouble.detail).toContain('client_secret is wrong')
    await desk.connections.change({ id, ...desk.form() })
    await thenWorks(desk, id)
  })

  it('no Secret Key', async () => {
    const desk = await startDesk()
    const id = await added(desk, { secretKey: undefined })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_secret' })
    expect(desk.browser.opened).toEqual([])
    await desk.connections.change({ id, ...desk.form() })
    await thenWorks(desk, id)
  })

  it('a code that is not known any more', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?code=stale-code-1&state=${stateOf(address)}`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_code_expired' })
    await thenWorks(desk, id)
  })

  it('Joom gone at the exchange', async () => {
    const gone = await freePort()
    const desk = await startDesk()
    const id = await added(desk, { environment: 'custom', address: `http://127.0.0.1:${String(gone)}` })
    desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?code=good-code-1&state=${stateOf(address)}`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_unreachable', params: { address: `http://127.0.0.1:${String(gone)}` } })
  })

  it('a proxy that wants a password at the exchange, which the browser had', async () => {
    const proxy = await startProxy(1)
    proxy.mood = 407
    const desk = await startDesk({ findProxy: () => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`) })
    const id = await added(desk, { environment: 'custom', address: 'https://api.joom.test' })
    desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?code=good-code-1&state=${stateOf(address)}`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'unavailable', params: { problem: 'proxy_password', address: 'https://api.joom.test' } })
  })

  it.each([['no tokens', '{"code":0,"data":{}}', 200], ['HTML', '<html>', 200], ['null for the token', '{"code":0,"data":{"access_token":null,"refresh_token":"r","expires_in":3600}}', 200], ['an empty answer', '', 200]])('an exchange answered with %s', async (_name, body, status) => {
    const joom = createServer((_request, response) => { response.writeHead(status).end(body) })
    await new Promise<void>((resolve) => { joom.listen(0, '127.0.0.1', resolve) })
    onTestFinished(() => { joom.close() })
    const address = `http://127.0.0.1:${String((joom.address() as { port: number }).port)}` // a listening TCP server has a port
    const desk = await startDesk()
    const id = await added(desk, { environment: 'custom', address })
    desk.browser.choice = (opened) => fetch(`${desk.connections.redirectAddress()}?code=good-code-1&state=${stateOf(opened)}`)
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_bad_answer', params: { address } })
    expect((await desk.connections.list())[0]?.status).toBe('new')
  })

  it('no browser: the address is told, and opening it by hand still works', async () => {
    const desk = await startDesk({ openExternal: () => Promise.reject(new Error('no program for http')) })
    const id = await added(desk)
    const trouble = await troubleOf(desk.connections.authorize(id))
    expect(trouble.code).toBe('signin_browser')
    expect(await phase(desk, id)).toBe('waiting_for_browser')
    await signInAt(String(trouble.params?.['address']), 'grant')
    await until(() => desk.signedIn.length === 1)
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'authorized', signIn: 'idle' })
  })

  it('no browser, and a refusal later: the store says so', async () => {
    const desk = await startDesk({ openExternal: () => Promise.reject(new Error('no program for http')) })
    const id = await added(desk)
    const trouble = await troubleOf(desk.connections.authorize(id))
    await signInAt(String(trouble.params?.['address']), 'refuse')
    await until(async () => (await desk.connections.list())[0]?.trouble !== null)
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'new', signIn: 'idle', trouble: { code: 'signin_refused', message: 'access_denied' } })
  })
})

describe('while it waits', () => {
  it('a stray changes nothing but what is shown, and the right answer still counts', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const shown: unknown[] = []
    desk.browser.choice = async (address) => {
      for (const stray of ['?code=abc123&state=another', '?code=abc123', `?code=abc123&state=${stateOf(address)}&state=another`, '?error=access_denied', '']) {
        const answer = await fetch(desk.connections.redirectAddress() + stray, { redirect: 'manual' })
        expect(answer.status).toBe(400)
        shown.push((await desk.connections.list())[0]?.trouble?.code)
      }
      expect(await phase(desk, id)).toBe('waiting_for_browser')
      await signInAt(address, 'grant')
    }
    expect(await desk.connections.authorize(id)).toMatchObject({ status: 'authorized', trouble: null })
    expect(shown).toEqual(['signin_wrong_state', 'signin_no_state', 'signin_wrong_state', 'signin_refused', 'signin_refused'])
  })

  it('only this computer’s own name, the two paths and GET are answered', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = 'ignore'
    const waiting = troubleOf(desk.connections.authorize(id))
    await until(() => desk.browser.opened.length === 1)
    const right = `/joom/callback?code=abc123&state=${stateOf(desk.browser.opened[0] ?? '')}`
    const ask = (path: string, host: string, method = 'GET', address = '127.0.0.1') => new Promise<number | string>((resolve) => {
      request({ host: address, port: desk.port, path, method, headers: { host } }, (answer) => { resolve(answer.statusCode ?? 0); answer.resume() }).on('error', (error) => { resolve('code' in error ? String(error.code) : 'error') }).end()
    })
    const own = `localhost:${String(desk.port)}`
    expect(await ask(right, 'evil.example')).toBe(421)
    expect(await ask(right, `evil.example:${String(desk.port)}`)).toBe(421)
    expect(await ask(right, 'localhost')).toBe(421)
    expect(await ask(right, own, 'POST')).toBe(405)
    expect(await ask(right, own, 'HEAD')).toBe(405)
    expect(await ask('/', own)).toBe(404)
    expect(await ask(right.replace('/joom/', '/joom//'), own)).toBe(404)
    for (const outside of Object.values(networkInterfaces()).flat().filter((net) => net?.family === 'IPv4' && !net.internal)) expect(await ask(right, own, 'GET', outside?.address)).toBe('ECONNREFUSED')
    expect(await phase(desk, id)).toBe('waiting_for_browser')
    desk.connections.cancelAuthorize(id)
    await waiting
  })

  it('asking again opens the browser again, and both get the one answer', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = 'ignore'
    const first = desk.connections.authorize(id)
    await until(() => desk.browser.opened.length === 1)
    desk.browser.choice = 'grant'
    const second = desk.connections.authorize(id)
    expect((await first).status).toBe('authorized')
    expect((await second).status).toBe('authorized')
    expect(desk.browser.opened[0]).toBe(desk.browser.opened[1])
    expect(desk.rehearsal.requests().filter(({ path }) => path.endsWith('access_token'))).toHaveLength(1)
  })

  it('asking for another store cancels the first', async () => {
    const desk = await startDesk()
    const [one, two] = [await added(desk), await added(desk, { name: 'Second' })]
    desk.browser.choice = 'ignore'
    const first = troubleOf(desk.connections.authorize(one))
    await until(() => desk.browser.opened.length === 1)
    desk.browser.choice = 'grant'
    expect((await desk.connections.authorize(two)).status).toBe('authorized')
    expect(await first).toMatchObject({ code: 'signin_cancelled' })
  })

  it('a change of the application ends it', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    desk.browser.choice = 'ignore'
    const waiting = troubleOf(desk.connections.authorize(id))
    await until(() => desk.browser.opened.length === 1)
    await desk.connections.change({ id, ...desk.form({ clientId: 'other' }) })
    expect(await waiting).toMatchObject({ code: 'signin_cancelled' })
  })
})

describe('by hand', () => {
  /** A code that the browser got and could not bring: the server at the redirect address is not ours. */
  async function waiting(desk: Desk, id: Awaited<ReturnType<typeof added>>) {
    desk.browser.choice = 'ignore'
    const end = desk.connections.authorize(id)
    await until(() => desk.browser.opened.length > 0)
    const address = new URL(desk.browser.opened[0] ?? '')
    return { end, state: stateOf(address.href), address }
  }

  it('the whole address ends the sign-in that waits', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, address } = await waiting(desk, id)
    expect(await desk.connections.pasteCode(id, ` ${await codeFor(address)}\n`)).toMatchObject({ status: 'authorized' })
    expect(await end).toMatchObject({ status: 'authorized' })
  })

  it('the bare code does too, and works once', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, address } = await waiting(desk, id)
    const code = new URL(await codeFor(address)).searchParams.get('code') ?? ''
    expect(await desk.connections.pasteCode(id, code)).toMatchObject({ status: 'authorized' })
    await end
    expect(await troubleOf(desk.connections.pasteCode(id, code))).toMatchObject({ code: 'signin_code_expired' })
  })

  it('the address of another program does where the application is registered with that one', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, address } = await waiting(desk, id)
    address.searchParams.set('redirect_uri', 'http://localhost:9/tr/settings/store/callback')
    address.searchParams.delete('state')
    const left = await codeFor(address)
    expect(left).toMatch(/^http:\/\/localhost:9\/tr\/settings\/store\/callback\?code=[^&]+$/)
    expect(await desk.connections.pasteCode(id, left)).toMatchObject({ status: 'authorized' })
    expect(await end).toMatchObject({ status: 'authorized' })
  })

  it('the address of a page of Joom’s own that shows the code does as well', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, address } = await waiting(desk, id)
    const code = new URL(await codeFor(address)).searchParams.get('code') ?? ''
    expect(await desk.connections.pasteCode(id, `${desk.rehearsal.address}/api/v2/oauth/granted?code=${code}`)).toMatchObject({ status: 'authorized' })
    await end
  })

  it('after the waiting was given up, the address still counts', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, address } = await waiting(desk, id)
    desk.connections.cancelAuthorize(id)
    expect(await troubleOf(end)).toMatchObject({ code: 'signin_cancelled' })
    expect(await desk.connections.pasteCode(id, await codeFor(address))).toMatchObject({ status: 'authorized' })
  })

  it('another state, nonsense and a refusal are told apart', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    expect(await troubleOf(desk.connections.pasteCode(id, 'http://localhost/joom/callback?code=abc123&state=never'))).toMatchObject({ code: 'signin_wrong_state' })
    const { end, state } = await waiting(desk, id)
    expect(await troubleOf(desk.connections.pasteCode(id, 'http://localhost/joom/callback?code=abc123&state=another'))).toMatchObject({ code: 'signin_wrong_state' })
    expect(await troubleOf(desk.connections.pasteCode(id, 'no code here'))).toMatchObject({ code: 'signin_paste_unreadable' })
    expect(await phase(desk, id)).toBe('waiting_for_browser')
    expect(await troubleOf(desk.connections.pasteCode(id, `http://localhost/joom/callback?error=access_denied&state=${state}`))).toMatchObject({ code: 'signin_refused', detail: 'access_denied' })
    expect(await troubleOf(end)).toMatchObject({ code: 'signin_refused' })
  })
})

describe('the demo store', () => {
  it('is made, signed in and opened; the next time it is just opened', async () => {
    const desk = await startDesk()
    const first = await desk.connections.openDemo()
    expect(first).toMatchObject({ name: 'Demo store', environment: 'rehearsal', address: desk.rehearsal.address, storeId: desk.rehearsal.app.storeId, status: 'authorized' })
    expect(await desk.connections.openDemo()).toMatchObject({ id: first.id, status: 'authorized' })
    expect(desk.browser.opened).toHaveLength(1)
    expect(await desk.connections.list()).toHaveLength(1)
  })

  it('is made once, however often it is asked for', async () => {
    const desk = await startDesk()
    const views = await Promise.all([desk.connections.openDemo(), desk.connections.openDemo(), desk.connections.openDemo()])
    expect(new Set(views.map(({ id }) => id)).size).toBe(1)
    expect(await desk.connections.list()).toHaveLength(1)
  })

  it('is signed in to anew where the rehearsal is another one', async () => {
    const other = (await startDesk()).rehearsal
    let running = other
    const desk = await startDesk({ rehearsal: () => Promise.resolve({ address: running.address, app: running.app }) })
    const { id } = await desk.connections.openDemo()
    running = desk.rehearsal
    expect(await desk.connections.openDemo()).toMatchObject({ id, status: 'authorized', address: running.address, clientId: running.app.clientId, storeId: running.app.storeId })
    expect(desk.browser.opened).toHaveLength(2)
  })

  it('is refused by the person, and opened at the next try', async () => {
    const desk = await startDesk()
    desk.browser.choice = 'refuse'
    expect(await troubleOf(desk.connections.openDemo())).toMatchObject({ code: 'signin_refused' })
    desk.browser.choice = 'grant'
    expect(await desk.connections.openDemo()).toMatchObject({ status: 'authorized' })
    expect(await desk.connections.list()).toHaveLength(1)
  })
})
