import type { Canvas, Ink } from './canvas.ts'
import { typeset, type Style } from './text/fonts.ts'
import type { Line, Paragraph } from './text/typesetter.ts'

/** A strip across the flow of a sheet: the smallest thing that can move to the next page. Lengths in points. */
export interface Row {
  readonly height: number
  /** Stays on the page of the row after it. */
  readonly keep: boolean
  /** Nothing but space: dropped where a page begins. */
  readonly space: boolean
  /** On a sheet's first page, begins no higher than this. */
  readonly notAbove: number
  readonly draw: (canvas: Canvas, y: number) => void
}

/** A row that draws something; `keep` holds it on the page of the row after it. `height` in points. */
export function row(height: number, draw: Row['draw'], keep = false): Row {
  return { height, keep, space: false, notAbove: 0, draw }
}

/** A row of nothing, `height` points high. */
export function space(height: number, notAbove = 0): Row {
  return { height, keep: false, space: true, notAbove, draw: () => undefined }
}

/** A row that many sheets have alike, mostly at the same place: see `Canvas.fixed`. */
export function fixedRow(one: Row): Row {
  return { ...one, draw: (canvas, y) => { canvas.fixed(() => { one.draw(canvas, y) }) } }
}

/** Where in a strip of text its baseline lies: in the middle, or lower where tall marks need it. */
export function baselineIn(line: Line, style: Style): number {
  const middle = (style.leading * style.size) / 2 + style.size * 0.36
  return Math.max(middle, (line.above * style.size) / 1000 + 0.5)
}

/** How much height a line takes, in points: the leading of its style, or more where its marks reach further. */
export function lineHeight(line: Line, style: Style): number {
  return Math.max(style.leading * style.size, baselineIn(line, style) + (line.below * style.size) / 1000 + 0.5)
}

export type Alignment = 'left' | 'right' | 'center'

/** Draws a line within `width` points from `x`, its strip beginning at `y`; one that is wider reaches out of it at the side it is not aligned to. */
export function drawLine(canvas: Canvas, line: Line, x: number, y: number, width: number, style: Style, align: Alignment = 'left', ink?: Ink): void {
  const tracked = ink?.tracking === undefined ? 0 : ink.tracking * Math.max(0, [...line.text].length - 1)
  const own = (line.width * style.size) / 1000 + tracked
  const left = align === 'left' ? x : align === 'right' ? x + width - own : x + (width - own) / 2
  canvas.text(line, left, y + baselineIn(line, style), style.size, ink === undefined ? style : { gray: style.gray, ...ink })
}

/** A paragraph as rows, one for each line. */
export function paragraphRows(paragraph: Paragraph, x: number, width: number, style: Style, align: Alignment = 'left'): Row[] {
  return paragraph.lines.map((line) => row(lineHeight(line, style), (canvas, y) => { drawLine(canvas, line, x, y, width, style, align) }))
}

/** The first of these sizes at which a short text fits on one line; the last, where none does. */
export function fitting(text: string, style: Style, sizes: readonly number[], width: number, country: string | null): { readonly style: Style; readonly paragraph: Paragraph } {
  const last = sizes.at(-1) ?? style.size
  for (const size of sizes) {
    const sized = size === style.size ? style : { ...style, size }
    const paragraph = typeset(text, sized, width, country)
    if (paragraph.lines.length === 1 || size === last) return { style: sized, paragraph }
  }
  return { style, paragraph: typeset(text, style, width, country) }
}

export interface PlacedRow {
  readonly row: Row
  readonly y: number
}

/** The height of those that must stay on a page, from a row on, the space between them included. */
function groupHeight(rows: readonly Row[], from: number): number {
  let height = 0
  for (let at = from; at < rows.length; at++) {
    const one = rows[at]
    height += one?.height ?? 0
    if (one?.keep !== true && (one?.space !== true || at === from)) break
  }
  return height
}

/**
 * Divides rows into pages. Rows that must stay together move together; nothing is left out: a group higher than a page is
 * divided, and a row higher than a page begins one.
 * @param page where the flow begins and ends on a page (0 is the first)
 */
export function paginate(rows: readonly Row[], page: (index: number) => { readonly top: number; readonly bottom: number }): PlacedRow[][] {
  let current: PlacedRow[] = []
  const pages = [current]
  let y = page(0).top
  const fits = (height: number, index: number, from: number): boolean => from + height <= page(index).bottom + 0.01

  rows.forEach((one, i) => {
    const index = pages.length - 1
    if (one.space) {
      if (index === 0) y = Math.max(y + one.height, one.notAbove)
      else if (current.length > 0) y += one.height
      return
    }
    const height = groupHeight(rows, i)
    const needed = fits(height, index + 1, page(index + 1).top) ? height : one.height
    if (!fits(needed, index, y)) {
      if (current.length > 0) {
        current = []
        pages.push(current)
      }
      y = page(pages.length - 1).top
    }
    current.push({ row: one, y })
    y += one.height
  })
  return pages
}
