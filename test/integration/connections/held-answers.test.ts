import { describe, expect, it } from 'vitest'
import { signInAt } from '../../support/rehearsal-browser.ts'
import { startDesk, troubleOf, until, type Desk } from './desk.ts'
import { added, codeFor, phase, stateOf, visit } from './sign-in-steps.ts'

// Joom documents no state: its answer may come without one, and then only the person can say whose it is.
describe('an answer without a state', () => {
  /** A sign-in that waits, and the answer that the browser brings once the person has granted access. */
  async function granted(desk: Desk, id: Awaited<ReturnType<typeof added>>) {
    const before = desk.browser.opened.length
    desk.browser.choice = 'ignore'
    const end = desk.connections.authorize(id)
    end.catch(() => undefined)
    await until(() => desk.browser.opened.length > before)
    const address = desk.browser.opened.at(-1) ?? ''
    return { end, state: stateOf(address), left: (await codeFor(new URL(address))).replace(/&state=.*/, '') }
  }
  const trouble = async (desk: Desk) => (await desk.connections.list())[0]?.trouble?.code

  it('is held, and signs in at the person’s word', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, left } = await granted(desk, id)
    const { page } = await visit(left)
    expect(page).toContain('say so in Packbench')
    expect([await phase(desk, id), await trouble(desk), desk.signedIn]).toEqual(['answer_held', 'signin_no_state', []])
    expect(await desk.connections.useHeldAnswer(id)).toMatchObject({ status: 'authorized', trouble: null, signIn: 'idle' })
    expect(await end).toMatchObject({ status: 'authorized' })
  })

  it('is held as well where the state, and an error, stand there as empty fields, or the fields begin with two question marks', async () => {
    for (const left of [(address: string) => `${address}&state=&error=&error_description=`, (address: string) => address.replace('?', '??')]) {
      const desk = await startDesk()
      const id = await added(desk)
      const answer = await granted(desk, id)
      await visit(left(answer.left))
      expect(await phase(desk, id)).toBe('answer_held')
      expect(await desk.connections.useHeldAnswer(id)).toMatchObject({ status: 'authorized' })
      await answer.end
    }
  })

  it('shows its code to nobody', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { left } = await granted(desk, id)
    await visit(left)
    const code = new URL(left).searchParams.get('code') ?? ''
    expect(code.length).toBeGreaterThan(5)
    expect(JSON.stringify(await desk.connections.list())).not.toContain(code)
    await desk.connections.useHeldAnswer(id)
    expect(JSON.stringify(await desk.connections.list())).not.toContain(code)
    expect(desk.traces()).not.toContain(code)
  })

  it('is not used without it, and dropped with the end of its sign-in', async () => {
    const desk = await startDesk({ patience: 300 })
    const id = await added(desk)
    const { end, left } = await granted(desk, id)
    await visit(left)
    expect(await troubleOf(end)).toMatchObject({ code: 'signin_no_state' })
    expect([await phase(desk, id), desk.signedIn]).toEqual(['idle', []])
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_answer_gone' })
    // Nor is it there for the next one, which it was not granted to.
    const next = await granted(desk, id)
    expect(await phase(desk, id)).toBe('waiting_for_browser')
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_answer_gone' })
    desk.connections.cancelAuthorize(id)
    await troubleOf(next.end)
  })

  it('is let go where the sign-in is begun again, and the answer to that one counts', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const first = await granted(desk, id)
    await visit(first.left)
    expect(await phase(desk, id)).toBe('answer_held')
    const second = await granted(desk, id)
    expect([await phase(desk, id), await trouble(desk)]).toEqual(['waiting_for_browser', undefined])
    await visit(second.left)
    expect(await desk.connections.useHeldAnswer(id)).toMatchObject({ status: 'authorized' })
    await first.end
  })

  it('is used for no other store', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const other = await added(desk, { name: 'Other', environment: 'custom', address: desk.rehearsal.address, storeId: 's2' })
    const { left } = await granted(desk, id)
    await visit(left)
    expect(await troubleOf(desk.connections.useHeldAnswer(other))).toMatchObject({ code: 'signin_answer_gone' })
    expect([await phase(desk, id), desk.signedIn]).toEqual(['answer_held', []])
    desk.connections.cancelAuthorize(id)
  })

  it('of a sign-in with another state is none', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { left } = await granted(desk, id)
    await visit(`${left}&state=another`)
    expect([await phase(desk, id), await trouble(desk)]).toEqual(['waiting_for_browser', 'signin_wrong_state'])
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_answer_gone' })
    desk.connections.cancelAuthorize(id)
  })

  it('is none of two that differ, and one that is loaded again', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end, left } = await granted(desk, id)
    await visit(left)
    await visit(left)
    expect(await phase(desk, id)).toBe('answer_held')
    await visit(`${desk.connections.redirectAddress()}?code=guessed`)
    await visit(left)
    expect([await phase(desk, id), await trouble(desk)]).toEqual(['waiting_for_browser', 'signin_many_answers'])
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_answer_gone' })
    expect(await desk.connections.pasteCode(id, left)).toMatchObject({ status: 'authorized' })
    await end
  })

  it('is none where a page asks for it behind the scenes', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { left } = await granted(desk, id)
    for (const headers of [{ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, { 'sec-fetch-mode': 'cors' }]) {
      await visit(left, headers)
      expect([await phase(desk, id), await trouble(desk)]).toEqual(['waiting_for_browser', 'signin_wrong_state'])
    }
    // Browsers of old tell nothing.
    await visit(left, {})
    expect(await phase(desk, id)).toBe('answer_held')
    desk.connections.cancelAuthorize(id)
  })

  it('gives way to one with the right state', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end } = await granted(desk, id)
    await visit(`${desk.connections.redirectAddress()}?code=guessed`)
    expect(await phase(desk, id)).toBe('answer_held')
    await signInAt(desk.browser.opened[0] ?? '', 'grant')
    expect(await end).toMatchObject({ status: 'authorized', trouble: null })
  })

  it('that Joom does not take says so, and works once only', async () => {
    const desk = await startDesk()
    const id = await added(desk)
    const { end } = await granted(desk, id)
    await visit(`${desk.connections.redirectAddress()}?code=guessed`)
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_code_expired' })
    await troubleOf(end)
    expect(await troubleOf(desk.connections.useHeldAnswer(id))).toMatchObject({ code: 'signin_answer_gone' })
    expect(desk.signedIn).toEqual([])
  })
})
