import { it } from 'vitest'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 1 to 250)', { timeout: 600_000 }, () => keepPromisesWhateverHappens(1, 250))
