import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { startDesk, troubleOf, until } from './desk.ts'
import { added, phase, stateOf, visit } from './sign-in-steps.ts'

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

describe('while it waits', () => {
  it('a stray changes nothing but what is shown, and the right answer still counts', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const shown: unknown[] = []
    desk.browser.choice = async (address) => {
      for (const stray of ['?code=abc123&state=another', '?code=abc123', `?code=abc123&state=${stateOf(address)}&state=another`, '?error=access_denied', '']) {
        const answer = await visit(desk.connections.redirectAddress() + stray)
        expect(answer.status).toBe(400)
        shown.push((await desk.connections.list())[0]?.trouble?.code)
      }
      expect(await phase(desk, id)).toBe('answer_held')
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
    const [one, two] = [await added(desk), await added(desk, { name: 'Second', storeId: 'second' })]
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
