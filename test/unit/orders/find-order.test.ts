import { expect, it } from 'vitest'
import type { OrderFilter } from '../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { orderStates } from '../../../electron/domain/order.ts'
import { foundBy, viewOf, whyNotShown } from '../../../electron/orders/find-order.ts'

const [one, two] = [1 as ConnectionId, 2 as ConnectionId]
const row = { readable: true, state: 'APPROVED', disconnected: false, connectionId: one, environment: 'custom' } as const
const filter: OrderFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }

it('an order stands in the view of its state, one that cannot be read where it is seen, a record among all', () => {
  expect(orderStates.map((state) => viewOf({ ...row, state }))).toEqual(['to_ship', 'shipped', 'refunded', 'review', 'all'])
  expect(viewOf({ ...row, readable: false, state: 'OTHER' })).toBe('to_ship')
  expect(viewOf({ ...row, disconnected: true })).toBe('all')
})

it.each([
  ['shown', {}, {}, true, null],
  ['by a filter', {}, { search: 'x' }, false, 'filtered'],
  ['by the view', {}, { view: 'shipped', search: 'x' }, false, 'other_view'],
  ['by the store, whatever the view', {}, { view: 'shipped', connectionId: two }, false, 'other_store'],
  ['in all, by a filter', { state: 'OTHER' }, { view: 'all', mark: 'printed' }, false, 'filtered'],
  ['by the world, whatever the view', {}, { view: 'shipped', world: 'rehearsal' }, false, 'other_store'],
  ['since its store is disconnected', { disconnected: true }, { connectionId: two }, false, 'disconnected']
] as const)('hidden %s', (_name, order, its, shown, why) => {
  expect(whyNotShown({ ...row, ...order }, { ...filter, ...its }, shown)).toBe(why)
})

it('an id goes before what else it may be', () => {
  const order = { joomId: '26VE349M', pickCode: 'ABCD1234', trackingNumber: 'RR1' }
  expect(['26ve349m', 'abcd1234', 'rr1', 'MUG'].map((text) => foundBy(order, text))).toEqual(['id', 'pick_code', 'tracking_number', 'sku'])
  expect(foundBy({ ...order, pickCode: '26VE349M' }, '26VE349M')).toBe('id')
})
