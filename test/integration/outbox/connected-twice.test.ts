import { expect, it } from 'vitest'
import type { Environment } from '../../../electron/domain/connection.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { Outbox } from '../../../electron/outbox/outbox.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const joom = 'https://api-merchant.joom.com'

/** The store of `testStorage`, connected once more as `its` says, with the same order under both. */
async function twice(its: { readonly environment: Environment; readonly address: string; readonly storeId: string; readonly clientId: string }) {
  const { storage, store, clock } = await testStorage()
  const other = await storage.connections.insert({ name: 'Again', createdAt: clock.now, ...its })
  for (const id of [store, other]) await storage.orders.take(id, [received('A1')], [], clock.now)
  await storage.orders.take(store, [received('B1')], [], clock.now)
  const outbox = new Outbox({ journal: storage.commands, now: () => clock.now, undoSeconds: () => 0, operator: () => null, numberMasks: () => [], changed: () => undefined })
  const [one, two] = (await storage.orderList.lookUp('A1')).map(({ id }) => id)
  const [alone] = (await storage.orderList.lookUp('B1')).map(({ id }) => id)
  const refund = async (...ids: readonly (OrderId | undefined)[]) => (await outbox.refund(ids.map((id) => ({ orderId: id!, reasonCode: 2, note: null })))).problems.map(({ orderId, code, other: same }) => [orderId, code, same?.orderId])
  return { storage, other, outbox, one, two, alone, refund }
}

it.each([
  { environment: 'production', address: joom, storeId: 's', clientId: 'another' }, { environment: 'production', address: joom, storeId: ' S', clientId: 'another' },
  { environment: 'production', address: joom, storeId: '', clientId: 'c' }, { environment: 'custom', address: joom, storeId: 's', clientId: 'c' }
] as const)('an order that stands under two connections of one store is named, and nothing of it is written: %j', async (its) => {
  const { storage, other, outbox, one, two, alone, refund } = await twice(its)
  expect(await refund(one, two)).toEqual([[one, 'store_twice', two], [two, 'store_twice', one]])
  const item = { orderId: one!, provider: 'China Post', trackingNumber: 'RX1', shippingTime: '7-21', note: null }
  expect((await outbox.fulfil([item])).problems.map(({ code }) => code)).toEqual(['store_twice'])
  expect(await refund(alone)).toEqual([])
  await storage.connections.remove(other, 'keep')
  expect((await outbox.fulfil([item])).problems).toEqual([])
})

it.each([
  { environment: 'production', address: joom, storeId: 'other', clientId: 'c' }, { environment: 'production', address: joom, storeId: '', clientId: 'other' },
  { environment: 'custom', address: 'https://sandbox.example', storeId: 's', clientId: 'c' }, { environment: 'rehearsal', address: joom, storeId: 's', clientId: 'c' }
] as const)('one of the same id in another store is another order: %j', async (its) => {
  const { one, refund } = await twice(its)
  expect(await refund(one)).toEqual([])
})
