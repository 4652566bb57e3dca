import { cleanLine } from '../documents/text/clean-text.ts'
import type { RunKind } from '../domain/sheet-kind.ts'
import type { SlipOrder } from './run-store.ts'

/**
 * What orders must have in common to stand on one slip: the store, the recipient and address as they are compared before they may
 * share a tracking number, the phone, the state, and how many-th paper it is. `null`: an order that never shares one.
 */
function keyOf(order: SlipOrder, copy: number): string | null {
  if (order.recipientKey === '') return null
  return JSON.stringify([order.connectionId, order.environment, order.recipientKey, cleanLine(order.shipTo.phone ?? ''), order.state, copy])
}

/** Kinds of runs in which orders share a slip: a label belongs to one order. */
export const canShare = (kind: RunKind): boolean => kind === 'packing_slip'

/**
 * Which orders stand on one slip, in the order of their first ones; none is left out, none is twice.
 * @param copyOf the how many-th paper of an order this is
 */
export function onOneSlip(orders: readonly SlipOrder[], copyOf: (order: SlipOrder) => number): SlipOrder[][] {
  const slips: SlipOrder[][] = []
  const known = new Map<string, SlipOrder[]>()
  for (const order of orders) {
    const key = keyOf(order, copyOf(order))
    const slip = key === null ? undefined : known.get(key)
    if (slip !== undefined) {
      slip.push(order)
      continue
    }
    const own = [order]
    slips.push(own)
    if (key !== null) known.set(key, own)
  }
  return slips
}
