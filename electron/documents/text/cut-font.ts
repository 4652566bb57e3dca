import { fileOf, symbolMap } from './font-file.ts'
import type { FontTables } from './font-tables.ts'
import { copied, eachPart, outlineOf, withoutHints } from './outline.ts'

export interface CutFont {
  /** A TrueType file as PDFs carry it. */
  readonly file: Buffer
  /** For each glyph's number in the whole font, at twice its place, its number in the file; `null` where the two are the same. */
  readonly numbers: Buffer | null
}

/**
 * Makes a font file with some glyphs, and what they are put together of. Outlines and widths are copied as they are; hints are
 * left out, as nothing that prints this size goes by them.
 * @param glyphs their numbers
 * @param keep whether glyphs keep their numbers, those left out being empty; the file has a table for codes of one byte then
 */
export function cutFont(tables: FontTables, glyphs: Iterable<number>, keep: boolean): CutFont {
  const all = new Set([0, ...glyphs])
  // A set gives what is added to it while it is gone through.
  for (const id of all) {
    const outline = outlineOf(tables, id)
    eachPart(outline, (at) => { all.add(outline.getUint16(at)) })
  }
  const ids = [...all].sort((a, b) => a - b)
  const most = ids.at(-1) ?? 0
  const count = keep ? most + 1 : ids.length
  const newOf = new Map(ids.map((id, i) => [id, keep ? id : i]))

  const outlines: DataView[] = []
  const hmtx = new DataView(new ArrayBuffer(count * 4))
  const places = new Uint32Array(count + 1)
  const wideCount = tables.hhea.getUint16(34)
  let end = 0
  let next = 0
  for (const id of ids) {
    const number = newOf.get(id) ?? 0
    while (next <= number) places[next++] = end
    const outline = withoutHints(outlineOf(tables, id))
    eachPart(outline, (at) => { outline.setUint16(at, newOf.get(outline.getUint16(at)) ?? 0) })
    outlines.push(outline)
    end += (outline.byteLength + 1) & ~1
    const wide = Math.min(id, wideCount - 1)
    hmtx.setUint16(number * 4, tables.hmtx.getUint16(wide * 4))
    hmtx.setInt16(number * 4 + 2, id < wideCount ? tables.hmtx.getInt16(id * 4 + 2) : tables.hmtx.getInt16(wideCount * 4 + (id - wideCount) * 2))
  }
  while (next <= count) places[next++] = end

  const glyf = new DataView(new ArrayBuffer(end))
  let at = 0
  for (const outline of outlines) {
    new Uint8Array(glyf.buffer).set(new Uint8Array(outline.buffer, outline.byteOffset, outline.byteLength), at)
    at += (outline.byteLength + 1) & ~1
  }
  const short = end < 0x20000
  const loca = new DataView(new ArrayBuffer(places.length * (short ? 2 : 4)))
  places.forEach((place, i) => { if (short) loca.setUint16(i * 2, place / 2); else loca.setUint32(i * 4, place) })
  const [head, hhea, maxp] = [copied(tables.head), copied(tables.hhea), copied(tables.maxp)]
  head.setInt16(50, short ? 0 : 1)
  hhea.setUint16(34, count)
  maxp.setUint16(4, count)

  const file = fileOf([['head', head], ['hhea', hhea], ['maxp', maxp], ['loca', loca], ['glyf', glyf], ['hmtx', hmtx], ...(keep ? [['cmap', symbolMap(count)] as const] : [])])
  if (keep) return { file, numbers: null }
  const numbers = Buffer.alloc((most + 1) * 2)
  for (const [id, number] of newOf) numbers.writeUInt16BE(number, id * 2)
  return { file, numbers }
}
