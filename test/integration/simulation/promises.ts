import { expect } from 'vitest'
import { runSeeds } from '../../simulation/range.ts'
import type { Outcome } from '../../simulation/world.ts'

/** Runs seeds. Each has to keep every promise; one that does not is named, with what happened last. @param threads as few as will do: a thread gets faster the longer it runs */
export async function keepPromises(seeds: readonly number[], threads = 1): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  await runSeeds(seeds, threads, (outcome) => {
    // Of those that keep them, what happened last is of no interest.
    outcomes.push(outcome.violations.length > 0 ? outcome : { ...outcome, tail: [] })
    return undefined
  })
  const broken = outcomes.filter(({ violations }) => violations.length > 0)
  expect(broken.map(({ seed, violations, tail }) => `seed ${String(seed)}: ${JSON.stringify(violations)}\n${tail.slice(-60).join('\n')}`)).toEqual([])
  expect(outcomes).toHaveLength(seeds.length)
  return outcomes
}

/** What a run that is no walk has. */
const events = ['applied', 'crashes', 'power cuts that took something', 'stores left in trouble', 'were unknown', 'found out as done', 'were conflicts', 'ended undone', 'too late to be taken back', 'signed in again', 'sleeps', 'clock set']

/** The same; all of what can happen has to have happened in them. */
export async function keepPromisesWhateverHappens(seeds: readonly number[], threads: number): Promise<void> {
  const outcomes = await keepPromises(seeds, threads)
  for (const what of events) expect(outcomes.reduce((sum, { figures }) => sum + (figures[what] ?? 0), 0), what).toBeGreaterThan(0)
}
