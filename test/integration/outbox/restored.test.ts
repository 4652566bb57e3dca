import { expect, it, vi } from 'vitest'
import type { CommandId } from '../../../electron/domain/ids.ts'
import { backUpFile } from '../../../electron/storage/backups.ts'
import { item, packingRoom, stateOf } from '../../support/packing-room.ts'

it('commands of a backup are read back before anything leaves: what was sent since is found done, the rest is sent once, money waits for a person', async () => {
  const room = await packingRoom()
  const [sentSince, neverSent, refundedSince, refundUnsent] = room.toShip
  if (!sentSince || !neverSent || !refundedSince || !refundUnsent) throw new Error('Too few orders')
  const outbox = room.outbox()
  const shipments = (await outbox.fulfil([item(sentSince.id, 'LP70000001CN'), item(neverSent.id, 'LP70000002CN')])).commandIds
  const refunds = (await outbox.refund([refundedSince.id, refundUnsent.id].map((orderId) => ({ orderId, reasonCode: 1 as const, note: null })))).commandIds
  const [shipped, unshipped, refunded, unrefunded] = [...shipments, ...refunds] as [CommandId, CommandId, CommandId, CommandId] // two of each were given
  const statesOf = (...ids: readonly CommandId[]) => Promise.all(ids.map((id) => stateOf(room.storage(), id)))
  const standAs = (ids: readonly CommandId[], states: readonly string[]) => vi.waitFor(async () => { expect(await statesOf(...ids)).toEqual(states) }, { timeout: 15_000, interval: 20 })

  const backup = backUpFile(room.file, 'asked', Date.now())
  // Of these two nothing is known to the backup: they leave after it was made.
  await outbox.undo([unshipped, unrefunded])
  const before = room.newWorker()
  await before.start()
  await standAs([shipped, refunded], ['done', 'done'])
  await before.stop()

  // When what is restored is asked for is told by the storage's clock, and read by the worker's.
  room.clock.now = Date.now()
  await room.reopen(backup.name)
  expect(await room.storage().restorations.unread()).toMatchObject({ commands: 4, refunds: 2 })
  expect(await statesOf(shipped, unshipped, refunded, unrefunded)).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  await room.newWorker().start()
  await standAs([shipped, unshipped, refunded, unrefunded], ['done', 'done', 'done', 'conflict'])
  const changes = (joomId: string) => room.rehearsal.requests().filter((entry) => entry.kind === 'change' && entry.orderId === joomId)
  expect([sentSince, neverSent, refundedSince, refundUnsent].map(({ joomId }) => changes(joomId).length)).toEqual([1, 1, 1, 0])
})
