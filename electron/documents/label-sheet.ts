import { barDots, barHeight, code128, qrCode, qrDotsFor, quiet } from './barcodes.ts'
import type { Canvas } from './canvas.ts'
import { cleanLines } from './clean-text.ts'
import { mm, pageBoxes } from './papers.ts'
import { drawLine, paginate, paragraphRows, space, type Row } from './rows.ts'
import { SheetText } from './sheet-text.ts'
import { addressRows, barRows, itemRows, labelledRows, missingSentence, momentText, noteRows, ruleRow, type Column } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { SlipSheet, SlipsInput } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** A sheet ready to draw: one function for each page. */
export interface DrawnSheet {
  readonly pages: ReadonlyArray<(canvas: Canvas) => void>
  readonly missing: readonly string[]
}

const box = pageBoxes['100x150']
const side = 5 * mm
const whole: Column = { x: side, width: box.width - 2 * side }
const thin = 0.35 * mm

const bold = (size: number, leading = 1.3): Style => ({ size, weight: 'bold', leading, gray: 0 })
const regular = (size: number, leading = 1.35): Style => ({ size, weight: 'regular', leading, gray: 0 })

/**
 * A slip for a thermal label of 100 × 150 mm. No grey and no hair-lines: the printer has black dots only. The number of the run
 * and the QR code stand at the top, the recipient in the middle in the largest type that fits, the pick code at the bottom, on
 * every page of the order.
 */
export function labelSheet(sheet: SlipSheet, input: Pick<SlipsInput, 'dpi' | 'words' | 'timeZone'>): DrawnSheet {
  const { dpi, words, timeZone } = input
  const dot = 72 / dpi
  const text = new SheetText(sheet.country)
  const qr = qrCode(sheet.joomId)
  const qrDots = qrDotsFor(qr, dpi, 32 * mm)
  const qrSize = qr.length * qrDots * dot
  const qrQuiet = quiet.qr * qrDots * dot
  const bars = code128(sheet.pickCode)
  const barsWidth = (bars[0]?.length ?? 0) * barDots[dpi] * dot
  const barsQuiet = quiet.code128 * barDots[dpi] * dot

  const mark = sheet.environment === 'production' ? null : { name: words[sheet.environment], hint: words[`${sheet.environment}Hint`] }
  const top = (mark === null ? 4.5 : 10.5) * mm
  const qrX = box.width - side - qrSize
  const left: Column = { x: side, width: qrX - qrQuiet - side }
  const footTop = box.height - 26 * mm
  const numberHeight = 11 * mm

  const rowsAt = (scale: number): Row[] => {
    const s = (size: number): number => size * scale
    const missing = missingSentence(text.missing, words)
    const heading = cleanLines(sheet.sender === '' ? sheet.storeName : sheet.sender)
    return [
      ...heading.flatMap((line, i) => paragraphRows(text.set(line, i === 0 ? bold(s(8.5)) : regular(s(7.5)), left.width), left.x, left.width, i === 0 ? bold(s(8.5)) : regular(s(7.5)))),
      space(0, top + qrSize + qrQuiet - 1 * mm),
      ...(missing === '' ? [] : [space(1.5 * mm), ...barRows(text, missing, bold(8, 1.5), whole, 4)]),
      ...(sheet.orderState === 'SHIPPED' ? [space(1.5 * mm), ...barRows(text, words.alreadyShipped, bold(9, 1.5), whole, 4)] : []),
      ...ruleRow(whole, 1 * mm, 2.2 * mm, thin, 0),
      ...addressRows(text, sheet, bold(s(15), 1.25), regular(s(12.5), 1.32), whole),
      ...(sheet.phone === null ? [] : [space(1.2 * mm), ...labelledRows(text, [{ label: words.phone, value: sheet.phone, style: bold(s(10)) }], regular(s(8)), whole, 8)]),
      ...(sheet.sameRecipientCount > 1 ? [space(1.6 * mm), ...barRows(text, fill(words.sameRecipient, { count: sheet.sameRecipientCount }), bold(s(9), 1.5), whole, 4)] : []),
      ...ruleRow(whole, 2.6 * mm, 2.2 * mm, thin, 0),
      ...sheet.items.flatMap((item) => itemRows(text, item, words, {
        quantity: bold(s(19), 1), name: bold(s(10.5), 1.28), label: regular(s(7.5)), value: regular(s(8.5), 1.4), sku: bold(s(9.5), 1.4), quantityWidth: 17 * mm, after: 1.6 * mm
      }, whole)),
      ...noteRows(text, sheet.note, words, regular(s(7.5)), regular(s(9)), whole)
    ]
  }
  const area = (index: number): { top: number; bottom: number } => ({ top: index === 0 ? top + numberHeight : top + Math.max(qrSize + qrQuiet, numberHeight) + 1 * mm, bottom: footTop - 1 * mm })
  // What is missing shows only once everything is set: the second setting has the bar that names it.
  rowsAt(1)
  const attempts = [1, 0.92, 0.84, 0.76].map((scale) => paginate(rowsAt(scale), area))
  const fewest = Math.min(...attempts.map((pages) => pages.length))
  const flow = attempts.find((pages) => pages.length === fewest) ?? []

  const pages = flow.map((placed, index) => (canvas: Canvas) => {
    if (mark !== null) drawMark(canvas, text, mark)
    const number = text.fit(String(sheet.position), bold(30, 1), [30, 24, 18], left.width / 2)
    const shown = number.paragraph.lines[0]
    const baseline = top + 8.4 * mm
    if (shown !== undefined) {
      canvas.text(shown, side, baseline, number.style.size)
      const of = text.set(fill(words.of, { of: sheet.of }), regular(10), left.width).lines[0]
      const after = side + (shown.width * number.style.size) / 1000 + 5
      if (of !== undefined) canvas.text(of, after, baseline, 10)
      const kind = text.set(index === 0 ? words.packingSlip : `${words.packingSlip}, ${words.continued}`, regular(8), left.width).lines[0]
      if (kind !== undefined) canvas.text(kind, after, baseline - 12, 8)
    }
    canvas.code(qr, qrX, top + 0.6 * mm, qrDots)
    for (const { row, y } of placed) row.draw(canvas, y)

    canvas.rectangle(whole.x, footTop, whole.width, thin)
    const codeBox = canvas.code(bars, side, footTop + 2.4 * mm, barDots[dpi], barHeight)
    const code = text.set(sheet.pickCode, bold(10, 1.2), whole.width).lines[0]
    if (code !== undefined) drawLine(canvas, code, codeBox.x, codeBox.y + codeBox.height + 1.2, codeBox.width, bold(10, 1.2), 'center', { tracking: 2 })
    const facts: Column = { x: side + barsWidth + barsQuiet + 2 * mm, width: box.width - 2 * side - barsWidth - barsQuiet - 2 * mm }
    drawFacts(canvas, text, facts, footTop + 2 * mm, [
      [words.shipBefore, momentText(sheet.dueAt, words, timeZone), bold(8.5)], [words.ordered, momentText(sheet.orderedAt, words, timeZone), regular(7.5)], [words.order, sheet.joomId, regular(7.5)]
    ])
    const foot = regular(6.5)
    const last = [fill(words.printed, { at: momentText(sheet.printedAt, words, timeZone) }), fill(words.sheet, { hash: sheet.hash }), ...(sheet.sender === '' ? [] : [sheet.storeName])].join(' · ')
    const lineY = box.height - 5.6 * mm
    const footLine = text.fit(last, foot, [6.5, 6, 5.5], whole.width - 20 * mm)
    for (const line of footLine.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, lineY, whole.width, footLine.style)
    const page = text.set(fill(words.page, { page: index + 1, pages: flow.length }), foot, whole.width).lines[0]
    if (page !== undefined) drawLine(canvas, page, whole.x, lineY, whole.width, foot, 'right')
  })
  return { pages, missing: text.missing }
}

function drawMark(canvas: Canvas, text: SheetText, mark: { readonly name: string; readonly hint: string }): void {
  const [y, height] = [3 * mm, 5.6 * mm]
  canvas.rectangle(whole.x, y, whole.width, height)
  const name = text.set(mark.name, bold(10, 1), whole.width).lines[0]
  const hint = text.set(mark.hint, regular(8, 1), whole.width).lines[0]
  const baseline = y + height / 2 + 3.6
  if (name !== undefined) canvas.text(name, whole.x + 5, baseline, 10, { gray: 1, tracking: 1.2 })
  if (hint !== undefined) canvas.text(hint, whole.x + whole.width - 5 - (hint.width * 8) / 1000, baseline - 0.6, 8, { gray: 1 })
}

function drawFacts(canvas: Canvas, text: SheetText, column: Column, top: number, facts: ReadonlyArray<readonly [string, string, Style]>): void {
  let y = top
  for (const [label, value, style] of facts) {
    for (const row of [...paragraphRows(text.set(label, regular(6.5), column.width), column.x, column.width, regular(6.5, 1.2)), ...paragraphRows(text.set(value, style, column.width), column.x, column.width, { ...style, leading: 1.2 }), space(1.6)]) {
      row.draw(canvas, y)
      y += row.height
    }
  }
}
