/** A glyph's number and the characters it stands for. */
export type Meaning = readonly [id: number, characters: string]

const hex = (value: number, bytes: 1 | 2): string => value.toString(16).padStart(bytes * 2, '0')
const utf16 = (text: string): string => { let out = ''; for (let i = 0; i < text.length; i++) out += hex(text.charCodeAt(i), 2); return out }

/**
 * A document's table of what glyphs stand for: neighbours of the alphabet that are neighbours in the font are one range.
 * @param entries by number
 * @param bytes of each code
 */
export function toUnicode(entries: readonly Meaning[], bytes: 1 | 2): string {
  const ranges: { first: number; last: number; readonly characters: string }[] = []
  for (const [id, characters] of entries) {
    if (characters === '') continue
    const before = ranges.at(-1)
    const next = before !== undefined && before.last === id - 1 && (id & 255) !== 0 && before.characters.length === 1 && characters.length === 1
      && characters.charCodeAt(0) === before.characters.charCodeAt(0) + id - before.first && (characters.charCodeAt(0) & 255) !== 0
    if (next) before.last = id
    else ranges.push({ first: id, last: id, characters })
  }
  return tableOf(ranges.map(({ first, last, characters }) => `<${hex(first, bytes)}><${hex(last, bytes)}><${utf16(characters)}>`), bytes)
}

/** The same for codes of one byte that were given out one after the other: only what they stand for is said of each. */
export function toUnicodeInRow(entries: readonly Meaning[]): string {
  const rows: { readonly first: number; readonly characters: string[] }[] = []
  let next = -1
  for (const [code, characters] of entries) {
    if (characters === '') continue
    if (code === next) rows.at(-1)?.characters.push(characters)
    else rows.push({ first: code, characters: [characters] })
    next = code + 1
  }
  return tableOf(rows.map(({ first, characters }) => `<${hex(first, 1)}><${hex(first + characters.length - 1, 1)}>[${characters.map((those) => `<${utf16(those)}>`).join('')}]`), 1)
}

function tableOf(ranges: readonly string[], bytes: 1 | 2): string {
  let blocks = ''
  for (let at = 0; at < ranges.length; at += 100) {
    const block = ranges.slice(at, at + 100)
    blocks += `${String(block.length)} beginbfrange\n${block.join('\n')}\nendbfrange\n`
  }
  return `/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName/U def\n/CMapType 2 def\n1 begincodespacerange\n<${hex(0, bytes)}><${hex(bytes === 1 ? 0xff : 0xffff, bytes)}>\nendcodespacerange\n${blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
}
