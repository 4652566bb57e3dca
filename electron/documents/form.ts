import type { Canvas } from './canvas.ts'
import { drawLine, lineHeight } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Style } from './text/fonts.ts'

/** A place on a form, in points. */
export interface Field {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const thin = 0.7

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

  /** The values that do not fit into their fields. */
  get tooLong(): readonly string[] { return this.#tooLong }

  /** The characters of its values that no font has. */
  get missing(): readonly string[] { return this.#text.missing }

  draw(canvas: Canvas): void { for (const one of this.#draws) one(canvas) }

  frame({ x, y, width, height }: Field): void {
    this.#draws.push((canvas) => {
      canvas.rectangle(x, y, width, thin)
      canvas.rectangle(x, y + height - thin, width, thin)
      canvas.rectangle(x, y, thin, height)
      canvas.rectangle(x + width - thin, y, thin, height)
    })
  }

  line(x: number, y: number, width: number): void { this.#draws.push((canvas) => { canvas.rectangle(x, y, width, thin) }) }

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
   * Puts a text into a field, on as many lines as there is room for, in the first of these sizes in which all of it stands there.
   * A value that fits in none makes the form one that is not whole.
   */
  say(field: Field, said: string, sizes: readonly number[], { weight = 'regular', align = 'left', leading = 1.15 }: { readonly weight?: Style['weight']; readonly align?: 'left' | 'right' | 'center'; readonly leading?: number } = {}): void {
    if (said === '') return
    const [x, width] = [field.x + 2, field.width - 4]
    for (const size of sizes) {
      const style: Style = { size, weight, leading, gray: 0 }
      const lines = said.split('\n').flatMap((part) => this.#text.set(part, style, width).lines)
      const heights = lines.map((line) => lineHeight(line, style))
      if (heights.reduce((sum, one) => sum + one, 0) > field.height || lines.some((line) => (line.width * size) / 1000 > width + 0.01)) continue
      this.#draws.push((canvas) => {
        lines.reduce((y, line, i) => {
          drawLine(canvas, line, x, y, width, style, align)
          return y + (heights[i] ?? 0)
        }, field.y)
      })
      return
    }
    this.#tooLong.push(said)
  }

  /** Anything else that is drawn on it. */
  add(draw: (canvas: Canvas) => void): void { this.#draws.push(draw) }
}
