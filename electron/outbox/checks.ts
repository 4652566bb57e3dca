import type { FulfilItem, ItemProblem, ModifyItem, RefundItem } from '../contract/schemas.ts'
import type { OrderId } from '../domain/ids.ts'
import { isProvider } from '../domain/providers.ts'
import { normaliseTracking, trackingProblem } from '../domain/tracking-number.ts'
import type { NumberUse, Subject } from './journal.ts'

type Find = (id: OrderId) => Subject | undefined

const problem = (orderId: OrderId, code: ItemProblem['code'], field: ItemProblem['field'], other: ItemProblem['other'] = null): ItemProblem => ({ orderId, code, field, other })

/**
 * Days as Joom wants them: one number or a range, the lower bound at least 2 (reference: "Fulfill an Order", shipping_time).
 * @param text such as `7-21` or `14`
 */
export function isShippingTime(text: string): boolean {
  const match = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text.trim())
  if (!match) return false
  const low = Number(match[1])
  return low >= 2 && Number(match[2] ?? low) >= low
}

/** What stands in the way of any command for this order. `correcting`: the command that the new one replaces does not count. */
function held(id: OrderId, subject: Subject | undefined, correcting: boolean): ItemProblem | null {
  if (!subject) return problem(id, 'gone', 'order')
  if (!subject.connected) return problem(id, 'not_connected', 'order')
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

/**
 * The firewall against a shared tracking number: Joom cancels the orders of customers with different addresses that got the
 * same one. The same recipient at the same address may share it: such orders travel in one parcel.
 */
function sharedNumbers(items: ReadonlyArray<{ readonly orderId: OrderId; readonly trackingNumber: string }>, find: Find, uses: readonly NumberUse[]): ItemProblem[] {
  const batch = items.flatMap((item): NumberUse[] => {
    const subject = find(item.orderId)
    return subject ? [{ trackingNumber: normaliseTracking(item.trackingNumber), orderId: item.orderId, joomId: subject.joomId, recipient: subject.recipient, recipientKey: subject.recipientKey }] : []
  })
  const all = Map.groupBy([...batch, ...uses], (use) => use.trackingNumber)
  return batch.flatMap((mine) => {
    const other = all.get(mine.trackingNumber)?.find((use) => use.orderId !== mine.orderId && (use.recipientKey !== mine.recipientKey || mine.recipientKey === ''))
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

export function fulfilProblems(items: readonly FulfilItem[], find: Find, uses: readonly NumberUse[], correcting: boolean): ItemProblem[] {
  return [
    ...twice(items),
    ...items.flatMap((item) => {
      const subject = find(item.orderId)
      const stop = held(item.orderId, subject, correcting)
      if (stop) return [stop]
      return [...(subject?.state === 'APPROVED' ? [] : [problem(item.orderId, 'not_approved', 'order')]), ...(isShippingTime(item.shippingTime) ? [] : [problem(item.orderId, 'shipping_time', 'shippingTime')])]
    }),
    ...trackingProblems(items, find, uses)
  ]
}

export function modifyProblems(items: readonly ModifyItem[], find: Find, uses: readonly NumberUse[], correcting: boolean): ItemProblem[] {
  return [
    ...twice(items),
    ...items.flatMap((item) => {
      const subject = find(item.orderId)
      const stop = held(item.orderId, subject, correcting)
      if (stop) return [stop]
      return subject?.state === 'SHIPPED' ? [] : [problem(item.orderId, 'not_shipped', 'order')]
    }),
    ...trackingProblems(items, find, uses)
  ]
}

export function refundProblems(items: readonly RefundItem[], find: Find, correcting: boolean): ItemProblem[] {
  return [
    ...twice(items),
    ...items.flatMap((item) => {
      const subject = find(item.orderId)
      const stop = held(item.orderId, subject, correcting)
      if (stop) return [stop]
      return [...(subject?.state === 'REFUNDED' ? [problem(item.orderId, 'already_refunded', 'order')] : []), ...(item.reasonCode === -1 && (item.note ?? '').trim() === '' ? [problem(item.orderId, 'note_needed', 'note')] : [])]
    })
  ]
}
