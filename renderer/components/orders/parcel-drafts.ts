import type { ItemProblem, OrderRow } from '../../../electron/contract/schemas.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import type { NumberMasks } from '../../../electron/domain/number-mask.ts'
import { isProvider } from '../../../electron/domain/providers.ts'
import { toBeAccepted, trackingFindings, type GraveFinding, type TrackingFinding } from '../../../electron/domain/tracking-finding.ts'
import { normaliseTracking, trackingProblem } from '../../../electron/domain/tracking-number.ts'

/** What is being typed for one order. */
export interface ParcelDraft {
  readonly orderId: OrderId
  readonly provider: string
  readonly trackingNumber: string
}

/** A parcel as it is handed over: what is odd about its number, and was said to be right all the same. */
export interface ToldParcel extends ParcelDraft {
  readonly accepted?: readonly GraveFinding[]
}

/** What a parcel form hands over. `shippingTime` and `note` mean nothing for a correction of tracking numbers. */
export interface Parcels {
  readonly parcels: readonly ToldParcel[]
  readonly shippingTime: string
  readonly note: string | null
}

/**
 * Cuts what was pasted into one number a line. Of a table only the first column counts; the line that ends a copied column is
 * no number. A blank line keeps its place, so that numbers stay beside their orders.
 */
export function pastedNumbers(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  while (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map((line) => (line.split('\t')[0] ?? '').trim())
}

/**
 * Fills numbers downwards from a place. A blank leaves what stands there.
 * @returns the drafts with the numbers, and how many numbers found no order
 */
export function fillDown(drafts: readonly ParcelDraft[], from: number, numbers: readonly string[]): { readonly drafts: ParcelDraft[]; readonly tooMany: number } {
  const filled = drafts.map((draft, at) => {
    const number = numbers[at - from]
    return number === undefined || number === '' ? draft : { ...draft, trackingNumber: number }
  })
  return { drafts: filled, tooMany: numbers.slice(Math.max(0, drafts.length - from)).filter((number) => number !== '').length }
}

type Row = Pick<OrderRow, 'id' | 'joomId' | 'recipient' | 'recipientKey' | 'connectionId'>

/** Rows of one parcel: the same store, recipient and address. An order without an address shares with nobody. */
export const sameParcel = (a: Row, b: Row): boolean => a.recipientKey !== '' && a.recipientKey === b.recipientKey && a.connectionId === b.connectionId

/**
 * What can be told without asking: before the answer of main, which knows all other orders too.
 * @returns at most one problem for a field of an order
 */
export function draftProblems(drafts: readonly ParcelDraft[], rows: ReadonlyMap<OrderId, Row>): ItemProblem[] {
  const users = Map.groupBy(drafts, ({ trackingNumber }) => normaliseTracking(trackingNumber))
  return drafts.flatMap(({ orderId, provider, trackingNumber }): ItemProblem[] => {
    const number = normaliseTracking(trackingNumber)
    const wrong = trackingProblem(number)
    const mine = rows.get(orderId)
    const other = wrong !== null || mine === undefined ? undefined : (users.get(number) ?? []).map((draft) => rows.get(draft.orderId)).find((row) => row !== undefined && row.id !== orderId && !sameParcel(row, mine))
    return [
      ...(wrong === null ? [] : [{ orderId, code: `tracking_${wrong}` as const, field: 'trackingNumber' as const, other: null }]),
      ...(other === undefined ? [] : [{ orderId, code: 'tracking_same_elsewhere' as const, field: 'trackingNumber' as const, other: { orderId: other.id, joomId: other.joomId, recipient: other.recipient } }]),
      ...(isProvider(provider) ? [] : [{ orderId, code: 'provider_unknown' as const, field: 'provider' as const, other: null }])
    ]
  })
}

type Numbered = Pick<ParcelDraft, 'trackingNumber' | 'provider'>

/** What a person should look at before this number is sent: nothing of it stands in the way. */
export const findingsOf = ({ trackingNumber, provider }: Numbered, total: string | null, masks: NumberMasks): readonly TrackingFinding[] => trackingFindings(normaliseTracking(trackingNumber), provider, total === null ? null : Number(total), masks)

/** What is nearly always a mistake about this number. */
const graveOf = (draft: Numbered, masks: NumberMasks): readonly GraveFinding[] => toBeAccepted(findingsOf(draft, null, masks))

/** What a person says with the tick: this number, under this provider. Either typed otherwise, it was not said of it. */
export const saidOf = ({ trackingNumber, provider }: Numbered): string => `${normaliseTracking(trackingNumber)} ${provider}`

/** Whether a number is one of those that are nearly always a mistake, and nobody has said of just this one that it is right. */
export function isUnsure(draft: Numbered, said: string | undefined, masks: NumberMasks): boolean {
  return saidOf(draft) !== said && graveOf(draft, masks).length > 0
}

/** What was accepted by saying of just this number that it is right; nothing where there is nothing to accept. */
export function acceptedOf(draft: Numbered, said: string | undefined, masks: NumberMasks): { readonly accepted?: readonly GraveFinding[] } {
  const grave = saidOf(draft) === said ? graveOf(draft, masks) : []
  return grave.length === 0 ? {} : { accepted: grave }
}

/** The other orders that the same number is typed for, all in one parcel with this one. */
export function sharers(draft: ParcelDraft, drafts: readonly ParcelDraft[], rows: ReadonlyMap<OrderId, Row>): Row[] {
  const number = normaliseTracking(draft.trackingNumber)
  const mine = rows.get(draft.orderId)
  if (number === '' || mine === undefined) return []
  return drafts.flatMap((other) => {
    const row = rows.get(other.orderId)
    return row !== undefined && other.orderId !== draft.orderId && normaliseTracking(other.trackingNumber) === number && sameParcel(row, mine) ? [row] : []
  })
}
