import { describe, expect, it } from 'vitest'
import type { ConnectionStore } from '../../../electron/connections/connection-store.ts'
import { doing, startDesk, until } from './desk.ts'
import { tokenOf, type FakeJoom } from './fake-joom.ts'
import { day, secretKey, shipment, signedIn, statusOf } from './signed-in.ts'

describe('a token that Joom does not accept any more', () => {
  it('is renewed once, however many ask at the same time', async () => {
    const { desk, joom, id } = await signedIn()
    joom.accepted.clear()
    const client = desk.connections.client(id)
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => i % 2 === 0 ? client.authTest() : desk.connections.client(id).fulfil(`A${String(i)}`, shipment)))
    // A change does not go out again by itself.
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['ok', 'unauthorized']))
    expect(joom.countOf('oauth/refresh_token')).toBe(1)
    expect(joom.requests.filter(({ path }) => path === 'auth_test').filter(({ token }) => token === tokenOf('access', 2))).toHaveLength(10)
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
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(desk, id)).toBe('authorized')
    expect(await desk.connections.client(id).authTest()).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(desk, id)).toBe('needs_authorization')
    const asked = joom.requests.length
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(joom.requests).toHaveLength(asked)
  })

  it('is the end of the sign-in where changes are turned away one after another and auth_test is as well; where that is let in, of the call alone', async () => {
    const { desk, joom, id } = await signedIn()
    const turnedAway = async (): Promise<void> => {
      joom.accepted.clear()
      expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', renewed: true })
      expect(await desk.connections.client(id).getOrder('A1')).toMatchObject({ kind: 'ok' })
    }
    await turnedAway()
    await turnedAway()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    await turnedAway()
    await turnedAway()
    joom.accepted.clear()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'refused', call: 'order/fulfill-one' })
    expect(await statusOf(desk, id)).toBe('authorized')
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'accepted' })
    await turnedAway()
    await turnedAway()
    joom.renewal = (_response, next) => {
      next()
      joom.accepted.clear()
    }
    joom.accepted.clear()
    expect(await desk.connections.client(id).fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(desk, id)).toBe('needs_authorization')
    expect(joom.countOf('order/fulfill-one')).toBe(10)
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
