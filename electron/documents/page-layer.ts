import type { Paper } from '../domain/sheet-kind.ts'
import { labelsOn } from '../domain/sheet-kind.ts'
import type { Canvas, SaidCode } from './canvas.ts'
import type { DrawnSheet } from './drawn-sheet.ts'
import type { DrawnPage } from './page-maker.ts'
import { cellOf, pageBoxes, type LabelsPaper, type PageBox } from './papers.ts'

/** Where pages go. */
interface Target {
  draw(box: PageBox, draw: (canvas: Canvas) => void): DrawnPage
  put(page: DrawnPage): void
}

type Draw = (canvas: Canvas) => void

/** A sheet whose codes were read again, to be laid onto paper. */
export interface ReadySheet {
  /** Codes that are not as they have to be: such a sheet must not be laid. */
  readonly unverified: readonly SaidCode[]
  readonly draws: readonly Draw[]
  readonly pages: readonly DrawnPage[]
}

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

  /** Draws a sheet, of four each label by itself, and reads its codes again. Nothing is laid yet. */
  ready({ box, pages: draws }: DrawnSheet): ReadySheet {
    const pages = draws.map((draw) => (labelsOn(this.#paper) === 1 ? this.#drawn(box, draw) : this.#target.draw(box, draw)))
    return { unverified: pages.flatMap((page) => page.unverified), draws, pages }
  }

  /**
   * @returns the page, of those laid here, on which it begins, from 1, on which of its labels, and how many pages it reaches over
   * @throws Error for a sheet with codes that are not verified
   */
  lay({ draws, pages }: ReadySheet): { readonly page: number; readonly cell: number; readonly pages: number } {
    const page = this.#pages + 1
    if (labelsOn(this.#paper) === 1) {
      for (const one of pages) this.#put(one)
      return { page, cell: 1, pages: pages.length }
    }
    const first = this.#cells.length === labelsOn(this.#paper) ? page + 1 : page
    const cell = this.#cells.length % labelsOn(this.#paper) + 1
    for (const draw of draws) {
      if (this.#cells.length === labelsOn(this.#paper)) this.#flush()
      this.#cells.push(draw)
    }
    return { page: first, cell, pages: this.#pages + 2 - first }
  }

  /** To be called at the end: a sheet of labels may not be full. */
  finish(): void {
    if (this.#cells.some((cell) => cell !== null)) this.#flush()
  }

  /** A page, moved as its printer needs it. Its codes are read where they were drawn: moved, their light space may reach beyond the page, and is there on the paper. */
  #drawn(box: PageBox, draw: Draw): DrawnPage {
    const { x, y } = this.#shift
    const still = this.#target.draw(box, draw)
    return x === 0 && y === 0 ? still : { ...this.#target.draw(box, (canvas) => { canvas.within(x, y, draw) }), unverified: still.unverified }
  }

  #put(page: DrawnPage): void {
    this.#pages += 1
    this.#target.put(page)
  }

  #flush(): void {
    const paper = this.#paper as LabelsPaper // only these have more than one label
    const cell = cellOf(paper)
    const cells = this.#cells
    this.#cells = []
    this.#put(this.#drawn(pageBoxes[paper], (canvas) => {
      cells.forEach((draw, i) => {
        if (draw !== null) canvas.within((i % 2) * cell.width, Math.floor(i / 2) * cell.height, draw)
      })
    }))
  }
}
