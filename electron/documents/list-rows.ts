import type { Canvas } from './canvas.ts'
import type { ListFrame } from './list-frame.ts'
import { listStyles } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, paragraphRows, row, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Style } from './text/fonts.ts'

/** A column of a table: how wide it is of the whole (0 to 1), and at which edge its text stands. */
export interface Cell {
  readonly said: string
  readonly share: number
  readonly style: Style
  readonly right?: boolean
}

const between = 2 * mm
const [above, below] = [0.6 * mm, 0.6 * mm]

/** Cells beside each other; each wraps within its column, and the row is as high as the highest. */
export function tableRow(text: SheetText, cells: readonly Cell[], { whole, rule }: Pick<ListFrame, 'whole' | 'rule'>, keep = false): Row {
  let x = whole.x
  const set = cells.map((cell) => {
    const width = cell.share * whole.width - between
    const rows = paragraphRows(text.set(cell.said, cell.style, width), x + (cell.right === true ? between : 0), width, cell.style, cell.right === true ? 'right' : 'left')
    x += cell.share * whole.width
    return rows
  })
  const height = Math.max(...set.map(heightOf)) + above + below
  return row(height, (canvas, y) => {
    for (const rows of set) drawDown(canvas, rows, y + above)
    canvas.rectangle(whole.x, y + height - rule, whole.width, rule)
  }, keep)
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
 * An entry as a row that needs no columns, for paper that has no room for them and for entries with bars beside them.
 * @param room how much of the width is left free at the right
 */
export function entryRow(text: SheetText, { number, said, style, details, count }: Entry, frame: ListFrame, room = 0): Row {
  const { whole } = frame
  const { size, bold, regular } = listStyles(frame)
  const [lead, tail] = [number === '' ? 0 : entryLead(frame), count === undefined ? 0 : 14 * mm]
  const [body, small] = [{ x: whole.x + lead, width: whole.width - lead - tail - room }, regular(8.5)]
  const short = (one: string, width: number) => text.fitNumber(one, bold(9), [9, 8, 7, 6].map((of) => size(of) * (of / 9)), width)
  const [first, last] = [short(number, lead - 1 * mm), count === undefined ? null : short(count, tail)]
  // A number is set smaller before it is broken, where that helps; words go on below.
  const smaller = /\s/u.test(said) ? [] : [0.9, 0.8, 0.7, 0.6].map((part) => style.size * part)
  const fitted = text.fit(said, style, [style.size, ...smaller], body.width)
  const named = fitted.paragraph.lines.length === 1 ? fitted : { style, paragraph: text.set(said, style, body.width) }
  const rows = [
    ...paragraphRows(named.paragraph, body.x, body.width, named.style),
    ...sidelong(text, details, small, body.width).flatMap((one) => paragraphRows(text.set(one, small, body.width), body.x, body.width, small))
  ]
  // Number and count stand on the line of what they are of.
  const high = rows[0]?.height ?? 0
  const aside = (one: ReturnType<typeof short>): Style => ({ ...one.style, leading: high / one.style.size })
  return row(heightOf(rows) + above + below, (canvas, y) => {
    for (const line of first.paragraph.lines) drawLine(canvas, line, whole.x, y + above, lead, aside(first))
    for (const line of last?.paragraph.lines ?? []) drawLine(canvas, line, whole.x + whole.width - tail, y + above, tail, aside(last ?? first), 'right')
    drawDown(canvas, rows, y + above)
  })
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

/** A row with a line beneath it. */
export function ruled(one: Row, { whole, rule }: ListFrame): Row {
  return { ...one, height: one.height + rule, draw: (canvas, y) => {
    one.draw(canvas, y)
    canvas.rectangle(whole.x, y + one.height, whole.width, rule)
  } }
}

export const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, one) => sum + one.height, 0)

/** Draws rows one under the other from here on. @returns where they end */
export function drawDown(canvas: Canvas, rows: readonly Row[], y: number): number {
  return rows.reduce((at, one) => { one.draw(canvas, at); return at + one.height }, y)
}
