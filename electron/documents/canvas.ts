import type { Modules } from './barcodes.ts'
import { dithered, resized, type Pixels } from './logo.ts'
import type { PdfFonts } from './pdf-fonts.ts'
import type { PdfImages } from './pdf-images.ts'
import type { Resolution } from './slip.ts'
import type { Line } from './text/typesetter.ts'

const number = (value: number): string => String(Math.round(value * 10000) / 10000)
const utf16 = (text: string): string => [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')

/** How far a code is drawn inside its dots, in dots: an edge exactly on the grid grows by a dot in some renderers. */
const inset = 0.02

export interface Ink {
  /** 0 is black, 1 white. */
  readonly gray?: number
  /** Extra space after each glyph, in points. */
  readonly tracking?: number
}

/** What a code says, kept beside its picture in the page: a printer that draws codes itself is told the text instead of the dots. */
export interface SaidCode {
  readonly kind: 'code128' | 'qr' | 'datamatrix'
  readonly text: string
}

/** The name under which a page marks what is a code. */
export const codeMark = 'PackbenchCode'

/** What is drawn on one page, as PDF operators. Lengths in points, from the top left corner down. */
export class Canvas {
  readonly #fonts: PdfFonts
  readonly #images: PdfImages
  readonly #dot: number
  readonly #parts: string[] = []

  constructor(fonts: PdfFonts, images: PdfImages, dpi: Resolution) {
    this.#fonts = fonts
    this.#images = images
    this.#dot = 72 / dpi
  }

  get content(): string { return this.#parts.join('\n') }

  /** The nearest place on the printer's dot grid. */
  snap(value: number): number { return Math.round(value / this.#dot) * this.#dot }

  /** A line of text, its left end at `x`. Where the glyphs alone would not tell its characters in order, the text itself is put beside them. */
  text(line: Line, x: number, baseline: number, size: number, ink: Ink = {}): void {
    if (line.runs.length === 0) return
    const operators: string[] = [`${number(ink.gray ?? 0)} g BT 1 0 0 -1 ${number(x)} ${number(baseline)} Tm${ink.tracking === undefined ? '' : ` ${number(ink.tracking)} Tc`}`]
    let said = ''
    let rise = 0
    for (const run of line.runs) {
      const font = this.#fonts.use(run.face)
      operators.push(`/${font.name} ${number(size)} Tf`)
      let array = ''
      let shift = 0
      const flush = (): void => {
        if (array !== '') operators.push(`[${array}]TJ`)
        array = ''
      }
      run.glyphs.forEach((glyph, i) => {
        const code = font.code(glyph.id, run.characters[i] ?? '')
        said += code.says
        if (glyph.dy !== rise) {
          flush()
          rise = glyph.dy
          operators.push(`${number((rise * size) / 1000)} Ts`)
        }
        shift += glyph.dx
        if (Math.abs(shift) > 0.01) array += number(-shift)
        array += `<${code.hex}>`
        shift = glyph.advance - code.width - glyph.dx
      })
      if (Math.abs(shift) > 0.01) array += number(-shift)
      flush()
    }
    if (rise !== 0) operators.push('0 Ts')
    operators.push(ink.tracking === undefined ? 'ET' : '0 Tc ET')
    const drawn = operators.join(' ')
    this.#parts.push(said === line.text ? drawn : `/Span <</ActualText <feff${utf16(line.text)}>>> BDC ${drawn} EMC`)
  }

  rectangle(x: number, y: number, width: number, height: number, gray = 0): void {
    this.#parts.push(`${number(gray)} g ${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`)
  }

  /** A rectangle with round corners, filled. */
  pill(x: number, y: number, width: number, height: number, radius: number, gray = 0): void {
    const r = Math.min(radius, width / 2, height / 2)
    const k = r * 0.4477
    const [right, bottom] = [x + width, y + height]
    const curve = (...points: number[]): string => `${points.map(number).join(' ')} c`
    this.#parts.push([
      `${number(gray)} g ${number(x + r)} ${number(y)} m ${number(right - r)} ${number(y)} l`, curve(right - k, y, right, y + k, right, y + r),
      `${number(right)} ${number(bottom - r)} l`, curve(right, bottom - k, right - k, bottom, right - r, bottom),
      `${number(x + r)} ${number(bottom)} l`, curve(x + k, bottom, x, bottom - k, x, bottom - r),
      `${number(x)} ${number(y + r)} l`, curve(x, y + k, x + k, y, x + r, y), 'f'
    ].join(' '))
  }

  /** A picture in its colours. @param key the same for the same picture */
  picture(key: string, pixels: Pixels, x: number, y: number, width: number, height: number): void {
    const name = this.#images.use(key, () => ({ kind: 'colours', pixels }))
    this.#parts.push(`q ${number(width)} 0 0 ${number(-height)} ${number(x)} ${number(y + height)} cm /${name} Do Q`)
  }

  /** A picture in black dots of the printer, its corner on the dot grid: for a printer that has no other. */
  dots(key: string, pixels: Pixels, x: number, y: number, width: number, height: number): void {
    const dot = this.#dot
    const [columns, rows] = [Math.max(1, Math.round(width / dot)), Math.max(1, Math.round(height / dot))]
    const name = this.#images.use(`${key} ${String(columns)}x${String(rows)}`, () => ({ kind: 'dots', ...dithered(resized(pixels, columns, rows)) }))
    const edge = inset * dot
    this.#parts.push(`q 0 g ${number(columns * dot - 2 * edge)} 0 0 ${number(-(rows * dot - 2 * edge))} ${number(this.snap(x) + edge)} ${number(this.snap(y) + rows * dot - edge)} cm /${name} Do Q`)
  }

  /**
   * A barcode as a one-bit mask whose modules are whole printer dots, its corner on the dot grid.
   * @param said what it says; left out, only its dots are known to whoever prints the page
   * @returns the box it covers, without quiet zone
   */
  code(modules: Modules, x: number, y: number, dots: number, height?: number, said?: SaidCode): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
    const dot = this.#dot
    const columns = modules[0]?.length ?? 0
    const box = { x: this.snap(x), y: this.snap(y), width: columns * dots * dot, height: height === undefined ? modules.length * dots * dot : Math.ceil(height / dot) * dot }
    const edge = inset * dot
    const bytes = modules.map((row) => {
      let hex = ''
      for (let at = 0; at < columns; at += 8) {
        let byte = 0
        for (let bit = 0; bit < 8; bit++) if (row[at + bit] === true) byte |= 0x80 >> bit
        hex += byte.toString(16).padStart(2, '0')
      }
      return hex
    })
    if (said !== undefined) this.#parts.push(`/${codeMark} <</Kind (${said.kind}) /Text <${Buffer.from(said.text).toString('hex')}>>> BDC`)
    this.#parts.push(
      `q 0 g ${number(box.width - 2 * edge)} 0 0 ${number(-(box.height - 2 * edge))} ${number(box.x + edge)} ${number(box.y + box.height - edge)} cm`,
      `BI /W ${columns} /H ${modules.length} /IM true /BPC 1 /D [1 0] /F /AHx ID ${bytes.join('')}>`, 'EI Q'
    )
    if (said !== undefined) this.#parts.push('EMC')
    return box
  }
}
