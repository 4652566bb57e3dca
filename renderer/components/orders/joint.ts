import type { OrderRow } from '../../../electron/contract/schemas.ts'
import type { Line, Lines } from './lines.ts'

/**
 * How an order is joined with others for the same recipient. `bar`: neighbours in the list, told by a bar beside the names;
 * `run` of them stand together. `apart`: there are `others`, elsewhere in the list.
 */
export type Joint = { readonly kind: 'bar'; readonly place: 'first' | 'middle' | 'last'; readonly run: number } | { readonly kind: 'apart'; readonly others: number }

/** A bar is looked for this far: no screen shows more rows. */
const farthest = 200

/** @returns `null` where the order goes to its recipient alone, or its row is not known */
export function jointOf(lines: Lines, line: number, rowAt: (index: number) => OrderRow | undefined): Joint | null {
  const rowOn = (at: number): OrderRow | undefined => {
    const found: Line | null = at >= 0 && at < lines.count ? lines.at(at) : null
    return found?.kind === 'order' ? rowAt(found.index) : undefined
  }
  const row = rowOn(line)
  if (row === undefined || row.sameRecipient < 2) return null
  const together = (at: number): boolean => {
    const other = rowOn(at)
    return other?.recipientKey === row.recipientKey && other.connectionId === row.connectionId && other.sameRecipient > 1
  }
  let above = 0
  while (above < farthest && together(line - above - 1)) above += 1
  let below = 0
  while (below < farthest && together(line + below + 1)) below += 1
  if (above + below === 0) return { kind: 'apart', others: row.sameRecipient - 1 }
  return { kind: 'bar', place: above === 0 ? 'first' : below === 0 ? 'last' : 'middle', run: above + below + 1 }
}
