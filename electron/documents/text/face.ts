import { readFileSync } from 'node:fs'
import { create, type Font as FontkitFont } from 'fontkit'
import * as hb from 'harfbuzzjs'
import { fontFile, type FontKey, type Weight } from './font-files.ts'

/** A glyph as HarfBuzz placed it, in thousandths of the type size. */
export interface ShapedGlyph {
  readonly id: number
  /** Where in the text the characters of this glyph begin (UTF-16). Glyphs that share it belong together. */
  readonly cluster: number
  readonly advance: number
  readonly dx: number
  readonly dy: number
}

interface Opened {
  readonly data: Buffer
  readonly font: hb.Font
  readonly scale: number
  readonly covered: Uint8Array
}

/** One font file: opened when first asked for, then kept. HarfBuzz shapes, fontkit makes the subset that a PDF carries. */
export class Face {
  readonly key: FontKey
  readonly weight: Weight
  readonly #path: string
  #opened: Opened | undefined
  #fontkit: FontkitFont | undefined
  readonly #buffer = new hb.Buffer()

  constructor(key: FontKey, weight: Weight) {
    this.key = key
    this.weight = weight
    this.#path = fontFile(key, weight)
  }

  get #open(): Opened {
    if (this.#opened !== undefined) return this.#opened
    const data = readFileSync(this.#path)
    const face = new hb.Face(new hb.Blob(data))
    const font = new hb.Font(face)
    const covered = new Uint8Array(0x110000 >> 3)
    for (const point of face.collectUnicodes()) covered[point >> 3] = (covered[point >> 3] ?? 0) | (1 << (point & 7))
    const scale = 1000 / face.upem
    this.#opened = { data, font, scale, covered }
    return this.#opened
  }

  /** The same font for pdfkit: an instance, because opening it by path costs fifty times as much for each document. */
  get fontkit(): FontkitFont {
    if (this.#fontkit === undefined) {
      const opened = create(this.#open.data)
      if (!('createSubset' in opened)) throw new TypeError(`A collection, not a font: ${this.#path}`)
      this.#fontkit = opened
    }
    return this.#fontkit
  }

  has(point: number): boolean { return (((this.#open.covered[point >> 3] ?? 0) >> (point & 7)) & 1) === 1 }

  /** The glyph that stands for a character by itself; 0 for none. */
  glyphOf(point: number): number { return this.#open.font.nominalGlyph(point) ?? 0 }

  /** How far the pen moves after a glyph, before kerning, in thousandths of the type size. */
  advanceOf(glyph: number): number { return this.#open.font.glyphHAdvance(glyph) * this.#open.scale }

  /** How far a glyph's ink reaches above and below the baseline, in thousandths of the type size; both positive outwards. */
  inkOf(glyph: number): { readonly above: number; readonly below: number } {
    const { font, scale } = this.#open
    const ink = font.glyphExtents(glyph)
    return ink === undefined ? { above: 0, below: 0 } : { above: ink.yBearing * scale, below: -(ink.yBearing + ink.height) * scale }
  }

  /**
   * Shapes part of a text in one direction. Characters around the part are seen (Arabic joins by them), not drawn.
   * @returns glyphs in the order they are drawn, from left to right
   */
  shape(text: string, start: number, end: number, rtl: boolean): ShapedGlyph[] {
    const { font, scale } = this.#open
    const buffer = this.#buffer
    buffer.reset()
    buffer.addText(text, start, end - start)
    buffer.guessSegmentProperties()
    buffer.setDirection(rtl ? hb.Direction.RTL : hb.Direction.LTR)
    buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES)
    hb.shape(font, buffer)
    const positions = buffer.getGlyphPositions()
    return buffer.getGlyphInfos().map((info, i) => {
      const at = positions[i]
      if (at === undefined) throw new Error('HarfBuzz gave a glyph without a position')
      return { id: info.codepoint, cluster: info.cluster, advance: at.xAdvance * scale, dx: at.xOffset * scale, dy: at.yOffset * scale }
    })
  }
}
