import type { Paper } from '../domain/sheet-kind.ts'
import { labelsOn } from '../domain/sheet-kind.ts'
import type { Canvas } from './canvas.ts'
import type { DrawnSheet } from './drawn-sheet.ts'
import { cellOf, pageBoxes, type LabelsPaper, type PageBox } from './papers.ts'

/** Where pages go. */
interface Target {
  add(box: PageBox, draw: (canvas: Canvas) => void): void
}

type Draw = (canvas: Canvas) => void

/** Lays the pages of sheets onto paper, in order: each on a page of its own, or four to a sheet of labels, row by row. */
export class PageLayer {
  readonly #target: Target
  readonly #paper: Paper
  readonly #shift: { readonly x: number; readonly y: number }
  #cells: Array<Draw | null>
  #pages = 0

  /**
   * @param start the first label to be used, from 1: those before it have been taken from the sheet already
   * @param shift how far all is moved to the right and down, in points
   */
  constructor(target: Target, paper: Paper, start = 1, shift: { readonly x: number; readonly y: number } = { x: 0, y: 0 }) {
    this.#shift = shift
    this.#target = target
    this.#paper = paper
    this.#cells = labelsOn(paper) === 1 ? [] : new Array<null>(Math.min(3, Math.max(0, start - 1))).fill(null)
  }

  /** @returns the page, of those laid here, on which it begins, from 1, on which of its labels, and how many pages it reaches over */
  add(made: DrawnSheet): { readonly page: number; readonly cell: number; readonly pages: number } {
    const page = this.#pages + 1
    if (labelsOn(this.#paper) === 1) {
      for (const draw of made.pages) this.#put(made.box, draw)
      return { page, cell: 1, pages: made.pages.length }
    }
    const first = this.#cells.length === labelsOn(this.#paper) ? page + 1 : page
    const cell = this.#cells.length % labelsOn(this.#paper) + 1
    for (const draw of made.pages) {
      if (this.#cells.length === labelsOn(this.#paper)) this.#flush()
      this.#cells.push(draw)
    }
    return { page: first, cell, pages: this.#pages + 2 - first }
  }

  /** To be called at the end: a sheet of labels may not be full. */
  finish(): void {
    if (this.#cells.some((cell) => cell !== null)) this.#flush()
  }

  #put(box: PageBox, draw: Draw): void {
    this.#pages += 1
    const { x, y } = this.#shift
    this.#target.add(box, x === 0 && y === 0 ? draw : (canvas) => { canvas.within(x, y, draw) })
  }

  #flush(): void {
    const paper = this.#paper as LabelsPaper // only these have more than one label
    const cell = cellOf(paper)
    const cells = this.#cells
    this.#cells = []
    this.#put(pageBoxes[paper], (canvas) => {
      cells.forEach((draw, i) => {
        if (draw !== null) canvas.within((i % 2) * cell.width, Math.floor(i / 2) * cell.height, draw)
      })
    })
  }
}
