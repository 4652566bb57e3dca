import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import { answer } from '../../../electron/ipc/answer.ts'
import type { Handlers } from '../../../electron/ipc/handlers.ts'

/** Handlers of which only the named ones are there: a test calls no other. */
const only = (some: Partial<Handlers>): Handlers => some as Handlers

const quiet = { translate: (error: unknown) => error, failed: () => undefined }

describe('a message of the window', () => {
  it('is answered with a value', async () => {
    const handlers = only({ 'app.copy': () => undefined, 'orders.ids': ({ filter }) => (filter.search === 'x' ? [] : []) })
    expect(await answer(handlers, 'app.copy', { text: 'K7290M10' }, quiet)).toEqual({ ok: true, value: undefined })
  })

  it.each([['no.such.route', {}], ['__proto__', {}], ['constructor', {}], [42, {}], [undefined, undefined]])('is refused where “%s” is not a route', async (name, input) => {
    expect(await answer(only({}), name, input, quiet)).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  })

  it.each([[{}], [{ ids: 'all' }], [{ ids: [1, 'x'] }], [{ ids: [-1] }], [{ ids: [1.5] }], [{ ids: Array.from({ length: 1001 }, (_, i) => i) }], [null], ['text']])('is refused before anything runs where its input is %j', async (input) => {
    let ran = false
    const handlers = only({ 'outbox.undo': () => {
      ran = true
      return { undone: [], left: [] }
    } })
    expect(await answer(handlers, 'outbox.undo', input, quiet)).toMatchObject({ ok: false, error: { code: 'bad_input' } })
    expect(ran).toBe(false)
  })

  it('carries a trouble across with what the person needs, and nothing else', async () => {
    const handlers = only({ 'app.copy': () => { throw new Trouble({ code: 'signin_port_in_use', params: { port: 41_917 }, detail: 'EADDRINUSE', requestId: 'r' }, { cause: new Error('secret') }) } })
    expect(await answer(handlers, 'app.copy', { text: '' }, quiet)).toEqual({ ok: false, error: { code: 'signin_port_in_use', params: { port: 41_917 }, detail: 'EADDRINUSE', requestId: 'r' } })
  })

  it('says nothing of what went wrong inside, and reports it', async () => {
    const reported: unknown[] = []
    const handlers = only({ 'app.copy': () => { throw new Error('token=abc at /home/somebody') } })
    const result = await answer(handlers, 'app.copy', { text: '' }, { translate: (error) => error, failed: (route, error) => reported.push([route, error]) })
    expect(result).toEqual({ ok: false, error: { code: 'internal' } })
    expect(reported).toHaveLength(1)
  })

  it('has an error that has a sentence told in that sentence', async () => {
    const handlers = only({ 'app.copy': () => { throw new Error('database or disk is full') } })
    expect(await answer(handlers, 'app.copy', { text: '' }, { ...quiet, translate: () => new Trouble({ code: 'storage_full' }) })).toMatchObject({ ok: false, error: { code: 'storage_full' } })
  })
})
