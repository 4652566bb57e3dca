import { encodedRun } from './encode-run.ts'
import type { UsedGlyphs } from './pdf-part.ts'
import type { Face } from './text/face.ts'
import type { Run } from './text/run.ts'

/**
 * A face as pages name it, by codes of one byte or of two. Its glyphs keep the numbers they have in the font file, so that what
 * is drawn does not depend on what else a document draws: pages can be made apart, and a run that was encoded once stays so.
 */
class PdfFont {
  readonly #face: Face
  readonly #narrow: boolean
  readonly #seen = new Uint8Array(0x10000)
  #fresh: (readonly [id: number, characters: string])[] = []

  constructor(face: Face, narrow: boolean) {
    this.#face = face
    this.#narrow = narrow
  }

  /** Takes note of a run's glyphs: a document's table says of one that has no character of its own what it stands for here. */
  use({ glyphs, characters }: Pick<Run, 'glyphs' | 'characters'>): void {
    glyphs.forEach(({ id, means }, i) => {
      if (this.#seen[id] === 1) return
      this.#seen[id] = 1
      this.#fresh.push([id, means === '' ? (characters[i] ?? '') : means])
    })
  }

  /** Glyphs that are used since the last call, and were not before. */
  takeFresh(): UsedGlyphs | null {
    if (this.#fresh.length === 0) return null
    const glyphs = this.#fresh
    this.#fresh = []
    return { key: this.#face.key, weight: this.#face.weight, narrow: this.#narrow, glyphs }
  }
}

/** Documents of this process, counted. */
let documents = 0

/** The fonts that the pages of a document use. */
export class PdfFonts {
  readonly #document = ++documents
  readonly #narrow = new Map<Face, PdfFont>()
  readonly #wide = new Map<Face, PdfFont>()

  /** Takes note of what a run needs of its font: once, since most runs are drawn on every page. */
  use(run: Run): void {
    const encoded = encodedRun(run)
    if (encoded.notedBy === this.#document) return
    encoded.notedBy = this.#document
    this.#font(run.face, encoded.narrow).use(run)
  }

  /** @param narrow whether by codes of one byte */
  #font(face: Face, narrow: boolean): PdfFont {
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
