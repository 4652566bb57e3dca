import { badgeWidth, drawBadge } from './drawn-sheet.ts'
import { baselineIn, row, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Column } from './slip-rows.ts'
import { fill, type SlipWords } from './slip-words.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

const large: Style = { size: 26, weight: 'bold', leading: 1.05, gray: 0 }
const badge: Style = { size: 8.5, weight: 'bold', leading: 1.2, gray: 0 }
const small: Style = { size: 8.5, weight: 'regular', leading: 1.2, gray: 0 }

/** What stands beside a sheet's number: `of 40 · Run 7`, or `of 40` where the run has no number yet. */
export const placeText = (sheet: SlipSheet, words: SlipWords): string => placeParts(sheet, words).join(' · ')

/** The same, each part by itself. */
export function placeParts(sheet: SlipSheet, words: SlipWords): string[] {
  return [fill(words.of, { of: sheet.of }), ...(sheet.run === undefined ? [] : [fill(words.run, { run: sheet.run })])]
}

/** The place of a slip in its run: `12`, or `12–14` where it has several orders. */
export function numberText(sheet: SlipSheet): string {
  const last = sheet.together?.at(-1)
  return last === undefined ? String(sheet.position) : `${String(sheet.position)}–${String(last.position)}`
}

/**
 * The order's number in its run, as large on every sheet of the order: `12`, beside it `of 40 · Run 7`, and at the right what the
 * sheet is; of a further paper, which copy it is instead, white on black.
 */
export function numberRow(text: SheetText, sheet: SlipSheet, words: SlipWords, kind: string, column: Column): Row {
  const number = text.fit(String(sheet.position), large, [26, 22, 18], column.width / 2)
  const [line] = number.paragraph.lines
  const copy = sheet.copy === undefined || sheet.copy < 2 ? null : fill(words.copy, { copy: sheet.copy })
  const indent = ((line?.width ?? 0) * number.style.size) / 1000 + 5
  const { style, paragraph: { lines: [beside] } } = text.fit(placeText(sheet, words), small, [8.5, 7.5, 6.5, 5.5], column.width - indent)
  const [right] = text.set(copy ?? kind, copy === null ? small : badge, column.width).lines
  const height = large.size * large.leading
  return row(height, (canvas, y) => {
    if (line === undefined || beside === undefined || right === undefined) return
    const baseline = y + baselineIn(line, large)
    canvas.text(line, column.x, baseline, number.style.size)
    const after = column.x + indent
    canvas.text(beside, after, baseline, style.size)
    const x = column.x + column.width - (copy === null ? (right.width * small.size) / 1000 : badgeWidth(right, badge.size))
    // On a narrow label what it is stands above its place.
    const at = x < after + (beside.width * style.size) / 1000 + 6 ? baseline - small.size * 1.3 : baseline
    if (copy === null) canvas.text(right, x, at, small.size)
    else drawBadge(canvas, right, badge.size, x, at)
  }, true)
}
