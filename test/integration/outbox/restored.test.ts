import { onTestFinished, expect, it, vi } from 'vitest'
import type { CommandId, OrderId } from '../../../electron/domain/ids.ts'
import { OrderSync } from '../../../electron/orders/sync.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import type { Timing } from '../../../electron/outbox/policy.ts'
import { OutboxWorker } from '../../../electron/outbox/worker.ts'
import { backUpFile } from '../../../electron/storage/backups.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'
import { seededRandom, testStorage } from '../../support/storage.ts'

const quick: Timing = { reads: [30, 30, 30], enoughReads: 3, settle: 100, offline: [50, 100] }
const toShipFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const

/** A packing room whose data was restored from a backup that was made while commands waited to leave. */
it('commands of a backup are read back before anything leaves: what was sent since is found done, the rest is sent once, money waits for a person', async () => {
  const { storage: first, store, file } = await testStorage()
  const { rehearsal, client } = await rehearsalStore({ orders: 30 })
  const room = { storage: first }
  const authorized = () => Promise.resolve([store])
  const sync = new OrderSync({ authorized, reader: () => client, orders: first.orders, readings: first.readings, steady: () => performance.now(), ended: () => Promise.resolve(), now: Date.now, progress: () => undefined })
  const failures: unknown[] = []
  const working = async (): Promise<OutboxWorker> => {
    const worker = new OutboxWorker({
      journal: room.storage.commands, now: Date.now, timing: quick, authorized, sender: () => client, seen: async (id, order, asked) => { await room.storage.orders.take(id, [order], [], asked.at, asked.nth) }, asking: () => room.storage.orders.ask(),
      // What was just read is fresh.
      fresh: () => Promise.resolve(null), changed: () => undefined, failed: (error) => { failures.push(error) },
      setTimer: (work, ms) => {
        const timer = setTimeout(work, Math.min(ms, 50))
        return () => { clearTimeout(timer) }
      }
    })
    onTestFinished(() => worker.stop())
    await worker.start()
    return worker
  }
  await sync.refresh(null)
  const rows = (await room.storage.orderList.rows(toShipFilter, 0, 100, Date.now())).filter((row) => row.state === 'APPROVED' && row.readable)
  const [sentSince, neverSent, refundedSince, refundUnsent] = rows.map(({ id, joomId }) => ({ id, joomId }))
  if (!sentSince || !neverSent || !refundedSince || !refundUnsent) throw new Error('Too few orders')
  const outbox = new Outbox({ journal: first.commands, now: Date.now, undoSeconds: () => 0, operator: () => null, changed: () => undefined })
  const ship = (orderId: OrderId, trackingNumber: string) => ({ orderId, provider: 'China Post', trackingNumber, shippingTime: '7-21', note: null })
  const shipments = (await outbox.fulfil([ship(sentSince.id, 'LP700000001CN'), ship(neverSent.id, 'LP700000002CN')])).commandIds
  const refunds = (await outbox.refund([refundedSince.id, refundUnsent.id].map((orderId) => ({ orderId, reasonCode: 1 as const, note: null })))).commandIds
  const [shipped, unshipped, refunded, unrefunded] = [...shipments, ...refunds] as [CommandId, CommandId, CommandId, CommandId] // two of each were given

  const backup = backUpFile(file, 'asked', Date.now())
  // Of these two nothing is known to the backup: they leave after it was made.
  await outbox.undo([unshipped, unrefunded])
  const before = await working()
  await vi.waitFor(async () => { expect(await Promise.all([shipped, refunded].map(async (id) => (await first.commands.find(id))?.state))).toEqual(['done', 'done']) }, { timeout: 15_000, interval: 20 })
  await before.stop()
  await first.close()

  room.storage = openStorage(file, { now: Date.now, random: seededRandom(), restore: backup.name })
  onTestFinished(() => room.storage.close())
  expect(await room.storage.restorations.unread()).toMatchObject({ commands: 4, refunds: 2 })
  const states = () => Promise.all([shipped, unshipped, refunded, unrefunded].map(async (id) => (await room.storage.commands.find(id))?.state))
  expect(await states()).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  await working()
  await vi.waitFor(async () => { expect(await states()).toEqual(['done', 'done', 'done', 'conflict']) }, { timeout: 15_000, interval: 20 })
  const applied = (joomId: string) => rehearsal.requests().filter((entry) => entry.kind === 'change' && entry.orderId === joomId)
  expect([sentSince, neverSent, refundedSince, refundUnsent].map(({ joomId }) => applied(joomId).length)).toEqual([1, 1, 1, 0])
  expect(failures).toEqual([])
})
