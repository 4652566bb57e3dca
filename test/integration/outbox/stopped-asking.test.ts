import { describe, expect, it } from 'vitest'
import type { Submitted } from '../../../electron/contract/schemas.ts'
import type { CommandId, OrderId } from '../../../electron/domain/ids.ts'
import { item, packingRoom, settledAs, stateOf } from '../../support/packing-room.ts'

type Room = Awaited<ReturnType<typeof packingRoom>>

/** A command whose answer was lost, of a store that cannot be asked any more; a person has stopped the asking. */
async function stoppedOne(give: (room: Room, order: OrderId) => Promise<Submitted>) {
  const room = await packingRoom({ within: 0 })
  const row = room.toShip[0]!
  const { commandIds: [given] } = await give(room, row.id)
  const id: CommandId = given!
  const { commands, connections } = room.storage()
  await commands.promote(Date.now())
  const { attempt } = (await commands.begin(id, 'send', Date.now()))!
  await commands.end(id, attempt, { outcome: 'unknown', detail: null, requestId: null }, { state: 'unknown', nextAt: Date.now(), trouble: { code: 'unknown_outcome', message: null, joomCode: null, requestId: null } }, Date.now())
  await connections.update(room.store, { status: 'needs_authorization' })
  expect(await room.outbox().stopAsking([id, 999 as CommandId])).toEqual({ stopped: [id], left: [999] })
  return { room, row, id, again: () => room.outbox().resolve(id, 'send_ours') }
}
const shipment = (room: Room, order: OrderId) => room.outbox().fulfil([item(order, 'OURS1')])
const refund = (room: Room, order: OrderId) => room.outbox().refund([{ orderId: order, reasonCode: 2, note: null }])
const changes = (room: Room) => room.rehearsal.requests().filter(({ kind }) => kind === 'change')

describe('what a person stopped asking about', () => {
  it('sends nothing by itself, and is given anew as a command of its own, which looks at the order first', async () => {
    const { room, row, id, again } = await stoppedOne(shipment)
    await room.newWorker().start()
    expect((await room.outbox().fulfil([item(row.id, 'OURS1')])).problems.map(({ code }) => code)).toEqual(['busy'])
    expect((await room.outbox().fulfil([item(room.toShip[1]!.id, 'OURS1')])).problems.map(({ code }) => code)).toEqual(['tracking_same_elsewhere'])
    expect(changes(room)).toEqual([])
    const { commandIds } = await again()
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(await stateOf(room.storage(), id)).toBe('closed')
    expect(room.applied(row.joomId)).toHaveLength(1)
  })

  it('is not sent again where the lost sending stands at Joom', async () => {
    const { room, row, again } = await stoppedOne(shipment)
    room.rehearsal.elsewhere({ order: row.joomId, act: 'ship', trackingNumber: 'OURS1' })
    const { commandIds } = await again()
    await room.newWorker().start()
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(changes(room)).toEqual([])
  })

  it.each([['shipment', shipment, { act: 'ship', trackingNumber: 'OURS1' }], ['refund', refund, { act: 'refund' }]] as const)('is closed where its order shows by now what was meant: %s', async (_, give, act) => {
    const { room, row, id, again } = await stoppedOne(give)
    room.rehearsal.elsewhere({ order: row.joomId, ...act })
    await room.sync.refresh(null)
    expect(await again()).toEqual({ commandIds: [], problems: [] })
    expect(await stateOf(room.storage(), id)).toBe('closed')
    await room.newWorker().start()
    expect(changes(room)).toEqual([])
  })

  it('is a refund that is sent again only where a person says so', async () => {
    const { room, row, id, again } = await stoppedOne(refund)
    await room.newWorker().start()
    await room.outbox().askAll({ connectionId: null, world: null })
    expect([await stateOf(room.storage(), id), changes(room)]).toEqual(['conflict', []])
    await again()
    await settledAs(room.storage, id, 'done')
    expect(room.applied(row.joomId)).toHaveLength(1)
  })
})
