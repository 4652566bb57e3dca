import { describe, expect, it } from 'vitest'
import { startDesk, troubleOf } from './desk.ts'
import { startFakeJoom, tokenOf, type FakeJoom } from './fake-joom.ts'
import { secretKey, shipment, signedIn, statusOf } from './signed-in.ts'

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
