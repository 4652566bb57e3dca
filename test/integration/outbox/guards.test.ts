import { describe, expect, it, vi } from 'vitest'
import type { OrderId } from '../../../electron/domain/ids.ts'
import type { Elsewhere } from '../../../electron/rehearsal/elsewhere.ts'
import { englishWords } from '../../../electron/documents/slip-words.ts'
import { createPrintRuns } from '../../../electron/printing/print-runs.ts'
import { paperCounted } from '../../support/paper-counted.ts'
import { usualRunNeeds } from '../../support/run-needs.ts'
import { rereadOf } from '../../../electron/printing/reread.ts'
import { tempFolder } from '../../support/temp.ts'
import { item, packingRoom, settledAs, stateOf } from '../../support/packing-room.ts'

type Room = Awaited<ReturnType<typeof packingRoom>>
const requestsOf = (room: Room, call: string): number => room.rehearsal.requests().filter((entry) => entry.path.endsWith(call)).length
/** A confirmation of the first order, and what happens to it in Joom's panel before it leaves. */
async function overtaken(act: Omit<Elsewhere, 'order'>) {
  const room = await packingRoom({ within: 0 })
  const row = room.toShip[0]!
  const { commandIds } = await room.outbox().fulfil([item(row.id, 'OURS1')])
  room.rehearsal.elsewhere({ order: row.joomId, ...act })
  await room.newWorker().start()
  return { room, row, id: commandIds[0]!, story: async () => room.storage().outboxList.story(commandIds[0]!) }
}

describe('an order that changed before its command left', () => {
  it.each([
    [{ act: 'address' }, 'order_changed', 'address'], [{ act: 'quantity' }, 'order_changed', 'quantity'], [{ act: 'refund' }, 'refunded_meanwhile', 'state'], [{ act: 'review' }, 'review_meanwhile', 'state'],
    [{ act: 'ship', trackingNumber: 'THEIRS1' }, 'shipped_otherwise', 'state']
  ] as const)('stops with the difference, and nothing is sent: %o', async (act, code, field) => {
    const { room, row, id, story } = await overtaken(act)
    await settledAs(room.storage, id, 'conflict')
    expect(room.applied(row.joomId)).toEqual([])
    const { row: stopped, history } = await story()
    expect(stopped).toMatchObject({ sends: 0, sentAt: null, trouble: { code } })
    expect(stopped.observed?.changed?.map((one) => one.field)).toContain(field)
    expect(history.map((entry) => entry.kind)).toEqual(['command_conflict', 'command_written'])
    // By the answer that showed it, Joom's support can find it.
    const showed = room.rehearsal.requests().find((entry) => entry.path.endsWith('/order') && entry.orderId === row.joomId)?.requestId
    expect(showed).toMatch(/^[0-9a-f-]{36}$/)
    expect([stopped.trouble?.requestId, history[0]?.params['requestId']]).toEqual([showed, showed])
    expect(JSON.stringify(history)).not.toContain('(new)')
    // No refund beside it, and no second confirmation, while a person has not decided.
    expect((await room.outbox().refund([{ orderId: row.id, reasonCode: 2, note: null }])).problems).toMatchObject([{ code: expect.stringMatching(/busy/) }])
    await room.outbox().resolve(id, 'keep_joom')
    expect(await stateOf(room.storage(), id)).toBe('closed')
    expect(room.applied(row.joomId)).toEqual([])
  })

  it.each([
    ['shipped with our number', { act: 'ship', provider: 'China Post', trackingNumber: 'OURS1' }, 'done', null], ['shipped with another', { act: 'ship', provider: 'China Post', trackingNumber: 'THEIRS1' }, 'conflict', 'shipped_otherwise'],
    ['refunded', { act: 'refund' }, 'conflict', 'refunded_meanwhile'], ['under review', { act: 'review' }, 'conflict', 'review_meanwhile']
  ] as const)('is found out where Joom refuses it, since by then it is %s', async (_what, act, state, code) => {
    const room = await packingRoom()
    const row = room.toShip[0]!
    const { commandIds: [id] } = await room.outbox().fulfil([item(row.id, 'OURS1')])
    // After the order was read for the last time, and before the command arrives.
    await room.freshness.ensure([row.id])
    room.rehearsal.elsewhere({ order: row.joomId, ...act })
    await room.newWorker().start()
    await settledAs(room.storage, id!, state)
    const { row: settled } = await room.storage().outboxList.story(id!)
    expect(settled).toMatchObject({ sends: 1, trouble: code === null ? null : { code } })
    expect(room.applied(row.joomId)).toEqual([])
  })

  it.each(['address', 'quantity'] as const)('is noticed where that was between its last reading, which is not a minute old, and its confirmation: %s', async (act) => {
    const room = await packingRoom({ runs: true })
    const [row, other] = room.toShip
    room.rehearsal.elsewhere({ order: row!.joomId, act })
    const { commandIds: [id, free] } = await room.outbox().fulfil([item(row!.id, 'OURS1'), item(other!.id, 'OURS2')])
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'conflict')
    await settledAs(room.storage, free!, 'done')
    const { row: stopped } = await room.storage().outboxList.story(id!)
    expect(stopped).toMatchObject({ sends: 0, trouble: { code: 'order_changed' } })
    expect(stopped.observed?.changed?.map(({ field }) => field)).toEqual([act])
    expect(room.applied(row!.joomId)).toEqual([])
  })

  it('is noticed where that was while Undo was free, though it was read again meanwhile', async () => {
    const room = await packingRoom({ runs: true, undoSeconds: 1 })
    const row = room.toShip[0]!
    await room.newWorker().start()
    const { commandIds: [id] } = await room.outbox().fulfil([item(row.id, 'OURS1')])
    await room.sync.refresh(null, { whole: true })
    room.rehearsal.elsewhere({ order: row.joomId, act: 'address' })
    await settledAs(room.storage, id!, 'conflict')
    expect(room.applied(row.joomId)).toEqual([])
  })

  it('shows both addresses, and is sent all the same for the new one where a person says so, with all its checks', async () => {
    const { room, row, id, story } = await overtaken({ act: 'address' })
    await settledAs(room.storage, id, 'conflict')
    const [difference] = (await story()).row.observed?.changed ?? []
    expect(difference?.before).not.toContain('(new)')
    expect(difference?.after).toContain('(new)')
    const { commandIds, problems } = await room.outbox().resolve(id, 'send_ours')
    expect(problems).toEqual([])
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(await stateOf(room.storage(), id)).toBe('closed')
    expect(room.applied(row.joomId)).toHaveLength(1)
    expect(room.truth(row.joomId)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: 'OURS1' } })
  })

  it('waits for a review to end, and is confirmed again where a person says so', async () => {
    const { room, row, id } = await overtaken({ act: 'review' })
    await settledAs(room.storage, id, 'conflict')
    expect((await room.outbox().resolve(id, 'send_ours')).problems.map(({ code }) => code)).toEqual(['not_approved'])
    expect(await stateOf(room.storage(), id)).toBe('conflict')
    room.rehearsal.elsewhere({ order: row.joomId, act: 'approve' })
    await room.sync.refresh(null)
    const { commandIds, problems } = await room.outbox().resolve(id, 'send_ours')
    expect(problems).toEqual([])
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(room.applied(row.joomId)).toHaveLength(1)
  })

  it('is done without being sent where somebody else did the same', async () => {
    const { room, row, id } = await overtaken({ act: 'ship', provider: 'China Post', trackingNumber: 'OURS1' })
    await settledAs(room.storage, id, 'done')
    expect(room.applied(row.joomId)).toEqual([])
    expect((await room.storage().orderList.byIds([row.id]))[0]).toMatchObject({ state: 'SHIPPED', trackingNumber: 'OURS1', command: null })
  })

  it('stops a refund of what was shipped meanwhile, and refunds where a person still wants it', async () => {
    const room = await packingRoom({ within: 0 })
    const row = room.toShip[0]!
    const { commandIds: [id] } = await room.outbox().refund([{ orderId: row.id, reasonCode: 2, note: null }])
    room.rehearsal.elsewhere({ order: row.joomId, act: 'ship', trackingNumber: 'THEIRS1' })
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'conflict')
    expect((await room.outbox().fulfil([item(row.id, 'OURS1')])).problems.map(({ code }) => code)).toEqual(['busy'])
    expect(room.applied(row.joomId)).toEqual([])
    await room.outbox().resolve(id!, 'send_ours')
    await settledAs(room.storage, id!, 'done')
    expect(room.truth(row.joomId)).toMatchObject({ state: 'REFUNDED' })
  })

  it('is not stopped for commands of before, which do not know an address or a quantity', async () => {
    const room = await packingRoom({ within: 0 })
    const row = room.toShip[0]!
    const [id] = await room.storage().commands.submit([{ orderId: row.id, intent: { kind: 'fulfill', provider: 'China Post', trackingNumber: 'OLD1', shippingTime: '7-21', note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: 1, corrects: null }], null, 1)
    room.rehearsal.elsewhere({ order: row.joomId, act: 'quantity' })
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'done')
  })
})

describe('a number that got to another recipient before its command left', () => {
  const theirs = (room: Room) => { room.rehearsal.elsewhere({ order: room.toShip[1]!.joomId, act: 'ship', trackingNumber: 'ours1' }) }
  async function keptBack() {
    const room = await packingRoom({ within: 0 })
    const { commandIds: [id] } = await room.outbox().fulfil([item(room.toShip[0]!.id, 'OURS1')])
    theirs(room)
    await room.sync.refresh(null)
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'refused')
    return { room, id: id! }
  }

  it('is not sent, names the other order, and leaves with another number', async () => {
    const { room, id } = await keptBack()
    const [mine, other] = [room.toShip[0]!.joomId, room.toShip[1]!.joomId]
    expect((await room.storage().outboxList.story(id)).row).toMatchObject({ sends: 0, sentAt: null, trouble: { code: 'number_taken', message: other } })
    expect((await room.outbox().correct(id, {})).problems).toMatchObject([{ code: 'tracking_same_elsewhere', other: { joomId: other } }])
    expect(room.applied(mine)).toEqual([])
    const { commandIds: [corrected] } = await room.outbox().correct(id, { trackingNumber: 'OURS2' })
    await settledAs(room.storage, corrected!, 'done')
    expect(room.truth(mine)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: 'OURS2' } })
    expect(room.applied(mine)).toHaveLength(1)
  })

  it('is free again for others once it is given up', async () => {
    const { room, id } = await keptBack()
    await room.outbox().giveUp(id)
    expect((await room.storage().commands.uses(['OURS1'])).map(({ joomId }) => joomId)).toEqual([room.toShip[1]!.joomId])
  })

  it('leaves where the other is the same recipient: both travel in one parcel', async () => {
    const room = await packingRoom({ within: 0 })
    const [a, b] = room.toShip
    room.rehearsal.elsewhere({ order: b!.joomId, act: 'address', shipTo: room.truth(a!.joomId)!.shipTo })
    await room.sync.refresh(null)
    const { commandIds: [id] } = await room.outbox().fulfil([item(a!.id, 'OURS1')])
    theirs(room)
    await room.sync.refresh(null)
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'done')
  })
})

describe('slips', () => {
  /** Print runs over the room's orders. The paper itself is made elsewhere. */
  function slipsOf(room: Room) {
    const folder = tempFolder()
    return createPrintRuns({
      ...usualRunNeeds, orders: room.storage().printRuns, runs: room.storage().printRuns, reread: async (ids) => rereadOf(await room.freshness.ensure(ids)), folderOfRuns: folder, now: Date.now, words: englishWords,
      documents: paperCounted()
    })
  }

  it('stop with the difference before they are made, and again before they leave', async () => {
    const room = await packingRoom({ within: 0 })
    const [a, b, c] = room.toShip
    const prints = slipsOf(room)
    const orderIds = [a!.id, b!.id, c!.id]
    room.rehearsal.elsewhere({ order: a!.joomId, act: 'address' })
    room.rehearsal.elsewhere({ order: b!.joomId, act: 'ship' })
    const stopped = await prints.prepare({ orderIds, paper: 'a4' })
    expect(stopped.sheets).toEqual([])
    expect(stopped.changed.map((one) => [one.orderId, one.differences[0]?.field])).toEqual(expect.arrayContaining([[a!.id, 'address'], [b!.id, 'state']]))
    expect(stopped.changed).toHaveLength(2)
    const run = await prints.prepare({ orderIds, paper: 'a4' })
    expect(run).toMatchObject({ changed: [], unread: 0, sheets: [{}, {}, {}] })
    room.rehearsal.elsewhere({ order: c!.joomId, act: 'refund' })
    await expect(prints.print({ id: run.id, printer: 'Label', copies: 1 })).rejects.toMatchObject({ code: 'run_changed' })
    // What was shipped from here lies in its parcel: its slip may be printed once more.
    const { commandIds: [id] } = await room.outbox().fulfil([item(a!.id, 'OURS1')])
    const mine = await prints.prepare({ orderIds: [a!.id], paper: 'a4', claims: 'print' })
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'done')
    expect(await prints.print({ id: mine.id, printer: 'Label', copies: 1 })).toEqual({ job: 'Label-1' })
  })

  it('are made while Joom cannot be reached, and say that they could not be compared', async () => {
    const room = await packingRoom({ within: 0 })
    await room.rehearsal.stop()
    const run = await slipsOf(room).prepare({ orderIds: room.toShip.slice(0, 3).map(({ id }) => id), paper: 'a4' })
    expect(run).toMatchObject({ unread: 3, changed: [], sheets: [{}, {}, {}] })
  })
})

describe('what a stopped command tells of people', () => {
  it('is erased with them', async () => {
    const { room, id } = await overtaken({ act: 'address' })
    await settledAs(room.storage, id, 'conflict')
    await room.outbox().resolve(id, 'keep_joom')
    await room.storage().connections.remove(room.store, 'erase')
    const erased = (await room.storage().outboxList.story(id)).row.observed
    expect(erased).toMatchObject({ state: 'APPROVED' })
    expect(Object.keys(erased ?? {}).sort()).toEqual(['at', 'lastUpdated', 'provider', 'quantity', 'state', 'trackingNumber'])
    expect(Object.keys((await room.storage().commands.find(id))?.before ?? {})).not.toContain('address')
  })
})

describe('orders that are read again', () => {
  it('cost a hundred confirmations a few requests more, not a hundred', async () => {
    const room = await packingRoom({ orders: 150 })
    room.clock.now += 120_000
    const chosen = room.toShip.slice(0, 100)
    expect(chosen).toHaveLength(100)
    const [lists, singles] = [requestsOf(room, 'get-fulfill'), requestsOf(room, '/order') + requestsOf(room, '/multi-get')]
    const last = chosen[99]!
    room.rehearsal.elsewhere({ order: last.joomId, act: 'quantity' })
    const { commandIds } = await room.outbox().fulfil(chosen.map((row, i) => item(row.id, `HUNDRED${String(i)}`)))
    await room.newWorker().start()
    for (const id of commandIds.slice(0, 99)) await settledAs(room.storage, id, 'done')
    await settledAs(room.storage, commandIds[99]!, 'conflict')
    expect(requestsOf(room, 'get-fulfill') - lists).toBeLessThanOrEqual(2)
    // One for each that is first in its lane: it does not wait for its page.
    expect(requestsOf(room, '/order') + requestsOf(room, '/multi-get') - singles).toBeLessThanOrEqual(10)
    expect(room.applied(last.joomId)).toEqual([])
  })

  it('are asked for once a minute', async () => {
    const room = await packingRoom()
    const ids = room.toShip.slice(0, 3).map(({ id }) => id)
    const asked = async (): Promise<number> => {
      const before = room.rehearsal.requests().length
      expect((await room.freshness.ensure(ids)).size).toBe(0)
      return room.rehearsal.requests().length - before
    }
    expect(await asked()).toBe(0)
    room.clock.now += 60_000
    expect(await asked()).toBe(3)
    expect(await asked()).toBe(0)
  })

  it('are said to be unread where Joom does not know them, and their commands stand before a person', async () => {
    const room = await packingRoom({ within: 0 })
    const row = room.toShip[0]!
    await room.storage().orders.take(room.store, [{ facts: { ...(await room.storage().orders.whole(row.id))!.order, joomId: 'NOSUCH01' }, raw: '{}' }], [], Date.now())
    const [stranger] = (await room.storage().orderList.lookUp('NOSUCH01')).map(({ id }): OrderId => id)
    const { commandIds: [id] } = await room.outbox().fulfil([item(stranger!, 'NOWHERE1')])
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'conflict')
    expect((await room.storage().outboxList.story(id!)).row).toMatchObject({ trouble: { code: 'not_read' }, observed: null, sends: 0 })
  })

  it('keep their commands while Joom cannot be reached, free to be taken back, and nothing was sent', async () => {
    const room = await packingRoom({ within: 0 })
    const row = room.toShip[0]!
    await room.rehearsal.stop()
    const { commandIds: [id] } = await room.outbox().fulfil([item(row.id, 'OFFLINE1')])
    const worker = room.newWorker()
    await worker.start()
    await vi.waitFor(() => { expect(worker.holdOf(room.store)).toBe('offline') })
    await vi.waitFor(async () => { expect((await room.storage().outboxList.story(id!)).row).toMatchObject({ state: 'due', sends: 0, trouble: { code: 'offline' } }) })
    expect((await room.outbox().undo([id!])).undone).toEqual([id])
  })

  it('keep their commands where the sign-in has ended', async () => {
    const room = await packingRoom({ within: 0 })
    room.rehearsal.revoke()
    const { commandIds: [id] } = await room.outbox().fulfil([item(room.toShip[0]!.id, 'REVOKED1')])
    const worker = room.newWorker()
    await worker.start()
    await vi.waitFor(() => { expect(worker.holdOf(room.store)).toBe('needs_authorization') })
    expect((await room.storage().outboxList.story(id!)).row).toMatchObject({ state: 'due', sends: 0 })
  })
})
