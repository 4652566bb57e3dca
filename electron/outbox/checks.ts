import type { FulfilItem, ItemProblem, ModifyItem, RefundItem } from '../contract/schemas.ts'
import type { OrderId } from '../domain/ids.ts'
import { isProvider } from '../domain/providers.ts'
import { noteOf } from '../domain/order-change.ts'
import { shippingTimeOf } from '../domain/shipping-time.ts'
import { comparedTracking, normaliseTracking, trackingProblem } from '../domain/tracking-number.ts'
import { isMixed, worldOf } from '../domain/world.ts'
import type { NumberUse, Subject } from './journal.ts'

type Find = (id: OrderId) => Subject | undefined

const problem = (orderId: OrderId, code: ItemProblem['code'], field: ItemProblem['field'], other: ItemProblem['other'] = null): ItemProblem => ({ orderId, code, field, other })

/** What stands in the way of any command for this order. `correcting`: the command that the new one replaces does not count. */
function held(id: OrderId, subject: Subject | undefined, correcting: boolean): ItemProblem | null {
  if (!subject) return problem(id, 'gone', 'order')
  if (!subject.connected) return problem(id, 'not_connected', 'order')
  if (subject.twin !== null) return problem(id, 'store_twice', 'order', { orderId: subject.twin, joomId: subject.joomId, recipient: subject.recipient })
  if (!subject.readable) return problem(id, 'unreadable', 'order')
  return subject.open !== null && !correcting ? problem(id, 'busy', 'order') : null
}

function twice(items: ReadonlyArray<{ readonly orderId: OrderId }>): ItemProblem[] {
  const seen = new Set<OrderId>()
  return items.flatMap(({ orderId }) => {
    if (seen.has(orderId)) return [problem(orderId, 'twice', 'order')]
    seen.add(orderId)
    return []
  })
}

/** The use of a number by which it would be shared, as seen from another use of it. The same recipient at the same address may share it: such orders travel in one parcel. */
export const sharerOf = (mine: NumberUse, uses: readonly NumberUse[]): NumberUse | undefined =>
  uses.find((use) => use.orderId !== mine.orderId && worldOf(use.environment) === worldOf(mine.environment) && (use.recipientKey !== mine.recipientKey || mine.recipientKey === ''))

/**
 * The firewall against a shared tracking number: Joom cancels the orders of customers with different addresses that got the
 * same one. A number that was only rehearsed with is free for a real order, and the other way round.
 */
function sharedNumbers(items: ReadonlyArray<{ readonly orderId: OrderId; readonly trackingNumber: string }>, find: Find, uses: readonly NumberUse[]): ItemProblem[] {
  const batch = items.flatMap((item): NumberUse[] => {
    const subject = find(item.orderId)
    return subject ? [{ trackingNumber: comparedTracking(item.trackingNumber), environment: subject.environment, orderId: item.orderId, joomId: subject.joomId, recipient: subject.recipient, recipientKey: subject.recipientKey }] : []
  })
  const all = Map.groupBy([...batch, ...uses], (use) => use.trackingNumber)
  return batch.flatMap((mine) => {
    const other = sharerOf(mine, all.get(mine.trackingNumber) ?? [])
    return other && mine.trackingNumber !== '' ? [problem(mine.orderId, 'tracking_same_elsewhere', 'trackingNumber', { orderId: other.orderId, joomId: other.joomId, recipient: other.recipient })] : []
  })
}

function trackingProblems(items: ReadonlyArray<{ readonly orderId: OrderId; readonly trackingNumber: string; readonly provider: string }>, find: Find, uses: readonly NumberUse[]): ItemProblem[] {
  return [
    ...items.flatMap((item) => {
      const wrong = trackingProblem(normaliseTracking(item.trackingNumber))
      return [...(wrong === null ? [] : [problem(item.orderId, `tracking_${wrong}`, 'trackingNumber')]), ...(isProvider(item.provider) ? [] : [problem(item.orderId, 'provider_unknown', 'provider')])]
    }),
    ...sharedNumbers(items, find, uses)
  ]
}

/** Real orders and orders of the rehearsal never share a batch: every one of the rehearsal is named, so that leaving them out mends it. */
function mixed(items: ReadonlyArray<{ readonly orderId: OrderId }>, find: Find): ItemProblem[] {
  const subjects = items.flatMap(({ orderId }) => find(orderId) ?? [])
  return isMixed(subjects.map(({ environment }) => environment)) ? subjects.filter(({ environment }) => worldOf(environment) === 'rehearsal').map(({ orderId }) => problem(orderId, 'mixed', 'order')) : []
}

/** What stands in the way of each item: first what stops its order altogether, otherwise what its kind of command asks for. */
function orderProblems<Item extends { readonly orderId: OrderId }>(items: readonly Item[], find: Find, correcting: boolean, more: (item: Item, state: Subject['state'] | undefined) => ItemProblem[]): ItemProblem[] {
  return [...twice(items), ...mixed(items, find), ...items.flatMap((item) => {
    const subject = find(item.orderId)
    const stop = held(item.orderId, subject, correcting)
    return stop ? [stop] : more(item, subject?.state)
  })]
}

const unless = (right: boolean, id: OrderId, code: ItemProblem['code'], field: ItemProblem['field']): ItemProblem[] => (right ? [] : [problem(id, code, field)])

/** What stands in the way of confirming these shipments. `correcting`: they replace commands that hold their orders. */
export function fulfilProblems(items: readonly FulfilItem[], find: Find, uses: readonly NumberUse[], correcting: boolean): ItemProblem[] {
  return [
    ...orderProblems(items, find, correcting, ({ orderId, shippingTime }, state) => [...unless(state === 'APPROVED', orderId, 'not_approved', 'order'), ...unless(shippingTimeOf(shippingTime) !== null, orderId, 'shipping_time', 'shippingTime')]),
    ...trackingProblems(items, find, uses)
  ]
}

/** What stands in the way of these corrections of tracking numbers. */
export function modifyProblems(items: readonly ModifyItem[], find: Find, uses: readonly NumberUse[], correcting: boolean): ItemProblem[] {
  return [...orderProblems(items, find, correcting, ({ orderId }, state) => unless(state === 'SHIPPED', orderId, 'not_shipped', 'order')), ...trackingProblems(items, find, uses)]
}

/** What stands in the way of these refunds. */
export function refundProblems(items: readonly RefundItem[], find: Find, correcting: boolean): ItemProblem[] {
  return orderProblems(items, find, correcting, ({ orderId, reasonCode, note }, state) => [...unless(state !== 'REFUNDED', orderId, 'already_refunded', 'order'), ...unless(reasonCode !== -1 || noteOf(note) !== null, orderId, 'note_needed', 'note')])
}
