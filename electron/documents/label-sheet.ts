import type { Canvas } from './canvas.ts'
import { bestFlow, copyText, drawBadge, environmentMark, footText, namingMissing, type DrawnSheet, type Flow, type SheetSettings } from './drawn-sheet.ts'
import { mm, pageBoxes } from './papers.ts'
import { drawLine, fixedRow, paragraphRows, space } from './rows.ts'
import { orderCode, pickCode } from './sheet-codes.ts'
import { logoIn, returnLines } from './sheet-heading.ts'
import { SheetText } from './sheet-text.ts'
import { addressRows, barRows, drawFacts, frameRows, itemRows, labelledRows, missingSentence, momentText, noteRows, ruleRow, type Column } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'
import type { Line } from './text/typesetter.ts'

const box = pageBoxes['100x150']
const side = 5 * mm
const whole: Column = { x: side, width: box.width - 2 * side }
const rule = 0.35 * mm
const numberHeight = 11 * mm
const footTop = box.height - 25.5 * mm
const scales = [1, 0.93, 0.86, 0.79, 0.72, 0.66]

const bold = (size: number, leading = 1.3): Style => ({ size, weight: 'bold', leading, gray: 0 })
const regular = (size: number, leading = 1.35): Style => ({ size, weight: 'regular', leading, gray: 0 })

/**
 * A slip for a thermal label of 100 × 150 mm. No grey and no hair-lines: the printer has black dots only. The number in the run
 * and the order's QR code stand at the top, on the first page with the store's logo in dots between them, where it takes no
 * room from anything; the recipient in the middle in the largest type that fits, the pick code at the bottom, on every page.
 */
export function labelSheet(sheet: SlipSheet, settings: SheetSettings): DrawnSheet {
  const { dpi, words, timeZone } = settings
  const text = new SheetText(sheet.country)
  const qr = orderCode(sheet, dpi, 32 * mm)
  const bars = pickCode(sheet, dpi, text, bold(10, 1.2), 2)
  const mark = environmentMark(sheet, settings)
  const top = (mark === null ? 4.5 : 10.5) * mm
  const qrX = box.width - side - qr.width
  // What comes next keeps 1 mm below it, and the code may stand half a dot lower than it is placed.
  const headBottom = top + 0.6 * mm + qr.height + qr.quiet - 0.8 * mm
  const left: Column = { x: side, width: qrX - qr.quiet - side }

  const flowAt = (scale: number): Flow => {
    const b = (size: number, leading?: number): Style => bold(size * scale, leading)
    const r = (size: number, leading?: number): Style => regular(size * scale, leading)
    const missing = missingSentence(text.missing, words)
    const recipient = [
      ...addressRows(text, sheet, b(15, 1.25), r(12.5, 1.32), whole),
      ...(sheet.phone === null ? [] : [space(1.2 * mm), ...labelledRows(text, [{ label: words.phone, value: sheet.phone, style: b(10) }], r(8), whole, 8)])
    ]
    const heading = [sheet.storeName, ...returnLines(sheet)]
    return {
      recipientEnd: recipient.at(-1),
      rows: [
        ...heading.flatMap((line, i) => paragraphRows(text.set(line, i === 0 ? b(8.5) : r(7.5), left.width), left.x, left.width, i === 0 ? b(8.5) : r(7.5)).map(fixedRow)),
        space(0.6 * mm),
        ...labelledRows(text, [{ label: words.order, value: sheet.joomId, style: r(7.5) }], r(7), left, 6),
        space(1.2 * mm, headBottom),
        ...(missing === '' ? [] : [space(1 * mm), ...barRows(text, missing, bold(8, 1.5), whole, 4)]),
        ...(sheet.orderState === 'SHIPPED' ? [space(1 * mm), ...barRows(text, words.alreadyShipped, bold(9, 1.5), whole, 4)] : []),
        ...ruleRow(whole, 1 * mm, 2.2 * mm, rule, 0),
        ...recipient,
        ...(sheet.sameRecipientCount > 1 ? [space(1.6 * mm), ...frameRows(text, fill(words.sameRecipient, { count: sheet.sameRecipientCount }), b(9, 1.6), whole, 5, rule)] : []),
        ...ruleRow(whole, 2.4 * mm, 2.2 * mm, rule, 0),
        ...sheet.items.flatMap((item) => itemRows(text, item, words, {
          quantity: b(19, 1), name: b(10.5, 1.28), label: r(7.5), value: r(8.5, 1.4), sku: b(9.5, 1.4), quantityWidth: 17 * mm, after: 1.6 * mm
        }, whole)),
        ...noteRows(text, sheet.note, words, r(7.5), r(9), whole)
      ]
    }
  }
  const area = (index: number): { top: number; bottom: number } => ({ top: index === 0 ? top + numberHeight : headBottom + 2 * mm, bottom: footTop - 1 * mm })
  const flow = bestFlow(namingMissing(flowAt, text), scales, area)

  const pages = flow.map((placed, index) => (canvas: Canvas) => {
    canvas.fixed(() => { if (mark !== null) drawMark(canvas, text, mark) })
    drawNumber(canvas, text, sheet, settings, index, top, left)
    qr.draw(canvas, qrX, top + 0.6 * mm)
    for (const { row, y } of placed) row.draw(canvas, y)

    bars.draw(canvas, side, footTop + 2.4 * mm)
    const factsX = side + bars.width + bars.quiet + 2 * mm
    drawFacts(canvas, text, [
      { label: words.shipBefore, value: momentText(sheet.dueAt, words, timeZone), style: bold(9, 1.25) }, { label: words.ordered, value: momentText(sheet.orderedAt, words, timeZone), style: regular(8, 1.25) }
    ], regular(7, 1.25), { x: factsX, width: box.width - side - factsX }, footTop + 2 * mm, 3)
    const foot = text.fit(footText(sheet, settings), regular(6.5), [6.5, 6, 5.5], whole.width - 18 * mm)
    for (const line of foot.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, box.height - 5.4 * mm, whole.width, foot.style)
    canvas.fixed(() => {
      canvas.rectangle(whole.x, footTop, whole.width, rule)
      for (const line of text.set(fill(words.page, { page: index + 1, pages: flow.length }), regular(6.5), whole.width).lines) drawLine(canvas, line, whole.x, box.height - 5.4 * mm, whole.width, regular(6.5), 'right')
    })
  })
  return { pages, missing: text.missing }
}

function drawMark(canvas: Canvas, text: SheetText, mark: { readonly name: string; readonly hint: string }): void {
  const [y, height] = [3 * mm, 5.6 * mm]
  canvas.rectangle(whole.x, y, whole.width, height)
  const name = text.set(mark.name, bold(10, 1), whole.width).lines[0]
  const hint = text.fit(mark.hint, regular(8, 1), [8, 7, 6], whole.width * 0.66)
  const baseline = y + height / 2 + 3.6
  if (name !== undefined) canvas.text(name, whole.x + 5, baseline, 10, { gray: 1, tracking: 1.2 })
  for (const line of hint.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, y + height / 2 - hint.style.size / 2, whole.width - 5, { ...hint.style, gray: 1 }, 'right')
}

function drawNumber(canvas: Canvas, text: SheetText, sheet: SlipSheet, settings: SheetSettings, index: number, top: number, left: Column): void {
  const { words } = settings
  const number = text.fit(String(sheet.position), bold(30, 1), [30, 24, 18], left.width / 2)
  const baseline = top + 8.4 * mm
  let end = side
  const say = (said: Line, x: number, y: number, size: number): void => {
    canvas.text(said, x, y, size)
    end = Math.max(end, x + (said.width * size) / 1000)
  }
  for (const line of number.paragraph.lines.slice(0, 1)) {
    say(line, side, baseline, number.style.size)
    const after = end + 5
    const kind = index === 0 ? words.packingSlip : `${words.packingSlip}, ${words.continued}`
    for (const said of text.set(kind, regular(8), left.width).lines) say(said, after, baseline - 12, 8)
    for (const said of text.set(fill(words.of, { of: sheet.of }), regular(10), left.width).lines) say(said, after, baseline, 10)
    const copy = copyText(sheet, settings)
    if (copy !== '') for (const said of text.set(copy, bold(11, 1), left.width).lines.slice(0, 1)) end = drawBadge(canvas, said, 11, end + 5, baseline)
  }
  if (index > 0) return
  const right = left.x + left.width
  const logo = logoIn(sheet, settings, { width: Math.min(28 * mm, right - end - 3 * mm), height: numberHeight - 2.2 * mm })
  if (logo !== null) canvas.dots(logo.key, logo.pixels, right - logo.width, top + 0.6 * mm + (numberHeight - 2.2 * mm - logo.height) / 2, logo.width, logo.height)
}
