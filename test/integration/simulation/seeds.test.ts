import { it } from 'vitest'
import { seedsFrom } from '../../simulation/range.ts'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 1 to 2,000)', { timeout: 900_000 }, () => keepPromisesWhateverHappens(seedsFrom(1, 2000), 2))
