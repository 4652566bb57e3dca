import type { Millis } from './ids.ts'

/** How pressing an order is. `none`: it has no deadline (shipped, refunded, under review). */
export const urgencies = ['late', 'h6', 'h24', 'h48', 'intime', 'none'] as const
export type Urgency = (typeof urgencies)[number]

/** Milliseconds of an hour. */
export const hour = 3_600_000
/** Milliseconds of a day. */
export const day = 24 * hour

/** The first moment that is no longer in the band, counted from now in hours. `late` ends now. */
const ends: ReadonlyArray<readonly [Urgency, number]> = [['late', 0], ['h6', 6], ['h24', 24], ['h48', 48]]

/**
 * The band of a deadline. An order is late from the deadline's own millisecond on.
 * @param dueAt the deadline, `null` for none
 */
export function urgencyOf(dueAt: Millis | null, now: Millis): Urgency {
  if (dueAt === null) return 'none'
  for (const [urgency, hours] of ends) if (dueAt <= now + hours * hour) return urgency
  return 'intime'
}

/** The half-open interval `(after, upTo]` of deadlines that belong to a band: what SQL asks for. `null` means without end. */
export function deadlinesOf(urgency: Exclude<Urgency, 'none'>, now: Millis): { readonly after: Millis | null; readonly upTo: Millis | null } {
  const at = ends.findIndex(([name]) => name === urgency)
  if (at < 0) return { after: now + 48 * hour, upTo: null }
  const before = ends[at - 1]
  return { after: before ? now + before[1] * hour : null, upTo: now + (ends[at]?.[1] ?? 0) * hour }
}

/**
 * The deadline that an answer of Joom implies: the hours left, counted from the moment of asking.
 * @returns `null` where Joom gave no hours
 */
export function dueAtOf(fetchedAt: Millis, hoursToFulfill: number | null): Millis | null {
  return hoursToFulfill === null ? null : fetchedAt + hoursToFulfill * hour
}
