import { it } from 'vitest'
import { keepPromisesWhateverHappens } from './promises.ts'

it('loses nothing and sends nothing twice, whatever goes wrong (seeds 501 to 750)', { timeout: 600_000 }, () => keepPromisesWhateverHappens(501, 250))
