import type { Canvas } from './canvas.ts'
import { mm } from './papers.ts'
import { drawLine } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Column } from './slip-rows.ts'
import type { Style } from './text/fonts.ts'

/** How far the mark of a store that is not production pushes down what stands on a label, in points. */
export const markHeight = 6 * mm

const bold = (size: number): Style => ({ size, weight: 'bold', leading: 1, gray: 0 })
const regular = (size: number): Style => ({ size, weight: 'regular', leading: 1, gray: 0 })

/** Across the top of a label, white on black: what it belongs to, where that is not production. @param y where what may be printed on begins */
export function drawLabelMark(canvas: Canvas, text: SheetText, mark: { readonly name: string; readonly hint: string }, whole: Column, y: number): void {
  const height = 5.6 * mm
  canvas.rectangle(whole.x, y, whole.width, height)
  const baseline = y + height / 2 + 3.6
  const [name] = text.set(mark.name, bold(10), whole.width).lines
  if (name === undefined) return
  canvas.text(name, whole.x + 5, baseline, 10, { gray: 1, tracking: 1.2 })
  const room = whole.width - 15 - (name.width * 10) / 1000 - 1.2 * [...name.text].length
  const hint = text.fit(mark.hint, regular(8), [8, 7, 6, 5], room)
  // On a narrow roll there is room for the name alone: that is what counts.
  if (hint.paragraph.lines.length > 1) return
  for (const line of hint.paragraph.lines) drawLine(canvas, line, whole.x, y + height / 2 - hint.style.size / 2, whole.width - 5, { ...hint.style, gray: 1 }, 'right')
}
