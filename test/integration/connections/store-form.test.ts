import { describe, expect, it } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { startDesk, troubleOf, type Desk } from './desk.ts'
import { shipment, signedIn } from './signed-in.ts'

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

describe('a store that is connected', () => {
  it('is not connected a second time: which one it is already is said, and nothing is changed', async () => {
    const desk = await startDesk()
    const { id } = await desk.connections.add(desk.form())
    const before = await desk.connections.list()
    const { storeId } = desk.form()
    for (const more of [{}, { clientId: 'another-app' }, { storeId: '' }, { storeId: ` ${storeId.toUpperCase()}` }]) {
      for (const earlier of [undefined, 'take_up', 'anew'] as const) expect(await troubleOf(desk.connections.add({ ...desk.form({ name: 'Again', ...more }), earlier })), JSON.stringify(more)).toMatchObject({ code: 'connection_there', params: { name: 'Nordlicht' } })
    }
    expect(await desk.connections.list()).toEqual(before)
    expect((await desk.connections.openDemo()).id).toBe(id)
    // Once it is disconnected it is connected again as before.
    await desk.take(id)
    await desk.connections.remove(id, 'keep')
    expect(await desk.connections.add({ ...desk.form({ name: 'Again' }), earlier: 'take_up' })).toMatchObject({ id, name: 'Again' })
  })

  it('is not made of another one either; whoever is it already can be changed', async () => {
    const desk = await startDesk()
    await desk.connections.add(desk.form())
    const { id } = await desk.connections.add(desk.form({ name: 'Second', storeId: 'second', clientId: 'app-2' }))
    const before = await desk.connections.list()
    for (const its of [{}, { clientId: 'app-2' }, { storeId: '' }]) expect(await troubleOf(desk.connections.change({ id, ...desk.form({ name: 'Second', ...its }) }))).toMatchObject({ code: 'connection_there', params: { name: 'Nordlicht' } })
    expect(await desk.connections.list()).toEqual(before)
    // As it may stand in data from before.
    await desk.store.update(id, { storeId: desk.form().storeId })
    expect(await desk.connections.change({ id, ...desk.form({ name: 'Renamed', clientId: 'app-2' }) })).toMatchObject({ name: 'Renamed' })
  })

  it('elsewhere is another one', async () => {
    const desk = await startDesk()
    for (const [name, its] of [['Real', { environment: 'production' }], ['Sandbox', { environment: 'custom', address: 'https://a.example' }], ['Other sandbox', { environment: 'custom', address: 'https://b.example' }]] as const) await desk.connections.add(desk.form({ name, ...its }))
    expect(await troubleOf(desk.connections.add(desk.form({ name: 'Real by its address', environment: 'custom', address: 'https://api-merchant.joom.com' })))).toMatchObject({ code: 'connection_there', params: { name: 'Real' } })
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
    const second = await desk.connections.add(desk.form({ name: 'Second', storeId: 'second' }))
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
