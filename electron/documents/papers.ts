import type { Paper } from '../domain/sheet-kind.ts'

/** Points in a millimetre. */
export const mm = 72 / 25.4

/** Rounded down to 0.01 pt: a page a hair wider than its paper comes out one dot too wide and is scaled by the printer. */
const points = (millimetres: number): number => Math.floor(millimetres * mm * 100 + 1e-6) / 100

/** A page and what is kept free at its edges. */
export interface PageBox {
  /** Points. */
  readonly width: number
  readonly height: number
}

export type Roll = Extract<Paper, '62mm' | '80mm'>
export type LabelsPaper = Extract<Paper, 'a4-4up' | 'letter-4up'>

const a4: PageBox = { width: points(210), height: points(297) }
const letter: PageBox = { width: points(215.9), height: points(279.4) }

/** The page is part of the document: it is printed as it is, never fitted to something else. Pages of a roll have a height of their own. */
export const pageBoxes: Readonly<Record<Exclude<Paper, Roll>, PageBox>> = {
  a4, letter,
  a5: { width: points(148), height: points(210) },
  a6: { width: points(105), height: points(148) },
  '100x150': { width: points(100), height: points(150) },
  '4x6': { width: points(101.6), height: points(152.4) },
  'a4-4up': a4, 'letter-4up': letter
}

/** A page of a roll is at most this high: what is longer goes on to another. */
export const longestCut = 500 * mm

/** Where things may stand on a label, in points. */
export interface LabelFrame {
  readonly width: number
  /** `null` on a roll: as high as it needs to be. */
  readonly height: number | null
  /** Space that stays free left and right. On every label it is wide enough for the light space of bars at 203 dots per inch. */
  readonly side: number
  /** Space that stays free above and below: what label printers leave out, and of sheets of four what office printers do. */
  readonly edge: number
}

/** A label within a sheet of four. */
export function cellOf(paper: LabelsPaper): PageBox {
  return { width: pageBoxes[paper].width / 2, height: pageBoxes[paper].height / 2 }
}

const [labelEdge, sheetEdge] = [3 * mm, 5 * mm]

/** Papers that a label's layout is made for. 96 × 144 mm lie within the first three whatever the printer leaves out at its edges. */
export const labelFrames: Readonly<Record<Exclude<Paper, 'a4' | 'letter' | 'a5'>, LabelFrame>> = {
  '100x150': { ...pageBoxes['100x150'], side: 5 * mm, edge: labelEdge },
  '4x6': { ...pageBoxes['4x6'], side: 5.4 * mm, edge: labelEdge },
  a6: { ...pageBoxes.a6, side: 6 * mm, edge: labelEdge },
  'a4-4up': { ...cellOf('a4-4up'), side: 6 * mm, edge: sheetEdge },
  'letter-4up': { ...cellOf('letter-4up'), side: 6.5 * mm, edge: sheetEdge },
  '62mm': { width: points(62), height: null, side: 3.8 * mm, edge: labelEdge },
  // A receipt printer leaves out 4 mm at each edge.
  '80mm': { width: points(80), height: null, side: 4.6 * mm, edge: labelEdge }
}

/** Whether a slip on it is a page, with tables and all that a label has no room for. */
export const isPage = (paper: Paper): paper is 'a4' | 'letter' | 'a5' => paper === 'a4' || paper === 'letter' || paper === 'a5'
