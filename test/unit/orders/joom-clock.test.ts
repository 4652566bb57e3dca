import { expect, it } from 'vitest'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { JoomClock } from '../../../electron/orders/joom-clock.ts'
import type { OrderReader } from '../../../electron/orders/reading-needs.ts'

it('the latest of what stores say with their answers counts, of those that are asked about', async () => {
  const [a, b, c] = [1, 2, 3] as ConnectionId[] // ids of stores, as the database gives them
  const clock = new JoomClock()
  const answers: (number | null)[] = [5000, 3000, null, 9000]
  const reader: OrderReader = {
    listOrders: () => Promise.resolve({ kind: 'ok', value: { orders: [], unreadable: [], count: 0, mayHaveMore: false, saysNext: false, answeredAt: answers.shift() ?? null }, requestId: null }),
    getOrder: () => Promise.resolve({ kind: 'ok', value: null, requestId: null })
  }
  expect(clock.latestOf([a!, b!])).toBeNull()
  for (const store of [a!, a!, a!, b!]) await clock.of(store, reader).listOrders('get-fulfill', { start: 0, limit: 1 })
  expect([clock.latestOf([a!]), clock.latestOf([a!, b!]), clock.latestOf([c!]), clock.latestOf([])]).toEqual([5000, 9000, null, null])
})
