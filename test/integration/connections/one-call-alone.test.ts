import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { ReceivedOrder } from '../../../electron/domain/order.ts'
import { expectSame, otherRoom, type OtherRoom } from '../orders/other-room.ts'
import { shipment } from './signed-in.ts'

const turnAway = (response: ServerResponse, words = 'api.unauthorized: this application may not'): false => {
  response.writeHead(401, { 'request-id': 'r-closed' }).end(JSON.stringify({ code: 4000, message: words, data: {} }))
  return false
}
/** A store at a Joom that answers these calls with 401, whatever the token. */
const roomClosedTo = (closed: string, orders = 130): Promise<OtherRoom> => otherRoom({ orders, cap: 50, before: (path, _lists, response) => path !== closed || turnAway(response) })
const statusOf = async ({ connections, id }: OtherRoom) => (await connections.list()).find((its) => its.id === id)?.status
const count = ({ joom }: OtherRoom, path: string): number => joom.asked.filter((its) => its.path === path).length

describe('a renewal that hands out the token that there is', () => {
  it('is no reason to call the store signed out: a reading that was turned away once goes on', async () => {
    let turned = 0
    const room = await otherRoom({ orders: 130, cap: 50, renewsSame: true, before: (path, lists, response) => path.startsWith('oauth') || lists % 3 !== 2 || turned++ > 2 || turnAway(response) })
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null, incomplete: null }])
    await expectSame(room)
    expect(room.joom.renewals).toBeGreaterThan(0)
    expect(await statusOf(room)).toBe('authorized')
  })

  it('is asked for once for all readings that were turned away with it, and ends the sign-in where nothing is accepted, auth_test neither', async () => {
    let open = true
    const room = await otherRoom({ orders: 3, renewsSame: true, before: (path, _lists, response) => path.startsWith('oauth') || open || turnAway(response) })
    const { client, joom } = room
    open = false
    const read = async () => new Set((await Promise.all(Array.from({ length: 6 }, () => client.listOrders('multi-get', { start: 0, limit: 5 })))).map(({ kind }) => kind))
    expect(await read()).toEqual(new Set(['unauthorized']))
    // Once for the readings, and once for auth_test.
    expect(joom.renewals).toBe(2)
    await read()
    expect(await statusOf(room)).toBe('needs_authorization')
  })
})

describe('a call that alone is turned away, while auth_test says that the token is fine', () => {
  it('get-fulfill: everything is read, by the rest; the call, Joom’s words and the request-id are told, and the store stays signed in', async () => {
    const room = await roomClosedTo('order/get-fulfill')
    const told = { error: { code: 'refused', detail: 'order/get-fulfill: api.unauthorized: this application may not', requestId: 'r-closed' }, incomplete: null, nextAt: null }
    expect(await room.sync.refresh(room.id)).toMatchObject([told])
    await expectSame(room)
    const [first] = room.joom.orders.values()
    Object.assign(first ?? {}, { state: 'SHIPPED', tracking: 'PANEL1', provider: 'DHL', updated: Date.now() })
    expect(await room.sync.refresh(room.id)).toMatchObject([told])
    await expectSame(room)
    // What is open is compared all the same, order by order.
    const open = [...room.joom.orders.values()].filter(({ state }) => state === 'APPROVED')
    Object.assign(open[0] ?? {}, { state: 'REFUNDED', updated: Date.now() - 3 * 3_600_000 })
    room.ahead.ms += 31 * 60_000
    expect(await room.sync.refresh(room.id)).toMatchObject([told])
    await expectSame(room)
    expect(await statusOf(room)).toBe('authorized')
    expect(room.joom.renewals).toBe(1)
  })

  it('multi-get: what is open is read all the same', async () => {
    const room = await roomClosedTo('order/multi-get', 730)
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: { code: 'refused', detail: 'order/multi-get: api.unauthorized: this application may not' }, incomplete: 0 }])
    const there = [...room.joom.orders.values()].filter(({ state }) => state === 'APPROVED').length
    expect(await room.storage.orderList.ids({ view: 'all', urgency: null, mark: null, connectionId: room.id, search: '' }, Date.now())).toHaveLength(there)
    expect(await statusOf(room)).toBe('authorized')
  })

  it('order: is told as Joom’s no, never as an order that is not there, and the reading says so', async () => {
    const room = await otherRoom({ orders: 130, cap: 50, before: (path, _lists, response) => path !== 'order' || !response.writeHead(401).end('{"code":4001,"message":"api.not_found"}') })
    expect(await room.client.getOrder('A1')).toMatchObject({ kind: 'refused', httpStatus: 401, code: '401', message: 'order: api.not_found', call: 'order' })
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null }])
    const [first] = room.joom.orders.values()
    Object.assign(first ?? {}, { state: 'REFUNDED', updated: Date.now() - 3 * 3_600_000 })
    room.ahead.ms += 31 * 60_000
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: { code: 'refused', detail: 'order: api.not_found' } }])
    expect(await statusOf(room)).toBe('authorized')
  })

  it('a confirmation: leaves once each time it is asked for, and is told as a no that may hide an earlier delivery', async () => {
    const room = await roomClosedTo('order/fulfill-one')
    const { client, joom } = room
    for (const renewed of [1, 2]) {
      expect(await client.fulfil('A1', shipment)).toMatchObject({ kind: 'unauthorized', renewed: true })
      expect(joom.renewals).toBe(renewed)
    }
    const no = { kind: 'refused', call: 'order/fulfill-one', code: '4000', message: 'order/fulfill-one: api.unauthorized: this application may not', requestId: 'r-closed' }
    expect(await client.fulfil('A1', shipment)).toMatchObject(no)
    const renewals = joom.renewals
    expect((await Promise.all(Array.from({ length: 8 }, () => client.fulfil('A1', shipment)))).every((outcome) => outcome.kind === 'refused' && outcome.call !== undefined)).toBe(true)
    expect([joom.renewals, count(room, 'order/fulfill-one'), count(room, 'auth_test')]).toEqual([renewals, 11, 1])
    expect(await client.modifyTracking('A1', shipment)).toMatchObject({ kind: 'refused', code: '1004' })
    expect(await statusOf(room)).toBe('authorized')
  })

  it('asks auth_test once for all that are turned away together', async () => {
    const room = await roomClosedTo('order')
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => room.client.getOrder(`A${String(i)}`)))
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['refused']))
    expect([count(room, 'auth_test'), room.joom.renewals]).toEqual([1, 1])
  })

  it('is none where auth_test cannot be had: nothing is decided then, and a no of it is one', async () => {
    let test: 'lost' | 'turned away' = 'lost'
    const room = await otherRoom({ orders: 3, before: (path, _lists, response) => {
      if (path === 'order/get-fulfill') return turnAway(response)
      return path !== 'auth_test' || (test === 'lost' ? !response.destroy() : turnAway(response))
    } })
    const read = () => room.client.listOrders('get-fulfill', { start: 0, limit: 5 })
    for (let i = 0; i < 4; i++) expect(await read()).toMatchObject({ kind: 'unauthorized' })
    expect(await statusOf(room)).toBe('authorized')
    test = 'turned away'
    await read()
    await read()
    expect(await statusOf(room)).toBe('needs_authorization')
  })

  it('is heard again once it is let in', async () => {
    let closed = true
    const room = await otherRoom({ orders: 30, before: (path, _lists, response) => path !== 'order/get-fulfill' || !closed || turnAway(response) })
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: { code: 'refused' } }])
    closed = false
    room.ahead.ms += 31 * 60_000
    expect(await room.sync.refresh(room.id)).toMatchObject([{ error: null }])
    const outcome = await room.client.getOrder([...room.joom.orders.keys()][0] ?? '')
    expect(outcome.kind === 'ok' && (outcome.value as ReceivedOrder | null)?.facts.state).toBe('APPROVED')
  })
})
