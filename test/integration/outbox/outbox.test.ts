import { describe, expect, it, vi } from 'vitest'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { item, packingRoom, settledAs, stateOf } from '../../support/packing-room.ts'

describe('the outbox', () => {
  it('ships orders once each, by itself, and knows it from Joom’s answer', async () => {
    const room = await packingRoom()
    const chosen = room.toShip.slice(0, 12)
    const { commandIds, problems } = await room.outbox().fulfil(chosen.map((row, i) => item(row.id, ` lp 00000 ${1000 + i} `, { note: 'Thank you' })))
    expect(problems).toEqual([])
    await room.newWorker().start()
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    for (const [i, row] of chosen.entries()) {
      expect(room.applied(row.joomId)).toHaveLength(1)
      expect(room.truth(row.joomId)).toMatchObject({ state: 'SHIPPED', shipment: { provider: 'China Post', trackingNumber: `LP00000${1000 + i}` } })
    }
    const mine = await room.storage().orderList.byIds([chosen[0]!.id])
    expect(mine[0]).toMatchObject({ state: 'SHIPPED', trackingNumber: 'LP000001000', command: null, dueAt: null })
    expect((await room.storage().orders.history(chosen[0]!.id)).map((entry) => entry.kind).slice(0, 3)).toEqual(['command_accepted', 'command_sent', 'command_written'])
  })

  it('sends nothing while Undo is free, and nothing at all after Undo', async () => {
    const room = await packingRoom({ undoSeconds: 600 })
    const [a, b] = room.toShip
    const { commandIds } = await room.outbox().fulfil([item(a!.id, 'UNDO1'), item(b!.id, 'UNDO2')])
    const worker = room.newWorker()
    await worker.start()
    worker.wake()
    const { undone, left } = await room.outbox().undo([commandIds[0]!])
    expect({ undone, left }).toEqual({ undone: [commandIds[0]], left: [] })
    await worker.stop()
    expect(room.applied(a!.joomId)).toEqual([])
    expect(room.applied(b!.joomId)).toEqual([])
    expect(await stateOf(room.storage(), commandIds[1]!)).toBe('waiting')
    expect((await room.storage().orderList.byIds([a!.id]))[0]?.command).toBeNull()
    // The order is free again.
    expect((await room.outbox().fulfil([item(a!.id, 'UNDO3')])).problems).toEqual([])
  })

  it('finds out what a lost answer did, and sends nothing twice', async () => {
    const room = await packingRoom()
    room.rehearsal.misbehave({ fault: 'lost_answer', times: 1, on: 'changes', seconds: 0 })
    const [row] = room.toShip
    const { commandIds } = await room.outbox().fulfil([item(row!.id, 'LOST1')])
    await room.newWorker().start()
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(room.applied(row!.joomId)).toHaveLength(1)
    expect((await room.storage().orders.history(row!.id)).map((entry) => entry.kind)).toContain('command_seen_done')
  })

  it('sends again what Joom surely does not have, once the old state has settled', async () => {
    const room = await packingRoom()
    room.rehearsal.misbehave({ fault: 'error_500', times: 1, on: 'changes', seconds: 0 })
    const [row] = room.toShip
    const { commandIds } = await room.outbox().fulfil([item(row!.id, 'AGAIN1')])
    await room.newWorker().start()
    await settledAs(room.storage, commandIds[0]!, 'done')
    expect(room.applied(row!.joomId)).toHaveLength(1)
    expect((await room.storage().outboxList.story(commandIds[0]!)).row).toMatchObject({ sends: 2 })
  })

  it.each(['error_500', 'throttled_429', 'cut_answer', 'lost_answer', 'expired_token'] as const)('comes through many faults (%s) with each order shipped exactly once', async (fault) => {
    const room = await packingRoom()
    const chosen = room.toShip.slice(0, 8)
    room.rehearsal.misbehave({ fault, times: 5, on: 'any', seconds: 0.1 })
    const { commandIds } = await room.outbox().fulfil(chosen.map((row, i) => item(row.id, `F${String(i)}X1`)))
    const worker = room.newWorker()
    await worker.start()
    if (fault === 'expired_token') {
      // No refresh here: the store is held, nothing is lost.
      await vi.waitFor(() => { expect(worker.holdOf(room.store)).toBe('needs_authorization') })
      expect(room.rehearsal.requests().filter((entry) => entry.kind === 'change' && entry.outcome === 'done')).toEqual([])
      for (const id of commandIds) await vi.waitFor(async () => { expect(['due', 'waiting']).toContain(await stateOf(room.storage(), id)) })
      return
    }
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    for (const row of chosen) expect(room.applied(row.joomId)).toHaveLength(1)
  })

  it('has what a crash left behind found out at the next start', async () => {
    const room = await packingRoom()
    const [row, other] = room.toShip
    const { commandIds: [id] } = await room.outbox().fulfil([item(row!.id, 'CRASH1')])
    const { commandIds: [waiting] } = await new Outbox({ journal: room.storage().commands, now: Date.now, undoSeconds: () => 600, operator: () => null, changed: () => undefined }).fulfil([item(other!.id, 'CRASH2')])
    const { commands } = room.storage()
    await commands.promote(Date.now())
    expect(await commands.begin(id!, 'send', Date.now())).toMatchObject({ progress: { sends: 1 } })
    // The process ends here: an attempt is written, its outcome is not.
    await room.reopen()
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'done')
    expect(room.applied(row!.joomId)).toHaveLength(1)
    const { history } = await room.storage().outboxList.story(id!)
    expect(history.map((entry) => entry.kind)).toContain('command_unknown')
    expect(await stateOf(room.storage(), waiting!)).toBe('waiting')
  })

  it('keeps Joom’s words where Joom refuses, and sends the correction', async () => {
    const room = await packingRoom()
    const [row] = room.toShip
    const { commandIds: [id] } = await room.outbox().fulfil([item(row!.id, 'CORRECT1')])
    // Shipped in Joom's panel meanwhile: our confirmation is refused.
    await room.client.fulfil(row!.joomId, { provider: 'DHL', trackingNumber: 'PANEL1', shippingTime: '7-21', note: null })
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'refused')
    const { row: refused } = await room.storage().outboxList.story(id!)
    expect(refused.trouble?.message).toMatch(/\w/)
    expect(refused.trouble?.requestId).toMatch(/\w/)
    const problems = await room.outbox().correct(id!, { trackingNumber: 'no good!' })
    expect(problems.problems.map((problem) => problem.code)).toContain('tracking_characters')
    await room.outbox().giveUp(id!)
    await room.sync.refresh(null)
    expect((await room.storage().orderList.byIds([row!.id]))[0]).toMatchObject({ state: 'SHIPPED', trackingNumber: 'PANEL1', command: null })
    const { commandIds: [change] } = await room.outbox().modifyTracking([{ orderId: row!.id, provider: 'EMS', trackingNumber: 'OURS1' }])
    await settledAs(room.storage, change!, 'done')
    expect(room.truth(row!.joomId)).toMatchObject({ shipment: { provider: 'EMS', trackingNumber: 'OURS1' } })
  })

  it('refunds with a reason', async () => {
    const room = await packingRoom()
    const [row, other] = room.toShip
    expect((await room.outbox().refund([{ orderId: row!.id, reasonCode: -1, note: ' ' }])).problems).toMatchObject([{ code: 'note_needed' }])
    const { commandIds } = await room.outbox().refund([{ orderId: row!.id, reasonCode: -1, note: 'Broken in the warehouse' }, { orderId: other!.id, reasonCode: 2, note: null }])
    await room.newWorker().start()
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    expect(room.truth(row!.joomId)).toMatchObject({ state: 'REFUNDED' })
    expect((await room.storage().orderList.byIds([row!.id]))[0]).toMatchObject({ state: 'REFUNDED', dueAt: null })
  })

  it('keeps everything while Joom cannot be reached', async () => {
    const room = await packingRoom()
    const [row] = room.toShip
    await room.rehearsal.stop()
    const { commandIds: [id] } = await room.outbox().fulfil([item(row!.id, 'OFFLINE1')])
    const worker = room.newWorker()
    await worker.start()
    await vi.waitFor(() => { expect(worker.holdOf(room.store)).toBe('offline') })
    expect(await stateOf(room.storage(), id!)).toBe('due')
  })
})
