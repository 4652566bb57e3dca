import { isRightToLeft } from '../domain/slip-language.ts'
import { sizeOf, standardTemplate, stepsFor } from '../domain/slip-template.ts'
import type { Canvas } from './canvas.ts'
import { badgeWidth, bestFlow, copyText, drawBadge, environmentMark, footText, namingMissing, type DrawnSheet, type Flow, type SheetSettings } from './drawn-sheet.ts'
import { numberText, placeText } from './label-number.ts'
import { mm, pageBoxes, type PageBox } from './papers.ts'
import { recipientRows } from './recipient-rows.ts'
import { drawLine, fixedRow, row, space, type Row } from './rows.ts'
import { barsTooWide, orderCode, pickCode, squareTooWide } from './sheet-codes.ts'
import { headingRows } from './sheet-heading.ts'
import { SheetText } from './sheet-text.ts'
import { noCode, orderHeadRows, ordersTooWide, sharedSentences } from './slip-orders.ts'
import { barRows, buyerMomentText, drawFacts, frameRows, itemRows, labelledRows, missingSentence, momentText, noteRows, ownRows, ruleRow, titleRows, type Column, type ItemStyles } from './slip-rows.ts'
import { fill, wordsOf } from './slip-words.ts'
import { ordersOn, type SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** Where things stand on a sheet for the desk, in points. */
interface Measures {
  readonly box: PageBox
  readonly side: number
  readonly top: number
  /** Where the recipient begins: behind the window of an envelope when the sheet is folded. */
  readonly addressTop: number
  readonly addressWidth: number
  /** Left edge of the column with number and codes. */
  readonly codesX: number
}

/** DIN 5008, form B: the window lies 20 to 105 mm from the left and 45 to 90 mm from the top. */
const a4: Measures = { box: pageBoxes.a4, side: 22 * mm, top: 18 * mm, addressTop: 52 * mm, addressWidth: 82 * mm, codesX: 127 * mm }
/** A number 10 window envelope, the sheet folded in three: 7/8 in from the left, 4½ in wide, from 2 in down. */
const letter: Measures = { box: pageBoxes.letter, side: 0.875 * 72, top: 0.65 * 72, addressTop: 2.05 * 72, addressWidth: 3.75 * 72, codesX: 5.2 * 72 }

/** Half a sheet of A4: no envelope's window, so the recipient begins where the sender leaves room. */
const a5: Measures = { box: pageBoxes.a5, side: 12 * mm, top: 16 * mm, addressTop: 40 * mm, addressWidth: 69 * mm, codesX: 86 * mm }
const measures = { a4, letter, a5 } as const

/** The side of the place for the square code. */
const squareRoom = 32 * mm
const grey = 0.4
const scales = [1, 0.93, 0.86, 0.79]
const least = 0.79
/** What printers leave out at the edges of a sheet. */
const edge = 5 * mm
/** A recipient set larger than usual still ends within the window. */
const windowHeight = 36 * mm
const bold = (size: number, leading = 1.3, gray = 0): Style => ({ size, weight: 'bold', leading, gray })
const regular = (size: number, leading = 1.38, gray = 0): Style => ({ size, weight: 'regular', leading, gray })

/**
 * A slip for a sheet of A4, Letter or A5: the recipient where an envelope's window shows it, number and codes in a column of their
 * own, the goods as a list across the page. Later pages of an order carry number and codes at their top.
 */
export function pageSheet(sheet: SlipSheet, settings: SheetSettings, paper: keyof typeof measures): DrawnSheet {
  const at = measures[paper]
  const { timeZone } = settings
  const words = wordsOf(settings.words, sheet.language)
  const inItsWords = { ...settings, words }
  const { template = standardTemplate } = sheet
  const whole: Column = { x: at.side, width: at.box.width - 2 * at.side }
  const address: Column = { x: at.side, width: at.addressWidth }
  const codes: Column = { x: at.codesX, width: at.box.width - at.side - at.codesX }
  const text = new SheetText(sheet.country, sheet.language !== undefined && isRightToLeft(sheet.language))
  const orders = ordersOn(sheet)
  const alone = orders.length === 1
  const qr = alone ? orderCode(sheet, settings, squareRoom) : noCode
  const barcode = alone ? pickCode(sheet, settings, text, bold(11, 1.3), 2.4) : noCode
  const shared = sharedSentences(sheet, words)
  const mark = environmentMark(sheet, settings)
  const qrTop = at.addressTop + barcode.height + Math.max(qr.quiet, 4 * mm)
  const codesBottom = qrTop + qr.height + Math.max(qr.quiet, 5 * mm)
  const footTop = at.box.height - 15 * mm

  const flowAt = (scale: number): Flow => {
    const usual = Math.max(scale, least)
    const b = (size: number, leading?: number): Style => bold(size * usual, leading)
    const r = (size: number, leading?: number, gray?: number): Style => regular(size * usual, leading, gray)
    const [goods, own] = [sizeOf(template, 'goods', scale, least), sizeOf(template, 'words', scale, least)]
    const gb = (size: number, leading?: number): Style => bold(size * goods, leading)
    const gr = (size: number, leading?: number, gray?: number): Style => regular(size * goods, leading, gray)
    const itemStyles: ItemStyles = {
      quantity: gb(20, 1), name: gb(12, 1.3), label: gr(8.5, undefined, grey), value: gr(10, 1.45), sku: gb(11, 1.45), quantityWidth: 19 * mm, after: 2.4 * mm
    }
    const missing = missingSentence(text.missing, words)
    const recipientAt = (size: number): Row[] => recipientRows(text, sheet, words, { name: bold(14 * size, 1.28), line: regular(12 * size, 1.36), phone: bold(10.5 * size), label: regular(8.5 * size, undefined, grey), warning: bold(10, 1.6), gap: 1.5 * mm }, address)
    const wanted = sizeOf(template, 'recipient', scale, least)
    const larger = wanted > usual ? [wanted, (2 * wanted + usual) / 3, (wanted + 2 * usual) / 3].map(recipientAt).find((rows) => heightOf(rows) <= windowHeight) : undefined
    const recipient = larger ?? recipientAt(Math.min(wanted, usual))
    const bars = [
      ...(missing === '' ? [] : [space(2 * mm), ...barRows(text, missing, bold(9, 1.6), address, 5)]),
      ...(sheet.orderState === 'SHIPPED' ? [space(2 * mm), ...barRows(text, words.alreadyShipped, bold(10, 1.6), address, 5)] : [])
    ]
    const gap = 4 * mm
    const heading = headingRows(text, sheet, settings, { name: b(13), line: r(9, undefined, grey) }, address, at.addressTop - at.top - gap - heightOf(bars))
    return {
      recipientEnd: recipient.at(-1),
      rows: [
        ...heading.map(fixedRow),
        ...bars,
        space(gap, at.addressTop),
        ...recipient,
        ...(shared.length === 0 ? [] : [space(2 * mm), ...frameRows(text, shared, b(10, 1.7), address, 6, 0.8)]),
        space(6 * mm, codesBottom),
        ...(alone ? [...labelledRows(text, [{ label: words.order, value: sheet.joomId, style: r(9.5) }], r(8.5, undefined, grey), whole, 8), space(2 * mm)] : []),
        ...titleRows(text, template.heading, bold(14 * own, 1.3), whole),
        ...listHead(text, words.quantity, words.item, r(8.5, 1.5, grey), whole, 19 * mm).map(fixedRow),
        ...orders.flatMap((order, i) => [
          ...(alone ? [] : [space(i === 0 ? 2 * mm : 4 * mm), ...orderHeadRows(text, order, inItsWords, { number: bold(22, 1.2), code: bold(10, 1.2), label: r(8.5, undefined, grey), value: r(9.5) }, whole)]),
          ...order.items.flatMap((item) => [
            space(2.2 * mm),
            ...itemRows(text, item, words, itemStyles, whole, template.show),
            ...ruleRow(whole, 0, 0, alone ? 0.5 : 1, alone ? 0.75 : 0)
          ]),
          space(alone ? 4 * mm : 2 * mm),
          ...noteRows(text, template.show.note ? order.note : null, words, r(8.5, undefined, grey), r(10.5), whole)
        ]),
        ...ownRows(text, template.text, regular(10 * own), whole)
      ]
    }
  }
  const laterTop = at.top + Math.max(barcode.height, qr.height, alone ? 0 : 14 * mm) + 8 * mm
  const area = (index: number): { top: number; bottom: number } => ({ top: index === 0 ? at.top : laterTop, bottom: footTop - 2 * mm })
  const flow = bestFlow(namingMissing(flowAt, text), stepsFor(template, scales), area)

  const pages = flow.map((placed, index) => (canvas: Canvas) => {
    canvas.fixed(() => { if (mark !== null) drawMark(canvas, text, mark, whole) })
    if (index === 0) {
      drawNumber(canvas, text, sheet, inItsWords, { x: codes.x, top: at.top, kind: words.packingSlip, room: codes.width, right: at.box.width - edge })
      barcode.draw(canvas, codes.x, at.addressTop)
      qr.draw(canvas, codes.x, qrTop)
      const factsX = codes.x + qr.width + Math.max(qr.quiet, 4 * mm)
      if (alone && template.show.dates) drawFacts(canvas, text, [
        { label: words.shipBefore, value: momentText(sheet.dueAt, words, timeZone), style: bold(10, 1.3) }, { label: words.ordered, value: buyerMomentText(sheet.orderedAt, words, timeZone), style: regular(9.5, 1.3) }
      ], regular(8, 1.3, grey), { x: factsX, width: at.box.width - at.side * 0.5 - factsX }, qrTop - 2, 4)
    } else {
      drawNumber(canvas, text, sheet, inItsWords, { x: at.side, top: at.top, kind: `${words.packingSlip}, ${words.continued}`, room: codes.width, right: codes.x - barcode.quiet - 2 * qr.quiet - qr.width })
      barcode.draw(canvas, codes.x, at.top)
      qr.draw(canvas, codes.x - barcode.quiet - qr.quiet - qr.width, at.top)
    }
    for (const { row: placedRow, y } of placed) placedRow.draw(canvas, y)

    const foot = text.fit(footText(sheet, inItsWords), regular(8, 1.4, grey), [8, 7, 6], whole.width - 30 * mm)
    for (const line of foot.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, footTop + 3, whole.width, foot.style)
    canvas.fixed(() => {
      canvas.rectangle(whole.x, footTop, whole.width, 0.5, 0.75)
      for (const line of text.set(fill(words.page, { page: index + 1, pages: flow.length }), regular(8), whole.width).lines) drawLine(canvas, line, whole.x, footTop + 3, whole.width, regular(8, 1.4, grey), 'right')
    })
  })
  return { box: at.box, pages, missing: text.missing, problems: alone ? [...barsTooWide(barcode, at.box.width - at.codesX + barcode.quiet), ...squareTooWide(qr, sheet, settings, squareRoom)] : ordersTooWide(sheet, settings, text, bold(10, 1.2), whole, at.box.width) }
}

const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, one) => sum + one.height, 0)

/** The head of the list of goods: two words over a line. */
function listHead(text: SheetText, quantity: string, item: string, style: Style, column: Column, indent: number): Row[] {
  const height = style.size * style.leading
  return [
    row(height, (canvas, y) => {
      const [left, right] = text.mirrored ? [column.x, column.x + column.width - indent] : [column.x + indent, column.x]
      const side = text.mirrored ? 'right' : 'left'
      for (const line of text.set(quantity, style, indent).lines.slice(0, 1)) drawLine(canvas, line, right, y, indent, style, side)
      for (const line of text.set(item, style, column.width - indent).lines.slice(0, 1)) drawLine(canvas, line, left, y, column.width - indent, style, side)
    }, true),
    row(2, (canvas, y) => { canvas.rectangle(column.x, y + 1, column.width, 1) }, true)
  ]
}

function drawMark(canvas: Canvas, text: SheetText, mark: { readonly name: string; readonly hint: string }, column: Column): void {
  const [y, height] = [7.5 * mm, 6.5 * mm]
  canvas.rectangle(column.x, y, column.width, height)
  const baseline = y + height / 2 + 4
  for (const line of text.set(mark.name, bold(11, 1), column.width).lines) canvas.text(line, column.x + 7, baseline, 11, { gray: 1, tracking: 1.6 })
  for (const line of text.set(mark.hint, regular(9.5, 1), column.width).lines) canvas.text(line, column.x + column.width - 7 - (line.width * 9.5) / 1000, baseline - 0.4, 9.5, { gray: 1 })
}

/** Where a slip's number stands, and how far what stands beside it may reach. */
interface NumberPlace {
  readonly x: number
  readonly top: number
  readonly kind: string
  readonly room: number
  readonly right: number
}

type Fitted = ReturnType<SheetText['fit']>

function drawNumber(canvas: Canvas, text: SheetText, sheet: SlipSheet, settings: SheetSettings, { x, top, kind, room, right }: NumberPlace): void {
  const { words } = settings
  const widest = ({ paragraph, style }: Fitted): number => Math.max(...paragraph.lines.map(({ width }) => (width * style.size) / 1000))
  const [badge] = copyText(sheet, settings) === '' ? [] : text.set(copyText(sheet, settings), bold(11, 1), 300).lines
  // Beside the codes of a later page there may be no room for all of it: which page it is stands at its foot too.
  const aside = badge === undefined ? 0 : 8 + badgeWidth(badge, 11)
  const what = [kind, words.packingSlip].map((said) => text.fit(said, regular(9, 1.4, grey), [9, 8, 7, 6], right - x - aside)).find(({ paragraph }) => paragraph.lines.length === 1)
  if (what !== undefined) canvas.fixed(() => { for (const line of what.paragraph.lines) drawLine(canvas, line, x, top, 300, what.style) })
  if (badge !== undefined) drawBadge(canvas, badge, 11, what === undefined ? x : x + widest(what) + 8, top + 10)
  const baseline = top + 15 * mm
  const shared = sheet.together !== undefined
  const place = (width: number): Fitted => text.fit(placeText(sheet, words), regular(13), [13, 11, 9, 8], width)
  const numberIn = (width: number): Fitted => text.fit(numberText(sheet), bold(38, 1), [38, 30, 24, 18, 14, 11, 9], width)
  const sharedPlace = place(room / 2)
  const number = numberIn(shared ? room - 6 - widest(sharedPlace) : right - x)
  const [line] = number.paragraph.lines
  if (line === undefined) return
  canvas.text(line, x - 1.5, baseline, number.style.size)
  const after = x + (line.width * number.style.size) / 1000 + 6
  const beside = shared ? sharedPlace : place(right - after)
  // Two lines at most stand beside the number, more would be pieces of words.
  const isBeneath = !shared && (beside.paragraph.lines.length > 2 || after + widest(beside) > right)
  const { style, paragraph: { lines } } = isBeneath ? text.fit(placeText(sheet, words), regular(13), [13, 11, 9, 8, 7, 6], right - x) : beside
  lines.forEach((of, i) => { canvas.text(of, isBeneath ? x : after, isBeneath ? baseline + (i + 1) * style.size * 1.2 : baseline - (lines.length - 1 - i) * style.size * 1.2, style.size) })
}
