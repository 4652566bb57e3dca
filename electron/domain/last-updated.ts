import { hour } from './deadline.ts'
import type { Millis } from './ids.ts'

const day = 24 * hour

/** Which of two times of a last update is the later one: above 0 the second. Joom tells some by the second and some only by the day: where one is a midnight, the days are compared. 0: neither is known to be. */
export function laterOf(ours: Millis | null, theirs: Millis | null): number {
  if (ours === null || theirs === null) return 0
  const byDay = ours % day === 0 || theirs % day === 0
  return byDay ? Math.floor(theirs / day) - Math.floor(ours / day) : theirs - ours
}
