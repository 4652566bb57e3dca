import { expect } from 'vitest'
import { runRange } from '../../simulation/range.ts'
import type { Outcome } from '../../simulation/world.ts'

/** Runs seeds on both processors. Each has to keep every promise; one that does not is named, with what happened last. */
export async function keepPromises(first: number, seeds: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  await runRange({ first, seeds, threads: Math.min(2, seeds) }, (outcome) => {
    outcomes.push(outcome)
    return undefined
  })
  const broken = outcomes.filter(({ violations }) => violations.length > 0)
  expect(broken.map(({ seed, violations, tail }) => `seed ${String(seed)}: ${JSON.stringify(violations)}\n${tail.slice(-60).join('\n')}`)).toEqual([])
  expect(outcomes).toHaveLength(seeds)
  return outcomes
}

/** So many times the thing happened in all of them. */
export const total = (outcomes: readonly Outcome[], what: string): number => outcomes.reduce((sum, { figures }) => sum + (figures[what] ?? 0), 0)
