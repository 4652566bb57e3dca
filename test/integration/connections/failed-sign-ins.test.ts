import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { startProxy } from '../../support/proxy.ts'
import { deadPort } from '../../support/dead-port.ts'
import { startDesk, troubleOf, until, type Desk } from './desk.ts'
import { added, codeFor, phase, stateOf, visit } from './sign-in-steps.ts'

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
      page = (await visit(left)).page
    }
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_state' })
    expect(page).toContain('Paste the code instead')
    expect(await desk.connections.pasteCode(id, left)).toMatchObject({ status: 'authorized', trouble: null })
  })

  it('refused without a state until the time is over', async () => {
    const desk = await startDesk({ patience: 400 })
    const id = await added(desk)
    desk.browser.choice = () => visit(`${desk.connections.redirectAddress()}?error=access_denied`)
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
    const gone = await deadPort()
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
