import { countryLine } from './address-lines.ts'
import type { DeskContent, DeskInput, HandOverRow } from './desk-input.ts'
import { counted } from './desk-words.ts'
import { listFrame } from './list-frame.ts'
import { cutAt, drawDown, entryLead, entryRows, heightOf, mostTogether, ruled, sidelong, tableRows } from './list-rows.ts'
import { listPages, listStyles, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, paragraphRows, row, space, type Row } from './rows.ts'
import { numberBars } from './sheet-codes.ts'
import type { SheetText } from './sheet-text.ts'

type HandOver = Extract<DeskContent, { kind: 'hand_over' }>

/** What is handed to each carrier: every tracking number, on sheets as bars too, with its parcel's pick code, how many they are, and where both sign. A carrier's list begins on a page of its own. */
export function handOverPages(input: DeskInput, content: HandOver, text: SheetText): DrawnPages {
  const lists = content.carriers.map((carrier) => carrierPages(input, carrier, text))
  return { pages: lists.flatMap((list) => list.pages) }
}

function carrierPages(input: DeskInput, { carrier, rows, senders }: HandOver['carriers'][number], text: SheetText): DrawnPages {
  const { words } = input
  const frame = listFrame(input.paper)
  const { whole } = frame
  const { bold, regular } = listStyles(frame)
  const several = senders.length > 1
  const signature = (who: string, x: number, width: number): Row => row(30 * mm, (canvas, y) => {
    for (const line of text.set(who, bold(10), width).lines.slice(0, 1)) drawLine(canvas, line, x, y, width, bold(10))
    for (const [i, label] of [words.name, words.signature, words.date].entries()) {
      const at = y + (13 + 8 * i) * mm
      canvas.rectangle(x, at, width, frame.rule)
      for (const line of text.set(label, regular(7.5), width).lines.slice(0, 1)) drawLine(canvas, line, x, at + 0.5 * mm, width, regular(7.5))
    }
  })
  const gap = frame.narrow ? 6 * mm : 10 * mm
  const half = (whole.width - gap) / 2
  // Nobody signs in less than this: on a roll they sign one under the other.
  const isBeside = half >= 38 * mm
  const [given, taken] = [signature(words.given, whole.x, isBeside ? half : whole.width), signature(words.taken, whole.x + (isBeside ? half + gap : 0), isBeside ? half : whole.width)]
  const count = paragraphRows(text.set(counted(words, words.handedOver, rows.length), bold(12), whole.width), whole.x, whole.width, bold(12)).map((one) => ({ ...one, keep: true }))
  const lead = entryLead(frame) / whole.width
  const heads = [words.trackingNumber, words.pickCode, words.country, ...(several ? [words.store] : [])].join(' · ')
  return listPages(input, {
    title: words.handOver, of: carrier,
    facts: [counted(words, words.nParcels, rows.length), ...senders.flatMap(({ store, lines }) => (several ? sidelong(text, [store, ...lines], regular(10), whole.width) : [store, ...lines]))],
    rows: [
      ...(frame.narrow ? [] : tableRows(text, [{ said: words.number, share: lead, style: regular(8) }, { said: heads, share: 1 - lead, style: regular(8) }], frame, true)),
      ...rows.flatMap((one, i) => parcelRows(input, one, i + 1, several, text)),
      space(4 * mm),
      ...count,
      // Count and signatures are never parted: nobody signs for a number that stands on another page.
      row(isBeside ? 36 * mm : 74 * mm, (canvas, y) => {
        given.draw(canvas, y + 3 * mm)
        taken.draw(canvas, y + (isBeside ? 3 : 41) * mm)
      })
    ]
  }, text)
}

/** A parcel: its tracking number, beneath it what else it is told by; on sheets with the number's bars at the right, or beneath where they are wider, or without where they do not fit at all. */
function parcelRows(input: DeskInput, { trackingNumber, pickCode, country, store }: HandOverRow, place: number, several: boolean, text: SheetText): Row[] {
  const frame = listFrame(input.paper)
  const { whole, narrow } = frame
  const { bold } = listStyles(frame)
  const entry = { number: String(place), said: trackingNumber, style: bold(11), details: [pickCode, ...(country === null ? [] : [countryLine(country)]), ...(several ? [store] : [])] }
  const bars = narrow ? null : numberBars(trackingNumber, input)
  const lead = entryLead(frame)
  if (bars === null || bars.width + bars.quiet > whole.width - lead) return ruled(entryRows(text, entry, frame), frame)
  const pad = 2.2 * mm
  // A tracking number of the usual length stands beside its bars on one line.
  if (whole.width - lead - bars.width - bars.quiet < 38 * mm) {
    return ruled([...entryRows(text, entry, frame), row(bars.height, (canvas, y) => { bars.draw(canvas, whole.x + lead, y) })], frame, false, pad)
  }
  const [beside, below] = cutAt(entryRows(text, entry, frame, bars.width + bars.quiet), mostTogether)
  const said = heightOf(beside)
  const height = Math.max(said, bars.height)
  return ruled([row(height, (canvas, y) => {
    drawDown(canvas, beside, y + (height - said) / 2)
    bars.draw(canvas, whole.x + whole.width - bars.width, y + (height - bars.height) / 2)
  }), ...below], frame, false, pad)
}
