import { expect, it } from 'vitest'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const minute = 60_000

it('a state in Joom’s own word is kept, listed and told in the history by that word, from one to the next', async () => {
  const { storage, store, clock } = await testStorage()
  const told = async (state: 'APPROVED' | 'OTHER', stateWord: string | null) => {
    clock.now += minute
    await storage.orders.take(store, [received('A1', { state, stateWord, lastUpdated: clock.now })], [], clock.now)
    return (await storage.orderList.rows(all, 0, 10, clock.now))[0]!
  }
  expect(await told('APPROVED', null)).toMatchObject({ state: 'APPROVED', stateWord: null })
  const row = await told('OTHER', 'cancelledByJoom')
  expect(row).toMatchObject({ state: 'OTHER', stateWord: 'cancelledByJoom', changedAt: clock.now })
  expect(await told('OTHER', 'returnArrived')).toMatchObject({ state: 'OTHER', stateWord: 'returnArrived' })
  expect(await told('OTHER', 'returnArrived')).toMatchObject({ stateWord: 'returnArrived' })
  expect(await told('APPROVED', null)).toMatchObject({ state: 'APPROVED', stateWord: null })
  expect((await storage.orders.history(row.id)).map(({ kind, params }) => [kind, params])).toEqual([
    ['state_changed_at_joom', { before: 'returnArrived', after: 'APPROVED' }],
    ['state_changed_at_joom', { before: 'cancelledByJoom', after: 'returnArrived' }],
    ['state_changed_at_joom', { before: 'APPROVED', after: 'cancelledByJoom' }],
    ['order_arrived', { state: 'APPROVED' }]
  ])
})

it('how an order arrived is told by Joom’s own word, or that it could not be read', async () => {
  const { storage, store, clock } = await testStorage()
  await storage.orders.take(store, [received('A1', { state: 'OTHER', stateWord: 'CANCELLED' })], [{ joomId: 'A2', reason: 'state is missing', raw: '{"Order":{"order_id":"A2"}}' }], clock.now)
  const rows = await storage.orderList.rows(all, 0, 10, clock.now)
  const arrivals = await Promise.all(rows.map(async ({ id, joomId }) => [joomId, (await storage.orders.history(id)).at(-1)?.params]))
  expect(Object.fromEntries(arrivals)).toEqual({ A1: { state: 'CANCELLED' }, A2: { state: 'UNREADABLE' } })
})
