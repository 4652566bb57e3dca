import { expect, it, onTestFinished, vi } from 'vitest'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { usualTiming } from '../../../electron/outbox/policy.ts'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { item } from '../../support/packing-room.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

it('what was made ready and may not leave any more was not sent: its Undo is free, and it leaves once the store may be asked again', async () => {
  const { storage, store, clock } = await testStorage()
  const names = Array.from({ length: 12 }, (_, i) => `READY0${String(10 + i)}`)
  await storage.orders.take(store, names.map((name) => received(name)), [], clock.now)
  const orders = await storage.orderList.rows({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, 0, 20, clock.now)
  const even = new EvenClock(() => clock.now, () => clock.now)
  const outbox = new Outbox({ journal: storage.commands, now: even.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const { commandIds } = await outbox.fulfil(orders.map((row, i) => item(row.id, `READY${String(i)}`)))

  const asked: string[] = []
  const pause = Promise.withResolvers<ChangeOutcome>()
  const sender: Sender = {
    fulfil: (joomId) => (asked.push(joomId) <= 4 ? pause.promise : Promise.resolve({ kind: 'accepted', message: '', requestId: null })),
    modifyTracking: () => Promise.reject(new Error('not asked for')), refund: () => Promise.reject(new Error('not asked for')), getOrder: () => Promise.reject(new Error('not asked for'))
  }
  let timer: (() => void) | null = null
  const worker = new OutboxWorker({
    journal: storage.commands, clock: even, timing: usualTiming, authorized: () => Promise.resolve([store]), sender: () => sender, seen: () => Promise.resolve(), fresh: () => Promise.resolve(null),
    asking: () => storage.orders.ask(), changed: () => undefined, failed: (error) => { throw error },
    setTimer: (work) => {
      timer = work
      return () => { timer = null }
    }
  })
  onTestFinished(() => worker.stop())
  const rows = async (state: string) => (await storage.outboxList.rows(['waiting', 'sending', 'done', 'undone'], 0, 50)).filter((row) => row.state === state)
  await worker.start()
  // Four are on the wire, four more are ready.
  await vi.waitFor(async () => { expect(await rows('sending')).toHaveLength(8) }, { interval: 5 })
  expect(asked).toHaveLength(4)
  pause.resolve({ kind: 'throttled', until: clock.now + 60_000, requestId: null, unsent: true })
  await vi.waitFor(() => { expect(timer).not.toBeNull() }, { interval: 5 })

  expect(asked).toHaveLength(4)
  const due = await rows('due')
  // Nor did those that were on their way when it was known: no request was made.
  expect(due.filter(({ sends, sentAt }) => sends !== 0 || sentAt !== null)).toEqual([])
  const stories = await Promise.all(due.filter(({ joomId }) => !asked.includes(joomId)).map(({ id }) => storage.outboxList.story(id)))
  const ready = stories.filter(({ attempts }) => attempts.length > 0)
  expect(ready.map(({ attempts }) => attempts.map(({ outcome }) => outcome))).toEqual(Array.from({ length: 4 }, () => ['kept_back']))
  expect(ready[0]?.history.map(({ kind, params }) => [kind, params['reason']])).toEqual([['command_due', 'kept_back'], ['command_sent', undefined], ['command_written', undefined]])
  expect((await outbox.undo([ready[0]!.row.id])).undone).toHaveLength(1)

  clock.now += 60_000
  const wake: (() => void) | null = timer
  ;(wake as (() => void) | null)?.() // a timer set it, which the compiler does not see
  await vi.waitFor(async () => { expect(await rows('done')).toHaveLength(commandIds.length - 1) }, { interval: 5, timeout: 10_000 })
})
