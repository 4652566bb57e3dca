import { expect, it } from 'vitest'
import { keptSeeds } from '../../simulation/kept-seeds.ts'
import { seedsFrom } from '../../simulation/range.ts'
import { keepPromises } from './promises.ts'

// What each of them once found stands beside it.
const kept = keptSeeds.map(({ seed }) => seed)

it('keeps its promises with the seeds that once broke one, and does the same for the same seed, in whatever thread and after whatever else', { timeout: 120_000 }, async () => {
  const hashes = (outcomes: Awaited<ReturnType<typeof keepPromises>>): Map<number, string> => new Map(outcomes.map(({ seed, hash }) => [seed, hash]))
  const together = hashes(await keepPromises([...kept, ...seedsFrom(100, 20)], 2))
  const alone = hashes(await keepPromises(seedsFrom(110, 10)))
  for (const [seed, hash] of alone) expect(hash, `seed ${String(seed)}`).toBe(together.get(seed))
  expect(new Set(together.values()).size).toBe(kept.length + 20)
})
