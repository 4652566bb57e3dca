import type { ItemProblem, OutboxRow } from '../../../electron/contract/schemas.ts'
import type { AppError } from '../../../electron/contract/result.ts'
import { acceptedOf, isUnsure } from '../orders/parcel-drafts.ts'

/** What a person has typed to correct a refused command; what is `undefined` stands as it was sent. */
export interface Correction {
  readonly provider?: string
  readonly trackingNumber?: string
  readonly shippingTime?: string
  readonly note?: string
}

/** A correction under way: what was typed, and what came of the last try. */
export interface CorrectionState {
  readonly typed: Correction
  /** The number of which a person said that it is right, odd as it looks. */
  readonly sure?: string | undefined
  readonly problems: readonly ItemProblem[]
  readonly error: AppError | null
  readonly busy: boolean
}
export const untouched: CorrectionState = { typed: {}, problems: [], error: null, busy: false }

/** What stands in the fields: what was typed over what was sent. */
export function fieldsOf({ intent }: Pick<OutboxRow, 'intent'>, typed: Correction): Required<Correction> {
  const sent = intent.kind === 'fulfill'
    ? { provider: intent.provider, trackingNumber: intent.trackingNumber, shippingTime: intent.shippingTime, note: intent.note ?? '' }
    : intent.kind === 'modify_tracking' ? { provider: intent.provider, trackingNumber: intent.trackingNumber, shippingTime: '', note: '' } : { provider: '', trackingNumber: '', shippingTime: '', note: intent.note ?? '' }
  return { ...sent, ...typed }
}

/** What is odd about a typed number, and was said to be right all the same. */
export const acceptedIn = ({ intent }: Pick<OutboxRow, 'intent'>, { typed, sure }: CorrectionState): ReturnType<typeof acceptedOf> =>
  (intent.kind === 'refund' || typed.trackingNumber === undefined ? {} : acceptedOf({ trackingNumber: typed.trackingNumber, provider: typed.provider ?? intent.provider }, sure))

/** Whether another number was typed than was sent, one that is nearly always a mistake, and nobody has said that it is right. */
export function isDoubtful({ intent }: Pick<OutboxRow, 'intent'>, { typed, sure }: CorrectionState): boolean {
  return intent.kind !== 'refund' && typed.trackingNumber !== undefined && typed.trackingNumber !== intent.trackingNumber && isUnsure({ trackingNumber: typed.trackingNumber, provider: typed.provider ?? intent.provider }, sure)
}
