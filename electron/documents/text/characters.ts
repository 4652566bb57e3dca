const [segments, groups] = [4, 12]

/**
 * Tells of each character of a font its glyph, by ascending code point, out of the font's own map (OpenType's cmap): thousands of
 * them, which HarfBuzz would have to be asked for one by one.
 * @throws TypeError for a font without a map, or with one of a kind that none here has
 */
export function eachCharacter(table: DataView | undefined, told: (point: number, glyph: number) => void): void {
  if (table === undefined) throw new TypeError('A font without a map of its characters')
  const maps = Array.from({ length: table.getUint16(2) }, (_, i) => table.getUint32(8 + i * 8))
  const mapOf = (format: number): number | undefined => maps.find((at) => table.getUint16(at) === format)
  const [all, basic] = [mapOf(groups), mapOf(segments)]
  if (all !== undefined) eachInGroups(table, all, told)
  else if (basic !== undefined) eachInSegments(table, basic, told)
  else throw new TypeError('A font whose characters are told in another way')
}

function eachInGroups(table: DataView, at: number, told: (point: number, glyph: number) => void): void {
  const end = at + 16 + table.getUint32(at + 12) * 12
  for (let group = at + 16; group < end; group += 12) {
    const [first, last, glyph] = [table.getUint32(group), table.getUint32(group + 4), table.getUint32(group + 8)]
    for (let point = first; point <= last; point++) told(point, glyph + point - first)
  }
}

/** Each segment shifts its characters by a number to get their glyphs, or points into a list of them. */
function eachInSegments(table: DataView, at: number, told: (point: number, glyph: number) => void): void {
  const bytes = table.getUint16(at + 6)
  for (let segment = at + 14; segment < at + 14 + bytes; segment += 2) {
    const [last, first, shift, list] = [table.getUint16(segment), table.getUint16(segment + bytes + 2), table.getUint16(segment + 2 * bytes + 2), segment + 3 * bytes + 2]
    const way = table.getUint16(list)
    for (let point = first; point <= last && point < 0xffff; point++) {
      const listed = way === 0 ? point : table.getUint16(list + way + (point - first) * 2)
      const glyph = listed === 0 && way !== 0 ? 0 : (listed + shift) & 0xffff
      if (glyph !== 0) told(point, glyph)
    }
  }
}
