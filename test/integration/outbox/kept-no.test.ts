import { expect, it, vi } from 'vitest'
import type { ChangeOutcome } from '../../../electron/domain/outcome.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import type { Timing } from '../../../electron/outbox/policy.ts'
import type { Sender } from '../../../electron/outbox/requests.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { EvenClock } from '../../../electron/platform/even-clock.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const quick: Timing = { reads: [30, 30, 30], enoughReads: 3, settle: 100, strays: 0, offline: [50, 100] }

it('Joom’s no is not forgotten while readings bring no answer: a person is asked, nothing is sent once more', async () => {
  const { storage, store, clock } = await testStorage()
  await storage.orders.take(store, [received('KEEPNO01')], [], clock.now)
  const [row] = await storage.orderList.rows({ view: 'to_ship', urgency: null, mark: null, connectionId: null, search: 'KEEPNO01' }, 0, 1, clock.now)
  const outbox = new Outbox({ journal: storage.commands, now: () => clock.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const { commandIds: [id] } = await outbox.fulfil([{ orderId: row!.id, provider: 'China Post', trackingNumber: 'KEEPNO1', shippingTime: '7-21', note: null }])
  const answers: ChangeOutcome[] = [{ kind: 'unknown', message: 'reset', requestId: null }, { kind: 'refused', httpStatus: 400, code: '1000', message: 'api.bad_request', data: '2003', requestId: 'r2' }]
  const sent: string[] = []
  let lost = 0
  const sender: Sender = {
    fulfil: (joomId) => {
      sent.push(joomId)
      lost = sent.length === 2 ? 1 : 0
      return Promise.resolve(answers.shift() ?? { kind: 'accepted', message: '', requestId: null })
    },
    modifyTracking: () => Promise.reject(new Error('not asked for')), refund: () => Promise.reject(new Error('not asked for')),
    getOrder: () => Promise.resolve(lost-- > 0 ? { kind: 'unavailable', message: 'reset', requestId: null } : { kind: 'ok', value: received('KEEPNO01'), requestId: null })
  }
  let timer: (() => void) | null = null
  const worker = new OutboxWorker({
    journal: storage.commands, clock: new EvenClock(() => clock.now, () => clock.now), timing: quick, authorized: () => Promise.resolve([store]), sender: () => sender, seen: () => Promise.resolve(), fresh: () => Promise.resolve(null), asking: () => storage.orders.ask(), changed: () => undefined, failed: (error) => { throw error },
    setTimer: (work) => {
      timer = work
      return () => undefined
    }
  })
  await worker.start()
  await vi.waitFor(async () => {
    clock.now += 1000
    timer?.()
    expect(['refused', 'done']).toContain((await storage.commands.find(id!))?.state)
  }, { timeout: 15_000, interval: 5 })
  await worker.stop()
  expect(sent).toHaveLength(2)
  expect((await storage.outboxList.story(id!)).row).toMatchObject({ state: 'refused', trouble: { code: 'refused', message: 'api.bad_request', joomCode: '1000', data: '2003', requestId: 'r2' } })
})
