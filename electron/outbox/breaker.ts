import type { Millis } from '../domain/ids.ts'
import { waitBeforeRead, type Timing } from './policy.ts'

/**
 * A store whose answers have been lost one after another. `sends`, `reads`: how many since the last answer of that kind.
 * `trips`: how often sending has been stopped since then; `until`: when it may go on.
 */
export interface Breaker {
  readonly sends: number
  readonly reads: number
  readonly trips: number
  readonly since: Millis
  readonly until: Millis
}

/** What a request came to, as far as it shows whether a store answers. `null` says nothing of it: no request was made, or no connection. */
export type Heard = 'answered' | 'lost' | null

/** So many lost answers in a row stop the sending. */
export const enoughLost = 5

/** The first, shortest waits of a read-back are too short for a sending that may be lost again. */
const skipped = 2

/** Sorts the outcome of a sending or a read-back. */
export function heardOf(outcome: string): Heard {
  switch (outcome) {
    case 'accepted': case 'refused': case 'ok': case 'unreadable': return 'answered'
    case 'unknown': case 'unavailable': return 'lost'
    default: return null
  }
}

/**
 * What is known of a store after one more request; `null` is a store that answers.
 *
 * | request | heard | next |
 * |---|---|---|
 * | sending | answered | the store answers: all is forgotten |
 * | read-back | answered | lost read-backs are forgotten; lost sendings are not: a Joom that only reads takes no changes |
 * | sending | lost, and it is not stopped now, and enough of both in a row | stopped for a pause that grows with each time |
 * | any | lost, otherwise | counted: read-backs alone stop nothing, since one order that cannot be read must not hold the others |
 */
export function afterRequest(breaker: Breaker | null, kind: 'send' | 'read', heard: Heard, now: Millis, timing: Timing): Breaker | null {
  if (heard === null) return breaker
  if (heard === 'answered') return breaker === null || kind === 'send' || breaker.sends === 0 ? null : { ...breaker, reads: 0 }
  const counted = { sends: 0, reads: 0, trips: 0, since: now, until: 0, ...breaker }
  counted[kind === 'send' ? 'sends' : 'reads'] += 1
  if (kind === 'read' || isStopped(breaker, now) || counted.sends + counted.reads < enoughLost) return counted
  return { ...counted, trips: counted.trips + 1, until: now + waitBeforeRead(counted.trips + skipped, timing) }
}

/** Whether nothing new is sent to the store now. */
export const isStopped = (breaker: Breaker | null | undefined, now: Millis): boolean => breaker != null && breaker.until > now

/** Whether a pause is over and one command has to go first, alone, to see whether the store answers again. */
export const isTrying = (breaker: Breaker | null | undefined, now: Millis): boolean => breaker != null && breaker.trips > 0 && breaker.until <= now
