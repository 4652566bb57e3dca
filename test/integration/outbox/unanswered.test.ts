import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { ReceivedOrder, UnreadableOrder } from '../../../electron/domain/order.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

type Reading = ReadOutcome<ReceivedOrder | UnreadableOrder | null>
const shown: Reading = { kind: 'ok', value: received('SILENT01'), requestId: null }
const silence: readonly [string, Reading][] = [
  ['no answer', { kind: 'unavailable', message: 'reset', requestId: null }], ['an answer nobody can read', { kind: 'unreadable', message: 'HTTP 200, cut', requestId: null }],
  ['that Joom does not know the order', { kind: 'ok', value: null, requestId: null }], ['an order that makes no sense', { kind: 'ok', value: { joomId: 'SILENT01', reason: 'no state', raw: '{}' }, requestId: null }],
  ['an order that is shipped, its number left out', { kind: 'ok', value: received('SILENT01', { state: 'SHIPPED', shipment: { provider: 'China Post', leftOut: ['trackingNumber'] } }), requestId: null }],
  ['a no', { kind: 'refused', httpStatus: 400, code: '1004', message: 'no', data: null, requestId: null }]
]

/** A confirmation whose answer was lost, with what is answered about its order until nothing more is given; then it is shown as before. */
async function lostConfirmation(answer: (nth: number) => Reading, seen: () => Promise<void> = () => Promise.resolve()) {
  const { storage, store, clock } = await testStorage()
  await storage.orders.take(store, [received('SILENT01')], [], clock.now)
  const [row] = await storage.orderList.rows({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, 0, 1, clock.now)
  const even = new EvenClock(() => clock.now, () => clock.now)
  const outbox = new Outbox({ journal: storage.commands, now: even.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const { commandIds: [id] } = await outbox.fulfil([{ orderId: row!.id, provider: 'China Post', trackingNumber: 'SILENT1', shippingTime: '7-21', note: null }])
  const at = { sent: [] as number[], read: [] as number[] }
  const failures: unknown[] = []
  const sender: Sender = {
    fulfil: () => Promise.resolve(at.sent.push(clock.now) === 1 ? { kind: 'unknown', message: 'reset', requestId: null } : { kind: 'accepted', message: '', requestId: null }),
    getOrder: () => Promise.resolve(answer(at.read.push(clock.now))),
    modifyTracking: () => Promise.reject(new Error('not asked for')), refund: () => Promise.reject(new Error('not asked for'))
  }
  let timer: { readonly ms: number; readonly work: () => void } | null = null
  const worker = new OutboxWorker({
    journal: storage.commands, clock: even, timing: usualTiming, authorized: () => Promise.resolve([store]), sender: () => sender, seen, fresh: () => Promise.resolve(null), asking: () => storage.orders.ask(),
    changed: () => undefined, failed: (error) => { failures.push(error) },
    setTimer: (work, ms) => {
      timer = { ms, work }
      return () => { timer = null }
    }
  })
  onTestFinished(() => worker.stop())
  const asleep = () => vi.waitFor(() => { if (timer === null) throw new Error('It is at work') }, { interval: 1, timeout: 10_000 })
  await worker.start()
  await asleep()
  return {
    at, failures,
    row: async () => (await storage.outboxList.story(id!)).row,
    /** Lets time pass until it is so. */
    until: async (so: () => boolean) => {
      while (!so() && timer !== null) {
        const { ms, work } = timer
        timer = null
        clock.now += ms
        work()
        await asleep()
      }
    }
  }
}

describe('a command whose outcome is not known and whose order', () => {
  it.each(silence)('brings %s stays unknown, asked about less and less often, and is not sent again', async (_what, reading) => {
    const { at, row, until } = await lostConfirmation(() => reading)
    await until(() => at.read.length === 20)
    expect(at.sent).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'unknown', reads: 20, seen: 0, nextAt: at.read.at(-1)! + 300_000 })
    const waits = at.read.map((moment, nth) => moment - (at.read[nth - 1] ?? at.sent[0]!))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  })

  it('is shown at last has to be seen three times from then on', async () => {
    const { at, row, until } = await lostConfirmation((nth) => (nth <= 20 ? silence[0]![1] : shown))
    await until(() => at.read.length === 22)
    expect(at.sent).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'unknown', seen: 2 })
    await until(() => at.read.length === 23)
    expect(at.sent).toHaveLength(2)
    expect(at.sent[1]).toBe(at.read[22])
  })

  it('cannot be kept here is asked about again, and not left lying', async () => {
    let full = true
    const { at, failures, row, until } = await lostConfirmation(() => shown, () => (full ? Promise.reject(new Error('the disk is full')) : Promise.resolve()))
    await until(() => at.read.length === 3)
    expect(failures.length).toBeGreaterThan(0)
    expect(await row()).toMatchObject({ state: 'unknown', seen: 0 })
    full = false
    await until(() => at.sent.length === 2)
    expect(await row()).toMatchObject({ state: 'done', sends: 2 })
  })
})
