import { vi } from 'vitest'
import type { CommandId, ConnectionId, Millis, OrderId } from '../../../electron/domain/ids.ts'
import type { ChangeOutcome, ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { ReceivedOrder } from '../../../electron/domain/order.ts'
import type { AttemptEnd, Journal, Work } from '../../../electron/outbox/journal.ts'
import { usualTiming, type Timing, type Verdict } from '../../../electron/outbox/policy.ts'
import { OutboxWorker, type WorkerNeeds } from '../../../electron/outbox/worker.ts'
import { received } from '../../support/orders.ts'

/** A command as the room's journal keeps it. */
export interface Kept {
  readonly work: Work
  state: 'due' | 'unknown' | Verdict['state'] | 'sending'
  nextAt: Millis | null
}

export const noon = 1_800_000_000_000
export const store = 7 as ConnectionId
export const accepted: ChangeOutcome = { kind: 'accepted', message: '', requestId: null }
export const unreached: ChangeOutcome = { kind: 'not_sent', message: 'refused' }

/** A due confirmation, or one that is to be read back. */
export function kept(n: number, state: 'due' | 'unknown' = 'due', part: Partial<Work> & { readonly nextAt?: Millis } = {}): Kept {
  const { nextAt = noon, ...work } = part
  return {
    state, nextAt,
    work: {
      id: n as CommandId, orderId: (100 + n) as OrderId, joomId: `A${String(n)}`, connectionId: store, intent: { kind: 'fulfill', provider: 'China Post', trackingNumber: `N${String(n)}`, shippingTime: '7-21', note: null },
      before: { state: 'APPROVED', provider: null, trackingNumber: null, at: 1 }, leavesAt: 2, progress: { sends: state === 'unknown' ? 1 : 0, reads: 0, seen: 0, unknownSince: state === 'unknown' ? noon - 1000 : null, refusal: null }, ...work
    }
  }
}

export const many = (count: number): Kept[] => Array.from({ length: count }, (_one, i) => kept(i + 1))

/**
 * A worker over a journal in memory, a clock that is moved by hand, and a Joom whose answers are given one by one. `told` holds
 * in its order what was asked of the journal and of Joom.
 */
export function workerRoom(commands: readonly Kept[], { stores = [store], timing = usualTiming }: { readonly stores?: readonly ConnectionId[]; readonly timing?: Timing } = {}) {
  const told: string[] = []
  const ends: { readonly id: number; readonly end: AttemptEnd; readonly verdict: Verdict }[] = []
  const held: { readonly id: number; readonly verdict: Verdict }[] = []
  const timers: { readonly work: () => void; readonly ms: number; cancelled: boolean }[] = []
  const failures: unknown[] = []
  const state = { now: noon, by: 0, waitingNow: 0, authorized: stores, failing: null as string | null }
  const ready = (which: 'due' | 'unknown', connections: readonly ConnectionId[], now: Millis): readonly Work[] => commands.filter((one) => one.state === which && one.nextAt !== null && one.nextAt <= now && connections.includes(one.work.connectionId)).map((one) => one.work)
  const by = (id: CommandId): Kept => commands.find(({ work }) => work.id === id) ?? kept(0)
  const say = (what: string): Promise<void> => {
    told.push(what)
    return state.failing !== null && what.startsWith(state.failing) ? Promise.reject(new Error(`${what} failed`)) : Promise.resolve()
  }
  const journal: Pick<Journal, 'recover' | 'takeUp' | 'promote' | 'due' | 'ordersDue' | 'unknown' | 'begin' | 'end' | 'hold' | 'shift' | 'nextAt'> = {
    recover: (now) => say(`recover ${String(now - noon)}`).then(() => 0),
    takeUp: (now) => say(`takeUp ${String(now - noon)}`),
    promote: () => say('promote').then(() => state.waitingNow),
    due: (connections, now) => Promise.resolve(ready('due', connections, now)),
    ordersDue: (connections, now, limit) => say(`ordersDue of ${String(connections)} up to ${String(limit)}`).then(() => ready('due', connections, now).map((work) => work.orderId)),
    unknown: (connections, now) => Promise.resolve(ready('unknown', connections, now)),
    begin: async (id, kind) => {
      await say(`begin ${kind} ${String(id)}`)
      const one = by(id)
      if (one.state !== (kind === 'send' ? 'due' : 'unknown') || one.nextAt === null) return null
      if (kind === 'send') one.state = 'sending'
      one.nextAt = null
      return { attempt: 1000 + id, progress: { ...one.work.progress, ...(kind === 'send' ? { sends: one.work.progress.sends + 1, reads: 0, seen: 0 } : { reads: one.work.progress.reads + 1 }) } }
    },
    end: async (id, attempt, end, verdict) => {
      await say(`end ${String(id)} of ${String(attempt)}: ${verdict.state}`)
      ends.push({ id, end, verdict })
      Object.assign(by(id), { state: verdict.state, nextAt: 'nextAt' in verdict ? verdict.nextAt : null })
    },
    hold: async (id, verdict) => {
      await say(`hold ${String(id)}: ${verdict.state}`)
      held.push({ id, verdict })
      Object.assign(by(id), { state: verdict.state, nextAt: 'nextAt' in verdict ? verdict.nextAt : null })
    },
    shift: (moved, now) => say(`shift ${String(moved)} to ${String(now - noon)}`),
    nextAt: (after) => {
      const times = commands.flatMap(({ nextAt }) => (nextAt !== null && nextAt > (after ?? -Infinity) ? [nextAt] : []))
      return Promise.resolve(times.length === 0 ? null : Math.min(...times))
    }
  }
  const changed = vi.fn<() => void>()
  const clockSet = vi.fn<() => void>()
  const fresh = vi.fn<WorkerNeeds['fresh']>(() => Promise.resolve(null))
  const fulfil = vi.fn<(joomId: string) => Promise<ChangeOutcome>>(() => Promise.resolve(accepted))
  const getOrder = vi.fn<(joomId: string) => Promise<ReadOutcome<ReceivedOrder | null>>>(() => Promise.resolve({ kind: 'unavailable', message: 'reset', requestId: null }))
  const never = (): never => { throw new Error('Nobody corrects or refunds here') }
  const worker = new OutboxWorker({
    journal: journal as Journal, // people's side of it is not the worker's
    clock: {
      isAway: () => state.by !== 0,
      now: () => state.now,
      follow: () => {
        const { by: moved } = state
        state.by = 0
        state.now += moved
        return moved
      }
    },
    timing, authorized: () => Promise.resolve(state.authorized), fresh, clockSet, changed, failed: (error) => { failures.push(error) },
    sender: () => ({
      fulfil: (joomId) => {
        told.push(`fulfil ${joomId}`)
        return fulfil(joomId)
      },
      getOrder: (joomId) => {
        told.push(`read ${joomId}`)
        return getOrder(joomId)
      },
      modifyTracking: never, refund: never
    }),
    seen: (_store, order) => say(`seen ${order.facts.joomId}`), asking: () => ({ at: state.now, nth: 1 }),
    setTimer: (work, ms) => {
      const timer = { work, ms, cancelled: false }
      timers.push(timer)
      return () => { timer.cancelled = true }
    }
  })
  /** The timer that is set and not cancelled. */
  const sleeping = () => timers.filter(({ cancelled }) => !cancelled)
  /** Waits until the worker has nothing more to do and sleeps. */
  const asleep = () => vi.waitFor(() => {
    const [last] = sleeping().slice(-1)
    if (last === undefined) throw new Error('It is at work')
    return last
  }, { interval: 1 })
  return { worker, told, ends, held, timers, failures, state, changed, clockSet, fresh, fulfil, getOrder, sleeping, asleep, journal }
}

/** When the old state is believed of what an earlier run sent: by then it has surely arrived. */
export const believed = noon + usualTiming.strays + usualTiming.settle

/** A command of an earlier run that is read back then, or at once, and was seen as before all but often enough; Joom shows it so. */
export function nearlySettled(nextAt: Millis = noon) {
  const room = workerRoom([kept(1, 'unknown', { progress: { sends: 1, reads: 9, seen: 2, unknownSince: noon - 2 * usualTiming.settle, refusal: null }, nextAt })])
  room.getOrder.mockResolvedValue({ kind: 'ok', value: received('A1'), requestId: null })
  return room
}
