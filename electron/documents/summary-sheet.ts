import { countryLine } from './address-lines.ts'
import type { DeskContent, DeskInput, RunOutcome, SummaryRow } from './desk-input.ts'
import { counted } from './desk-words.ts'
import { listFrame } from './list-frame.ts'
import { entryRows, ruled, tableRows } from './list-rows.ts'
import { listPages, listStyles, type DrawnPages } from './list-sheet.ts'
import { momentIn } from './moments.ts'
import { mm } from './papers.ts'
import { paragraphRows, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { labelledRows } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { Style } from './text/fonts.ts'

/** Columns of a sheet: place, pick code, order, recipient, country, pieces. */
const shares = [0.07, 0.13, 0.29, 0.26, 0.17, 0.08] as const

/** From this width on, an order's id and its pick code stand in columns without being broken. */
const roomForColumns = 150 * mm

/** What a run came to, for the end of the day: its orders by place, how many of which store, how it came out as far as a person has said, and every order that it left out with the reason. */
export function summaryPages(input: DeskInput, content: Extract<DeskContent, { kind: 'summary' }>, text: SheetText): DrawnPages {
  const { words } = input
  const frame = listFrame(input.paper)
  const { whole } = frame
  const hasColumns = whole.width > roomForColumns
  const { bold, regular } = listStyles(frame)
  const line = (said: readonly string[], style: Style, keep = false): Row[] => tableRows(text, said.map((one, i) => ({ said: one, share: shares[i] ?? 0, style, right: i === 5 })), frame, keep)
  const title = (said: string, keep = true): Row[] => paragraphRows(text.set(said, bold(11), whole.width), whole.x, whole.width, bold(11)).map((one) => ({ ...one, keep }))
  const orderRows = ({ position, pickCode, joomId, recipient, country, pieces }: SummaryRow): Row[] => {
    const [name, land, count] = [recipient ?? words.notKnown, country === null ? '' : countryLine(country), pieces === null ? '?' : String(pieces)]
    return hasColumns
      ? line([String(position), pickCode, joomId, name, land, count], regular(9))
      : ruled(entryRows(text, { number: String(position), said: name, style: bold(9.5), details: [pickCode, ...(land === '' ? [] : [land]), joomId], count }, frame), frame)
  }
  const storeRows = ({ store, orders, pieces, uncounted }: (typeof content.stores)[number]): Row[] => {
    const counts = [counted(words, words.nOrders, orders), `${counted(words, words.nPieces, pieces)}${uncounted === 0 ? '' : ' + ?'}`]
    return frame.narrow
      ? ruled(entryRows(text, { number: '', said: store, style: bold(10), details: counts }, frame), frame)
      : tableRows(text, [{ said: store, share: 0.56, style: bold(10) }, { said: counts[0] ?? '', share: 0.2, style: regular(10), right: true }, { said: counts[1] ?? '', share: 0.24, style: regular(10), right: true }], frame)
  }
  const leftOutRows = ({ joomId, reason }: (typeof content.leftOut)[number], i: number): Row[] => (frame.narrow
    ? ruled(entryRows(text, { number: String(i + 1), said: joomId, style: bold(8.5), details: [reason] }, frame), frame)
    : tableRows(text, [{ said: joomId, share: 0.4, style: regular(9) }, { said: reason, share: 0.6, style: regular(9) }], frame))
  const total = content.stores.reduce((sum, one) => sum + one.pieces, 0)
  // `outcome` has no other names.
  const outcomes = (Object.entries(content.outcome) as [keyof RunOutcome, RunOutcome['good']][]).filter(([, { n }]) => n > 0)
  return listPages(input, {
    title: words.summary,
    facts: [[counted(words, words.nOrders, content.rows.length), counted(words, words.nPieces, total), fill(words.frozen, { at: momentIn(content.run.createdAt, words.locale, input.timeZone) })].join(', ')],
    rows: [
      ...content.stores.flatMap(storeRows),
      space(4 * mm),
      ...title(words.outcome),
      ...outcomes.flatMap(([name, { n, places }]) => labelledRows(text, [{ label: `${words.outcomes[name]} (${String(n)})`, value: places, style: bold(9) }], regular(9), whole, 4)),
      space(4 * mm),
      ...(hasColumns ? line([words.number, words.pickCode, words.order, words.recipient, words.country, words.pieces], regular(8), true) : []),
      ...content.rows.flatMap(orderRows),
      space(4 * mm),
      ...title(content.leftOut.length === 0 ? words.noneLeftOut : `${words.leftOut} (${String(content.leftOut.length)})`, content.leftOut.length > 0),
      ...content.leftOut.flatMap(leftOutRows)
    ]
  }, text)
}
