import { expect, it, onTestFinished, vi } from 'vitest'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

/** A store where nothing that is read of one order can be kept, and the answer to its confirmation was lost. */
async function poisoned() {
  const { storage, store, clock } = await testStorage()
  await storage.orders.take(store, ['POISON', 'LOST', 'GOOD'].map((joomId) => received(joomId)), [], clock.now)
  const orderOf = async (joomId: string) => (await storage.orderList.lookUp(joomId))[0]!.id
  const even = new EvenClock(() => clock.now, () => clock.now)
  const undo = { seconds: 0 }
  const outbox = new Outbox({ journal: storage.commands, now: even.now, undoSeconds: () => undo.seconds, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const sent: string[] = []
  const sender: Sender = {
    fulfil: (joomId) => Promise.resolve(sent.push(joomId) > 2 ? { kind: 'accepted', message: '', requestId: null } : { kind: 'unknown', message: 'reset', requestId: null }),
    getOrder: (joomId) => Promise.resolve({ kind: 'ok', value: received(joomId), requestId: null }),
    modifyTracking: () => Promise.reject(new Error('not asked for')), refund: () => Promise.reject(new Error('not asked for'))
  }
  let timer: { readonly at: number; readonly work: () => void } | null = null
  const failures: unknown[] = []
  const worker = new OutboxWorker({
    journal: storage.commands, clock: even, timing: usualTiming, authorized: () => Promise.resolve([store]), sender: () => sender, fresh: () => Promise.resolve(null), asking: () => storage.orders.ask(), changed: () => undefined,
    seen: (_store, order) => (order.facts.joomId === 'POISON' ? Promise.reject(new Error('cannot be kept')) : Promise.resolve()), failed: (error) => { failures.push(error) },
    setTimer: (work, ms) => {
      timer = { at: clock.now + ms, work }
      return () => { timer = null }
    }
  })
  onTestFinished(() => worker.stop())
  const asleep = () => vi.waitFor(() => { if (timer === null) throw new Error('It is at work') }, { interval: 1, timeout: 10_000 })
  const confirm = async (joomId: string): Promise<void> => {
    await outbox.fulfil([{ orderId: await orderOf(joomId), provider: 'China Post', trackingNumber: `N${joomId}`, shippingTime: '7-21', note: null }])
    timer = null
    worker.wake()
    await asleep()
  }
  const pass = async (ms: number): Promise<void> => {
    for (const end = clock.now + ms; timer !== null && timer.at <= end;) {
      const { at, work } = timer
      clock.now = at
      timer = null
      work()
      await asleep()
    }
  }
  const states = async () => Object.fromEntries((await storage.outboxList.rows(['waiting', 'sending', 'unknown', 'done'], 0, 10)).map(({ joomId, state }) => [joomId, state]))
  await worker.start()
  await asleep()
  return { undo, sent, failures, confirm, pass, states }
}

it('an order of which nothing can be kept holds up no other: they leave when their Undo ends, and what is unknown is found out', async () => {
  const { undo, sent, failures, confirm, pass, states } = await poisoned()
  await confirm('POISON')
  await confirm('LOST')
  undo.seconds = 30
  await confirm('GOOD')
  await pass(5 * 60_000)
  expect(failures.length).toBeGreaterThan(2)
  expect(await states()).toEqual({ POISON: 'unknown', LOST: 'done', GOOD: 'done' })
  expect(sent).toEqual(['POISON', 'LOST', 'GOOD', 'LOST'])
})
