import type { Dice } from './dice.ts'

/** What can happen to one request and its answer. */
export const faults = ['not_sent', 'lost_before', 'lost_after', 'late', 'error_before', 'error_after', 'cut', 'garbled', 'throttled', 'delivered_twice', 'answer_of_second', 'stale'] as const
export type Fault = (typeof faults)[number]

/** How bad a time of the run is: the share of requests with a fault, and the shares of the faults among those. */
export interface Weather {
  readonly share: number
  readonly weights: Readonly<Partial<Record<Fault, number>>>
}
export const clear: Weather = { share: 0, weights: { stale: 1 } }

/** Most runs have some faults, a few nearly nothing else; some are made of one or two kinds. */
export function weather(dice: Dice): Weather {
  const share = dice.pick([0.05, 0.15, 0.3, 0.5, 0.8])
  const among = dice.chance(0.3) ? [dice.pick(faults), dice.pick(faults)] : faults
  return { share, weights: Object.fromEntries(among.map((fault) => [fault, dice.between(1, 5)])) }
}

export function faultOf({ share, weights }: Weather, dice: Dice, reads: boolean): Fault | null {
  if (!dice.chance(share)) return null
  const fault = dice.weighed(weights)
  return fault === 'stale' && !reads ? null : fault
}
