import { describe, expect, it, vi } from 'vitest'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { item, packingRoom, quick, settledAs, stateOf } from '../../support/packing-room.ts'

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
    const requests = await room.storage().outboxList.requestsOf(row!.id)
    expect(requests.map(({ kind, outcome }) => `${kind} ${String(outcome)}`)).toEqual(['send accepted', 'read ok', 'read ok', 'read ok', 'send unknown'])
    expect(requests.every(({ startedAt, endedAt, requestId }) => endedAt !== null && endedAt >= startedAt && requestId !== null)).toBe(true)
    expect(await room.storage().outboxList.requestsOf(room.toShip[1]!.id)).toEqual([])
  })

  it.each(['error_500', 'done_500', 'throttled_429', 'cut_answer', 'lost_answer', 'lost_request', 'expired_token'] as const)('comes through many faults (%s) with each order shipped exactly once', async (fault) => {
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
      // What was turned away may be the second delivery: it is read back once the store is signed in again.
      for (const id of commandIds) await vi.waitFor(async () => { expect(['due', 'waiting', 'unknown']).toContain(await stateOf(room.storage(), id)) })
      return
    }
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    for (const row of chosen) expect(room.applied(row.joomId)).toHaveLength(1)
  })

  it('has what a crash left behind found out at the next start', async () => {
    const room = await packingRoom()
    const [row, other] = room.toShip
    const { commandIds: [id] } = await room.outbox().fulfil([item(row!.id, 'CRASH1')])
    const { commandIds: [waiting] } = await new Outbox({ journal: room.storage().commands, now: Date.now, undoSeconds: () => 600, operator: () => null, numberMasks: () => [], changed: () => undefined }).fulfil([item(other!.id, 'CRASH2')])
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

  it('keeps Joom’s words where Joom refuses, and sends the correction of another', async () => {
    const room = await packingRoom()
    const shippedRows = await room.storage().orderList.rows({ view: 'shipped', urgency: null, mark: null, connectionId: null, search: '' }, 0, 100, Date.now())
    const isConfirmed = (joomId: string): boolean => room.truth(joomId)?.shipment?.confirmed === true
    // The carrier has confirmed the number: Joom takes no other.
    const [confirmed, free] = [shippedRows.find(({ joomId }) => isConfirmed(joomId)), shippedRows.find(({ joomId }) => !isConfirmed(joomId))]
    const { commandIds: [id] } = await room.outbox().modifyTracking([{ orderId: confirmed!.id, provider: 'EMS', trackingNumber: 'CORRECT1' }])
    await room.newWorker().start()
    await settledAs(room.storage, id!, 'refused')
    const { row: refused } = await room.storage().outboxList.story(id!)
    expect(refused).toMatchObject({ sends: 1, reads: 0, trouble: { message: expect.stringContaining('confirmed already') as unknown, requestId: expect.stringMatching(/\w/) as unknown } })
    const problems = await room.outbox().correct(id!, { trackingNumber: 'no good!' })
    expect(problems.problems.map((problem) => problem.code)).toContain('tracking_characters')
    await room.outbox().giveUp(id!)
    expect((await room.storage().orderList.byIds([confirmed!.id]))[0]).toMatchObject({ state: 'SHIPPED', trackingNumber: confirmed!.trackingNumber, command: null })
    const { commandIds: [change] } = await room.outbox().modifyTracking([{ orderId: free!.id, provider: 'EMS', trackingNumber: 'OURS1' }])
    await settledAs(room.storage, change!, 'done')
    expect(room.truth(free!.joomId)).toMatchObject({ shipment: { provider: 'EMS', trackingNumber: 'OURS1' } })
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
    await vi.waitFor(() => { expect(worker.holdOf(room.store)).toBe('offline') }, { timeout: 10_000, interval: 5 })
    expect(await stateOf(room.storage(), id!)).toBe('due')
  })

  it('stops sending to a store that keeps failing, goes on reading back, and is well again when it is tried', async () => {
    const room = await packingRoom()
    const chosen = room.toShip.slice(0, 20)
    room.rehearsal.misbehave({ fault: 'error_500', times: 1000, on: 'changes', seconds: 0 })
    const { commandIds } = await room.outbox().fulfil(chosen.map((row, i) => item(row.id, `BREAK${String(i)}`)))
    const slow = room.newWorker({ ...quick, reads: [30, 30, 60_000] })
    await slow.start()
    await vi.waitFor(() => { expect(slow.standstillOf(room.store)).toMatchObject({ why: 'failing' }) }, { timeout: 10_000, interval: 20 })
    // All that was sent has been read back, and read back again; with no pause the rest would have been sent by then.
    await vi.waitFor(async () => {
      const reads = (await room.storage().outboxList.rows(['unknown', 'sending'], 0, 100)).filter(({ sends }) => sends > 0).map((row) => row.reads)
      expect(Math.min(...reads)).toBeGreaterThanOrEqual(2)
    }, { timeout: 10_000, interval: 20 })
    await slow.stop()
    expect(room.rehearsal.requests().filter(({ kind }) => kind === 'change').length).toBeLessThan(12)
    const now = Date.now()
    expect(await room.storage().outboxList.summary(now, 0)).toMatchObject({ doneToday: 0, sending: 0, all: 20 })
    const kept = (await room.storage().outboxList.kept()).get(room.store)
    expect(kept?.toSend).toBeGreaterThan(8)
    expect(kept).toEqual({ toSend: 20 - (kept?.unknown ?? 0), unknown: (await room.storage().outboxList.rows(['unknown'], 0, 20)).length })
    const unknown = await room.storage().outboxList.rows(['unknown'], 0, 10)
    expect(unknown.length).toBeGreaterThan(4)
    room.rehearsal.behave()
    const worker = room.newWorker()
    await worker.start()
    worker.tryNow(room.store)
    await room.outbox().askAll({ connectionId: null })
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    expect(worker.standstillOf(room.store)).toBeNull()
    for (const row of chosen) expect(room.applied(row.joomId)).toHaveLength(1)
    const { attempts } = await room.storage().outboxList.story(unknown[0]!.id)
    expect(attempts.at(-1)).toMatchObject({ kind: 'send', outcome: 'unknown' })
    expect(attempts.at(-1)?.requestId).toMatch(/\w/)
    expect(attempts.filter(({ kind }) => kind === 'read').length).toBeGreaterThan(2)
  })

  it('gives many refused commands again, each by itself, and gives up the rest', async () => {
    const room = await packingRoom()
    const [a, b, c, d] = room.toShip
    const { commandIds: [one, two, three] } = await room.outbox().fulfil([item(a!.id, 'MANY1'), item(b!.id, 'MANY2'), item(c!.id, 'MANY3')])
    const { commands } = room.storage()
    await commands.promote(Date.now())
    for (const id of [one!, two!, three!]) {
      const begun = await commands.begin(id, 'send', Date.now())
      await commands.end(id, begun!.attempt, { outcome: 'refused', detail: 'no', requestId: 'r-1' }, { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', requestId: 'r-1' } }, Date.now())
    }
    const { commandIds: [waiting] } = await new Outbox({ journal: commands, now: Date.now, undoSeconds: () => 600, operator: () => null, numberMasks: () => [], changed: () => undefined }).fulfil([item(d!.id, 'MANY4')])
    const again = await room.outbox().correctAll([{ id: one! }, { id: two!, trackingNumber: 'no good!' }, { id: waiting! }])
    expect(again.commandIds).toHaveLength(1)
    expect(again.problems).toMatchObject([{ id: two, problems: [{ code: 'tracking_characters' }] }])
    expect(again.moved).toEqual([waiting])
    expect(await room.outbox().giveUpAll([one!, two!, three!])).toEqual({ given: [two, three], left: [one] })
    await room.newWorker().start()
    await settledAs(room.storage, again.commandIds[0]!, 'done')
    expect(room.truth(a!.joomId)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: 'MANY1' } })
    expect(room.applied(b!.joomId)).toEqual([])
    expect((await room.storage().orderList.byIds([b!.id]))[0]?.command).toBeNull()
  })

  it('asks about all that is unknown at once, and about nothing else', async () => {
    const room = await packingRoom()
    room.rehearsal.misbehave({ fault: 'lost_answer', times: 3, on: 'changes', seconds: 0 })
    const chosen = room.toShip.slice(0, 3)
    const { commandIds } = await room.outbox().fulfil(chosen.map((row, i) => item(row.id, `ASKALL${String(i)}`)))
    const patient = room.newWorker({ ...quick, reads: [600_000] })
    await patient.start()
    for (const id of commandIds) await settledAs(room.storage, id, 'unknown')
    expect(await room.outbox().askAll({ connectionId: 99 as ConnectionId })).toBe(0)
    expect(await room.outbox().askAll({ connectionId: room.store })).toBe(3)
    for (const id of commandIds) await settledAs(room.storage, id, 'done')
    expect(await room.outbox().askAll({ connectionId: null, world: null })).toBe(0)
  })
})
