import { embedFont, embedMeanings } from './embed-font.ts'
import type { PdfContainer } from './pdf-container.ts'
import { pdfFontName } from './pdf-font-name.ts'
import type { UsedGlyphs } from './pdf-part.ts'
import { fontKeys, type FontKey, type Weight } from './text/font-files.ts'
import { faceOf } from './text/fonts.ts'

const weights: readonly Weight[] = ['bold', 'regular']
type Drawn = Readonly<Record<Weight, Map<number, string>>>
const none = (): Drawn => ({ regular: new Map(), bold: new Map() })

/** The glyphs that a document draws, gathered from its parts, and written when all of them are there. */
export class DocumentFonts {
  readonly #fonts = new Map<FontKey, { readonly narrow: Drawn; readonly wide: Drawn }>()

  take({ key, weight, narrow, glyphs }: UsedGlyphs): void {
    let font = this.#fonts.get(key)
    if (font === undefined) {
      font = { narrow: none(), wide: none() }
      this.#fonts.set(key, font)
    }
    const drawn = font[narrow ? 'narrow' : 'wide'][weight]
    for (const [id, characters] of glyphs) if (!drawn.has(id)) drawn.set(id, characters)
  }

  /** Writes the fonts. @returns their names among the document's resources, with their objects */
  embed(container: PdfContainer): string {
    let out = ''
    for (const key of fontKeys) {
      const font = this.#fonts.get(key)
      if (font === undefined) continue
      // A glyph is the same character in both weights: one table serves the two.
      const tableOf = ({ regular, bold }: Drawn, bytes: 1 | 2): number => (regular.size + bold.size === 0 ? 0 : embedMeanings(container, new Map([...bold, ...regular]), bytes))
      const [narrowTable, wideTable] = [tableOf(font.narrow, 1), tableOf(font.wide, 2)]
      for (const weight of weights) {
        const [narrow, wide] = [font.narrow[weight], font.wide[weight]]
        if (narrow.size + wide.size === 0) continue
        const numbers = embedFont(container, { face: faceOf(key, weight), narrow: narrow.size === 0 ? null : { glyphs: narrow, table: narrowTable }, wide: wide.size === 0 ? null : { glyphs: wide, table: wideTable } })
        if (numbers.narrow !== null) out += `/${pdfFontName({ key, weight }, true)} ${String(numbers.narrow)} 0 R`
        if (numbers.wide !== null) out += `/${pdfFontName({ key, weight }, false)} ${String(numbers.wide)} 0 R`
      }
    }
    return out
  }
}
