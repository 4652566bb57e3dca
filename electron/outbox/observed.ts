import { assertNever } from '../domain/assert-never.ts'
import type { Intent } from '../domain/command.ts'
import type { Millis } from '../domain/ids.ts'
import { laterOf } from '../domain/last-updated.ts'
import type { Address, OrderFacts, OrderState } from '../domain/order.ts'
import { addressText, countText, type Difference } from '../domain/order-difference.ts'
import { likenessOf } from '../domain/recipient.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'

/** What a reading shows of an order, as far as commands care. */
export interface Observed {
  readonly state: OrderState
  readonly provider: string | null
  readonly trackingNumber: string | null
  readonly at: Millis
  /** Of what a command was made for, and of what stopped it before it left. What was written without them is not compared by them. */
  readonly recipientKey?: string | undefined
  readonly quantity?: number | null | undefined
  /** A text, as a person compares it, in what earlier versions wrote. */
  readonly address?: Address | string | undefined
  /** When the order was changed last, by Joom's own time. */
  readonly lastUpdated?: Millis | null | undefined
  /** What had changed where a command was stopped before it left. */
  readonly changed?: readonly Difference[] | undefined
}

const number = (text: string | null): string => normaliseTracking(text ?? '')
const word = (text: string | null): string => {
  const said = (text ?? '').normalize('NFKC').trim()
  // What stands in brackets behind a name. Not by a pattern, which would take its time over what Joom may answer.
  const bracket = said.endsWith(')') ? said.indexOf('(') : -1
  return (bracket < 0 ? said : said.slice(0, bracket)).toLocaleLowerCase('en').replace(/[^a-z0-9]/gu, '')
}

/** Whether what is seen is what the command asked for. */
export function isApplied(intent: Intent, seen: Observed): boolean {
  switch (intent.kind) {
    case 'fulfill': return seen.state === 'SHIPPED' && number(seen.trackingNumber) === number(intent.trackingNumber)
    case 'modify_tracking': return seen.state === 'SHIPPED' && number(seen.trackingNumber) === number(intent.trackingNumber) && word(seen.provider) === word(intent.provider)
    case 'refund': return seen.state === 'REFUNDED'
    default: return assertNever(intent)
  }
}

/**
 * What the answer to a read-back shows of its order. What it leaves out of the parcel is as it was before the command, where
 * nothing that it says of it is another.
 *
 * @param before what Joom had when the command was made
 * @returns `null` where it leaves out what would tell whether the command was done: such a reading shows neither that Joom has it nor that it has not
 */
export function observedIn(intent: Intent, before: Observed, { state, shipment }: Pick<OrderFacts, 'state' | 'shipment'>, at: Millis): Observed | null {
  const { provider, trackingNumber, leftOut = [] } = shipment
  const [isUnnumbered, isUncarried] = [leftOut.includes('trackingNumber'), leftOut.includes('provider')]
  if (state === 'SHIPPED' && intent.kind !== 'refund' && isUnnumbered) return null
  if (state === 'SHIPPED' && intent.kind === 'modify_tracking' && isUncarried && number(trackingNumber) === number(intent.trackingNumber)) return null
  const isAnother = (!isUnnumbered && number(trackingNumber) !== number(before.trackingNumber)) || (!isUncarried && word(provider) !== word(before.provider))
  const asBefore = (isLeftOut: boolean): boolean => isLeftOut && !isAnother
  return { state, provider: asBefore(isUncarried) ? before.provider : provider, trackingNumber: asBefore(isUnnumbered) ? before.trackingNumber : trackingNumber, at }
}

/** Whether nothing of the parcel is as another than before. */
export const isAsBefore = (before: Observed, seen: Observed): boolean =>
  seen.state === before.state && number(seen.trackingNumber) === number(before.trackingNumber) && word(seen.provider) === word(before.provider)

const parcel = ({ trackingNumber, provider }: Observed): string | null => (trackingNumber === null || trackingNumber === '' ? null : [trackingNumber, provider].filter((part) => part !== null).join(' · '))

const shown = (address: Observed['address']): string | null => (typeof address === 'object' ? addressText(address) : address ?? null)

/**
 * Whether a parcel for the one address would not reach the other. A part that was not told when the person decided and is told
 * now is another only where Joom's own time says that the order was changed since: keys are left out at times, and somebody who adds
 * their flat has moved all the same. What is left out now is kept as it was before it comes here (`storage/unsaid.ts`).
 */
function isElsewhere(before: Observed, seen: Observed, isUpdated: boolean): boolean {
  if (before.recipientKey === undefined || before.recipientKey === seen.recipientKey) return false
  if (typeof before.address !== 'object' || typeof seen.address !== 'object') return true
  const likeness = likenessOf(before.address, seen.address)
  return likeness === 'other' || (likeness === 'fuller' && isUpdated)
}

/** What of an order is not as it was when the person decided. */
export function differences(intent: Intent, before: Observed, seen: Observed): Difference[] {
  // Where a parcel is on its way, it goes where it goes.
  const isUpdated = intent.kind === 'fulfill' && laterOf(before.lastUpdated ?? null, seen.lastUpdated ?? null) !== 0
  const changed: Difference[] = []
  if (before.state !== seen.state) changed.push({ field: 'state', before: before.state, after: seen.state })
  if (number(before.trackingNumber) !== number(seen.trackingNumber) || word(before.provider) !== word(seen.provider)) changed.push({ field: 'tracking', before: parcel(before), after: parcel(seen) })
  if (isElsewhere(before, seen, isUpdated)) changed.push({ field: 'address', before: shown(before.address), after: shown(seen.address) })
  if (before.quantity !== undefined && before.quantity !== seen.quantity && (before.quantity !== null || isUpdated)) changed.push({ field: 'quantity', before: countText(before.quantity), after: countText(seen.quantity ?? null) })
  return changed
}
