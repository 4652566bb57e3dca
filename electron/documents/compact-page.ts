import { inflateSync } from 'node:zlib'
import type { PdfContainer } from './pdf-container.ts'
import { pdfFontName, subsetTag } from './pdf-font-name.ts'
import type { PdfPart } from './pdf-part.ts'
import { recodePage } from './recode-page.ts'
import { compactFont, type CodeRange, type CompactGlyph } from './text/compact-font.ts'
import { fontKeys } from './text/font-files.ts'
import { faceOf } from './text/fonts.ts'
import { toUnicodeInRow } from './to-unicode.ts'

/** A page by itself: all that it draws in one stream, all its glyphs in one font. */
export interface CompactPage {
  readonly content: string
  readonly glyphs: readonly CompactGlyph[]
  readonly codes: readonly CodeRange[]
}

/** The name of the font among the page's resources. */
export const compactName = 'F'

const round = (value: number): string => String(Math.round(value * 100) / 100)
type PlainGlyph = Omit<CompactGlyph, 'size'>
const rank = ({ face }: PlainGlyph): number => (face.weight === 'bold' ? fontKeys.length : 0) + fontKeys.indexOf(face.key)
const order = (a: PlainGlyph, b: PlainGlyph): number =>
  Number(a.characters === '') - Number(b.characters === '') || rank(a) - rank(b) || (a.characters < b.characters ? -1 : a.characters > b.characters ? 1 : a.id - b.id)

/**
 * Makes the only page of a document small.
 * @param parts of the document: a page may draw what was told of in a part before its own
 * @returns `null` where it has too many glyphs for one font, or there is no page
 */
export function compactPage(parts: readonly PdfPart[]): CompactPage | null {
  const own = parts.find(({ pages }) => pages.length > 0)
  const [page] = own?.pages ?? []
  if (own === undefined || page === undefined) return null
  const known = new Map<string, Map<number, PlainGlyph>>()
  const byFace = new Map<string, PlainGlyph>()
  for (const { key, weight, narrow, glyphs } of parts.flatMap(({ fonts }) => fonts)) {
    const face = faceOf(key, weight)
    const name = pdfFontName(face, narrow)
    const those = known.get(name) ?? new Map<number, PlainGlyph>()
    known.set(name, those)
    for (const [id, characters] of glyphs) {
      const called = `${face.name} ${String(id)}`
      const glyph = byFace.get(called) ?? { face, id, characters }
      byFace.set(called, glyph)
      those.set(id, glyph)
    }
  }
  const before = parts.flatMap(({ commons }) => commons).find(([name]) => name === page.common)?.[1]
  const streams = [...(before === undefined ? [] : [before]), own.contents.subarray(0, page.length)].map((stream) => inflateSync(stream).toString('latin1'))
  const recoded = recodePage(streams.join('\n'), compactName, ({ font, id }) => {
    const glyph = known.get(font)?.get(id)
    if (glyph === undefined) throw new Error('A page with a glyph that its part does not tell of')
    return glyph
  }, order)
  return recoded === null ? null : { ...recoded, glyphs: recoded.glyphs.map((glyph, i) => ({ ...glyph, size: recoded.sizes[i] ?? 0 })) }
}

/** Writes the page's font. @returns its number */
export function embedCompact(container: PdfContainer, { glyphs, codes }: CompactPage): number {
  const abouts = [...new Set(glyphs.map(({ face }) => face))].map((face) => face.about)
  const box = [Math.min, Math.min, Math.max, Math.max].map((of, i) => of(...abouts.map((about) => about.box[i] ?? 0)))
  const file = compactFont('Packbench', glyphs, codes, box)
  const name = `${subsetTag(file)}+Packbench`
  const numbers = codes.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i))
  const table = container.addStream('', Buffer.from(toUnicodeInRow(glyphs.map(({ characters }, i) => [numbers[i] ?? 0, characters])), 'latin1'))
  const program = container.addStream('/Subtype/Type1C', file)
  const [ascent, descent] = [Math.max(...abouts.map((about) => about.ascent)), Math.min(...abouts.map((about) => about.descent))]
  const descriptor = container.add(`<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.map(round).join(' ')}]/ItalicAngle 0/Ascent ${round(ascent)}/Descent ${round(descent)}/CapHeight ${round(abouts[0]?.capHeight ?? ascent)}/StemV 80/FontFile3 ${String(program)} 0 R>>`)
  const widths = new Map(glyphs.map(({ face, id }, i) => [numbers[i] ?? 0, round(face.glyph(id).advance)]))
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  const all = Array.from({ length: last - first + 1 }, (_, i) => widths.get(first + i) ?? '0')
  return container.add(`<</Type/Font/Subtype/Type1/BaseFont/${name}/FirstChar ${String(first)}/LastChar ${String(last)}/Widths[${all.join(' ')}]/FontDescriptor ${String(descriptor)} 0 R/ToUnicode ${String(table)} 0 R>>`)
}
