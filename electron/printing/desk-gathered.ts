import type { DeskPaperView } from '../contract/schemas.ts'
import type { DeskContent } from '../documents/desk-input.ts'
import type { SlipOrder } from './run-store.ts'

/** An order at its place. */
export interface Placed {
  readonly position: number
  readonly order: SlipOrder
}

export type LeftOut = DeskPaperView['leftOut'][number]

/** What goes onto a paper, of how many orders, and what does not. */
export interface Gathered {
  readonly content: DeskContent
  readonly count: number
  readonly leftOut: readonly LeftOut[]
}

/** An order that is left out, named with the reason. */
export function leftOutOf(order: SlipOrder, reason: LeftOut['reason']): LeftOut {
  return { orderId: order.id, joomId: order.joomId, connectionId: order.connectionId, sku: order.product.sku, reason }
}
