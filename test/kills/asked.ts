import type { OutboxRow } from '../../electron/contract/schemas.ts'
import type { LogEntry } from '../../electron/rehearsal/request-log.ts'

/** Something that was confirmed: which call at Joom it becomes, for which order, with which number. */
export interface Asked {
  readonly joomId: string
  readonly call: 'fulfill-one' | 'modify-tracking' | 'refund'
  /** `null` for a refund. */
  readonly trackingNumber: string | null
}

export const nameOf = ({ call, joomId, trackingNumber }: Asked): string => `${call} ${joomId} ${trackingNumber ?? ''}`.trim()

const calls = { fulfill: 'fulfill-one', modify_tracking: 'modify-tracking', refund: 'refund' } as const

export const askedBy = ({ joomId, intent }: Pick<OutboxRow, 'joomId' | 'intent'>): Asked => ({ joomId, call: calls[intent.kind], trackingNumber: 'trackingNumber' in intent ? intent.trackingNumber : null })

/** What a change in the server's log asked for; `null` where it is none of an order. */
export function askedIn({ kind, path, orderId, parameters }: LogEntry): Asked | null {
  const call = Object.values(calls).find((one) => path.endsWith(`/order/${one}`))
  return kind !== 'change' || call === undefined || orderId === null ? null : { joomId: orderId, call, trackingNumber: call === 'refund' ? null : parameters['tracking_number'] ?? '' }
}
