import type { Face, Glyph } from './face.ts'
import type { KernedPairs } from './known-kerning.ts'
import { Paged } from './paged.ts'

/** A character of the Basic Multilingual Plane as it is drawn between others of its script. */
export interface Letter {
  readonly point: number
  /** `null` where its glyph is not all there is to drawing it. */
  readonly glyph: Glyph | null
  /** How much nearer others stand after it, each by its column, where that is known without HarfBuzz. */
  readonly row: readonly number[] | null
  readonly column: number
}

/** Letters that a font may draw as one, and the character that Unicode has for what is drawn. */
export const joined: ReadonlyMap<string, string> = new Map([['ffi', '\ufb03'], ['ffl', '\ufb04'], ['ff', '\ufb00'], ['fi', '\ufb01'], ['fl', '\ufb02']])

/** The characters of a font in texts of one script: each with its glyph, and how near any two stand. */
export class Letters {
  readonly #face: Face
  readonly #script: string | null
  readonly #known: KernedPairs | undefined
  readonly #letters = new Paged<Letter>()
  readonly #pairs = new Paged<Paged<number>>()

  /**
   * @param script ISO 15924, as `Latn`; `null` for a text without letters
   * @param known what need not be asked of HarfBuzz
   */
  constructor(face: Face, script: string | null, known?: KernedPairs) {
    this.#face = face
    this.#script = script
    this.#known = known
  }

  of(point: number): Letter {
    let letter = this.#letters.get(point)
    if (letter === undefined) {
      const known = this.#known?.of(point)
      const isPlain = known !== undefined || this.#isPlain(point)
      letter = { point, glyph: isPlain ? this.#face.glyph(this.#face.glyphOf(point)) : null, row: known?.row ?? null, column: known?.column ?? 0 }
      this.#letters.set(point, letter)
    }
    return letter
  }

  /**
   * How much nearer two characters stand than their glyphs are wide, as HarfBuzz places them; `NaN` where the two are drawn in
   * another way than each by its glyph.
   */
  nearer(before: Letter, after: Letter): number {
    return before.row === null || after.row === null ? this.#asked(before, after) : (before.row[after.column] ?? NaN)
  }

  /** Whether the font is known to draw some letters as one. @param one a character of `joined` */
  joins(one: string): boolean { return this.#known?.of(one.charCodeAt(0)) !== undefined }

  #asked(before: Letter, after: Letter): number {
    let those = this.#pairs.get(before.point)
    if (those === undefined) this.#pairs.set(before.point, those = new Paged())
    let nearer = those.get(after.point)
    if (nearer === undefined) {
      nearer = this.#measured(before, after)
      those.set(after.point, nearer)
    }
    return nearer
  }

  #measured(before: Letter, after: Letter): number {
    const [first, second, ...more] = this.#face.shape(String.fromCharCode(before.point, after.point), 0, 2, false, this.#script)
    const [a, b] = [before.glyph, after.glyph]
    if (a === null || b === null || first === undefined || second === undefined || more.length > 0) return NaN
    const asTheyAre = first.id === a.id && second.id === b.id && first.dx === 0 && first.dy === 0 && second.dx === 0 && second.dy === 0 && second.advance === b.advance
    return asTheyAre ? first.advance - a.advance : NaN
  }

  #isPlain(point: number): boolean {
    const text = String.fromCharCode(point)
    const [only, ...more] = this.#face.shape(text, 0, 1, false)
    const id = this.#face.glyphOf(point)
    return only !== undefined && more.length === 0 && id !== 0 && only.id === id && only.dx === 0 && only.dy === 0 && only.advance === this.#face.glyph(id).advance
  }
}
