import { it } from 'vitest'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 1001 to 2000)', { timeout: 600_000 }, () => keepPromisesWhateverHappens(1001, 1000))
