import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ChangeOutcome, ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { ReceivedOrder } from '../../../electron/domain/order.ts'
import { enoughLost } from '../../../electron/outbox/breaker.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const noon = 1_800_000_000_000
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const year = 365 * 24 * hour
const jumps = [hour, -year]
const lost: ChangeOutcome = { kind: 'unknown', message: 'reset', requestId: null }

/** A worker on a real database and a computer whose clock can be set. What it asks of Joom is written down with the time that has truly passed. */
async function computer({ answers = [], undoSeconds = 0, orders = 1 }: { answers?: ((now: number) => ChangeOutcome)[]; undoSeconds?: number; orders?: number } = {}) {
  const { storage: first, store, reopen } = await testStorage()
  const at = { storage: first, steady: 0, set: 0 }
  const asked: string[] = []
  let timer: { readonly at: number; readonly work: () => void } | null = null
  const boot = () => {
    const clock = new EvenClock(() => noon + at.steady + at.set, () => at.steady)
    const say = (what: string): void => { asked.push(`${what} after ${String(at.steady / second)} s`) }
    const sender: Sender = {
      fulfil: (joomId) => {
        say(`sent ${joomId}`)
        return Promise.resolve(answers.shift()?.(clock.now()) ?? { kind: 'accepted', message: '', requestId: null })
      },
      getOrder: (joomId): Promise<ReadOutcome<ReceivedOrder>> => {
        say(`read ${joomId}`)
        return Promise.resolve({ kind: 'ok', value: received(joomId), requestId: null })
      },
      modifyTracking: () => Promise.reject(new Error('not asked for')), refund: () => Promise.reject(new Error('not asked for'))
    }
    const worker = new OutboxWorker({
      journal: at.storage.commands, clock, timing: usualTiming, authorized: () => Promise.resolve([store]), sender: () => sender, seen: () => Promise.resolve(), fresh: () => Promise.resolve(null),
      asking: () => at.storage.orders.ask(), changed: () => undefined, failed: (error) => { throw error },
      setTimer: (work, ms) => {
        timer = { at: at.steady + ms, work }
        return () => { timer = null }
      }
    })
    return { worker, outbox: new Outbox({ journal: at.storage.commands, now: clock.now, undoSeconds: () => undoSeconds, operator: () => null, numberMasks: () => [], changed: () => undefined }) }
  }
  let { worker, outbox } = boot()
  /** The worker has done what there is to do, and sleeps. */
  const asleep = () => vi.waitFor(() => { if (timer === null) throw new Error('It is at work') }, { interval: 1, timeout: 10_000 })
  const names = Array.from({ length: orders }, (_, i) => `EVEN000${String(i)}`)
  await at.storage.orders.take(store, names.map((name) => received(name)), [], noon)
  const rows = await at.storage.orderList.rows({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, 0, 100, noon)
  const { commandIds } = await outbox.fulfil(rows.map((row, i) => ({ orderId: row.id, provider: 'China Post', trackingNumber: `EVEN${String(i)}`, shippingTime: '7-21', note: null })))
  onTestFinished(() => worker.stop())
  await worker.start()
  await asleep()
  return {
    asked, store, commandIds,
    worker: () => worker, outbox: () => outbox,
    wake: () => {
      worker.wake()
      return asleep()
    },
    setClock: (by: number) => { at.set += by },
    /** The machine sleeps, and the steady clock with it. */
    sleep: (ms: number) => { at.set += ms },
    pass: async (ms: number) => {
      const end = at.steady + ms
      for (let next = timer; next !== null && next.at <= end; next = timer) {
        at.steady = next.at
        timer = null
        next.work()
        await asleep()
      }
      at.steady = end
    },
    /** Ends, and is started again at once; the clock is set in between. */
    restart: async (by: number) => {
      await worker.stop()
      timer = null
      at.set += by
      at.storage = await reopen()
      ;({ worker, outbox } = boot())
      await worker.start()
      await asleep()
    }
  }
}

/** What is asked of Joom, and when, where the clock is set by so much in the middle of it. */
const waits: readonly [string, (by: number) => Promise<readonly string[]>][] = [
  ['the minute in which a lost answer settles', async (by) => {
    const { asked, setClock, pass } = await computer({ answers: [() => lost] })
    await pass(23 * second)
    setClock(by)
    await pass(3 * minute)
    expect(asked.filter((what) => what.startsWith('sent'))).toHaveLength(2)
    return asked
  }],
  ['the time in which Undo is free', async (by) => {
    const { asked, setClock, pass, wake } = await computer({ undoSeconds: 600 })
    await pass(minute)
    setClock(by)
    await wake()
    await pass(hour)
    expect(asked).toEqual(['sent EVEN0000 after 600 s'])
    return asked
  }],
  ['a pause that Joom asked for', async (by) => {
    const { asked, setClock, pass } = await computer({ answers: [(now) => ({ kind: 'throttled', until: now + 20 * minute, requestId: null })] })
    setClock(by)
    await pass(hour)
    // It may have been delivered twice: it is read back after the pause, often enough, before it is sent again.
    expect(asked).toEqual(['sent EVEN0000 after 0 s', 'read EVEN0000 after 1200 s', 'read EVEN0000 after 1205 s', 'read EVEN0000 after 1220 s', 'sent EVEN0000 after 1220 s'])
    return asked
  }],
  ['the pause of a store that keeps failing', async (by) => {
    const { asked, setClock, pass, store, worker } = await computer({ answers: Array.from({ length: 2 * enoughLost }, () => () => lost), orders: 14 })
    expect(worker().holdOf(store)).toBe('failing')
    setClock(by)
    await pass(5 * minute)
    return asked
  }]
]

describe.each(waits)('%s', (_what, life) => {
  it.each(jumps)('is as long as ever where the clock is set by %i ms', async (by) => {
    expect(await life(by)).toEqual(await life(0))
  })
})

describe('a machine that sleeps', () => {
  it('has an unknown command wait for the rest of its minute, and no longer', async () => {
    const { asked, pass, sleep } = await computer({ answers: [() => lost] })
    await pass(25 * second)
    const before = [...asked]
    sleep(8 * hour)
    await pass(34 * second)
    expect(asked.slice(before.length).filter((what) => what.startsWith('sent'))).toEqual([])
    await pass(2 * minute)
    expect(asked.filter((what) => what.startsWith('sent'))).toHaveLength(2)
  })
})

describe('after a restart, with the clock set in between', () => {
  it.each(jumps)('an unknown command settles anew (%i ms)', async (by) => {
    const { asked, pass, restart, outbox, wake, commandIds } = await computer({ answers: [() => lost] })
    await pass(23 * second)
    const before = asked.length
    await restart(by)
    // What the earlier run sent may still be on its way for as long as it would have waited for an answer.
    await pass(usualTiming.settle + usualTiming.strays - second)
    await outbox().askNow(commandIds[0]!)
    await wake()
    expect(asked.slice(before).filter((what) => what.startsWith('sent'))).toEqual([])
    // It is asked about meanwhile, from the start on.
    expect(asked[before]).toBe('read EVEN0000 after 23 s')
    await pass(6 * minute)
    expect(asked.filter((what) => what.startsWith('sent'))).toHaveLength(2)
  })

  it.each(jumps)('Undo is free for as long as it was, again and again, and not for longer (%i ms)', async (by) => {
    const { asked, pass, restart, outbox, commandIds } = await computer({ undoSeconds: 60, orders: 2 })
    for (let again = 0; again < 2; again++) {
      await restart(by)
      await pass(59 * second)
      expect(asked).toEqual([])
    }
    expect((await outbox().undo([commandIds[1]!])).undone).toHaveLength(1)
    await pass(second)
    expect(asked).toEqual(['sent EVEN0000 after 119 s'])
  })

  it.each(jumps)('a pause that Joom asked for is not longer than it was (%i ms)', async (by) => {
    const { asked, pass, restart } = await computer({ answers: [(now) => ({ kind: 'throttled', until: now + 20 * minute, requestId: null, unsent: true })] })
    await restart(by)
    await pass(20 * minute)
    expect(asked).toHaveLength(2)
  })
})
