import type * as hb from 'harfbuzzjs'

const names = ['head', 'hhea', 'maxp', 'loca', 'glyf', 'hmtx'] as const

/** The tables of a TrueType file that outlines are made of. */
export type FontTables = Readonly<Record<(typeof names)[number], DataView>>

/** How a file describes itself; lengths in thousandths of the type size. */
export interface FontAbout {
  readonly name: string
  readonly box: readonly number[]
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  readonly xHeight: number
  readonly italicAngle: number
}

/** A table where HarfBuzz has it: nothing is copied. @returns a view that is of use until HarfBuzz needs more memory; `undefined` where the file has no such table */
export function fontTable(face: hb.Face, name: string): DataView | undefined {
  const bytes = face.referenceTable(name)
  return bytes === undefined ? undefined : new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/**
 * Reads a file's tables where HarfBuzz has them, as `fontTable`.
 * @throws TypeError for a file whose outlines are of another kind
 */
export function fontTables(face: hb.Face): FontTables {
  const tables = names.map((name) => {
    const table = fontTable(face, name)
    if (table === undefined) throw new TypeError(`A font without ${name}`)
    return [name, table] as const
  })
  return Object.fromEntries(tables) as FontTables // each name of the list is there
}

/** What a document says of a font, in thousandths of the type size. What the file does not tell is 0; capitals then are as high as its ascent. */
export function fontAbout(face: hb.Face, { head, hhea }: FontTables): FontAbout {
  const unit = 1000 / face.upem
  const more = fontTable(face, 'OS/2')
  const post = fontTable(face, 'post')
  const number = (table: DataView | undefined, at: number): number => (table === undefined || table.byteLength < at + 2 ? 0 : table.getInt16(at))
  const ascent = hhea.getInt16(4) * unit
  // Only from the second version on does the table tell of heights.
  const told = number(more, 0) >= 2
  return {
    name: face.getName(6, 'en').replaceAll(' ', '_'), box: [36, 38, 40, 42].map((at) => head.getInt16(at) * unit), ascent, descent: hhea.getInt16(6) * unit,
    capHeight: (told ? number(more, 88) * unit : 0) || ascent, xHeight: told ? number(more, 86) * unit : 0, italicAngle: number(post, 4)
  }
}
