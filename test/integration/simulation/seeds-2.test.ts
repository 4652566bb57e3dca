import { it } from 'vitest'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 101 to 200)', { timeout: 600_000 }, () => keepPromisesWhateverHappens(101, 100))
