import { expect, it } from 'vitest'
import { keptSeeds } from '../../simulation/kept-seeds.ts'
import { keepPromises } from './promises.ts'

it('does the same for the same seed, in whatever thread and after whatever else', { timeout: 120_000 }, async () => {
  const hashes = (outcomes: Awaited<ReturnType<typeof keepPromises>>): Map<number, string> => new Map(outcomes.map(({ seed, hash }) => [seed, hash]))
  const together = hashes(await keepPromises(100, 20, 2))
  const alone = hashes(await keepPromises(110, 10))
  for (const [seed, hash] of alone) expect(hash, `seed ${String(seed)}`).toBe(together.get(seed))
  expect(new Set(together.values()).size).toBe(20)
})

it.each(keptSeeds)('keeps its promises with seed $seed: $found', { timeout: 60_000 }, async ({ seed }) => {
  await keepPromises(seed, 1)
})
