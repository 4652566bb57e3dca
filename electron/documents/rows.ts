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

export function row(height: number, draw: Row['draw'], keep = false): Row {
  return { height, keep, space: false, notAbove: 0, draw }
}

export function space(height: number, notAbove = 0): Row {
  return { height, keep: false, space: true, notAbove, draw: () => undefined }
}

/** Where in a strip of text its baseline lies: in the middle, or lower where tall marks need it. */
export function baselineIn(line: Line, style: Style): number {
  const middle = (style.leading * style.size) / 2 + style.size * 0.36
  return Math.max(middle, (line.above * style.size) / 1000 + 0.5)
}

export function lineHeight(line: Line, style: Style): number {
  return Math.max(style.leading * style.size, baselineIn(line, style) + (line.below * style.size) / 1000 + 0.5)
}

export type Alignment = 'left' | 'right' | 'center'

export function drawLine(canvas: Canvas, line: Line, x: number, y: number, width: number, style: Style, align: Alignment = 'left', ink: Ink = {}): void {
  const own = (line.width * style.size) / 1000 + (ink.tracking ?? 0) * Math.max(0, [...line.text].length - 1)
  const left = align === 'left' ? x : align === 'right' ? x + width - own : x + (width - own) / 2
  canvas.text(line, left, y + baselineIn(line, style), style.size, { gray: style.gray, ...ink })
}

/** A paragraph as rows, one for each line. */
export function paragraphRows(paragraph: Paragraph, x: number, width: number, style: Style, align: Alignment = 'left'): Row[] {
  return paragraph.lines.map((line) => row(lineHeight(line, style), (canvas, y) => { drawLine(canvas, line, x, y, width, style, align) }))
}

/** The first of these sizes at which a short text fits on one line; the last, where none does. */
export function fitting(text: string, style: Style, sizes: readonly number[], width: number, country: string | null): { readonly style: Style; readonly paragraph: Paragraph } {
  for (const size of sizes) {
    const paragraph = typeset(text, { ...style, size }, width, country)
    if (paragraph.lines.length === 1) return { style: { ...style, size }, paragraph }
  }
  const size = sizes.at(-1) ?? style.size
  return { style: { ...style, size }, paragraph: typeset(text, { ...style, size }, width, country) }
}

export interface PlacedRow {
  readonly row: Row
  readonly y: number
}

/**
 * Divides rows into pages. Rows that must stay together move together; nothing is left out: a group higher than a page is divided.
 * @param page where the flow begins and ends on a page (0 is the first)
 */
export function paginate(rows: readonly Row[], page: (index: number) => { readonly top: number; readonly bottom: number }): PlacedRow[][] {
  const pages: PlacedRow[][] = [[]]
  let y = page(0).top
  let i = 0
  while (i < rows.length) {
    let last = i
    while (rows[last]?.keep === true && last + 1 < rows.length) last++
    const group = rows.slice(i, last + 1)
    const height = group.reduce((sum, r) => sum + r.height, 0)
    const area = page(pages.length - 1)
    const atTop = y === area.top
    const together = height <= page(pages.length).bottom - page(pages.length).top
    for (const r of group) {
      const here = page(pages.length - 1)
      if (r.space) {
        if (y > here.top || pages.length === 1) y = Math.max(y + r.height, pages.length === 1 ? r.notAbove : 0)
        continue
      }
      const needed = together && r === group[0] && !atTop ? height : r.height
      if (y + needed > here.bottom + 0.01 && (pages.at(-1)?.length ?? 0) > 0) {
        pages.push([])
        y = page(pages.length - 1).top
      }
      pages.at(-1)?.push({ row: r, y })
      y += r.height
    }
    i = last + 1
  }
  return pages
}
