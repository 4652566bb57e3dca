import { createHash } from 'node:crypto'
import { Verbatim, type PdfContainer } from './pdf-container.ts'
import type { Face } from './text/face.ts'

const hex4 = (value: number): string => value.toString(16).padStart(4, '0')
const utf16 = (text: string): string => { let hex = ''; for (let i = 0; i < text.length; i++) hex += hex4(text.charCodeAt(i)); return hex }
const round = (value: number): string => String(Math.round(value * 100) / 100)

/** Neighbours in one list: `3 [500 250] 17 [600]`. */
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

/** The document's table of what glyphs stand for: neighbours of the alphabet that are neighbours in the font are one range. */
function toUnicode(entries: readonly (readonly [id: number, characters: string])[]): string {
  const ranges: { first: number; last: number; readonly characters: string }[] = []
  for (const [id, characters] of entries) {
    if (characters === '') continue
    const before = ranges.at(-1)
    const next = before !== undefined && before.last === id - 1 && (id & 255) !== 0 && before.characters.length === 1 && characters.length === 1
      && characters.charCodeAt(0) === before.characters.charCodeAt(0) + id - before.first && (characters.charCodeAt(0) & 255) !== 0
    if (next) before.last = id
    else ranges.push({ first: id, last: id, characters })
  }
  const blocks: string[] = []
  for (let at = 0; at < ranges.length; at += 100) {
    const block = ranges.slice(at, at + 100)
    blocks.push(`${String(block.length)} beginbfrange\n${block.map(({ first, last, characters }) => `<${hex4(first)}><${hex4(last)}><${utf16(characters)}>`).join('\n')}\nendbfrange\n`)
  }
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n${blocks.join('')}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
}

/**
 * Writes what a document needs of a font file: the outlines of these glyphs, and tables that lead from their numbers in the whole
 * file to those in the part. The same glyphs make the same bytes.
 * @param glyphs with the characters that the document's table says of each
 * @returns the number of the font's object
 */
export function embedFont(container: PdfContainer, face: Face, glyphs: ReadonlyMap<number, string>): number {
  const font = face.fontkit
  // The published types ask for a glyph as an object, which would have to be made for that; its number is taken as well.
  const subset = font.createSubset() as unknown as { includeGlyph(id: number): number; encode(): Uint8Array }
  const entries = [...glyphs].sort(([a], [b]) => a - b)
  const ids = entries.map(([id]) => id)
  const map = Buffer.alloc(((ids.at(-1) ?? 0) + 1) * 2)
  for (const id of ids) map.writeUInt16BE(subset.includeGlyph(id), id * 2)
  const file = subset.encode()
  const tag = [...createHash('sha256').update(file).digest().subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('')
  const name = `${tag}+${font.postscriptName.replaceAll(' ', '_')}`
  const unit = 1000 / font.unitsPerEm

  const fontFile = container.ref({ Length1: file.length })
  fontFile.end(file)
  const toGlyph = container.ref()
  toGlyph.end(map)
  const table = container.ref()
  table.end(Buffer.from(toUnicode(entries), 'latin1'))
  const descriptor = container.ref({
    Type: 'FontDescriptor', FontName: name, Flags: 4, FontBBox: [font.bbox.minX * unit, font.bbox.minY * unit, font.bbox.maxX * unit, font.bbox.maxY * unit], ItalicAngle: font.italicAngle,
    Ascent: font.ascent * unit, Descent: font.descent * unit, CapHeight: (font.capHeight || font.ascent) * unit, XHeight: font.xHeight * unit, StemV: face.weight === 'bold' ? 120 : 80, FontFile2: fontFile
  })
  descriptor.end()
  const descendant = container.ref({
    Type: 'Font', Subtype: 'CIDFontType2', BaseFont: name, CIDSystemInfo: new Verbatim('<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>'), FontDescriptor: descriptor, W: new Verbatim(`[${widths(ids, face)}]`), CIDToGIDMap: toGlyph
  })
  descendant.end()
  const whole = container.ref({ Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: 'Identity-H', DescendantFonts: [descendant], ToUnicode: table })
  whole.end()
  return whole.id
}
