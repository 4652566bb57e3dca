import type { ItemProblem, OutboxRow } from '../../../electron/contract/schemas.ts'
import type { AppError } from '../../../electron/contract/result.ts'
import type { NumberMasks } from '../../../electron/domain/number-mask.ts'
import { normaliseTracking } from '../../../electron/domain/tracking-number.ts'
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
  /** What a person said to be right, odd as it looks: `saidOf` what was typed. */
  readonly sure?: string | undefined
  readonly problems: readonly ItemProblem[]
  readonly error: AppError | null
  readonly busy: boolean
}
/** A correction before anything was typed. */
export const untouched: CorrectionState = { typed: {}, problems: [], error: null, busy: false }

/** What stands in the fields: what was typed over what was sent. */
export function fieldsOf({ intent }: Pick<OutboxRow, 'intent'>, typed: Correction): Required<Correction> {
  const sent = intent.kind === 'fulfill'
    ? { provider: intent.provider, trackingNumber: intent.trackingNumber, shippingTime: intent.shippingTime, note: intent.note ?? '' }
    : intent.kind === 'modify_tracking' ? { provider: intent.provider, trackingNumber: intent.trackingNumber, shippingTime: '', note: '' } : { provider: '', trackingNumber: '', shippingTime: '', note: intent.note ?? '' }
  return { ...sent, ...typed }
}

const isTyped = ({ intent }: Pick<OutboxRow, 'intent'>, { provider, trackingNumber }: Correction): boolean =>
  intent.kind !== 'refund' && ((provider ?? intent.provider) !== intent.provider || normaliseTracking(trackingNumber ?? intent.trackingNumber) !== intent.trackingNumber)

/**
 * Whether a person said of the number that it is right, odd as it looks; `null` where it stands as it was sent, under the same
 * provider, and need not be said again.
 */
export function sureOf(row: Pick<OutboxRow, 'intent'>, { typed, sure }: CorrectionState, masks: NumberMasks): boolean | null {
  return isTyped(row, typed) ? !isUnsure(fieldsOf(row, typed), sure, masks) : null
}

/** What is odd about a typed number, and was said to be right all the same. */
export const acceptedIn = (row: Pick<OutboxRow, 'intent'>, { typed, sure }: CorrectionState, masks: NumberMasks): ReturnType<typeof acceptedOf> =>
  (isTyped(row, typed) ? acceptedOf(fieldsOf(row, typed), sure, masks) : {})

/** Whether another number or provider was typed than was sent, the number is nearly always a mistake with it, and nobody has said that it is right. */
export const isDoubtful = (row: Pick<OutboxRow, 'intent'>, state: CorrectionState, masks: NumberMasks): boolean => sureOf(row, state, masks) === false
