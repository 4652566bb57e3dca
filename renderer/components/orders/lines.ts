import type { OrderOverview } from '../../../electron/contract/schemas.ts'
import type { Urgency } from '../../../electron/domain/deadline.ts'

/** A line of the list: the head of a band, or the order at a place of the list. */
export type Line = { readonly kind: 'band'; readonly urgency: Urgency; readonly count: number; readonly first: number } | { readonly kind: 'order'; readonly index: number; readonly urgency: Urgency }

/** The list as it is drawn: every band has a line of its own above its orders. */
export interface Lines {
  readonly count: number
  readonly orders: number
  /** @param line from 0 to `count - 1` */
  at(line: number): Line
  /** The line on which an order stands. */
  lineOf(index: number): number
}

interface Block { readonly urgency: Urgency; readonly count: number; readonly first: number; readonly line: number; readonly head: 0 | 1 }

/**
 * Lays bands and orders out. Empty bands have no line; a list that has only orders without a deadline has no heads at all.
 * Looking a line up costs the number of bands, however many orders there are.
 */
export function linesOf(bands: OrderOverview['bands']): Lines {
  const filled = bands.filter(({ count }) => count > 0)
  const head = filled.every(({ urgency }) => urgency === 'none') ? 0 : 1
  const blocks: Block[] = []
  let first = 0
  let line = 0
  for (const { urgency, count } of filled) {
    blocks.push({ urgency, count, first, line, head })
    first += count
    line += count + head
  }
  return {
    count: line,
    orders: first,
    at(wanted) {
      const block = blocks.findLast((one) => one.line <= wanted)
      if (block === undefined) return { kind: 'order', index: wanted, urgency: 'none' }
      const inside = wanted - block.line - block.head
      return inside < 0 ? { kind: 'band', urgency: block.urgency, count: block.count, first: block.first } : { kind: 'order', index: block.first + inside, urgency: block.urgency }
    },
    lineOf(index) {
      const block = blocks.findLast((one) => one.first <= index)
      return block === undefined ? index : block.line + block.head + index - block.first
    }
  }
}
