import type { DeskContent, DeskInput } from './desk-input.ts'
import { listBold, listFrame, listPages, listRegular, tableRow, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, paragraphRows, row, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { fill } from './slip-words.ts'

/** What is handed to each carrier: every tracking number with its parcel's pick code, how many they are, and where both sign. A carrier's list begins on a page of its own. */
export function handOverPages(input: DeskInput, content: Extract<DeskContent, { kind: 'hand_over' }>, text: SheetText): DrawnPages {
  const lists = content.carriers.map((carrier) => carrierPages(input, carrier, content.sender, text))
  return { pages: lists.flatMap((list) => list.pages) }
}

function carrierPages(input: DeskInput, { carrier, rows }: Extract<DeskContent, { kind: 'hand_over' }>['carriers'][number], sender: readonly string[], text: SheetText): DrawnPages {
  const { words } = input
  const { whole, scale } = listFrame(input.paper)
  const [bold, regular] = [(size: number) => listBold(size * scale), (size: number) => listRegular(size * scale)]
  const shares = [0.1, 0.45, 0.22, 0.23] as const
  const cells = (said: readonly string[], style: ReturnType<typeof bold>, code = style) => said.map((one, i) => ({ said: one, share: shares[i] ?? 0, style: i === 1 ? code : style }))
  const signature = (who: string, x: number, width: number): Row => row(30 * mm, (canvas, y) => {
    for (const line of text.set(who, bold(10), width).lines.slice(0, 1)) drawLine(canvas, line, x, y, width, bold(10))
    for (const [i, label] of [words.name, words.signature, words.date].entries()) {
      const at = y + (13 + 8 * i) * mm
      canvas.rectangle(x, at, width, 0.6)
      for (const line of text.set(label, regular(7.5), width).lines.slice(0, 1)) drawLine(canvas, line, x, at + 0.5 * mm, width, regular(7.5))
    }
  })
  const half = whole.width / 2 - 5 * mm
  const [given, taken] = [signature(words.given, whole.x, half), signature(words.taken, whole.x + half + 10 * mm, half)]
  const count = paragraphRows(text.set(fill(words.parcels, { n: rows.length }), bold(12), whole.width), whole.x, whole.width, bold(12)).map((one) => ({ ...one, keep: true }))
  return listPages(input, {
    title: words.handOver, facts: [carrier, fill(words.handOverFacts, { parcels: rows.length }), ...sender],
    rows: [
      tableRow(text, cells([words.number, words.trackingNumber, words.pickCode, words.country], regular(8)), whole, { keep: true }),
      ...rows.map((one, i) => tableRow(text, cells([String(i + 1), one.trackingNumber, one.pickCode, one.country ?? ''], regular(10), bold(11)), whole)),
      space(4 * mm),
      ...count,
      // Count and signatures are never parted: nobody signs for a number that stands on another page.
      row(36 * mm, (canvas, y) => { given.draw(canvas, y + 3 * mm); taken.draw(canvas, y + 3 * mm) })
    ]
  }, text)
}
