import type { SheetProblem } from '../contract/schemas.ts'
import type { Canvas } from './canvas.ts'
import type { Pixels } from './logo.ts'
import type { PageBox } from './papers.ts'
import { paginate, type PlacedRow, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { buyerMomentText } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { SlipSheet, SlipsInput } from './slip.ts'
import type { Line } from './text/typesetter.ts'

/** How a run's sheets are made: what all of them share. */
export type SheetSettings = Pick<SlipsInput, 'dpi' | 'codes' | 'words' | 'timeZone'> & { readonly logos: ReadonlyMap<string, Pixels> }

/** A sheet ready to draw: one function for each page. */
export interface DrawnSheet {
  /** Of each of its pages. */
  readonly box: PageBox
  readonly pages: ReadonlyArray<(canvas: Canvas) => void>
  /** Characters that no font has, each once. */
  readonly missing: readonly string[]
  /** Why it must not leave the printer as it is; empty where it may. */
  readonly problems: readonly SheetProblem[]
}

/** What flows down a sheet, and its last row that belongs to the recipient. */
export interface Flow {
  readonly rows: readonly Row[]
  readonly recipientEnd: Row | undefined
}

/**
 * Sets the flow at the largest of some scales that keeps the recipient on the first page and needs the fewest pages. Where no
 * scale keeps the recipient whole, the fewest pages decide.
 */
export function bestFlow(flowAt: (scale: number) => Flow, scales: readonly number[], area: (page: number) => { readonly top: number; readonly bottom: number }): PlacedRow[][] {
  const attempts: Array<{ readonly pages: PlacedRow[][]; readonly whole: boolean }> = []
  for (const scale of scales) {
    const flow = flowAt(scale)
    const pages = paginate(flow.rows, area)
    if (pages.length === 1) return pages
    attempts.push({ pages, whole: flow.recipientEnd === undefined || pages[0]?.some((placed) => placed.row === flow.recipientEnd) === true })
  }
  const candidates = attempts.some((attempt) => attempt.whole) ? attempts.filter((attempt) => attempt.whole) : attempts
  const fewest = Math.min(...candidates.map((attempt) => attempt.pages.length))
  return candidates.find((attempt) => attempt.pages.length === fewest)?.pages ?? [[]]
}

/** A flow knows what is missing once everything is set: the flow that is drawn has the bar that names it, so one that found something is made again. */
export function namingMissing(flowAt: (scale: number) => Flow, text: SheetText): (scale: number) => Flow {
  return (scale) => {
    const before = text.missing.length
    const flow = flowAt(scale)
    return text.missing.length === before ? flow : flowAt(scale)
  }
}

/** What stands across the top of a sheet that does not belong to a production order. */
export function environmentMark(sheet: SlipSheet, { words }: SheetSettings): { readonly name: string; readonly hint: string } | null {
  if (sheet.environment === 'production') return null
  return { name: words[sheet.environment], hint: words[`${sheet.environment}Hint`] }
}

/** The small line at the foot of every page: when it was printed, what it says (as a hash), and whose order it is. */
export function footText(sheet: SlipSheet, settings: SheetSettings): string {
  return footTexts(sheet, settings)[0] ?? ''
}

/** The same with less and less, for narrow paper: the hash is the last to go. */
export function footTexts(sheet: SlipSheet, { words, timeZone }: SheetSettings): readonly string[] {
  // Where several orders are on it, each has its own beside its codes.
  const hash = sheet.together === undefined ? fill(words.sheet, { hash: sheet.hash }) : words.packingSlip
  const printed = fill(words.printed, { at: buyerMomentText(sheet.printedAt, words, timeZone) })
  return [[printed, hash, sheet.storeName], [printed, hash], [hash]].map((parts) => parts.join(' · '))
}

/** What a further paper of an order says on each of its pages; empty on the first. */
export function copyText(sheet: SlipSheet, { words }: SheetSettings): string {
  return sheet.copy === undefined || sheet.copy < 2 ? '' : fill(words.copy, { copy: sheet.copy })
}

/** How wide a badge with this word is, in points. */
export const badgeWidth = (line: Line, size: number): number => (line.width * size) / 1000 + size * 0.8

/** A word in white on black: it must not be overlooked. @returns where it ends */
export function drawBadge(canvas: Canvas, line: Line, size: number, x: number, baseline: number): number {
  const width = badgeWidth(line, size)
  canvas.rectangle(x, baseline - size * 1.02, width, size * 1.32)
  canvas.text(line, x + size * 0.4, baseline, size, { gray: 1 })
  return x + width
}
