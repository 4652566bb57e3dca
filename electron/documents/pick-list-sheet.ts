import type { Canvas } from './canvas.ts'
import type { DeskContent, DeskInput, PickRow } from './desk-input.ts'
import { counted } from './desk-words.ts'
import { goodsPicture } from './goods-picture.ts'
import { listFrame } from './list-frame.ts'
import { cutAt, drawDown, heightOf, mostTogether } from './list-rows.ts'
import { listPages, listStyles, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { isGiven } from './recipient-rows.ts'
import { paragraphRows, row, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { labelledRows } from './slip-rows.ts'

/** What to fetch from the shelves for a run: goods by SKU with their number in large type, their picture, and the places of the run that need them. */
export function pickListPages(input: DeskInput, content: Extract<DeskContent, { kind: 'pick_list' }>, text: SheetText): DrawnPages {
  const { words } = input
  const frame = listFrame(input.paper)
  const { whole, scale, black, narrow, rule } = frame
  const { bold, regular } = listStyles(frame)
  const several = new Set(content.rows.map((one) => one.store)).size > 1
  // Beside a narrow list there is no room for pictures: they stand beneath the number.
  const picture = (narrow ? 12 : 14) * mm
  const [count, aside] = narrow ? [13 * mm, 0] : [22 * mm, picture]

  const rowsOf = (line: PickRow): Row[] => {
    const known = line.count === 0 && line.uncounted > 0 ? '' : String(line.count)
    const number = text.fitNumber(`${known}${line.uncounted === 0 ? '' : known === '' ? '?' : '+?'}×`, bold(22), [22, 18, 15, 12, 10].map((size) => size * scale), count - 2 * mm)
    const before = Math.max(count, ((number.paragraph.lines[0]?.width ?? 0) * number.style.size) / 1000 + 2 * mm) + aside
    const high = heightOf(paragraphRows(number.paragraph, 0, before, number.style))
    const body = { x: whole.x + before + 2.5 * mm, width: whole.width - before - 2.5 * mm - 6 * mm }
    const said: Row[] = [
      ...paragraphRows(text.set([line.sku, line.name].find(isGiven) ?? words.notKnown, bold(12), body.width), body.x, body.width, bold(12)),
      ...(isGiven(line.sku) && isGiven(line.name) ? paragraphRows(text.set(line.name, regular(9), body.width), body.x, body.width, regular(9)) : []),
      ...[[line.color, line.size].filter((part) => part !== null && part.trim() !== '').join(' · ')].filter((detail) => detail !== '').flatMap((detail) => paragraphRows(text.set(detail, regular(9), body.width), body.x, body.width, regular(9))),
      ...labelledRows(text, [{ label: words.places, value: line.places, style: bold(9) }], regular(8), body, 4),
      ...(line.uncounted === 0 ? [] : paragraphRows(text.set(counted(words, words.uncounted, line.uncounted), bold(9), body.width), body.x, body.width, bold(9)))
    ]
    // Goods that hundreds of places need go on below, and over to another page.
    const [beside, below] = cutAt(said, mostTogether)
    const pixels = line.picture === null ? null : goodsPicture(line.picture)
    const pictured = narrow ? high + (pixels === null ? 0 : picture) : picture
    const height = Math.max(heightOf(beside), pictured) + (below.length === 0 ? 2.4 : 1.2) * mm
    const under = (canvas: Canvas, bottom: number): void => { canvas.rectangle(whole.x, bottom - rule, whole.width, rule) }
    return [row(height, (canvas, y) => {
      const top = y + 1.2 * mm
      drawDown(canvas, paragraphRows(number.paragraph, whole.x, before - aside, number.style), top)
      if (pixels !== null) {
        const fit = Math.min(picture / pixels.width, picture / pixels.height)
        const [width, tall] = [pixels.width * fit, pixels.height * fit]
        const [x, from] = narrow ? [whole.x, top + high] : [whole.x + before - picture + (picture - width) / 2, top]
        if (black) canvas.dots(pixels.key, pixels, x, from, width, tall)
        else canvas.picture(pixels.key, pixels, x, from, width, tall)
      }
      drawDown(canvas, beside, top)
      // To be ticked off.
      const box = 4.2 * mm
      const left = whole.x + whole.width - box
      for (const [dx, dy, w, h] of [[0, 0, box, 0.8], [0, box - 0.8, box, 0.8], [0, 0, 0.8, box], [box - 0.8, 0, 0.8, box]] as const) canvas.rectangle(left + dx, top + dy, w, h)
      if (below.length === 0) under(canvas, y + height)
    }), ...below.map((one, i) => (i < below.length - 1 ? one : row(one.height + 1.2 * mm, (canvas, y) => {
      one.draw(canvas, y)
      under(canvas, y + one.height + 1.2 * mm)
    })))]
  }
  const stores = [...new Set(content.rows.map((one) => one.store))]
  const rows = stores.flatMap((store) => [
    ...(several ? [space(2 * mm), ...paragraphRows(text.set(store, bold(13), whole.width), whole.x, whole.width, bold(13)).map((one) => ({ ...one, keep: true }))] : []),
    ...content.rows.flatMap((line) => (line.store === store ? rowsOf(line) : []))
  ])
  const facts = [[counted(words, words.kinds, content.rows.length), counted(words, words.nPieces, content.rows.reduce((sum, one) => sum + one.count, 0)), counted(words, words.nOrders, content.orders)].join(', ')]
  return listPages(input, { title: words.pickList, facts, rows }, text)
}
