import type { Timing } from './policy.ts'

/** The same rules on a clock that runs so many times as fast: every wait is shorter, in proportion, and as many readings are asked for. */
export function pacedTiming(timing: Timing, pace: number): Timing {
  const [first, last] = timing.offline
  return { ...timing, reads: timing.reads.map((wait) => wait / pace), settle: timing.settle / pace, strays: timing.strays / pace, offline: [first / pace, last / pace] }
}
