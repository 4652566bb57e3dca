import type { SheetProblem } from '../contract/schemas.ts'
import { standardTemplate } from '../domain/slip-template.ts'
import type { SheetSettings } from './drawn-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, row, space, type Row } from './rows.ts'
import { barsTooWide, orderCode, pickCode, squareTooWide, type PlacedCode } from './sheet-codes.ts'
import type { SheetText } from './sheet-text.ts'
import { buyerMomentText, labelledRows, momentText, type Column } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import { ordersOn, type SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** What stands in the place of the codes of a slip with several orders: each order has its own. */
export const noCode: PlacedCode = { width: 0, height: 0, quiet: 0, draw: () => undefined }

/** From this width on, an order's number and its two codes stand beside each other, where bars that a scanner needs wide leave room for it. */
const roomForAll = 82 * mm

/** What the frame under a recipient says: how many orders are on this slip, for the buyer, and how many go to him where these are more, for the packer; nothing where it is one alone. */
export function sharedSentences(sheet: SlipSheet, words: SheetSettings['words']): string[] {
  const [n, count] = [ordersOn(sheet).length, sheet.sameRecipientCount]
  return [...(n > 1 ? [fill(words.together, { n })] : []), ...(count > n ? [fill(words.sameRecipient, { count })] : [])]
}

/** What an order's number and codes, and the facts beneath, are set in. */
export interface OrderHeadStyles {
  readonly number: Style
  readonly code: Style
  readonly label: Style
  readonly value: Style
}

/** How large the square code of an order among several may be. */
const squareRoom = (column: Column): number => Math.min(32 * mm, column.width * 0.4)

/**
 * The problems of bars that are wider than a page of the slip, and of squares that a scanner needs too wide for the column, whichever of its orders they
 * belong to, each once; none for an order alone, whose codes have other places.
 * @param page how wide it is, in points
 */
export function ordersTooWide(sheet: SlipSheet, settings: SheetSettings, text: SheetText, style: Style, column: Column, page: number): SheetProblem[] {
  const orders = ordersOn(sheet)
  if (orders.length === 1) return []
  const room = squareRoom(column)
  return [
    ...orders.flatMap((order) => barsTooWide(pickCode(order, settings, text, style, 2), page)).slice(0, 1),
    // No square can be too wide where no scanner needs it wider: most slips do not make theirs twice.
    ...(settings.codes === undefined ? [] : orders.flatMap((order) => squareTooWide(orderCode(order, settings, room), order, settings, room)).slice(0, 1))
  ]
}

/** The head of one order among several on a slip: its place in the run, its codes, its id, its moments and its own sheet's hash. It stays with what follows. */
export function orderHeadRows(text: SheetText, order: SlipSheet, settings: SheetSettings, styles: OrderHeadStyles, column: Column): Row[] {
  const { words, timeZone } = settings
  const qr = orderCode(order, settings, squareRoom(column))
  const bars = pickCode(order, settings, text, styles.code, 2)
  const number = text.set(String(order.position), styles.number, column.width).lines
  const right = column.x + column.width
  const square = qr.height + 2 * qr.quiet
  // Light space may reach beyond the column, never beyond the page, which has as much beside the column on either side.
  const barsX = Math.min(right, right + column.x - bars.quiet) - bars.width
  const beside = barsX - bars.quiet - 2 * qr.quiet - qr.width
  const numberEnd = column.x + ((number[0]?.width ?? 0) * styles.number.size) / 1000
  const wide = column.width >= roomForAll && numberEnd <= beside - qr.quiet
  const qrX = wide ? beside : right - qr.width
  const codes = wide
    ? [row(Math.max(square, qr.quiet + bars.height), (canvas, y) => {
      for (const line of number.slice(0, 1)) drawLine(canvas, line, column.x, y, column.width, styles.number)
      qr.draw(canvas, qrX, y + qr.quiet)
      bars.draw(canvas, barsX, y + qr.quiet)
    }, true)]
    // An id that no square code carries still has its number above the bars.
    : [row(Math.max(square, styles.number.size * styles.number.leading), (canvas, y) => {
      for (const line of number.slice(0, 1)) drawLine(canvas, line, column.x, y, column.width, styles.number)
      qr.draw(canvas, qrX, y + qr.quiet)
    }, true), row(bars.height + 0.5 * mm, (canvas, y) => { bars.draw(canvas, Math.max(column.x, bars.quiet), y) }, true)]
  const { show } = order.template ?? standardTemplate
  const facts = [
    { label: words.order, value: order.joomId, style: styles.value },
    ...(show.dates ? [{ label: words.shipBefore, value: momentText(order.dueAt, words, timeZone), style: styles.value }, { label: words.ordered, value: buyerMomentText(order.orderedAt, words, timeZone), style: styles.value }] : []),
    { label: fill(words.sheet, { hash: '' }).trim(), value: order.hash, style: styles.value }
  ]
  return [...codes, ...labelledRows(text, facts, styles.label, column, 8).map((one) => ({ ...one, keep: true })), { ...space(1 * mm), keep: true }]
}
