import { it } from 'vitest'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 201 to 300)', { timeout: 600_000 }, () => keepPromisesWhateverHappens(201, 100))
