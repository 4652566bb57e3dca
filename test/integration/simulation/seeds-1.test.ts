import { expect, it } from 'vitest'
import { keepPromises, total } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 1 to 200)', { timeout: 300_000 }, async () => {
  const outcomes = await keepPromises(1, 200)
  // It was no walk: these things did happen.
  for (const what of ['applied', 'crashes', 'were unknown', 'found out as done', 'were conflicts', 'ended undone', 'ended refused', 'signed in again', 'sleeps', 'clock set']) expect(total(outcomes, what), what).toBeGreaterThan(0)
})
