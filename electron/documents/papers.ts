import type { Paper } from '../contract/schemas.ts'

/** Points in a millimetre. */
export const mm = 72 / 25.4

/** Rounded down to 0.01 pt: a page a hair wider than its paper comes out one dot too wide and is scaled by the printer. */
const points = (millimetres: number): number => Math.floor(millimetres * mm * 100 + 1e-6) / 100

export interface PageBox {
  /** Points. */
  readonly width: number
  readonly height: number
}

/** The page is part of the document: it is printed as it is, never fitted to something else. */
export const pageBoxes: Readonly<Record<Paper, PageBox>> = {
  a4: { width: points(210), height: points(297) },
  letter: { width: points(215.9), height: points(279.4) },
  '100x150': { width: points(100), height: points(150) }
}
