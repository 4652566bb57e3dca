import type { SheetProblem } from '../contract/schemas.ts'
import { addressFoot } from './address-foot.ts'
import type { Canvas } from './canvas.ts'
import { bestFlow, environmentMark, namingMissing, type DrawnSheet, type Flow, type SheetSettings } from './drawn-sheet.ts'
import { drawLabelMark, markHeight } from './label-mark.ts'
import { numberRow } from './label-number.ts'
import { longestCut, mm, type LabelFrame } from './papers.ts'
import { isGiven, recipientRows } from './recipient-rows.ts'
import { paragraphRows, space } from './rows.ts'
import { returnLines } from './sheet-heading.ts'
import { SheetText } from './sheet-text.ts'
import { barRows, missingSentence, ruleRow, type Column } from './slip-rows.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

const rule = 0.35 * mm
const scales = [1.35, 1.25, 1.15, 1.08, 1, 0.93, 0.86, 0.79, 0.72, 0.66]

const bold = (size: number, leading = 1.28): Style => ({ size, weight: 'bold', leading, gray: 0 })
const regular = (size: number, leading = 1.32): Style => ({ size, weight: 'regular', leading, gray: 0 })

/**
 * A label with the recipient in the largest type that fits, the sender, the number in the run, and what names the order: for a parcel
 * that goes by a carrier whose own sticker goes beside it. The template may leave the sender out. It looks like nobody's: no logo, no carrier's words, no routing.
 * One label or none: a recipient without a name or a country, one that does not fit even in the smallest type, and characters of a
 * recipient that no font has, are problems. Those of the sender stand as their numbers and are named, as on slips.
 */
export function addressLabel(sheet: SlipSheet, settings: SheetSettings, frame: LabelFrame): DrawnSheet {
  const { words } = settings
  const whole: Column = { x: frame.side, width: frame.width - 2 * frame.side }
  const [text, beside] = [new SheetText(sheet.country), new SheetText(null)]
  const foot = addressFoot(sheet, settings, beside, frame)
  const mark = environmentMark(sheet, settings)
  const top = mark === null ? Math.max(4 * mm, frame.edge) : frame.edge + 1 * mm + markHeight
  const most = frame.height ?? longestCut
  const area = { top, bottom: most - foot.height - 1 * mm }

  const flowAt = (scale: number): Flow => {
    // The sender never grows: the recipient has the room.
    const small = Math.min(1, scale)
    const missing = missingSentence(beside.missing, words)
    const heading = sheet.template?.labelSender === false ? [] : [sheet.storeName, ...returnLines(sheet)]
    const recipient = recipientRows(text, sheet, words, { name: bold(16 * scale, 1.25), line: regular(14 * scale, 1.3), phone: bold(11 * scale), label: regular(8.5 * small), warning: bold(9, 1.5), gap: 1.2 * mm }, whole)
    const said = (label: string): Style => (label === words.from ? regular(7) : bold(8))
    return {
      recipientEnd: recipient.at(-1),
      rows: [
        numberRow(text, sheet, words, words.addressLabel, whole),
        ...(missing === '' ? [] : [space(1 * mm), ...barRows(text, missing, bold(8, 1.5), whole, 4)]),
        ...ruleRow(whole, 0.6 * mm, 1 * mm, rule, 0),
        ...(heading.length === 0 ? [] : paragraphRows(beside.set(words.from, said(words.from), whole.width), whole.x, whole.width, said(words.from))),
        ...heading.flatMap((line, i) => {
          const style = i === 0 ? bold(8.5 * small) : regular(8 * small)
          return paragraphRows(beside.set(line, style, whole.width), whole.x, whole.width, style)
        }),
        ...(heading.length === 0 ? [] : ruleRow(whole, 1.2 * mm, 1.6 * mm, rule, 0)),
        ...paragraphRows(text.set(words.shipTo, bold(8), whole.width), whole.x, whole.width, bold(8)),
        space(0.8 * mm),
        ...recipient
      ]
    }
  }
  const flow = bestFlow(namingMissing(flowAt, beside), frame.height === null ? scales.filter((scale) => scale <= 1) : scales, () => area)
  const height = frame.height ?? Math.ceil(Math.max(...flow.flatMap((placed) => placed.map(({ row, y }) => y + row.height))) + 2 * mm + foot.height)

  const problems: SheetProblem[] = [
    ...foot.problems,
    ...(flow.length > 1 ? [{ field: returnLines(sheet).length > 8 ? 'return_address' as const : 'recipient' as const, why: 'too_long' as const }] : []),
    ...(isGiven(sheet.recipientName) && isGiven(sheet.country) ? [] : [{ field: 'recipient' as const, why: 'not_given' as const }]),
    ...(text.missing.length > 0 ? [{ field: 'recipient' as const, why: 'missing_characters' as const }] : [])
  ]
  const draw = (canvas: Canvas): void => {
    if (mark !== null) drawLabelMark(canvas, text, mark, whole, frame.edge)
    for (const { row, y } of flow[0] ?? []) row.draw(canvas, y)
    foot.draw(canvas, height - foot.height)
  }
  return { box: { width: frame.width, height }, pages: [draw], missing: [...text.missing, ...beside.missing], problems }
}
