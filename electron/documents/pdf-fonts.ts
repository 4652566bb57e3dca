import type { Face } from './text/face.ts'

/** What is used of pdfkit's embedded font. The version is pinned, and every test that reads text back out of a PDF guards it. */
interface EmbeddedFont {
  readonly id: string
  readonly subset: { includeGlyph(glyph: number): number }
  /** By place in the subset: thousandths of the type size; characters. */
  readonly widths: number[]
  readonly unicode: number[][]
  ref(): unknown
}

export interface GlyphCode {
  readonly hex: string
  /** How far the PDF moves its pen after the glyph, thousandths of the type size. */
  readonly width: number
  /** The characters that the PDF's table gives for the glyph. */
  readonly says: string
}

/** A face within one document: its subset, and the codes of its glyphs. */
export class PdfFont {
  readonly name: string
  readonly #face: Face
  readonly #embedded: EmbeddedFont
  readonly #codes = new Map<number, GlyphCode>()

  constructor(face: Face, embedded: EmbeddedFont) {
    this.#face = face
    this.#embedded = embedded
    this.name = embedded.id
  }

  get reference(): unknown { return this.#embedded.ref() }

  /** @param characters what the glyph stands for here; the first use in a document decides what the document's table says */
  code(glyph: number, characters: string): GlyphCode {
    let code = this.#codes.get(glyph)
    if (code === undefined) {
      const place = this.#embedded.subset.includeGlyph(glyph)
      const width = this.#face.advanceOf(glyph)
      this.#embedded.widths[place] = width
      this.#embedded.unicode[place] = [...characters].map((character) => character.codePointAt(0) ?? 0)
      code = { hex: place.toString(16).padStart(4, '0'), width, says: characters }
      this.#codes.set(glyph, code)
    }
    return code
  }
}

/** The fonts of one document, each embedded once, and those that the page at hand uses. */
export class PdfFonts {
  readonly #document: PDFKit.PDFDocument
  readonly #fonts = new Map<Face, PdfFont>()
  readonly #used = new Set<PdfFont>()

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document
  }

  use(face: Face): PdfFont {
    let font = this.#fonts.get(face)
    if (font === undefined) {
      const name = `${face.key}-${face.weight}`
      // pdfkit takes a fontkit instance since 0.20 (its published types do not know) and keeps the font that was named last in `_font`.
      const document = this.#document as unknown as { registerFont(name: string, font: unknown): void; font(name: string): void; readonly _font: EmbeddedFont }
      document.registerFont(name, face.fontkit)
      document.font(name)
      font = new PdfFont(face, document._font)
      this.#fonts.set(face, font)
    }
    this.#used.add(font)
    return font
  }

  /** The fonts used since the last call: what a page's resources must name. */
  takeUsed(): PdfFont[] {
    const used = [...this.#used]
    this.#used.clear()
    return used
  }
}
