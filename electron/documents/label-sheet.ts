import { isRightToLeft } from '../domain/slip-language.ts'
import { sizeOf, standardTemplate, stepsFor } from '../domain/slip-template.ts'
import type { Canvas } from './canvas.ts'
import { badgeWidth, bestFlow, copyText, drawBadge, environmentMark, footTexts, namingMissing, type DrawnSheet, type Flow, type SheetSettings } from './drawn-sheet.ts'
import { numberText, placeParts, placeText } from './label-number.ts'
import { longestCut, mm, type LabelFrame } from './papers.ts'
import { recipientRows } from './recipient-rows.ts'
import { drawLine, fixedRow, lineHeight, paragraphRows, space } from './rows.ts'
import { barsTooWide, orderCode, pickCode, squareTooWide } from './sheet-codes.ts'
import { logoIn, slipSender } from './sheet-heading.ts'
import { drawLabelMark } from './label-mark.ts'
import { noCode, orderHeadRows, ordersTooWide, sharedSentences } from './slip-orders.ts'
import { SheetText } from './sheet-text.ts'
import { barRows, buyerMomentText, drawFacts, frameRows, itemRows, labelledRows, missingSentence, momentText, noteRows, ownRows, ruleRow, titleRows, type Column } from './slip-rows.ts'
import { fill, wordsOf } from './slip-words.ts'
import { ordersOn, type SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'
import type { Line } from './text/typesetter.ts'

const rule = 0.35 * mm
const numberHeight = 11 * mm
const scales = [1, 0.93, 0.86, 0.79, 0.72, 0.66]
const least = 0.66
/** Beside the bars there is room for the moments from here on; on narrower labels they stand beneath. */
const roomForFacts = 28 * mm

const bold = (size: number, leading = 1.3): Style => ({ size, weight: 'bold', leading, gray: 0 })
const regular = (size: number, leading = 1.35): Style => ({ size, weight: 'regular', leading, gray: 0 })

/**
 * A slip for a thermal label or a roll. No grey and no hair-lines: the printer has black dots only. The number in the run
 * and the order's QR code stand at the top, on the first page with the store's logo in dots between them, where it takes no
 * room from anything; the recipient in the middle in the largest type that fits, the pick code at the bottom, on every page.
 */
export function labelSheet(sheet: SlipSheet, settings: SheetSettings, frame: LabelFrame): DrawnSheet {
  const { timeZone } = settings
  const words = wordsOf(settings.words, sheet.language)
  const { template = standardTemplate } = sheet
  const { side } = frame
  const whole: Column = { x: side, width: frame.width - 2 * side }
  const text = new SheetText(sheet.country, sheet.language !== undefined && isRightToLeft(sheet.language))
  const orders = ordersOn(sheet)
  const alone = orders.length === 1
  const room = Math.min(32 * mm, whole.width * 0.4)
  const qr = alone ? orderCode(sheet, settings, room) : noCode
  const bars = alone ? pickCode(sheet, settings, text, bold(10, 1.2), 2) : noCode
  const shared = sharedSentences(sheet, words)
  const mark = environmentMark(sheet, settings)
  // Beneath the mark a code of wide squares keeps its light space, also where it stands half a dot higher than it is placed.
  const top = mark === null ? 4.5 * mm : frame.edge + Math.max(7.5 * mm, 5 * mm + qr.quiet + 36 / settings.dpi)
  const qrX = frame.width - side - qr.width
  // What comes next keeps 1 mm below it, and the code may stand half a dot lower than it is placed.
  const headBottom = top + (alone ? 0.6 * mm + qr.height + qr.quiet - 0.8 * mm : numberHeight)
  const left: Column = { x: side, width: qrX - qr.quiet - side }
  // A printer with black dots only shows goods as a blot.
  const columns = { ...template.show, picture: false }
  // Bars that a scanner needs wider want more light space than the label keeps at its side.
  const barsX = Math.max(side, bars.quiet)
  const factsX = barsX + bars.width + bars.quiet + 2 * mm
  const stacked = alone && frame.width - side - factsX < roomForFacts
  // The line that is the last of each page, above what printers leave out.
  const lastLine = frame.edge + 3.3 * mm
  const footHeight = (!alone ? 2.6 : stacked && template.show.dates ? 31.1 : 20.1) * mm + lastLine

  const flowAt = (scale: number): Flow => {
    const usual = Math.max(scale, least)
    const b = (size: number, leading?: number): Style => bold(size * usual, leading)
    const r = (size: number, leading?: number): Style => regular(size * usual, leading)
    const [to, goods, own] = [sizeOf(template, 'recipient', scale, least), sizeOf(template, 'goods', scale, least), sizeOf(template, 'words', scale, least)]
    const missing = missingSentence(text.missing, words)
    const recipient = recipientRows(text, sheet, words, { name: bold(15 * to, 1.25), line: regular(12.5 * to, 1.32), phone: bold(10 * to), label: regular(8 * to), warning: b(9, 1.5), gap: 1.2 * mm }, whole)
    const heading = [sheet.storeName, ...slipSender(sheet)]
    return {
      recipientEnd: recipient.at(-1),
      rows: [
        ...heading.flatMap((line, i) => paragraphRows(text.set(line, i === 0 ? b(8.5) : r(7.5), left.width), left.x, left.width, i === 0 ? b(8.5) : r(7.5)).map(fixedRow)),
        space(0.6 * mm),
        ...(alone ? labelledRows(text, [{ label: words.order, value: sheet.joomId, style: r(7.5) }], r(7), left, 6) : []),
        space(1.2 * mm, headBottom),
        ...(missing === '' ? [] : [space(1 * mm), ...barRows(text, missing, bold(8, 1.5), whole, 4)]),
        ...(sheet.orderState === 'SHIPPED' ? [space(1 * mm), ...barRows(text, words.alreadyShipped, bold(9, 1.5), whole, 4)] : []),
        ...ruleRow(whole, 1 * mm, 2.2 * mm, rule, 0),
        ...recipient,
        ...(shared.length === 0 ? [] : [space(1.6 * mm), ...frameRows(text, shared, b(9, 1.6), whole, 5, rule)]),
        ...ruleRow(whole, 2.4 * mm, 2.2 * mm, rule, 0),
        ...titleRows(text, template.heading, bold(11 * own), whole),
        ...orders.flatMap((order, i) => [
          ...(alone ? [] : [...(i === 0 ? [] : ruleRow(whole, 1 * mm, 1.2 * mm, rule, 0)), ...orderHeadRows(text, order, { ...settings, words }, { number: bold(18, 1.2), code: bold(9, 1.2), label: r(7.5), value: r(8) }, whole)]),
          ...order.items.flatMap((item) => itemRows(text, item, words, {
            quantity: bold(19 * goods, 1), name: bold(10.5 * goods, 1.28), label: regular(7.5 * goods), value: regular(8.5 * goods, 1.4), sku: bold(9.5 * goods, 1.4), quantityWidth: Math.min(17 * mm, whole.width * 0.24), after: 1.6 * mm
          }, whole, columns)),
          ...noteRows(text, template.show.note ? order.note : null, words, r(7.5), r(9), whole)
        ]),
        ...ownRows(text, template.text, regular(8.5 * own), whole)
      ]
    }
  }
  const most = frame.height ?? longestCut
  const area = (index: number): { top: number; bottom: number } => ({ top: index === 0 ? top + numberHeight : headBottom + 2 * mm, bottom: most - footHeight - 1 * mm })
  const flow = bestFlow(namingMissing(flowAt, text), stepsFor(template, scales), area)
  // A roll is cut where the longest of the sheet's pages ends.
  const height = frame.height ?? Math.ceil(Math.max(headBottom, ...flow.flatMap((placed) => placed.map(({ row, y }) => y + row.height))) + 2 * mm + footHeight)
  const footTop = height - footHeight
  const lastTop = (line: Line, style: Style): number => height - frame.edge - lineHeight(line, style)

  const pages = flow.map((placed, index) => (canvas: Canvas) => {
    canvas.fixed(() => { if (mark !== null) drawLabelMark(canvas, text, mark, whole, frame.edge) })
    drawNumber(canvas, text, sheet, { ...settings, words }, index, top, left)
    qr.draw(canvas, qrX, top + 0.6 * mm)
    for (const { row, y } of placed) row.draw(canvas, y)

    bars.draw(canvas, barsX, footTop + 2.4 * mm)
    const facts = !alone || !template.show.dates ? [] : [
      { label: words.shipBefore, value: momentText(sheet.dueAt, words, timeZone), style: bold(stacked ? 8 : 9, 1.25) }, { label: words.ordered, value: buyerMomentText(sheet.orderedAt, words, timeZone), style: regular(8, 1.25) }
    ]
    if (stacked) facts.forEach((fact, i) => { drawFacts(canvas, text, [fact], regular(7, 1.25), { x: side + i * whole.width / 2, width: whole.width / 2 - 1 * mm }, footTop + 20 * mm, 0) })
    else drawFacts(canvas, text, facts, regular(7, 1.25), { x: factsX, width: frame.width - side - factsX }, footTop + 2 * mm, 3)
    const feet = footTexts(sheet, { ...settings, words }).map((said) => text.fit(said, regular(6.5), [6.5, 6, 5.5], whole.width - 18 * mm))
    const foot = feet.find(({ paragraph }) => paragraph.lines.length === 1) ?? feet[0]
    if (foot !== undefined) for (const line of foot.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, lastTop(line, foot.style), whole.width, foot.style)
    canvas.fixed(() => {
      canvas.rectangle(whole.x, footTop, whole.width, rule)
      for (const line of text.set(fill(words.page, { page: index + 1, pages: flow.length }), regular(6.5), whole.width).lines) drawLine(canvas, line, whole.x, lastTop(line, regular(6.5)), whole.width, regular(6.5), 'right')
    })
  })
  return { box: { width: frame.width, height }, pages, missing: text.missing, problems: alone ? [...barsTooWide(bars, frame.width), ...squareTooWide(qr, sheet, settings, room)] : ordersTooWide(sheet, settings, text, bold(9, 1.2), whole, frame.width) }
}

function drawNumber(canvas: Canvas, text: SheetText, sheet: SlipSheet, settings: SheetSettings, index: number, top: number, left: Column): void {
  const { words } = settings
  const side = left.x
  const number = text.fit(numberText(sheet), bold(30, 1), [30, 24, 18, 14, 11], left.width / 2)
  const baseline = top + 8.4 * mm
  const right = left.x + left.width
  let end = side
  const say = (said: Line, x: number, y: number, size: number): void => {
    canvas.text(said, x, y, size)
    end = Math.max(end, x + (said.width * size) / 1000)
  }
  for (const line of number.paragraph.lines.slice(0, 1)) {
    say(line, side, baseline, number.style.size)
    const after = end + 5
    const kind = index === 0 ? words.packingSlip : `${words.packingSlip}, ${words.continued}`
    const fitted = (words: string, sizes: readonly number[]) => text.fit(words, regular(8), sizes, right - after)
    const [what, place] = [fitted(kind, [8, 7, 6, 5]), fitted(placeText(sheet, words), [10, 9, 8, 7, 6, 5])]
    const widthOf = ({ paragraph, style }: typeof what): number => ((paragraph.lines[0]?.width ?? 0) * style.size) / 1000
    const copy = text.set(copyText(sheet, settings), bold(11, 1), left.width).lines.slice(0, 1)
    const beside = after + Math.max(widthOf(what), widthOf(place)) + 5
    // On narrow paper that it is a further paper is said instead of what it is.
    const isNarrow = copy.some((said) => said.runs.length > 0 && beside + badgeWidth(said, 11) > right)
    if (!isNarrow) for (const said of what.paragraph.lines.slice(0, 1)) say(said, after, baseline - 12, what.style.size)
    // On narrow paper a place among tens of thousands has its run beneath it.
    if (place.paragraph.lines.length === 1) for (const said of place.paragraph.lines) say(said, after, baseline, place.style.size)
    else placeParts(sheet, words).forEach((part, i) => {
      const { style, paragraph: { lines: [said] } } = fitted(part, [6, 5.5, 5, 4.5])
      if (said !== undefined) say(said, after, baseline - 0.5 + i * 6, style.size)
    })
    for (const said of copy) if (said.runs.length > 0) end = isNarrow ? Math.max(end, drawBadge(canvas, said, 8, after, baseline - 12)) : drawBadge(canvas, said, 11, beside, baseline)
  }
  if (index > 0) return
  const logo = logoIn(sheet, settings, { width: Math.min(28 * mm, right - end - 3 * mm), height: numberHeight - 2.2 * mm })
  // Dots of the printer may end half a dot further right, and the code's light space begin half a dot further left.
  if (logo !== null) canvas.dots(logo.key, logo.pixels, right - logo.width - 72 / settings.dpi, top + 0.6 * mm + (numberHeight - 2.2 * mm - logo.height) / 2, logo.width, logo.height)
}
