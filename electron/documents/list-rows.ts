import type { Canvas } from './canvas.ts'
import type { ListFrame } from './list-frame.ts'
import { listStyles } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, paragraphRows, row, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Style } from './text/fonts.ts'
import type { Paragraph } from './text/typesetter.ts'

/** A column of a table: how wide it is of the whole (0 to 1), and at which edge its text stands. */
export interface Cell {
  readonly said: string
  readonly share: number
  readonly style: Style
  readonly right?: boolean
}

const between = 2 * mm
/** Above and beneath what stands together. */
const pad = 0.6 * mm
/** How much of what is said of one thing stays on one page. A page of every paper has room for it. */
export const mostTogether = 80 * mm
/** The place of a count at the right. */
const mostCount = 14 * mm

/** Cells beside each other, line by line; each wraps within its column. */
export function tableRows(text: SheetText, cells: readonly Cell[], frame: Pick<ListFrame, 'whole' | 'rule'>, keep = false): Row[] {
  const { whole } = frame
  let x = whole.x
  const columns = cells.map((cell) => {
    const width = cell.share * whole.width - between
    const { style, paragraph } = unbroken(text, cell.said, cell.style, width)
    const lines = paragraphRows(paragraph, x + (cell.right === true ? between : 0), width, style, cell.right === true ? 'right' : 'left')
    x += cell.share * whole.width
    return lines
  })
  const lines = Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, i) => columns.flatMap((column) => column[i] ?? []))
  return ruled(lines.map((line) => row(Math.max(...line.map(({ height }) => height)), (canvas, y) => { for (const one of line) one.draw(canvas, y) })), frame, keep)
}

/** An entry of a list: its number (of no width where it has none), what it is, and beneath that what else is said of it; at the right, where there is such, how many. */
export interface Entry {
  readonly number: string
  readonly said: string
  readonly style: Style
  readonly details: readonly string[]
  readonly count?: string
}

/**
 * An entry as lines that need no columns, for paper that has no room for them and for entries with bars beside them.
 * @param room how much of the width is left free at the right
 */
export function entryRows(text: SheetText, { number, said, style, details, count }: Entry, frame: ListFrame, room = 0): Row[] {
  const { whole } = frame
  const { size, bold, regular } = listStyles(frame)
  const short = (one: string, width: number) => text.fitNumber(one, bold(9), [9, 8, 7, 6].map((of) => size(of) * (of / 9)), width)
  const [first, last] = [short(number, entryLead(frame) - 1 * mm), count === undefined ? null : short(count, mostCount)]
  const wide = ({ style: of, paragraph }: typeof first): number => Math.max(...paragraph.lines.map(({ width }) => (width * of.size) / 1000))
  // Digits without end make themselves room.
  const [lead, tail] = [number === '' ? 0 : Math.max(entryLead(frame), wide(first) + 1 * mm), last === null ? 0 : Math.max(mostCount, wide(last) + 1 * mm)]
  const [body, small] = [{ x: whole.x + lead, width: whole.width - lead - tail - room }, regular(8.5)]
  const named = unbroken(text, said, style, body.width)
  const [top, ...others] = [
    ...paragraphRows(named.paragraph, body.x, body.width, named.style),
    ...sidelong(text, details, small, body.width).flatMap((one) => paragraphRows(text.set(one, small, body.width), body.x, body.width, small))
  ]
  if (top === undefined) return []
  // Number and count stand on the line of what they are of.
  const aside = (one: typeof first): Style => ({ ...one.style, leading: top.height / one.style.size })
  return [row(top.height, (canvas, y) => {
    for (const line of first.paragraph.lines) drawLine(canvas, line, whole.x, y, lead, aside(first))
    for (const line of last?.paragraph.lines ?? []) drawLine(canvas, line, whole.x + whole.width - tail, y, tail, aside(last ?? first), 'right')
    top.draw(canvas, y)
  }), ...others]
}

/** A number is set smaller before it is broken, where that helps; words go on below. */
function unbroken(text: SheetText, said: string, style: Style, width: number): { readonly style: Style; readonly paragraph: Paragraph } {
  const smaller = /\s/u.test(said) ? [] : [0.9, 0.8, 0.7, 0.6].map((part) => style.size * part)
  const fitted = text.fit(said, style, [style.size, ...smaller], width)
  return fitted.paragraph.lines.length === 1 ? fitted : { style, paragraph: text.set(said, style, width) }
}

/** Short texts as lines, as many of them to a line as fit. */
export function sidelong(text: SheetText, details: readonly string[], style: Style, width: number): string[] {
  const lines: string[] = []
  for (const one of details) {
    const beside = [...lines.slice(-1), one].join(' · ')
    if (lines.length > 0 && text.set(beside, style, width).lines.length === 1) lines[lines.length - 1] = beside
    else lines.push(one)
  }
  return lines
}

/** How wide the place of an entry's number is. */
export const entryLead = ({ scale }: ListFrame): number => 11 * mm * scale

/** Rows that belong together, with space around them and a line beneath. What is higher than `mostTogether` goes on wherever a page ends. */
export function ruled(rows: readonly Row[], { whole, rule }: Pick<ListFrame, 'whole' | 'rule'>, keep = false, around: number = pad): Row[] {
  let sum = 0
  return rows.map((one, i) => {
    sum += one.height
    const isLast = i === rows.length - 1
    const above = i === 0 ? around : 0
    const height = above + one.height + (isLast ? around + rule : 0)
    return row(height, (canvas, y) => {
      one.draw(canvas, y + above)
      if (isLast) canvas.rectangle(whole.x, y + height - rule, whole.width, rule)
    }, isLast ? keep : sum <= mostTogether || i === rows.length - 2)
  })
}

/** As many rows as are not higher than this together, and the others. */
export function cutAt(rows: readonly Row[], most: number): readonly [readonly Row[], readonly Row[]] {
  let height = 0
  const first = rows.findIndex((one) => (height += one.height) > most)
  return first < 0 ? [rows, []] : [rows.slice(0, first), rows.slice(first)]
}

/** How high rows are together, in points. */
export const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, one) => sum + one.height, 0)

/** Draws rows one under the other from here on. @returns where they end */
export function drawDown(canvas: Canvas, rows: readonly Row[], y: number): number {
  return rows.reduce((at, one) => { one.draw(canvas, at); return at + one.height }, y)
}
