import { isUnseen } from './text/clean-text.ts'
import { paragraphRows, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { barRows, labelledRows, type Column } from './slip-rows.ts'
import type { SlipWords } from './slip-words.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** What a recipient is set in; `gap`: space before the phone, in points. */
export interface RecipientStyles {
  readonly name: Style
  readonly line: Style
  readonly phone: Style
  readonly label: Style
  readonly warning: Style
  readonly gap: number
}

/** Whether there is anything of a text to print. */
export const isGiven = (text: string | null): text is string => text !== null && !isUnseen(text)

/**
 * Whom a parcel goes to: name, address on the side on which most of its lines begin, and phone. What Joom did not give is said in
 * its place and not left out: whoever packs does not take it for one that has none.
 */
export function recipientRows(text: SheetText, sheet: SlipSheet, words: SlipWords, { name, line, phone, label, warning, gap }: RecipientStyles, column: Column): Row[] {
  const lines = [
    ...(isGiven(sheet.recipientName) ? [{ paragraph: text.set(sheet.recipientName, name, column.width), style: name }] : []),
    ...sheet.addressLines.map((said) => ({ paragraph: text.set(said, line, column.width), style: line }))
  ]
  const fromRight = lines.filter(({ paragraph }) => paragraph.rtl).length * 2 > lines.length
  const lacks = (what: string): Row[] => barRows(text, what, warning, column, 4)
  return [
    ...(isGiven(sheet.recipientName) ? [] : [...lacks(words.noName), space(gap)]),
    ...lines.flatMap(({ paragraph, style }) => paragraphRows(paragraph, column.x, column.width, style, fromRight ? 'right' : 'left')),
    ...(isGiven(sheet.country) ? [] : [space(gap), ...lacks(words.noCountry)]),
    space(gap),
    ...labelledRows(text, [{ label: words.phone, value: isGiven(sheet.phone) ? sheet.phone : words.notKnown, style: phone }], label, column, 8)
  ]
}
