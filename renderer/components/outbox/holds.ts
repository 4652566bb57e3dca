import type { OutboxSummary } from '../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'

export type StoreHold = OutboxSummary['holds'][number]
export type HoldWhy = StoreHold['why']

/** One thing that keeps commands here, and the stores it is about. */
export interface Standing {
  readonly why: HoldWhy
  readonly stores: readonly ConnectionId[]
  readonly kept: number
  readonly since: number | null
  /** When it is tried again; `null` where that is up to a person. */
  readonly until: number | null
}

const worstFirst: readonly HoldWhy[] = ['offline', 'needs_authorization', 'failing', 'throttled']
const earliest = (moments: ReadonlyArray<number | null>): number | null => moments.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null)

/** What keeps commands here, worst first. A network that is gone is gone for all stores: it is said once; each other store has its own reason and its own moment. */
export function standingsOf(holds: readonly StoreHold[]): readonly Standing[] {
  return worstFirst.flatMap((why) => {
    const these = holds.filter((hold) => hold.why === why)
    const groups = why === 'offline' ? [these] : these.map((hold) => [hold])
    return groups.filter((group) => group.length > 0).map((group) => ({
      why, stores: group.map(({ connectionId }) => connectionId), kept: group.reduce((sum, { kept }) => sum + kept, 0), since: earliest(group.map(({ since }) => since)), until: earliest(group.map(({ until }) => until))
    }))
  })
}
