import { describe, expect, it } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import type { ConnectionStore } from '../../../electron/connections/connection-store.ts'
import { doing, startDesk, troubleOf, until, type Desk } from './desk.ts'
import { startFakeJoom, tokenOf, type FakeJoom } from './fake-joom.ts'

const day = 86_400_000
const shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: null }
const secretKey = 'secret-key-0123456789-abcdef'

async function signedIn(more: Parameters<typeof startDesk>[0] = {}): Promise<{ desk: Desk; joom: FakeJoom; id: ConnectionId }> {
  const joom = await startFakeJoom()
  const desk = await startDesk(more)
  const { id } = await desk.connections.add(desk.form({ environment: 'custom', address: joom.address, clientId: 'client-1', secretKey }))
  desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?code=good-code-1&state=${new URL(address).searchParams.get('state') ?? ''}`)
  await desk.connections.authorize(id)
  return { desk, joom, id }
}
const statusOf = async (desk: Desk, id: ConnectionId) => (await desk.connections.list()).find((its) => its.id === id)?.status

describe('a token that Joom does not accept any more', () => {
  it('is renewed once, however many ask at the same time', async () => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    const client = desk.connections.client(id)
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => i % 2 === 0 ? client.authTest() : desk.connections.client(id).fulfil(`A${String(i)}`, shipment)))
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['ok', 'accepted']))
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    expect(joom.requests.filter(({ path }) => path === 'order/fulfill-one' ).filter(({ token }) => token === tokenOf('access', 2))).toHaveLength(10)
    expect(await statusOf(desk, id)).toBe('authorized')
  })

  it('is renewed with what Joom asks for', async () => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    await desk.connections.client(id).authTest()
    expect(joom.requests.find(({ path }) => path === 'oauth/access_token')?.form).toEqual({ client_id: 'client-1', client_secret: secretKey, grant_type: 'authorization_code', code: 'good-code-1', redirect_uri: desk.connections.redirectAddress() })
    expect(joom.requests.find(({ path }) => path === 'oauth/refresh_token')?.form).toEqual({ client_id: 'client-1', client_secret: secretKey, grant_type: 'refresh_token', refresh_token: tokenOf('refresh', 1) })
  })

  it('is renewed at the rehearsal server as well', async () => {
    const desk = await startDesk()
    const { id } = await desk.connections.openDemo()
    desk.rehearsal.misbehave({ fault: 'expired_token', times: 1, on: 'any', seconds: 0 })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => desk.connections.client(id).listOrders('get-fulfill', { start: 0, limit: 50 })))
    expect(outcomes.every(({ kind }) => kind === 'ok')).toBe(true)
    expect(desk.rehearsal.requests().filter(({ path }) => path.endsWith('refresh_token'))).toHaveLength(1)
  })

  it('stays what it was where even the renewed one is not accepted; after the second time a person has to sign in', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = (_response, next) => {
      next()
      joom.accepted.clear()
    }
    joom.accepted.clear()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(desk, id)).toBe('authorized')
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(desk, id)).toBe('needs_authorization')
    const asked = joom.requests.length
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(joom.requests).toHaveLength(asked)
  })
})

describe('a token near its end', () => {
  it('is renewed before it is used, from five minutes on', async () => {
    const { desk, joom, id } = await signedIn()
    desk.clock.ahead = 30 * day - 6 * 60_000
    await desk.connections.client(id).authTest()
    expect(joom.countOf('oauth/refresh_token')).toBe(0)
    desk.clock.ahead = 30 * day - 4 * 60_000
    await Promise.all(Array.from({ length: 20 }, () => desk.connections.client(id).authTest()))
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    expect(joom.requests.filter(({ path, token }) => path === 'auth_test' && token === tokenOf('access', 1))).toHaveLength(1)
    expect((await desk.connections.list())[0]?.authorizedUntil).toBeGreaterThan(Date.now() + 59 * day)
  })

  it('is renewed once after a start, when twenty ask before anything was read', async () => {
    const { desk, joom, id } = await signedIn()
    await desk.restart()
    desk.clock.ahead = 30 * day - 4 * 60_000
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => desk.connections.client(id).authTest()))
    expect(outcomes.every(({ kind }) => kind === 'ok')).toBe(true)
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
  })

  it('is not renewed a second time by a caller whose reading took longer than the whole renewal', async () => {
    let hold: Promise<unknown> | null = null
    const wrapStore = (store: ConnectionStore): ConnectionStore => doing(store, {
      async secrets(id) {
        const read = await store.secrets(id)
        const wait = hold
        hold = null
        await wait
        return read
      }
    })
    const { desk, joom, id } = await signedIn({ wrapStore })
    await desk.restart()
    await desk.connections.list()
    desk.clock.ahead = 30 * day - 4 * 60_000
    const { promise, resolve } = Promise.withResolvers<undefined>()
    hold = promise
    const slow = desk.connections.client(id).fulfil('A1', shipment)
    await until(() => hold === null)
    expect(await desk.connections.client(id).fulfil('A2', shipment)).toMatchObject({ kind: 'accepted' })
    resolve(undefined)
    expect(await slow).toMatchObject({ kind: 'accepted' })
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
  })

  it.each<[string, NonNullable<FakeJoom['renewal']>]>([
    ['no answer', (response) => { response.destroy() }], ['an answer that is lost after the change', (response, next) => {
      response.end = () => response.destroy()
      next()
    }], ['a 500', (response) => { response.writeHead(500).end('<html>') }], ['a 429', (response) => { response.writeHead(429).end() }], ['HTML', (response) => { response.end('<html>') }]
  ])('is used on where its renewal has %s, and renewed a minute later', async (_name, renewal) => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = (response, next) => {
      renewal(response, next)
      joom.accepted.add(tokenOf('access', 1))
    }
    desk.clock.ahead = 30 * day - 4 * 60_000
    for (let i = 0; i < 3; i++) expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    expect(await statusOf(desk, id)).toBe('authorized')
    joom.renewal = null
    desk.clock.ahead += 61_000
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.requests.at(-2)?.form['refresh_token']).toBe(tokenOf('refresh', 1))
  })

  it('and past it: what cannot be renewed now is not sent, and nothing is lost', async () => {
    const { desk, joom, id } = await signedIn()
    joom.renewal = (response) => { response.destroy() }
    desk.clock.ahead = 31 * day
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unavailable' })
    expect(joom.countOf('order/fulfill-one') + joom.countOf('auth_test')).toBe(0)
    expect(await statusOf(desk, id)).toBe('authorized')
    joom.renewal = null
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
  })
})

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
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
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
    expect(await waiting).toMatchObject({ kind: 'not_sent' })
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
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
    await desk.restart()
    crash = false
    if (refused !== null) joom.renewal = (response) => { response.writeHead(401, { 'request-id': 'r-16' }).end(JSON.stringify({ code: refused, message: 'refresh token revoked', data: {} })) }
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: refused === null ? 'accepted' : 'unauthorized' })
    expect(joom.requests.findLast(({ path }) => path === 'oauth/refresh_token')?.form['refresh_token']).toBe(tokenOf('refresh', 1))
    expect((await desk.connections.list())[0]).toMatchObject({ status, secretSavedAt: expect.any(Number) as number, ...(refused !== null && { trouble: { code: 'needs_authorization', message: 'refresh token revoked', requestId: 'r-16' } }) })
  })

  it('a clock that jumps a year ahead and back costs a renewal, never the sign-in', async () => {
    const { desk, joom, id } = await signedIn()
    desk.clock.ahead = 365 * day
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    desk.clock.ahead = 0
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    joom.accepted.clear() // what the clock could not tell, Joom does
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    desk.clock.ahead = -365 * day
    await desk.restart()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    joom.accepted.clear()
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

describe('a store that was connected before', () => {
  const past = async (desk: Desk): Promise<ConnectionId> => {
    const { id } = await desk.connections.add(desk.form())
    await desk.take(id)
    await desk.connections.remove(id, 'keep')
    return id
  }

  it('is not doubled without asking: by its Store ID, or by its application where it has none', async () => {
    const desk = await startDesk()
    await past(desk)
    for (const more of [{}, { clientId: 'another-app' }, { storeId: '' }]) expect(await troubleOf(desk.connections.add(desk.form({ name: 'Again', ...more })))).toMatchObject({ code: 'connection_known', params: { name: 'Nordlicht', orders: 1 } })
    expect(await desk.connections.list()).toEqual([])
    // Another store, or another environment, is another one.
    expect(await desk.connections.add(desk.form({ name: 'Else', storeId: 'else' }))).toMatchObject({ status: 'new' })
    expect(await desk.connections.add(desk.form({ name: 'Live', environment: 'production' }))).toMatchObject({ status: 'new' })
  })

  it('is taken up with its orders, signs in as any other, and needs its Secret Key anew', async () => {
    const desk = await startDesk()
    const id = await past(desk)
    const { secretKey: _left, ...without } = desk.form()
    expect(await desk.connections.add({ ...without, name: 'Again', earlier: 'take_up' })).toMatchObject({ id, name: 'Again', status: 'new', secretSavedAt: null })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_secret' })
    await desk.connections.change({ id, ...desk.form({ name: 'Again' }) })
    expect(await desk.connections.authorize(id)).toMatchObject({ id, status: 'authorized' })
  })

  it('or is connected anew beside them, where a person says so', async () => {
    const desk = await startDesk()
    const id = await past(desk)
    expect((await desk.connections.add({ ...desk.form(), earlier: 'anew' })).id).not.toBe(id)
  })

  it('the demo store is taken up by itself', async () => {
    const desk = await startDesk()
    const id = await past(desk)
    expect(await desk.connections.openDemo()).toMatchObject({ id, status: 'authorized' })
  })
})

describe('whom a secret is for', () => {
  it('another address, environment or application ends the sign-in; another address wants the Secret Key anew', async () => {
    const other = await startFakeJoom()
    for (const more of [{ address: other.address }, { environment: 'rehearsal' as const }, { environment: 'production' as const }]) {
      const { desk, id } = await signedIn()
      const [before] = await desk.connections.list()
      const view = await desk.connections.change({ id, name: 'Moved', environment: 'custom', address: before?.address ?? '', storeId: 's', clientId: 'client-1', ...more })
      expect(view).toMatchObject({ status: 'needs_authorization', authorizedUntil: null, secretSavedAt: null })
      expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unauthorized' })
      expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_secret' })
    }
    expect(other.requests).toEqual([])
    const { desk, joom, id } = await signedIn()
    expect(await desk.connections.change({ id, ...desk.form({ environment: 'custom', address: joom.address, clientId: 'client-2', secretKey: undefined }) })).toMatchObject({ status: 'needs_authorization', secretSavedAt: expect.any(Number) as number })
  })

  it('a name, a Store ID or a new Secret Key ends nothing', async () => {
    const { desk, joom, id } = await signedIn()
    expect(await desk.connections.change({ id, name: 'Renamed', environment: 'custom', address: `${joom.address}/api/v2/`, storeId: 'other', clientId: 'client-1', secretKey: 'new-secret-key-1' })).toMatchObject({ status: 'authorized', name: 'Renamed', storeId: 'other', address: joom.address })
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
  })

  it('tokens that end up beside another address are not sent there', async () => {
    const { desk, id } = await signedIn()
    const other = await startFakeJoom()
    await desk.store.update(id, { address: other.address })
    await desk.restart()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'signin_no_secret' })
    expect(other.requests).toEqual([])
  })

  it('the rehearsal’s go to a rehearsal server on this computer only, wherever its port is', async () => {
    let address = ''
    const desk = await startDesk({ rehearsal: () => Promise.resolve({ address: address || desk.rehearsal.address, app: desk.rehearsal.app }) })
    const { id } = await desk.connections.openDemo()
    address = desk.rehearsal.address.replace('127.0.0.1', 'localhost')
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    address = 'https://api-merchant.joom.com'
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unavailable', message: 'rehearsal_unavailable' })
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
  })
})

describe('the system’s key store', () => {
  it('that cannot seal: secrets live until the program ends, and nothing of them is on the disk', async () => {
    const desk = await startDesk()
    desk.protector.kind = 'none'
    const { id } = await desk.connections.openDemo()
    expect(await desk.connections.test(id)).toEqual({ answer: 'success' })
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'authorized', secretSavedAt: expect.any(Number) as number })
    expect(desk.protector.seals).toBe(0)
    expect(desk.traces()).not.toContain(desk.rehearsal.app.clientSecret)
    await desk.restart()
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'needs_authorization', secretSavedAt: null })
    expect(await desk.connections.openDemo()).toMatchObject({ id, status: 'authorized' })
  })

  it('that seals weakly still seals', async () => {
    const desk = await startDesk()
    desk.protector.kind = 'weak'
    await desk.connections.openDemo()
    await desk.restart()
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'authorized' })
  })

  it('that does not open: the store needs authorization, nothing is thrown away, and it works again when it opens', async () => {
    const { desk, id } = await signedIn()
    desk.protector.locked = true
    await desk.restart()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect((await desk.connections.list())[0]).toMatchObject({ status: 'needs_authorization', trouble: { code: 'secrets_unreadable' } })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'secrets_unreadable' })
    desk.protector.locked = false
    expect(await desk.connections.test(id)).toEqual({ answer: 'Welcome!' })
    expect(await statusOf(desk, id)).toBe('authorized')
  })

  it('that asks for it gets secrets sealed anew', async () => {
    const { desk, joom, id } = await signedIn()
    desk.protector.reseal = true
    const before = await desk.store.secrets(id)
    await desk.restart()
    joom.accepted.clear()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
    const after = await desk.store.secrets(id)
    expect(after.secretKey).not.toEqual(before.secretKey)
    desk.protector.reseal = false
    await desk.restart()
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'ok' })
  })
})

describe('the form', () => {
  it.each([['http://shop.example', 'not_https'], ['nonsense', 'not_an_address'], ['https://a:b@shop.example', 'has_credentials'], ['https://shop.example/other', 'has_path']])('“%s” is not an address: %s', async (address, problem) => {
    const desk = await startDesk()
    expect(await troubleOf(desk.connections.add(desk.form({ environment: 'custom', address })))).toMatchObject({ code: 'connection_address', params: { problem } })
    expect(await desk.connections.list()).toEqual([])
  })

  it('takes production’s own address, whatever was typed', async () => {
    const desk = await startDesk()
    expect(await desk.connections.add(desk.form({ environment: 'production', address: 'https://elsewhere.example' }))).toMatchObject({ address: 'https://api-merchant.joom.com', status: 'new', secretSavedAt: expect.any(Number) as number, signIn: 'idle' })
  })

  it('wants a name of its own for each store', async () => {
    const desk = await startDesk()
    const { id } = await desk.connections.add(desk.form())
    const second = await desk.connections.add(desk.form({ name: 'Second' }))
    expect(await troubleOf(desk.connections.add(desk.form({ name: 'NORDLICHT' })))).toMatchObject({ code: 'connection_name_taken', params: { name: 'NORDLICHT' } })
    expect(await troubleOf(desk.connections.change({ id: second.id, ...desk.form() }))).toMatchObject({ code: 'connection_name_taken' })
    expect(await desk.connections.change({ id, ...desk.form({ name: 'nordlicht' }) })).toMatchObject({ name: 'nordlicht' })
  })

  it('a store that was removed is gone, with its secrets, and asking it does nothing', async () => {
    const { desk, joom, id } = await signedIn()
    await desk.connections.remove(id, 'erase')
    expect(await desk.connections.list()).toEqual([])
    expect(await desk.store.secrets(id)).toEqual({ secretKey: null, tokens: null })
    const asked = joom.requests.length
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'not_sent' })
    expect(await troubleOf(desk.connections.authorize(id))).toMatchObject({ code: 'not_found' })
    expect(joom.requests).toHaveLength(asked)
  })
})

it('no secret is in the log, the views, the errors or the data folder', async () => {
  const { desk, joom, id } = await signedIn()
  const said: unknown[] = [await desk.connections.list()]
  joom.accepted.clear()
  said.push(await desk.connections.client(id).authTest())
  const echo: NonNullable<FakeJoom['renewal']> = (response) => { response.writeHead(401).end(JSON.stringify({ code: 1016, message: `no ${tokenOf('refresh', 2)} ${secretKey}`, data: {} })) }
  joom.renewal = echo
  joom.accepted.clear()
  said.push(await desk.connections.client(id).fulfil('A1', shipment), await desk.connections.list())
  said.push(await troubleOf(desk.connections.test(id)))
  joom.renewal = (response) => { response.destroy() }
  said.push(await troubleOf(desk.connections.test(id)))
  await desk.connections.change({ id, ...desk.form({ environment: 'custom', address: 'http://127.0.0.1:9', clientId: 'client-1', secretKey }) })
  said.push(await troubleOf(desk.connections.authorize(id)))
  said.push(await desk.connections.list())
  const everything = `${JSON.stringify(said)}\n${desk.traces()}`
  const states = desk.browser.opened.map((address) => new URL(address).searchParams.get('state') ?? '')
  for (const secret of [secretKey, 'good-code-1', ...states, ...[1, 2, 3].flatMap((n) => [tokenOf('access', n), tokenOf('refresh', n)])]) expect(everything).not.toContain(secret)
  expect(everything).toContain('needs authorization')
})
