import { describe, expect, it } from 'vitest'
import type { Asked } from '../../../electron/domain/asked.ts'
import type { Intent } from '../../../electron/domain/command.ts'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../../../electron/domain/order.ts'
import type { ChangeOutcome, ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { Work } from '../../../electron/outbox/journal.ts'
import { usualTiming, type Progress } from '../../../electron/outbox/policy.ts'
import { Requests, type Sender } from '../../../electron/outbox/requests.ts'
import { received } from '../../support/orders.ts'

const noon = 1_800_000_000_000
const fulfil: Intent = { kind: 'fulfill', provider: 'China Post', trackingNumber: 'RX1', shippingTime: '7-21', note: 'careful' }
const workOf = (intent: Intent): Work => ({ id: 5 as CommandId, orderId: 6 as OrderId, joomId: 'A1', connectionId: 7 as ConnectionId, intent, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: 1, progress })
const progress: Progress = { sends: 1, reads: 1, seen: 0, unknownSince: noon - 1000, refusal: null }

/** Requests of a Joom that gives one answer, or throws it; with all that was asked of it and told. */
function room(answer: ChangeOutcome | ReadOutcome<ReceivedOrder | UnreadableOrder | null> | Error) {
  const calls: unknown[][] = []
  const seen: [ConnectionId, ReceivedOrder, Asked][] = []
  const failures: unknown[] = []
  const call = (name: string) => (...given: unknown[]) => {
    calls.push([name, ...given])
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const sender = { fulfil: call('fulfil'), modifyTracking: call('modifyTracking'), refund: call('refund'), getOrder: call('getOrder') } as Sender // each test asks only for what its answer belongs to
  const requests = new Requests({
    now: () => noon, timing: usualTiming, asking: () => ({ at: noon - 50, nth: 3 }), failed: (error) => { failures.push(error) },
    sender: (store) => {
      calls.push(['store', store])
      return sender
    },
    seen: (store, order, asked) => {
      seen.push([store, order, asked])
      return Promise.resolve()
    }
  })
  return { requests, calls, seen, failures }
}

describe('a sending', () => {
  const refund: Intent = { kind: 'refund', reasonCode: -1, note: 'lost' }
  const correction: Intent = { kind: 'modify_tracking', provider: 'China Post', trackingNumber: 'RX2' }

  it.each([[fulfil, 'fulfil'], [correction, 'modifyTracking'], [refund, 'refund']] as const)('asks the store of the order for what the command wants: $0.kind', async (intent, name) => {
    const { requests, calls } = room({ kind: 'accepted', message: '', requestId: 'r-1' })
    expect(await requests.send(workOf(intent), progress)).toEqual({ end: { outcome: 'accepted', detail: '', requestId: 'r-1' }, verdict: { state: 'done' } })
    expect(calls).toEqual([['store', 7], [name, 'A1', intent]])
  })

  it('keeps what Joom said, and the id of the request', async () => {
    const { requests } = room({ kind: 'refused', httpStatus: 400, code: '1000', message: 'No such provider', data: '17', requestId: 'r-2' })
    const { end, verdict } = await requests.send(workOf(fulfil), { ...progress, unknownSince: null })
    expect(end).toEqual({ outcome: 'refused', detail: 'No such provider', requestId: 'r-2' })
    expect(verdict).toEqual({ state: 'refused', trouble: { code: 'refused', message: 'No such provider', joomCode: '1000', requestId: 'r-2', data: '17' } })
  })

  it('says nothing where there was nothing to say', async () => {
    const throttled = await room({ kind: 'throttled', until: noon + 9000, requestId: null }).requests.send(workOf(fulfil), progress)
    expect(throttled.end).toEqual({ outcome: 'throttled', detail: null, requestId: null })
    const offline = await room({ kind: 'not_sent', message: 'ECONNREFUSED' }).requests.send(workOf(fulfil), progress)
    expect(offline).toMatchObject({ end: { outcome: 'not_sent', detail: 'ECONNREFUSED', requestId: null }, verdict: { state: 'due', nextAt: noon + 5000, hold: 'offline' } })
  })

  it('is not known to have failed where the error is our own, and that is told', async () => {
    const error = new Error('a bug')
    const { requests, failures } = room(error)
    expect(await requests.send(workOf(fulfil), progress)).toMatchObject({ end: { outcome: 'unknown', detail: 'An error inside Packbench', requestId: null }, verdict: { state: 'unknown', nextAt: noon + 2000 } })
    expect(failures).toEqual([error])
  })
})

describe('a read-back', () => {
  const shown = received('A1', { state: 'SHIPPED', shipment: { provider: 'China Post', trackingNumber: 'RX1' } })

  it('keeps what Joom shows, with when it was asked, and follows from it', async () => {
    const { requests, calls, seen } = room({ kind: 'ok', value: shown, requestId: 'r-3' })
    expect(await requests.readBack(workOf(fulfil), progress)).toEqual({ end: { outcome: 'ok', detail: 'SHIPPED', requestId: 'r-3', showed: true }, verdict: { state: 'done' } })
    expect(calls).toEqual([['store', 7], ['getOrder', 'A1']])
    expect(seen).toEqual([[7, shown, { at: noon - 50, nth: 3, requestId: 'r-3' }]])
  })

  it('counts the reading that showed the order: only enough of them let it be sent again', async () => {
    const asBefore = room({ kind: 'ok', value: received('A1'), requestId: null }).requests
    expect((await asBefore.readBack(workOf(fulfil), { ...progress, seen: 1, unknownSince: noon - 60_000 })).verdict).toMatchObject({ state: 'unknown', nextAt: noon + 15_000 })
    expect((await asBefore.readBack(workOf(fulfil), { ...progress, seen: 2, unknownSince: noon - 60_000 })).verdict).toMatchObject({ state: 'due', nextAt: noon })
    expect((await asBefore.readBack(workOf(fulfil), { ...progress, seen: 2, unknownSince: noon - 59_999 })).verdict).toMatchObject({ state: 'unknown' })
  })

  it('sets what Joom shows beside what was sent where both differ', async () => {
    const other = received('A1', { state: 'SHIPPED', shipment: { provider: 'EMS', trackingNumber: 'OTHER' } })
    const { verdict } = await room({ kind: 'ok', value: other, requestId: null }).requests.readBack(workOf(fulfil), progress)
    expect(verdict).toMatchObject({ state: 'conflict', trouble: { code: 'shipped_otherwise' }, observed: { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'OTHER', at: noon - 50 } })
  })

  it('that leaves out what would tell shows nothing of it, however often it was seen before, and is kept all the same', async () => {
    const silent = received('A1', { state: 'SHIPPED', shipment: { provider: 'China Post', leftOut: ['trackingNumber'] } })
    const correction: Intent = { kind: 'modify_tracking', provider: 'China Post', trackingNumber: 'RX2' }
    for (const work of [workOf(fulfil), { ...workOf(correction), before: { state: 'SHIPPED', provider: 'China Post', trackingNumber: null, at: 1 } as const }]) {
      const { requests, seen } = room({ kind: 'ok', value: silent, requestId: 'r-5' })
      const { end, verdict } = await requests.readBack(work, { ...progress, reads: 2, seen: 9, unknownSince: 0 })
      expect(end).toEqual({ outcome: 'ok', detail: null, requestId: 'r-5' })
      expect(verdict).toEqual({ state: 'unknown', nextAt: noon + 15_000, trouble: { code: 'unknown_outcome', message: null, joomCode: null, requestId: null } })
      expect(seen).toEqual([[7, silent, { at: noon - 50, nth: 3, requestId: 'r-5' }]])
    }
  })

  it.each<[string, ReadOutcome<ReceivedOrder | UnreadableOrder | null>, string | null]>([
    ['Joom does not know it', { kind: 'ok', value: null, requestId: 'r-4' }, null],
    ['it cannot be understood', { kind: 'ok', value: { joomId: 'A1', reason: 'no state', raw: '{}' } as UnreadableOrder, requestId: 'r-4' }, null], // the rest of it is of no interest here
    ['nobody answers', { kind: 'unavailable', message: 'socket hang up', requestId: null }, 'socket hang up'],
    ['Joom says no', { kind: 'refused', httpStatus: 400, code: '1004', message: 'not found', data: null, requestId: null }, 'not found']
  ])('that does not show the order tells nothing of what became of it: %s', async (_, answer, detail) => {
    const { requests, seen } = room(answer)
    const { end, verdict } = await requests.readBack(workOf(fulfil), { ...progress, reads: 2, seen: 9, unknownSince: 0 })
    expect(end).toEqual({ outcome: answer.kind, detail, requestId: answer.kind === 'ok' ? 'r-4' : null })
    expect(verdict).toEqual({ state: 'unknown', nextAt: noon + 15_000, trouble: { code: 'unknown_outcome', message: detail, joomCode: null, requestId: null } })
    expect(seen).toEqual([])
  })

  it('says that the error is our own where it is', async () => {
    const error = new Error('a bug')
    const { requests, failures } = room(error)
    expect((await requests.readBack(workOf(fulfil), progress)).end).toEqual({ outcome: 'unavailable', detail: 'An error inside Packbench', requestId: null })
    expect(failures).toEqual([error])
  })
})
