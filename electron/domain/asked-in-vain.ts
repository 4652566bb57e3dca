import type { CommandState } from './command.ts'
import type { Millis } from './ids.ts'

/** So long no reading has shown an order before a person may stop asking about it. */
export const longInVain = 3_600_000

/** What has to be known of a command to say whether a person may stop asking about it. */
export interface AskedFor {
  readonly state: CommandState
  readonly sends: number
  /** Since when nothing has shown its order; `null` where it was not asked about yet. */
  readonly vainSince: Millis | null
  /** Whether its store is connected and signed in. */
  readonly signedIn: boolean
}

/**
 * Whether a person may end the asking about a command that may have reached Joom: it is unknown, or due after a sending, and
 * nothing has shown its order for an hour, or its store cannot be asked at all.
 */
export const canStopAsking = ({ state, sends, vainSince, signedIn }: AskedFor, now: Millis): boolean =>
  (state === 'unknown' || (state === 'due' && sends > 0)) && (!signedIn || (vainSince !== null && now - vainSince >= longInVain))
