import { describe, expect, it } from 'vitest'
import type { CommandId, ConnectionId, OrderId } from '../../../electron/domain/ids.ts'
import { Feed } from '../../../electron/outbox/feed.ts'
import type { Work } from '../../../electron/outbox/journal.ts'

const store = 1 as ConnectionId
const work = (id: number): Work => ({
  id: id as CommandId, orderId: id as OrderId, joomId: String(id), connectionId: store, intent: { kind: 'refund', reasonCode: 2, note: null }, before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: 1,
  progress: { sends: 0, reads: 0, seen: 0, unknownSince: null, refusal: null }
})

/** A feed over lists that a test changes, and how often they were looked up. */
function feedOf({ unknown = [], due = [] }: { unknown?: number[]; due?: number[] }) {
  const state = { unknown, due, now: 1000, maySend: true, looks: 0 }
  const feed = new Feed({
    unknown: () => {
      state.looks++
      return Promise.resolve(state.unknown.map(work))
    },
    due: () => Promise.resolve(state.due.map(work))
  }, store, () => state.now, () => state.maySend)
  return { state, feed, take: async () => (await feed.take())?.work.id ?? null }
}

describe('what the lanes of a store take from', () => {
  it('gives each once, what is to be read back first, however many ask at once', async () => {
    const { state, take } = feedOf({ unknown: [7], due: [1, 2, 3] })
    expect(await Promise.all([take(), take(), take(), take(), take()])).toEqual([7, 1, 2, 3, null])
    expect(state.looks).toBeLessThanOrEqual(2)
  })

  it('gives what was done once more where it is still to be done', async () => {
    const { feed, take } = feedOf({ due: [1] })
    expect([await take(), await take()]).toEqual([1, null])
    feed.done(1 as CommandId)
    expect(await take()).toBe(1)
  })

  it('looks again after a second: something more urgent may have come', async () => {
    const { state, take } = feedOf({ due: [2, 3] })
    expect(await take()).toBe(2)
    state.due = [1, 2, 3]
    state.now += 999
    expect(await take()).toBe(3)
    state.due = [1, 2, 3, 4]
    state.now += 1
    expect([await take(), await take()]).toEqual([1, 4])
  })

  it('gives nothing to send while nothing may be sent, and goes on with what is to be read back', async () => {
    const { state, take } = feedOf({ due: [1, 2] })
    expect(await take()).toBe(1)
    state.maySend = false
    state.unknown = [8]
    expect([await take(), await take()]).toEqual([8, null])
    state.maySend = true
    expect(await take()).toBe(2)
  })
})
