/** The glyphs that a table of coverage lists, in its order. */
function covered(table: DataView, at: number): number[] {
  const count = table.getUint16(at + 2)
  if (table.getUint16(at) === 1) return Array.from({ length: count }, (_, i) => table.getUint16(at + 4 + i * 2))
  return Array.from({ length: count }, (_, i) => at + 4 + i * 6).flatMap((range) => {
    const first = table.getUint16(range)
    return Array.from({ length: table.getUint16(range + 2) - first + 1 }, (_, i) => first + i)
  })
}

const [single, extension] = [1, 7]

/**
 * Which glyph may be drawn instead of which, one for one: as a tone mark that stands lower. Out of a
 * font's table of substitutions (OpenType's GSUB).
 * @returns pairs of a glyph and what is drawn instead
 */
export function variantsIn(table: DataView): (readonly [glyph: number, variant: number])[] {
  const lookups = table.getUint16(8)
  return Array.from({ length: table.getUint16(lookups) }, (_, i) => lookups + table.getUint16(lookups + 2 + i * 2)).flatMap((lookup) => {
    const kind = table.getUint16(lookup)
    return Array.from({ length: table.getUint16(lookup + 4) }, (_, i) => lookup + table.getUint16(lookup + 6 + i * 2)).flatMap((told) => {
      const isSingle = kind === single || (kind === extension && table.getUint16(told + 2) === single)
      if (!isSingle) return []
      const at = kind === extension ? told + table.getUint32(told + 4) : told
      const isShift = table.getUint16(at) === 1
      return covered(table, at + table.getUint16(at + 2)).map((glyph, i) => [glyph, isShift ? (glyph + table.getInt16(at + 4)) & 0xffff : table.getUint16(at + 6 + i * 2)] as const)
    })
  })
}
