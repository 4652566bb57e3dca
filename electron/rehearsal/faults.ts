const faultNames = ['delay', 'error_500', 'done_500', 'throttled_429', 'cut_answer', 'lost_answer', 'lost_request', 'expired_token'] as const
export type FaultName = (typeof faultNames)[number]

/**
 * An order to misbehave: the next `times` requests of a kind are struck. `reads` are the readings and auth_test,
 * `changes` the calls that change an order, a product or a variation, `any` both and the two token calls.
 * `seconds`: how long a delay lasts, or what Retry-After says.
 */
export interface Misbehaviour { readonly fault: FaultName; readonly times: number; readonly on: 'any' | 'reads' | 'changes'; readonly seconds: number }
export type RequestKind = 'read' | 'change' | 'token'

/** @returns the misbehaviour that a JSON value describes, or a sentence that says what is wrong with it */
export function parseMisbehaviour(value: unknown): Misbehaviour | string {
  const { fault, times = 1, on = 'any', seconds = 0 } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const name = faultNames.find((known) => known === fault)
  if (!name) return `fault is one of ${faultNames.join(', ')}`
  if (on !== 'any' && on !== 'reads' && on !== 'changes') return 'on is any, reads or changes'
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 1000) return 'times is a whole number from 1 to 1000'
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= 600)) return 'seconds is a number from 0 to 600'
  return { fault: name, times, on, seconds }
}

export interface Strike { readonly delaySeconds: number; readonly fault: Misbehaviour | null; /** How often the same order has struck before. */ readonly nth: number }

/** The faults that are still to come. They are not kept across a restart. */
export class Faults {
  #orders: { what: Misbehaviour; left: number }[] = []

  add(what: Misbehaviour): void {
    this.#orders.push({ what, left: what.times })
  }

  clear(): void {
    this.#orders = []
  }

  list(): (Misbehaviour & { readonly left: number })[] {
    return this.#orders.map(({ what, left }) => ({ ...what, left }))
  }

  /**
   * What strikes this request: every delay that fits, and the oldest other fault that fits. Each counts down.
   * @param hasToken an expired token strikes only requests that carry one
   */
  strike(kind: RequestKind, hasToken: boolean): Strike {
    const fits = ({ what }: { readonly what: Misbehaviour }): boolean =>
      (what.on === 'any' || what.on === `${kind}s`) && (what.fault !== 'expired_token' || (hasToken && kind !== 'token'))
    const delays = this.#orders.filter((order) => order.what.fault === 'delay' && fits(order))
    const other = this.#orders.find((order) => order.what.fault !== 'delay' && fits(order))
    const nth = other ? other.what.times - other.left : 0
    for (const order of other ? [...delays, other] : delays) order.left--
    this.#orders = this.#orders.filter((order) => order.left > 0)
    return { delaySeconds: delays.reduce((sum, { what }) => sum + what.seconds, 0), fault: other?.what ?? null, nth }
  }
}
