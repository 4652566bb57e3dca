import { readFileSync } from 'node:fs'
import * as hb from 'harfbuzzjs'
import { eachCharacter } from './characters.ts'
import { fontFile, type FontKey, type Weight } from './font-files.ts'
import { fontAbout, fontTable, fontTables, type FontAbout, type FontTables } from './font-tables.ts'
import { Paged } from './paged.ts'
import { variantsIn } from './variants.ts'

/** A glyph as HarfBuzz placed it, in thousandths of the type size. */
export interface ShapedGlyph {
  readonly id: number
  /** Where in the text the characters of this glyph begin (UTF-16). Glyphs that share it belong together. */
  readonly cluster: number
  readonly advance: number
  readonly dx: number
  readonly dy: number
}

/** What is always the same of a glyph; lengths in thousandths of the type size. */
export interface Glyph {
  readonly id: number
  /** How far the pen moves after it, before kerning. */
  readonly advance: number
  /** How far its ink reaches above and below the baseline; both positive outwards. */
  readonly above: number
  readonly below: number
  /** Its number as two bytes of a PDF string, what the string would take for its end escaped. */
  readonly code: string
  /** The same as one byte; `null` where it is too large, or documents number the glyphs anew. */
  readonly narrow: string | null
  /** The character that it stands for wherever nothing else is said; empty where no single one does. */
  readonly means: string
}

interface Opened {
  readonly face: hb.Face
  readonly font: hb.Font
  readonly scale: number
}

/** Fonts of Han have several times as many glyphs, all others fewer. */
const mostKept = 8192

/** A byte in a PDF string, what the string would take for its end escaped. */
export const escaped = (byte: number): string => {
  const character = String.fromCharCode(byte)
  return byte === 0x28 || byte === 0x29 || byte === 0x5c ? `\\${character}` : byte === 0x0d ? '\\r' : character
}
const isOwnForm = (point: number): boolean => { const text = String.fromCodePoint(point); return text.normalize('NFKC') === text }

/** Thai and Lao: their marks have variants that stand lower or further left, and each glyph is one character. Elsewhere a letter may be drawn by the parts of another. */
const hasMarkVariants = (point: number): boolean => point >= 0x0e00 && point <= 0x0eff
const firstLetters = [0x0e01, 0x0e81]

/** One font file: opened when first asked for, then kept. HarfBuzz shapes with it, and a PDF carries a part of it. */
export class Face {
  readonly key: FontKey
  readonly weight: Weight
  #opened: Opened | undefined
  #tables: FontTables | undefined
  #about: FontAbout | undefined
  #keepsNumbers: boolean | undefined
  #means: Paged<number> | undefined
  readonly #nominal = new Paged<number>()
  readonly #glyphs = new Paged<Glyph>()
  #buffer: hb.Buffer | undefined

  constructor(key: FontKey, weight: Weight) {
    this.key = key
    this.weight = weight
  }

  /** Names the face in every document alike. */
  get name(): string { return `${this.key}${this.weight === 'bold' ? '.b' : '.r'}` }

  get #open(): Opened {
    if (this.#opened !== undefined) return this.#opened
    const face = new hb.Face(new hb.Blob(readFileSync(fontFile(this.key, this.weight))))
    const font = new hb.Font(face)
    this.#opened = { face, font, scale: 1000 / face.upem }
    return this.#opened
  }

  /** What outlines are made of: to be used at once, before HarfBuzz is asked again. */
  get tables(): FontTables {
    // A buffer that HarfBuzz has left is empty.
    if (this.#tables === undefined || this.#tables.glyf.buffer.byteLength === 0) this.#tables = fontTables(this.#open.face)
    return this.#tables
  }

  get about(): FontAbout { return this.#about ??= fontAbout(this.#open.face, this.tables) }

  /** Whether documents leave the glyphs their numbers, so that those below 256 can be told by one byte: where the gaps take less than a table would. */
  get keepsNumbers(): boolean { return this.#keepsNumbers ??= this.tables.maxp.getUint16(4) <= mostKept }

  has(point: number): boolean { return this.glyphOf(point) !== 0 }

  /** The glyph that stands for a character by itself; 0 for none. */
  glyphOf(point: number): number {
    let glyph = this.#nominal.get(point)
    if (glyph === undefined) {
      glyph = this.#open.font.nominalGlyph(point) ?? 0
      this.#nominal.set(point, glyph)
    }
    return glyph
  }

  /**
   * Which character a glyph stands for by itself, in every document alike: of several the one that is no other's compatibility
   * form (the blank, not the blank that does not break), of those the first. A mark's variant stands for what the mark does.
   */
  get #meanings(): Paged<number> {
    if (this.#means !== undefined) return this.#means
    const { face } = this.#open
    const means = new Paged<number>()
    eachCharacter(fontTable(face, 'cmap'), (point, glyph) => {
      const before = means.get(glyph)
      if (before === undefined || (!isOwnForm(before) && isOwnForm(point))) means.set(glyph, point)
    })
    const substitutions = firstLetters.some((letter) => this.has(letter)) ? fontTable(face, 'GSUB') : undefined
    for (const [glyph, variant] of substitutions === undefined ? [] : variantsIn(substitutions)) {
      const point = means.get(glyph)
      if (point !== undefined && hasMarkVariants(point) && means.get(variant) === undefined) means.set(variant, point)
    }
    this.#means = means
    return means
  }

  glyph(id: number): Glyph {
    let glyph = this.#glyphs.get(id)
    if (glyph === undefined) {
      const { font, scale } = this.#open
      const ink = font.glyphExtents(id)
      const advance = font.glyphHAdvance(id) * scale
      // Some fonts have more than one blank, of which characters name one.
      const isBlank = advance > 0 && ink?.width === 0 && ink.height === 0
      const point = id === 0 ? undefined : (this.#meanings.get(id) ?? (isBlank ? 0x20 : undefined))
      glyph = {
        id, advance, above: ink === undefined ? 0 : ink.yBearing * scale, below: ink === undefined ? 0 : -(ink.yBearing + ink.height) * scale,
        code: escaped(id >> 8) + escaped(id & 255), narrow: id < 256 && this.keepsNumbers ? escaped(id) : null, means: point === undefined ? '' : String.fromCodePoint(point)
      }
      this.#glyphs.set(id, glyph)
    }
    return glyph
  }

  /**
   * Shapes part of a text in one direction. Characters around the part are seen (Arabic joins by them), not drawn.
   * @param script ISO 15924; left out, the part's first letter tells it
   * @returns glyphs in the order they are drawn, from left to right
   */
  shape(text: string, start: number, end: number, rtl: boolean, script: string | null = null): ShapedGlyph[] {
    const { font, scale } = this.#open
    const buffer = (this.#buffer ??= new hb.Buffer())
    buffer.reset()
    buffer.addText(text, start, end - start)
    if (script !== null) buffer.setScript(script)
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
