import type { DeskContent, DeskInput, RunOutcome } from './desk-input.ts'
import { listBold, listFrame, listPages, listRegular, tableRow, type DrawnPages } from './list-sheet.ts'
import { momentIn } from './moments.ts'
import { mm } from './papers.ts'
import { paragraphRows, space } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { labelledRows } from './slip-rows.ts'
import { fill } from './slip-words.ts'

/** What a run came to, for the end of the day: its orders by place, how many of which store, how it came out as far as a person has said, and every order that it left out with the reason. */
export function summaryPages(input: DeskInput, content: Extract<DeskContent, { kind: 'summary' }>, text: SheetText): DrawnPages {
  const { words } = input
  const { whole, scale, roll } = listFrame(input.paper)
  const [bold, regular] = [(size: number) => listBold(size * scale), (size: number) => listRegular(size * scale)]
  const shares = roll ? [0.15, 0.28, 0, 0.3, 0.1, 0.17] : [0.07, 0.14, 0.31, 0.3, 0.09, 0.09]
  const line = (said: readonly string[], style: ReturnType<typeof bold>, keep = false) => tableRow(text, said.flatMap((one, i) => ((shares[i] ?? 0) === 0 ? [] : [{ said: one, share: shares[i] ?? 0, style, right: i === 5 }])), whole, { keep })
  const count = (pieces: number, uncounted: number): string => (uncounted === 0 ? String(pieces) : `${String(pieces)} + ?`)
  const total = content.stores.reduce((sum, one) => sum + one.pieces, 0)
  // `outcome` has no other names.
  const outcomes = (Object.entries(content.outcome) as [keyof RunOutcome, RunOutcome['good']][]).filter(([, { n }]) => n > 0)
  return listPages(input, {
    title: words.summary,
    facts: [fill(words.summaryFacts, { orders: content.rows.length, pieces: total, at: momentIn(content.run.createdAt, words.locale, input.timeZone) })],
    rows: [
      ...content.stores.map((one) => tableRow(text, [{ said: one.store, share: 0.6, style: bold(10) }, { said: `${words.orders} ${String(one.orders)}`, share: 0.2, style: regular(10), right: true }, { said: `${words.pieces} ${count(one.pieces, one.uncounted)}`, share: 0.2, style: regular(10), right: true }], whole)),
      space(4 * mm),
      ...paragraphRows(text.set(words.outcome, bold(11), whole.width), whole.x, whole.width, bold(11)).map((one) => ({ ...one, keep: true })),
      ...outcomes.flatMap(([name, { n, places }]) => labelledRows(text, [{ label: `${words.outcomes[name]} (${String(n)})`, value: places, style: bold(9) }], regular(9), whole, 4)),
      space(4 * mm),
      line([words.number, words.pickCode, words.order, words.recipient, '', words.pieces], regular(8), true),
      ...content.rows.map((one) => line([String(one.position), one.pickCode, one.joomId, one.recipient ?? words.notKnown, one.country ?? '', one.pieces === null ? '?' : String(one.pieces)], regular(9))),
      space(4 * mm),
      ...paragraphRows(text.set(content.leftOut.length === 0 ? words.noneLeftOut : `${words.leftOut} (${String(content.leftOut.length)})`, bold(11), whole.width), whole.x, whole.width, bold(11)).map((one) => ({ ...one, keep: content.leftOut.length > 0 })),
      ...content.leftOut.map((one) => tableRow(text, [{ said: one.joomId, share: 0.4, style: regular(9) }, { said: one.reason, share: 0.6, style: regular(9) }], whole))
    ]
  }, text)
}
