import type { Paper } from '../domain/sheet-kind.ts'
import { labelFrames, mm, pageBoxes } from './papers.ts'
import type { Column } from './slip-rows.ts'

/** Where a list stands on its paper, in points. */
export interface ListFrame {
  readonly whole: Column
  readonly width: number
  /** Of every page; `null` on a roll: as high as the list. */
  readonly height: number | null
  /** Where the list begins, and how far above the lower edge its foot stands. */
  readonly top: number
  readonly foot: number
  /** Type sizes are given for A4; on smaller paper they are set by this much smaller, and never smaller than `least`. */
  readonly scale: number
  readonly least: number
  /** How thick lines are: a label printer draws no hair-lines. */
  readonly rule: number
  /** Whether the printer has black dots only. */
  readonly black: boolean
  /** Too narrow for columns beside each other: what they would hold stands one under the other. */
  readonly narrow: boolean
}

const sheets = { a4: { side: 15 * mm, scale: 1 }, letter: { side: 15 * mm, scale: 1 }, a5: { side: 10 * mm, scale: 0.85 } } as const
/** How far from its edges a label is printed on. 96 × 144 mm of every one. */
const labelEdge = 3.5 * mm
const labelScales = { '100x150': 0.8, '4x6': 0.8, a6: 0.8, '62mm': 0.75, '80mm': 0.85 } as const

const isSheet = (paper: Paper): paper is keyof typeof sheets => paper in sheets
const isLabel = (paper: Paper): paper is keyof typeof labelScales => paper in labelScales

/** @throws RangeError for paper that no list is made for */
export function listFrame(paper: Paper): ListFrame {
  if (isSheet(paper)) {
    const [{ width, height }, { side, scale }] = [pageBoxes[paper], sheets[paper]]
    return { whole: { x: side, width: width - 2 * side }, width, height, top: 12 * mm, foot: 10 * mm, scale, least: 0, rule: 0.5, black: false, narrow: false }
  }
  if (isLabel(paper)) {
    const { width, height, side } = labelFrames[paper]
    return { whole: { x: side, width: width - 2 * side }, width, height, top: height === null ? 5 * mm : labelEdge + 1 * mm, foot: height === null ? 7 * mm : labelEdge + 3 * mm, scale: labelScales[paper], least: 6.5, rule: 0.35 * mm, black: true, narrow: true }
  }
  throw new RangeError(`No list on ${paper}`)
}
