import type { PdfContainer } from './pdf-container.ts'
import { subsetTag } from './pdf-font-name.ts'
import { cutFont } from './text/cut-font.ts'
import type { Face } from './text/face.ts'
import { toUnicode, type Meaning } from './to-unicode.ts'

/** Glyphs that a document draws, with the characters that its table says of each. */
export type Meanings = ReadonlyMap<number, string>

/** What a document needs of a font file. */
export interface EmbeddedFont {
  readonly face: Face
  /** Those that are drawn by codes of one byte, and those by two; the number of the table that says what they stand for. */
  readonly narrow: { readonly glyphs: Meanings; readonly table: number } | null
  readonly wide: { readonly glyphs: Meanings; readonly table: number } | null
}

const round = (value: number): string => String(Math.round(value * 100) / 100)
const byNumber = (glyphs: Meanings): Meaning[] => [...glyphs].sort(([a], [b]) => a - b)

/** Neighbours in one list: `3[500 250]17[600]`. */
function widths(glyphs: readonly number[], face: Face): string {
  let out = ''
  let last = -2
  for (const id of glyphs) {
    out += id === last + 1 ? ' ' : `${last < 0 ? '' : ']'}${String(id)}[`
    out += round(face.glyph(id).advance)
    last = id
  }
  return last < 0 ? '' : `${out}]`
}

/** Writes the table of what glyphs stand for. @param bytes of each code @returns its number */
export function embedMeanings(container: PdfContainer, glyphs: Meanings, bytes: 1 | 2): number {
  return container.addStream('', Buffer.from(toUnicode(byNumber(glyphs), bytes), 'latin1'))
}

/**
 * Writes a font: one file with the outlines of all its glyphs, and what leads to them from codes of one byte and of two. The same
 * glyphs make the same bytes.
 * @returns the numbers of the font's objects
 */
export function embedFont(container: PdfContainer, { face, narrow, wide }: EmbeddedFont): { readonly narrow: number | null; readonly wide: number | null } {
  const { box, ascent, descent, capHeight, xHeight, italicAngle, name: whole } = face.about
  const { file, numbers } = cutFont(face.tables, [...(narrow?.glyphs.keys() ?? []), ...(wide?.glyphs.keys() ?? [])], face.keepsNumbers)
  const name = `${subsetTag(file)}+${whole}`
  const program = container.addStream(`/Length1 ${String(file.length)}`, file)
  const descriptor = container.add(`<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.map(round).join(' ')}]/ItalicAngle ${String(italicAngle)}/Ascent ${round(ascent)}/Descent ${round(descent)}/CapHeight ${round(capHeight)}/XHeight ${round(xHeight)}/StemV ${face.weight === 'bold' ? '120' : '80'}/FontFile2 ${String(program)} 0 R>>`)

  const simple = (glyphs: Meanings, table: number): number => {
    const ids = [...glyphs.keys()]
    const [first, last] = [Math.min(...ids), Math.max(...ids)]
    const all = Array.from({ length: last - first + 1 }, (_, i) => (glyphs.has(first + i) ? round(face.glyph(first + i).advance) : '0'))
    return container.add(`<</Type/Font/Subtype/TrueType/BaseFont/${name}/FirstChar ${String(first)}/LastChar ${String(last)}/Widths[${all.join(' ')}]/FontDescriptor ${String(descriptor)} 0 R/ToUnicode ${String(table)} 0 R>>`)
  }
  const composite = (glyphs: Meanings, table: number): number => {
    const map = numbers === null ? '/Identity' : ` ${String(container.addStream('', numbers))} 0 R`
    const descendant = container.add(`<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${String(descriptor)} 0 R/W[${widths(byNumber(glyphs).map(([id]) => id), face)}]/CIDToGIDMap${map}>>`)
    return container.add(`<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${String(descendant)} 0 R]/ToUnicode ${String(table)} 0 R>>`)
  }
  return { narrow: narrow === null ? null : simple(narrow.glyphs, narrow.table), wide: wide === null ? null : composite(wide.glyphs, wide.table) }
}
