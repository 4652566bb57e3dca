import { expect, it } from 'vitest'
import { runSideBySide } from './side-by-side.ts'

/** Another one in every run; the seed of a run that failed is in its output. */
const seed = Date.now() % 1_000_000

it('twenty times killed while it confirms, Packbench loses nothing, and does nothing twice', async () => {
  console.log(`npm run kills -- --rounds=20 --seed=${String(seed)}`)
  const figures = await runSideBySide({ rounds: 20, seed, pace: 20 })
  expect(figures.breaches).toEqual([])
  expect(figures).toMatchObject({ rounds: 20, appliedTwice: 0, missing: 0 })
  // It was truly killed at work, and truly did something.
  expect(figures.killedSending + figures.killedReading).toBeGreaterThan(0)
  expect(figures.applied).toBeGreaterThan(20)
}, 300_000)
