import { firstFlaw, wholeFlaw, type Flaw } from './flaw.ts'
import type { Millis } from './ids.ts'

/** A page of a list: `limit` entities from the `start`-th on. `since`: only what was updated from then on. */
export interface PageRequest {
  readonly start: number
  readonly limit: number
  readonly since?: Millis | undefined
}

/** The most entities of a page (reference: limit "can range from 1 to 500"). */
export const pageMost = 500

/** The end of the year 9999: later moments have no form that Joom reads. */
const latest = 253_402_300_799_999

/** What is wrong with a request for a page; `null` where it can be sent. */
export function pageFlaw({ start, limit, since }: PageRequest): Flaw | null {
  return firstFlaw({
    start: wholeFlaw(start, 0, Number.MAX_SAFE_INTEGER),
    limit: wholeFlaw(limit, 1, pageMost),
    since: since === undefined || (since >= 0 && since <= latest) ? null : 'not_a_moment'
  })
}
