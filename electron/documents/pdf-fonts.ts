import type { UsedGlyphs } from './pdf-part.ts'
import type { Face } from './text/face.ts'
import { fontKeys } from './text/font-files.ts'
import type { Run } from './text/run.ts'

/**
 * A face as pages name it, by codes of one byte or of two. Its glyphs keep the numbers they have in the font file, so that what
 * is drawn does not depend on what else a document draws: pages can be made apart, and a run that was encoded once stays so.
 */
export class PdfFont {
  readonly name: string
  readonly #face: Face
  readonly #narrow: boolean
  readonly #seen = new Uint8Array(0x10000)
  #fresh: (readonly [id: number, characters: string])[] = []

  constructor(face: Face, narrow: boolean) {
    this.#face = face
    this.#narrow = narrow
    this.name = pdfFontName(face, narrow)
  }

  /** Takes note of a run's glyphs: a document's table says of one that has no character of its own what it stands for here. */
  use({ ids, characters }: Pick<Run, 'ids' | 'characters'>): void {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0
      if (this.#seen[id] === 1) continue
      this.#seen[id] = 1
      const { means } = this.#face.glyph(id)
      this.#fresh.push([id, means === '' ? (characters[i] ?? '') : means])
    }
  }

  /** Glyphs that are used since the last call, and were not before. */
  takeFresh(): UsedGlyphs | null {
    if (this.#fresh.length === 0) return null
    const glyphs = this.#fresh
    this.#fresh = []
    return { key: this.#face.key, weight: this.#face.weight, narrow: this.#narrow, glyphs }
  }
}

/** The name of a face among a page's resources: the same in every document. */
export function pdfFontName({ key, weight }: Pick<Face, 'key' | 'weight'>, narrow: boolean): string {
  const letter = weight === 'bold' ? 'B' : 'R'
  return `${narrow ? letter.toLowerCase() : letter}${String(fontKeys.indexOf(key))}`
}

/** The fonts that pages use. */
export class PdfFonts {
  readonly #narrow = new Map<Face, PdfFont>()
  readonly #wide = new Map<Face, PdfFont>()

  /** @param narrow whether by codes of one byte */
  use(face: Face, narrow: boolean): PdfFont {
    const fonts = narrow ? this.#narrow : this.#wide
    let font = fonts.get(face)
    if (font === undefined) {
      font = new PdfFont(face, narrow)
      fonts.set(face, font)
    }
    return font
  }

  takeFresh(): UsedGlyphs[] {
    return [...this.#narrow.values(), ...this.#wide.values()].flatMap((font) => font.takeFresh() ?? [])
  }
}
