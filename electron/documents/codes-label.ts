import type { SheetProblem } from '../contract/schemas.ts'
import type { Canvas } from './canvas.ts'
import { bestFlow, environmentMark, type DrawnSheet, type Flow, type SheetSettings } from './drawn-sheet.ts'
import { drawLabelMark, markHeight } from './label-mark.ts'
import { numberRow } from './label-number.ts'
import { longestCut, mm, type LabelFrame } from './papers.ts'
import { row, space, type Row } from './rows.ts'
import { barsTooWide, orderCode, orderMatrix, pickCode } from './sheet-codes.ts'
import { SheetText } from './sheet-text.ts'
import { itemRows, labelledRows, missingSentence, barRows, ruleRow, type Column } from './slip-rows.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

const rule = 0.35 * mm
const scales = [1.1, 1, 0.93, 0.86, 0.79, 0.72]
const bold = (size: number, leading = 1.28): Style => ({ size, weight: 'bold', leading, gray: 0 })
const regular = (size: number, leading = 1.35): Style => ({ size, weight: 'regular', leading, gray: 0 })

/**
 * A label that goes on the goods or their bag while they wait: what names the order to any scanner (QR code, Data Matrix, bars),
 * and what is in it. Nothing of the buyer stands on it. One label or none: codes that cannot carry the order's id, and goods
 * that do not fit, are problems.
 */
export function codesLabel(sheet: SlipSheet, settings: SheetSettings, frame: LabelFrame): DrawnSheet {
  const { words } = settings
  const whole: Column = { x: frame.side, width: frame.width - 2 * frame.side }
  const text = new SheetText(sheet.country)
  const bars = pickCode(sheet, settings, text, bold(11, 1.25), 2.4)
  const room = whole.width * 0.36
  const [qr, matrix] = [orderCode(sheet, settings, room), orderMatrix(sheet, settings, room)]
  const mark = environmentMark(sheet, settings)
  const top = mark === null ? Math.max(4 * mm, frame.edge) : frame.edge + 1 * mm + markHeight
  const most = frame.height ?? longestCut
  const squares = Math.max(qr.height + 2 * qr.quiet, matrix.height + 2 * matrix.quiet)
  const codes: Row = row(squares + bars.height + 2.5 * mm, (canvas, y) => {
    // Both in the middle of their strip, each with its light space; the QR code at the left edge, the Data Matrix at the right.
    qr.draw(canvas, whole.x, y + (squares - qr.height) / 2)
    matrix.draw(canvas, whole.x + whole.width - matrix.width - matrix.quiet, y + (squares - matrix.height) / 2)
    bars.draw(canvas, whole.x + (whole.width - bars.width) / 2, y + squares + 1 * mm)
  })

  const flowAt = (scale: number): Flow => {
    const missing = missingSentence(text.missing, words)
    return {
      recipientEnd: undefined,
      rows: [
        numberRow(text, sheet, words, words.orderLabel, whole),
        ...ruleRow(whole, 0.6 * mm, 0.6 * mm, rule, 0),
        codes,
        ...labelledRows(text, [{ label: words.order, value: sheet.joomId, style: regular(8) }], regular(7), whole, 6),
        ...(missing === '' ? [] : [space(1 * mm), ...barRows(text, missing, bold(8, 1.5), whole, 4)]),
        ...ruleRow(whole, 1 * mm, 1.6 * mm, rule, 0),
        ...sheet.items.flatMap((item) => itemRows(text, item, words, {
          quantity: bold(18 * scale, 1), name: regular(9.5 * scale, 1.28), label: regular(7 * scale), value: regular(8.5 * scale, 1.4), sku: bold(11 * scale, 1.4), quantityWidth: Math.min(17 * mm, whole.width * 0.24), after: 1.4 * mm
        }, whole))
      ]
    }
  }
  flowAt(1)
  const flow = bestFlow(flowAt, frame.height === null ? scales.filter((scale) => scale <= 1) : scales, () => ({ top, bottom: most - frame.edge }))
  const end = Math.max(...flow.flatMap((placed) => placed.map((one) => one.y + one.row.height)))
  const height = frame.height ?? Math.ceil(end + frame.edge)
  const problems: SheetProblem[] = [
    ...barsTooWide(bars, frame.width),
    ...(qr.width === 0 || matrix.width === 0 ? [{ field: 'order_id' as const, why: 'code' as const }] : []),
    ...(flow.length > 1 ? [{ field: 'items' as const, why: 'too_long' as const }] : [])
  ]
  const draw = (canvas: Canvas): void => {
    if (mark !== null) drawLabelMark(canvas, text, mark, whole, frame.edge)
    for (const placed of flow[0] ?? []) placed.row.draw(canvas, placed.y)
  }
  return { box: { width: frame.width, height }, pages: [draw], missing: text.missing, problems }
}
