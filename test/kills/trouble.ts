import type { Elsewhere } from '../../electron/rehearsal/elsewhere.ts'
import type { Misbehaviour } from '../../electron/rehearsal/faults.ts'
import type { Chance } from './chance.ts'

/** Seconds. Two delays together are shorter than the time after which the old state is believed, as with the real Joom. */
const longestDelay = 0.5
const mostDelays = 2

/** What goes wrong at Joom in a round: one to four faults, most of them while something is changed. */
export function faultsOf(chance: Chance): Misbehaviour[] {
  const all = Array.from({ length: chance.whole(1, 4) }, (): Misbehaviour => {
    const fault = chance.one(['lost_answer', 'lost_answer', 'lost_request', 'done_500', 'error_500', 'cut_answer', 'delay', 'delay', 'delay', 'throttled_429', 'expired_token'])
    const on = chance.one(['changes', 'changes', 'changes', 'reads', 'any'])
    switch (fault) {
      case 'delay': return { fault, on, times: chance.whole(2, 8), seconds: chance.whole(1, longestDelay * 100) / 100 }
      case 'throttled_429': return { fault, on, times: 1, seconds: 1 }
      case 'expired_token': return { fault, on, times: 1, seconds: 0 }
      default: return { fault, on, times: chance.whole(1, 3), seconds: 0 }
    }
  })
  const delays = all.filter(({ fault }) => fault === 'delay')
  return all.filter((one) => !delays.slice(mostDelays).includes(one))
}

/** In one of four rounds somebody does something to one of the orders in Joom's own panel. */
export function interferenceOf(chance: Chance, orders: readonly string[]): Elsewhere | null {
  const [first, ...rest] = orders
  if (!chance.percent(25) || first === undefined) return null
  return { order: chance.one([first, ...rest]), act: chance.one(['ship', 'refund', 'review']) }
}
