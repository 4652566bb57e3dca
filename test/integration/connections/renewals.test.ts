import { describe, expect, it } from 'vitest'
import type { ConnectionStore } from '../../../electron/connections/connection-store.ts'
import { doing, troubleOf, until } from './desk.ts'
import { tokenOf, type FakeJoom } from './fake-joom.ts'
import { day, shipment, signedIn, statusOf } from './signed-in.ts'

describe('a renewal that Joom refuses', () => {
  const refuse = (message: string): NonNullable<FakeJoom['renewal']> => (response) => { response.writeHead(401, { 'request-id': 'r-1' }).end(JSON.stringify({ code: 1016, message, data: {} })) }

  it('makes the store need authorization, says why, keeps everything, and a sign-in mends it', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = refuse('refresh token revoked')
    joom.accepted.clear()
    const before = await desk.store.secrets(id)
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', message: 'refresh token revoked' })
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'needs_authorization', authorizedUntil: null, trouble: { code: 'needs_authorization', message: 'refresh token revoked' } })
    expect(await desk.store.secrets(id)).toEqual(before)
    expect(await desk.connections.authorized()).toEqual([])
    expect(await troubleOf(desk.connections.test(id))).toMatchObject({ code: 'needs_authorization' })

    joom.renewal = null
    expect(await desk.connections.authorize(id)).toMatchObject({ status: 'authorized', trouble: null })
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
  })

  it('for a Secret Key that was changed at Joom says that', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = refuse('client_secret is wrong')
    joom.accepted.clear()
    await desk.connections.client(id).authTest()
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'needs_authorization', trouble: { code: 'signin_wrong_secret' } })
  })

  it('by mistake is mended by a test, without a sign-in', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = refuse('refresh token revoked')
    joom.accepted.clear()
    await desk.connections.client(id).authTest()
    joom.renewal = null
    desk.signedIn.length = 0
    expect(await desk.connections.test(id)).toEqual({ answer: 'Welcome!' })
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'authorized', trouble: null })
    expect(desk.signedIn).toEqual([id])
  })
})

describe('the new pair', () => {
  it('is written before it is used, and one that cannot be written is kept until it can', async () => {
    const events: string[] = []
    let full = false
    const world: { joom?: FakeJoom } = {}
    const wrapStore = (store: ConnectionStore): ConnectionStore => doing(store, {
      async saveTokens(id, sealed, patch) {
        if (full) throw new Error('disk full')
        await store.saveTokens(id, sealed, patch)
        events.push(`written, new token used ${String(world.joom?.requests.filter(({ token }) => token === tokenOf('access', 2)).length)} times`)
      }
    })
    const { desk, joom, id } = await signedIn({ wrapStore })
    world.joom = joom
    joom.accepted.clear()
    events.length = 0
    full = true
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unknown' })
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
    full = false
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    expect(events).toEqual(['written, new token used 0 times'])
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
  })

  it('survives a restart', async () => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    await desk.connections.client(id).authTest()
    await desk.restart()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
  })

  it('does not overwrite a sign-in that happened meanwhile', async () => {
    const { desk, joom, id } = await signedIn()
    let release: (() => void) | null = null
    joom.renewal = (_response, next) => { release = next }
    joom.accepted.clear()
    const waiting = desk.connections.client(id).fulfil('A1', shipment)
    await until(() => release !== null)
    await desk.connections.authorize(id) // pair 2
    ;(release as unknown as () => void)() // pair 3: handed out, but nobody's any more
    joom.accepted.add(tokenOf('access', 2))
    expect(await waiting).toMatchObject({ kind: 'unknown' })
    await desk.restart()
    await desk.connections.client(id).authTest()
    expect(joom.requests.at(-1)).toMatchObject({ path: 'auth_test', token: tokenOf('access', 2) })
  })
})

describe('a sign-in that has to hold for years', () => {
  it('lets fifty requests wait for one renewal, and each goes out once then', async () => {
    const { desk, joom, id } = await signedIn()
    let release: (() => void) | null = null
    joom.renewal = (_response, next) => { release = next }
    desk.clock.ahead = 30 * day - 60_000
    const waiting = Promise.all(Array.from({ length: 50 }, (_, i) => i % 2 === 0 ? desk.connections.client(id).authTest() : desk.connections.client(id).fulfil(`A${String(i)}`, shipment)))
    await until(() => release !== null)
    expect(joom.countOf('auth_test') + joom.countOf('order/fulfill-one')).toBe(0)
    ;(release as unknown as () => void)()
    expect(new Set((await waiting).map(({ kind }) => kind))).toEqual(new Set(['ok', 'accepted']))
    expect([joom.countOf('oauth/refresh_token'), joom.countOf('auth_test'), joom.countOf('order/fulfill-one')]).toEqual([1, 25, 25])
    expect(joom.requests.filter(({ token }) => token === tokenOf('access', 1))).toEqual([])
  })

  it.each([['Joom takes the old refresh token once more', null, 'authorized'], ['Joom takes it no more', 1016, 'needs_authorization']] as const)('a crash between Joom’s answer and the disk: %s', async (_name, refused, status) => {
    let crash = false
    const wrapStore = (store: ConnectionStore): ConnectionStore => doing(store, {
      saveTokens: (...what) => (crash ? Promise.reject(new Error('the power is gone')) : store.saveTokens(...what))
    })
    const { desk, joom, id } = await signedIn({ wrapStore })
    joom.accepted.clear()
    crash = true
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unknown' })
    await desk.restart()
    crash = false
    if (refused !== null) joom.renewal = (response) => { response.writeHead(401, { 'request-id': 'r-16' }).end(JSON.stringify({ code: refused, message: 'refresh token revoked', data: {} })) }
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', ...(refused === null && { renewed: true }) })
    expect(joom.requests.findLast(({ path }) => path === 'oauth/refresh_token')?.form['refresh_token']).toBe(tokenOf('refresh', 1))
    expect((await desk.connections.list())[0]).toMatchObject({ status, secretSavedAt: expect.any(Number) as number, ...(refused !== null && { trouble: { code: 'needs_authorization', message: 'refresh token revoked', requestId: 'r-16' } }) })
  })

  it('tokens that live for a minute cost no renewal while they live, and one when they are about to end', async () => {
    const { desk, joom, id } = await signedIn()
    joom.life = 60
    joom.accepted.clear()
    const six = async () => new Set((await Promise.all(Array.from({ length: 6 }, () => desk.connections.client(id).authTest()))).map(({ kind }) => kind))
    expect([await six(), await six(), joom.countOf('oauth/refresh_token')]).toEqual([new Set(['ok']), new Set(['ok']), 1])
    desk.clock.ahead += 49_000
    expect([await six(), joom.countOf('oauth/refresh_token')]).toEqual([new Set(['ok']), 2])
  })

  it('readings side by side that are refused with one renewed token are one refusal; the next is the end', async () => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    joom.renewal = (_response, next) => {
      next()
      joom.accepted.clear()
    }
    const read = async (count: number) => new Set((await Promise.all(Array.from({ length: count }, () => desk.connections.client(id).authTest()))).map(({ kind }) => kind))
    expect([await read(6), await statusOf(desk, id)]).toEqual([new Set(['unauthorized']), 'authorized'])
    await read(1)
    expect(await statusOf(desk, id)).toBe('needs_authorization')
  })

  it('a clock that jumps a year ahead and back costs a renewal, never the sign-in', async () => {
    const { desk, joom, id } = await signedIn()
    desk.clock.ahead = 365 * day
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    desk.clock.ahead = 0
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    joom.accepted.clear() // what the clock could not tell, Joom does
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', renewed: true })
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    desk.clock.ahead = -365 * day
    await desk.restart()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    joom.accepted.clear()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', renewed: true })
    expect(await desk.connections.client(id).fulfil('A2', shipment)).toMatchObject({ kind: 'accepted' })
    expect(await statusOf(desk, id)).toBe('authorized')
  })

  it('a clock that was a year ahead while a renewal failed does not keep a refused token in use afterwards', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = (response) => { response.destroy() }
    desk.clock.ahead = 365 * day
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unavailable' })
    desk.clock.ahead = 0
    joom.renewal = null
    joom.accepted.clear()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
  })

  it('a store that is opened again after forty days is renewed before anything is asked', async () => {
    const { desk, joom, id } = await signedIn()
    await desk.restart()
    desk.clock.ahead = 40 * day
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    expect(joom.requests.filter(({ token }) => token === tokenOf('access', 1))).toEqual([])
  })

  it.each<[string, object, 'never' | 'renewed']>([
    ['null', { expires_in: null, expiry_time: null }, 'never'], ['negative', { expires_in: -5 }, 'never'], ['a text', { expires_in: 'soon' }, 'never'], ['left out', {}, 'never'],
    ['a number as a text', { expires_in: '3600' }, 'renewed'], ['a fraction', { expires_in: 3600.000123 }, 'renewed'], ['a moment only', { expires_in: null, expiry_time: Math.floor(Date.now() / 1000) + 3600 }, 'renewed'], ['larger than any time', { expires_in: 1e300 }, 'never']
  ])('a life that is %s is lived with', async (_name, life, how) => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    joom.renewal = (response) => {
      joom.accepted.add('access-token-odd-0123456789')
      response.end(JSON.stringify({ code: 0, message: '', data: { access_token: 'access-token-odd-0123456789', refresh_token: 'refresh-token-odd-0123456789', merchant_user_id: null, ...life } }))
    }
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    joom.renewal = null
    await desk.restart()
    desk.clock.ahead = 3600_000
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.countOf('oauth/refresh_token')).toBe(how === 'never' ? 1 : 2)
  })

  it('a renewal that brings no new refresh token leaves the old one in use', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = (response) => {
      joom.accepted.clear()
      joom.accepted.add('access-token-only-0123456789')
      response.end(JSON.stringify({ code: 0, data: { access_token: 'access-token-only-0123456789', refresh_token: null, expires_in: 3600 } }))
    }
    joom.accepted.clear()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    await desk.restart()
    joom.renewal = null
    joom.accepted.clear()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.requests.filter(({ path }) => path === 'oauth/refresh_token').map(({ form }) => form['refresh_token'])).toEqual([tokenOf('refresh', 1), tokenOf('refresh', 1)])
  })
})
