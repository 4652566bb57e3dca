import { describe, expect, it } from 'vitest'
import { startDesk, troubleOf, until, type Desk } from './desk.ts'
import { added, codeFor, phase, stateOf } from './sign-in-steps.ts'

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

it('Joom’s page is opened once more without our redirect address, where another one stands in its panel: the sign-in that waits goes on, and ends with the address that is pasted', async () => {
  const desk = await startDesk()
  const id = await added(desk)
  desk.browser.choice = 'ignore'
  const end = desk.connections.authorize(id)
  end.catch(() => undefined)
  await until(() => desk.browser.opened.length > 0)
  const again = desk.connections.authorize(id, true)
  again.catch(() => undefined)
  await until(() => desk.browser.opened.length > 1)
  const [with_, without] = desk.browser.opened.map((address) => Object.fromEntries(new URL(address).searchParams))
  expect(with_).toMatchObject({ redirect_uri: desk.connections.redirectAddress(), state: without?.['state'] })
  expect(without).not.toHaveProperty('redirect_uri')
  // The rehearsal shows the code itself where it knows no address.
  const page = new URL(desk.browser.opened[1] ?? '')
  const form = async (html: string, extra: Record<string, string>) => (await fetch(page, { method: 'POST', body: new URLSearchParams({ sign_in: /name="sign_in" value="([^"]+)"/.exec(html)?.[1] ?? '', ...extra }) })).text()
  const shown = await form(await form(await (await fetch(page)).text(), { account: 'a', password: 'b' }), { answer: 'grant' })
  expect(await desk.connections.pasteCode(id, /<code[^>]*>([^<]+)</.exec(shown)?.[1] ?? '')).toMatchObject({ status: 'authorized' })
  expect(await end).toMatchObject({ status: 'authorized' })
  expect(await again).toMatchObject({ status: 'authorized' })
})
