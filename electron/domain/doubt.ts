import type { UnreadOrder } from './outcome.ts'

/**
 * Why an order gets no paper although it is known here: Joom was asked, and its answer speaks against what is known. `doubted`: it
 * tells of an earlier change than was read before; which is true is known in some minutes. `gone`: Joom does not know the order
 * any more. `not_understood`: what it says of it makes no sense.
 */
export const doubts = ['doubted', 'gone', 'not_understood'] as const
export type Doubt = (typeof doubts)[number]

const doubtBehind: Readonly<Partial<Record<UnreadOrder['kind'], Doubt>>> = { doubted: 'doubted', not_there: 'gone', not_understood: 'not_understood' }

/** @returns `null` where Joom could not be asked, or gave no answer: what is known of the order stands */
export function doubtOf({ kind }: UnreadOrder): Doubt | null {
  return doubtBehind[kind] ?? null
}
