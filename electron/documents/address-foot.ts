import type { SheetProblem } from '../contract/schemas.ts'
import type { Canvas } from './canvas.ts'
import type { SheetSettings } from './drawn-sheet.ts'
import { mm, type LabelFrame } from './papers.ts'
import { paragraphRows, type Row } from './rows.ts'
import { barsTooWide, orderCode, pickCode, squareTooWide } from './sheet-codes.ts'
import type { SheetText } from './sheet-text.ts'
import { labelledRows, type Column } from './slip-rows.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

const rule = 0.35 * mm
/** Between the rule and what stands beneath. */
const gap = 2 * mm
const label: Style = { size: 7.5, weight: 'regular', leading: 1.3, gray: 0 }
const value: Style = { size: 8.5, weight: 'regular', leading: 1.3, gray: 0 }

/** What an address label ends with. Lengths in points. */
export interface AddressFoot {
  readonly height: number
  readonly problems: readonly SheetProblem[]
  readonly draw: (canvas: Canvas, top: number) => void
}

/** An order's id behind its word, or beneath it and smaller where that keeps it on one line: whoever looks for it in the file finds it. */
function idRows(text: SheetText, word: string, id: string, column: Column): Row[] {
  const behind = labelledRows(text, [{ label: word, value: id, style: value }], label, column, 0)
  if (behind.length === 1) return behind
  const beneath = text.fit(id, value, [8.5, 8, 7.5, 7], column.width)
  return beneath.paragraph.lines.length > 1 ? behind : [...paragraphRows(text.set(word, label, column.width), column.x, column.width, label), ...paragraphRows(beneath.paragraph, column.x, column.width, beneath.style)]
}

/**
 * What names the order of an address label: its id in words, whole however long it is, the pick code as bars, and the square code
 * with the hash, by which a label that is out of date says so when it is scanned. The square stands at the right of both, or above
 * the bars where the label is too narrow for it beside them.
 */
export function addressFoot(sheet: SlipSheet, settings: SheetSettings, text: SheetText, frame: LabelFrame): AddressFoot {
  const whole: Column = { x: frame.side, width: frame.width - 2 * frame.side }
  const bars = pickCode(sheet, settings, text, { size: 10, weight: 'bold', leading: 1.2, gray: 0 }, 2)
  const room = Math.min(32 * mm, whole.width * 0.4)
  const square = orderCode(sheet, settings, room)
  const barsX = Math.max(whole.x, bars.quiet)
  const squareX = whole.x + whole.width - square.width
  const squareTop = Math.max(gap, rule + square.quiet)
  const squareEnd = square.width === 0 ? 0 : squareTop + square.height
  const light = square.width === 0 ? 0 : square.quiet + 1 * mm
  const id = idRows(text, settings.words.order, sheet.joomId, { x: whole.x, width: squareX - light - whole.x })
  const idEnd = id.reduce((y, one) => y + one.height, gap)
  const isAbreast = barsX + bars.width + Math.max(bars.quiet, square.quiet) <= squareX
  const barsTop = Math.max(idEnd + 1 * mm, isAbreast || squareEnd === 0 ? 0 : squareEnd + square.quiet)
  // Beneath a square its own light space counts as much as what printers leave out.
  const height = Math.max(barsTop + bars.height + frame.edge, squareEnd + Math.max(frame.edge, square.quiet))

  return {
    height, problems: [...barsTooWide(bars, frame.width), ...squareTooWide(square, sheet, settings, room)],
    draw: (canvas, top) => {
      canvas.rectangle(whole.x, top, whole.width, rule)
      id.reduce((y, one) => { one.draw(canvas, y); return y + one.height }, top + gap)
      bars.draw(canvas, barsX, top + barsTop)
      square.draw(canvas, squareX, top + (isAbreast ? Math.max(squareTop, height - Math.max(frame.edge, square.quiet) - square.height) : squareTop))
    }
  }
}
