import type { PrintRun } from '../../../electron/contract/schemas.ts'
import { slipOf } from '../../../electron/domain/print-run.ts'
import { labelsOn, partsOf, type OrderPart } from '../../../electron/domain/sheet-kind.ts'

type Sheet = PrintRun['sheets'][number]

/** What stands on a page of a run: whose it is, and what of it. */
export interface PageCaption {
  readonly page: number
  /** The first order that has something on it; `null` where the run says of none. */
  readonly sheet: Sheet | null
  /** The last place on it, where it has several orders. */
  readonly last: number | null
  /** Whether it has several slips or labels, each of another order. */
  readonly shared: boolean
  /** What of its order it has, where a run prints several sheets of each and a page has one of them. */
  readonly part: OrderPart | null
  /** Whether it goes on with what begins on an earlier page. */
  readonly continued: boolean
}

/** What becomes one or more pages, or labels, by itself: an order, or the orders that share a slip. */
interface Piece {
  readonly first: Sheet
  readonly last: Sheet
  /** The label on which it begins, counted over all pages from 0. */
  readonly from: number
}

/** The captions of the pages of a run; a sheet of labels names all the orders on it, and each part of an order's sheets is named. */
export function captionsOf({ sheets, kind, paper }: Pick<PrintRun, 'sheets' | 'kind' | 'paper'>, pages: number): PageCaption[] {
  const labels = labelsOn(paper)
  const pieces: Piece[] = []
  for (const sheet of sheets) {
    const before = pieces.at(-1)
    if (before !== undefined && slipOf(before.first) === slipOf(sheet)) pieces[pieces.length - 1] = { ...before, last: sheet }
    else pieces.push({ first: sheet, last: sheet, from: (sheet.page - 1) * labels + (sheet.cell ?? 1) - 1 })
  }
  const endOf = (at: number): number => pieces[at + 1]?.from ?? pages * labels
  let at = 0
  return Array.from({ length: pages }, (_, i): PageCaption => {
    const [from, to] = [i * labels, (i + 1) * labels]
    while (at < pieces.length && endOf(at) <= from) at += 1
    const here = pieces.slice(at).findIndex((piece) => piece.from >= to)
    const on = here < 0 ? pieces.slice(at) : pieces.slice(at, at + here)
    const [first, last] = [on[0], on.at(-1)]
    if (first === undefined || last === undefined) return { page: i + 1, sheet: null, last: null, shared: false, part: null, continued: false }
    const part = labels > 1 ? null : partAt(partsOf[kind], from - first.from, endOf(at) - first.from)
    return { page: i + 1, sheet: first.first, last: last.last === first.first ? null : last.last.position, shared: on.length > 1, part, continued: on.length === 1 && first.from < from && (part === null || part === 'slip') }
  })
}

/** A slip goes on over pages as it needs them, each label behind it has one; `null` where there is one part only. */
function partAt(parts: readonly OrderPart[], page: number, pages: number): OrderPart | null {
  if (parts.length === 1) return null
  return parts[parts.length - (pages - page)] ?? parts[0] ?? null
}
