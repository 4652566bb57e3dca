import { expect } from 'vitest'
import { runRange } from '../../simulation/range.ts'
import type { Outcome } from '../../simulation/world.ts'

/** Runs seeds. Each has to keep every promise; one that does not is named, with what happened last. @param threads one where files with many seeds run side by side: a thread gets faster the longer it runs */
export async function keepPromises(first: number, seeds: number, threads = 1): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  await runRange({ first, seeds, threads: Math.min(threads, seeds) }, (outcome) => {
    // Of those that keep them, what happened last is of no interest.
    outcomes.push(outcome.violations.length > 0 ? outcome : { ...outcome, tail: [] })
    return undefined
  })
  const broken = outcomes.filter(({ violations }) => violations.length > 0)
  expect(broken.map(({ seed, violations, tail }) => `seed ${String(seed)}: ${JSON.stringify(violations)}\n${tail.slice(-60).join('\n')}`)).toEqual([])
  expect(outcomes).toHaveLength(seeds)
  return outcomes
}

/** What a run that is no walk has. */
const events = ['applied', 'crashes', 'power cuts that took something', 'stores left in trouble', 'were unknown', 'found out as done', 'were conflicts', 'ended undone', 'too late to be taken back', 'ended refused', 'signed in again', 'sleeps', 'clock set']

/** The same; all of what can happen has to have happened in them. */
export async function keepPromisesWhateverHappens(first: number, seeds: number): Promise<void> {
  const outcomes = await keepPromises(first, seeds)
  for (const what of events) expect(outcomes.reduce((sum, { figures }) => sum + (figures[what] ?? 0), 0), what).toBeGreaterThan(0)
}
