import type { Canvas } from './canvas.ts'
import { cleanLine } from './text/clean-text.ts'
import { mm } from './papers.ts'
import { drawLine, lineHeight } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { breakOpportunities } from './text/break-lines.ts'
import type { Style } from './text/fonts.ts'
import type { Line } from './text/typesetter.ts'

/** A place on a form, in points. */
export interface Field {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const thin = 0.7
/** What stays free at the left and the right of what stands in a field. */
const padding = 1.5 * mm

/** Whether lines end only where a text may be broken: a word that is too long for its place is broken anywhere. */
function endsBetweenWords(said: string, lines: readonly Line[]): boolean {
  if (lines.length < 2) return true
  const places = new Set(breakOpportunities(cleanLine(said)))
  let end = 0
  return lines.slice(0, -1).every(({ text }) => places.has(end += text.length))
}

/** A printed form that is filled in: boxes with words of its own, and values that have to fit into them. */
export class Form {
  readonly #text: SheetText
  readonly #draws: Array<(canvas: Canvas) => void> = []
  readonly #tooLong: string[] = []

  constructor(text: SheetText) {
    this.#text = text
  }

  /** Whether every value stands whole in its field, with a font for each of its characters. */
  get isWhole(): boolean { return this.#tooLong.length === 0 && this.#text.missing.length === 0 }

  /** The values that do not fit into their fields, each once. */
  get tooLong(): readonly string[] { return this.#tooLong }

  /** The characters of its values that no font has. */
  get missing(): readonly string[] { return this.#text.missing }

  draw(canvas: Canvas): void { for (const one of this.#draws) one(canvas) }

  /** The lines around a field, each in the middle of its edge: two fields beside each other share one. */
  frame({ x, y, width, height }: Field): void {
    for (const at of [y, y + height]) this.line(x, at, width)
    this.#draws.push((canvas) => { for (const at of [x, x + width]) canvas.rectangle(at - thin / 2, y - thin / 2, thin, height + thin) })
  }

  line(x: number, y: number, width: number): void { this.#draws.push((canvas) => { canvas.rectangle(x - thin / 2, y - thin / 2, width + thin, thin) }) }

  /** A box to be ticked, ticked or not. */
  tick(x: number, y: number, side: number, isTicked: boolean): void {
    this.frame({ x, y, width: side, height: side })
    if (isTicked) {
      const style: Style = { size: side * 0.9, weight: 'bold', leading: 1, gray: 0 }
      const [line] = this.#text.set('X', style, side * 2).lines
      if (line !== undefined) this.#draws.push((canvas) => { canvas.text(line, x + (side - (line.width * style.size) / 1000) / 2, y + side / 2 + style.size * 0.36, style.size) })
    }
  }

  /**
   * Puts a text into a field, on as many lines as there is room for, in the first of these sizes in which all of it stands there
   * and no word is broken; where there is none, in the first in which one is broken. A value that fits in none makes the form
   * one that is not whole.
   * @param how `whole`: no word of it is ever broken, nor a number parted from its unit (they have a blank between them that does not break)
   */
  say(field: Field, said: string, sizes: readonly number[], { weight = 'regular', align = 'left', leading = 1.15, whole = false }: { readonly weight?: Style['weight']; readonly align?: 'left' | 'right' | 'center'; readonly leading?: number; readonly whole?: boolean } = {}): void {
    if (said === '') return
    const [x, width] = [field.x + padding, field.width - 2 * padding]
    const parts = said.split('\n')
    for (const [size, mayBreak] of [...sizes.map((one) => [one, false] as const), ...(whole ? [] : sizes.map((one) => [one, true] as const))]) {
      const style: Style = { size, weight, leading, gray: 0 }
      const set = parts.map((part) => this.#text.set(part, style, width).lines)
      const lines = set.flat()
      const heights = lines.map((line) => lineHeight(line, style))
      if (heights.reduce((sum, one) => sum + one, 0) > field.height || lines.some((line) => (line.width * size) / 1000 > width + 0.01)) continue
      if (!mayBreak && !parts.every((part, i) => endsBetweenWords(part, set[i] ?? []))) continue
      this.#draws.push((canvas) => {
        lines.reduce((y, line, i) => {
          drawLine(canvas, line, x, y, width, style, align)
          return y + (heights[i] ?? 0)
        }, field.y)
      })
      return
    }
    if (!this.#tooLong.includes(said)) this.#tooLong.push(said)
  }

  /** Anything else that is drawn on it. */
  add(draw: (canvas: Canvas) => void): void { this.#draws.push(draw) }
}
