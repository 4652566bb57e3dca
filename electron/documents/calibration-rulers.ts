import type { Rulers } from '../domain/calibration.ts'
import type { Canvas } from './canvas.ts'
import { listRegular } from './list-sheet.ts'
import { mm, type PageBox } from './papers.ts'
import { drawLine } from './rows.ts'
import type { SheetText } from './sheet-text.ts'

/** Lines are a quarter of a millimetre: two dots of the coarsest printer. */
const thin = 0.25 * mm
const small = listRegular(6, 1)

const digit = (canvas: Canvas, text: SheetText, said: string, x: number, y: number): void => {
  for (const line of text.set(said, small, 100).lines.slice(0, 1)) drawLine(canvas, line, x - 10 * mm, y, 20 * mm, small, 'center')
}

/** At the middle of each edge a stair of lines, 0 to 5 mm away from it: the first that is whole tells how much the printer leaves out. */
export function drawEdges(canvas: Canvas, text: SheetText, { width, height }: PageBox): void {
  const step = 4 * mm
  for (let n = 0; n <= 5; n++) {
    const [x, y] = [width / 2 + (n - 3) * step, height / 2 + (n - 3) * step]
    canvas.rectangle(x, n * mm, step, thin)
    canvas.rectangle(x, height - n * mm - thin, step, thin)
    canvas.rectangle(n * mm, y, thin, step)
    canvas.rectangle(width - n * mm - thin, y, thin, step)
    digit(canvas, text, String(n), x + step / 2, 5.6 * mm)
    digit(canvas, text, String(n), x + step / 2, height - 7.8 * mm)
    digit(canvas, text, String(n), 6.6 * mm, y + step / 2 - 3)
    digit(canvas, text, String(n), width - 6.6 * mm, y + step / 2 - 3)
  }
}

/** Two rulers from one corner, each millimetre a line; every line is as far to the right and down as it says, its left or upper edge. */
export function drawRulers(canvas: Canvas, text: SheetText, { left, top, across, down }: Rulers): void {
  const long = (n: number): number => (n % 10 === 0 ? 4.5 : n % 5 === 0 ? 3 : 1.8) * mm
  canvas.rectangle(left * mm, top * mm, across * mm + thin, thin)
  canvas.rectangle(left * mm, top * mm, thin, down * mm + thin)
  for (let n = 0; n <= across; n++) {
    canvas.rectangle((left + n) * mm, top * mm, thin, long(n))
    if (n % 10 === 0 && n > 0) digit(canvas, text, String(n), (left + n) * mm, (top + 4.8) * mm)
  }
  for (let n = 1; n <= down; n++) {
    canvas.rectangle(left * mm, (top + n) * mm, long(n), thin)
    if (n % 10 === 0) digit(canvas, text, String(n), (left + 6.8) * mm, (top + n) * mm - 3)
  }
}
