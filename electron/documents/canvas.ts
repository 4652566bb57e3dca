import type { Modules } from './barcodes.ts'
import { encodedRun, raisedRun } from './encode-run.ts'
import { escaped } from './text/face.ts'
import { Drawing } from './drawing.ts'
import { decimal, number, type Layer } from './layer.ts'
import { dithered, resized, type Pixels } from './logo.ts'
import type { PageBox } from './papers.ts'
import type { PdfFonts } from './pdf-fonts.ts'
import type { PdfImages } from './pdf-images.ts'
import type { Resolution } from './slip.ts'
import type { Line } from './text/typesetter.ts'

/** To 0.001 pt: what stands on the printer's dots. */
const exact = (value: number): string => decimal(Math.round(value * 1000), 1000)

/** A text as a PDF string. */
function utf16(text: string): string {
  let string = '\xfe\xff'
  for (let i = 0; i < text.length; i++) string += escaped(text.charCodeAt(i) >> 8) + escaped(text.charCodeAt(i) & 255)
  return `(${string})`
}

/** How far a code is drawn inside its dots, in dots: an edge exactly on the grid grows by a dot in some renderers. */
const inset = 0.02

/** How a line of text is drawn. */
export interface Ink {
  /** 0 is black, 1 white. */
  readonly gray?: number
  /** Extra space after each glyph, in points. */
  readonly tracking?: number
}

/** What a code says: what is drawn is read again and compared with it. */
export interface SaidCode {
  readonly kind: 'code128' | 'qr' | 'datamatrix'
  readonly text: string
}

/** The name under which a page marks what is a code. */
export const codeMark = 'PackbenchCode'

/** One bit for each module, each row beginning with a byte of its own; a bit that is not set is dark, as PDF paints masks. */
function bitsOf(modules: Modules): string {
  const bytes: number[] = []
  for (const row of modules) {
    for (let at = 0; at < row.length; at += 8) {
      let byte = 0xff
      for (let bit = 0; bit < 8; bit++) if (row[at + bit] === true) byte &= ~(0x80 >> bit)
      bytes.push(byte)
    }
  }
  return String.fromCharCode(...bytes)
}

const black: Ink = {}

/** No printer that draws codes by itself is wider than 7 inches, in points: elsewhere their text would be told to nobody. */
const widestLabel = 7 * 72

/** What is drawn on one page, as PDF operators. Lengths in points, from the top left corner down. */
export class Canvas {
  readonly #fonts: PdfFonts
  readonly #images: PdfImages
  #dot: number
  readonly #height: number
  readonly #marked: boolean
  readonly #drawing: Drawing
  #layer: Layer
  readonly #codes: SaidCode[] = []
  /** Where the left top corner of what is drawn lies on the page. */
  #left = 0
  #top = 0

  /** @param drawing what it draws on, begun anew */
  constructor(fonts: PdfFonts, images: PdfImages, dpi: Resolution, { width, height }: PageBox, drawing = new Drawing()) {
    drawing.begin()
    this.#drawing = drawing
    this.#layer = drawing.own
    this.#fonts = fonts
    this.#images = images
    this.#dot = 72 / dpi
    this.#height = height
    this.#marked = width <= widestLabel
  }

  /** What was drawn: a byte a character. */
  get content(): Buffer { return this.#drawing.own.content }

  /** What was drawn as `fixed`, beneath all else; empty where nothing was. */
  get common(): Buffer { return this.#drawing.common.content }

  /** What the codes have to say that were drawn. */
  get codes(): readonly SaidCode[] { return this.#codes }

  /** The boxes of all that was drawn besides codes, four numbers each: left, top, right, bottom, from the page's left top corner. */
  get ink(): ArrayLike<number> { return this.#drawing.ink }

  /**
   * Draws what looks the same, and stands at the same place, on many sheets: it is written once for all of them. Where it is not
   * the same on many, nothing is wrong, only larger.
   */
  fixed(draw: () => void): void {
    this.#layer = this.#drawing.common
    draw()
    this.#layer = this.#drawing.own
  }

  /** Draws with another place as the left top corner, itself on the dot grid. */
  within(x: number, y: number, draw: (canvas: Canvas) => void): void {
    const before = [this.#left, this.#top] as const
    ;[this.#left, this.#top] = [before[0] + this.snap(x), before[1] + this.snap(y)]
    draw(this)
    ;[this.#left, this.#top] = before
  }

  /** Draws on the dots of another printer than the page's own. */
  on(dpi: Resolution, draw: () => void): void {
    const before = this.#dot
    this.#dot = 72 / dpi
    draw()
    this.#dot = before
  }

  /** The nearest place on the printer's dot grid. */
  snap(value: number): number { return Math.round(value / this.#dot) * this.#dot }

  /** A line of text, its left end at `x`. Where the glyphs alone would not tell its characters in order, the text itself is put beside them. */
  text({ runs, text, width, above, below }: Line, x: number, baseline: number, size: number, { gray = 0, tracking = 0 }: Ink = black): void {
    if (runs.length === 0) return
    const layer = this.#layer
    let glyphs = 0
    let said = ''
    for (const run of runs) {
      glyphs += run.glyphs.length
      said += encodedRun(run).says
    }
    this.#inked(x, baseline - (above * size) / 1000, (width * size) / 1000 + tracking * glyphs, ((above + below) * size) / 1000)
    layer.beginLine(x + this.#left, this.#up(baseline), gray)
    if (said !== text) layer.text(`/Span<</ActualText${utf16(text)}>>BDC`)
    if (tracking !== 0) layer.text(`${number(tracking)} Tc`)
    for (const run of runs) {
      const { font, operators } = encodedRun(run)
      this.#fonts.use(run)
      layer.font(font, size)
      layer.text(operators ?? raisedRun(run, size))
    }
    if (tracking !== 0) layer.text('0 Tc')
    if (said !== text) layer.text('EMC')
  }

  rectangle(x: number, y: number, width: number, height: number, gray = 0): void {
    this.#inked(x, y, width, height)
    this.#layer.draw(`${number(x + this.#left)} ${number(this.#up(y + height))} ${number(width)} ${number(height)} re f`, gray)
  }

  /** A rectangle with round corners, filled. */
  pill(x: number, y: number, width: number, height: number, radius: number, gray = 0): void {
    // One that is smaller by the corners, with lines around it that are as wide as to make up for them.
    const r = Math.min(radius, width / 2, height / 2)
    this.#inked(x, y, width, height)
    this.#layer.draw(`${this.#layer.lines(2 * r, gray)}${number(x + this.#left + r)} ${number(this.#up(y + height) + r)} ${number(width - 2 * r)} ${number(height - 2 * r)} re B`, gray)
  }

  /** A picture in its colours. @param key the same for the same picture */
  picture(key: string, pixels: Pixels, x: number, y: number, width: number, height: number): void {
    const name = this.#images.use(key, () => ({ kind: 'colours', pixels }))
    this.#inked(x, y, width, height)
    this.#layer.draw(`q ${number(width)} 0 0 ${number(height)} ${number(x + this.#left)} ${number(this.#up(y + height))} cm /${name} Do Q`, 0)
  }

  /** A picture in black dots of the printer, its corner on the dot grid: for a printer that has no other. */
  dots(key: string, pixels: Pixels, x: number, y: number, width: number, height: number): void {
    const dot = this.#dot
    const [columns, rows] = [Math.max(1, Math.round(width / dot)), Math.max(1, Math.round(height / dot))]
    const name = this.#images.use(`${key} ${String(columns)}x${String(rows)}`, () => ({ kind: 'dots', ...dithered(resized(pixels, columns, rows)) }))
    this.#inked(this.snap(x), this.snap(y), columns * dot, rows * dot)
    this.#layer.draw(`q ${this.#inside(this.snap(x), this.snap(y), columns * dot, rows * dot)} cm /${name} Do Q`, 0)
  }

  /**
   * A barcode as a one-bit mask whose modules are whole printer dots, its corner on the dot grid. On paper that label printers take
   * its text is kept beside it in the page: a printer that draws codes itself is told that instead of the dots.
   * @param said what it has to say
   * @param options `height`: of bars; `ownDots`: every printer gets its dots
   * @returns the box it covers, without quiet zone
   */
  code(modules: Modules, x: number, y: number, dots: number, said: SaidCode, { height, ownDots = false }: { readonly height?: number; readonly ownDots?: boolean } = {}): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
    const dot = this.#dot
    const columns = modules[0]?.length ?? 0
    const box = { x: this.snap(x), y: this.snap(y), width: columns * dots * dot, height: height === undefined ? modules.length * dots * dot : Math.ceil(height / dot) * dot }
    this.#codes.push(said)
    const bits = bitsOf(modules)
    // A reader that looks for the picture's end by its word must not find it inside.
    const data = bits.includes('EI') ? `/F/AHx ID ${Buffer.from(bits, 'latin1').toString('hex')}>` : ` ID ${bits}`
    const mask = `q ${this.#inside(box.x, box.y, box.width, box.height)} cm\nBI/W ${String(columns)}/H ${String(modules.length)}/IM true${data}\nEI Q`
    this.#layer.draw(ownDots || !this.#marked ? mask : `/${codeMark}<</Kind(${said.kind})/Text<${Buffer.from(said.text).toString('hex')}>>>BDC\n${mask}\nEMC`, 0)
    return box
  }

  #inked(x: number, y: number, width: number, height: number): void {
    const left = x + this.#left
    const top = y + this.#top
    this.#drawing.inked(left, top, left + width, top + height)
  }

  /** A place counted down from the corner, as PDF counts it: up from the page's lower edge. */
  #up(y: number): number { return this.#height - this.#top - y }

  /** The matrix of a picture, a little inside its dots. */
  #inside(x: number, y: number, width: number, height: number): string {
    const edge = inset * this.#dot
    return `${exact(width - 2 * edge)} 0 0 ${exact(height - 2 * edge)} ${exact(x + this.#left + edge)} ${exact(this.#up(y + height) + edge)}`
  }
}
