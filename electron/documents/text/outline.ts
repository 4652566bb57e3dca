import type { FontTables } from './font-tables.ts'

/** A file's outline of a glyph, where it lies; an empty one for a blank. */
export function outlineOf({ head, loca, glyf }: FontTables, id: number): DataView {
  const [from, to] = head.getInt16(50) === 0 ? [loca.getUint16(id * 2) * 2, loca.getUint16(id * 2 + 2) * 2] : [loca.getUint32(id * 4), loca.getUint32(id * 4 + 4)]
  return new DataView(glyf.buffer, glyf.byteOffset + from, to - from)
}

/** Calls `visit` with where each part of an outline that is put together of others says which it is. @returns where the last part ends */
export function eachPart(outline: DataView, visit: (at: number) => void): number {
  let at = 10
  if (outline.byteLength < at || outline.getInt16(0) >= 0) return at
  for (;;) {
    const flags = outline.getUint16(at)
    visit(at + 2)
    at += 4 + ((flags & 0x01) !== 0 ? 4 : 2) + ((flags & 0x08) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0)
    if ((flags & 0x20) === 0) return at
  }
}

/** A table, or part of one, by itself. */
export const copied = (table: DataView, from = 0, to = table.byteLength): DataView<ArrayBuffer> => new DataView(new Uint8Array(table.buffer, table.byteOffset + from, to - from).slice().buffer)

/** An outline by itself, without its instructions. */
export function withoutHints(outline: DataView): DataView<ArrayBuffer> {
  const own = copied(outline)
  if (own.byteLength < 10) return own
  const contours = own.getInt16(0)
  if (contours < 0) {
    // They stand at the end, and are read only where a part says so.
    const end = eachPart(own, (at) => { own.setUint16(at - 2, own.getUint16(at - 2) & ~0x100) })
    return copied(own, 0, end)
  }
  const at = 10 + contours * 2
  const hints = own.getUint16(at)
  if (hints === 0) return own
  const bytes = new Uint8Array(own.byteLength - hints)
  bytes.set(new Uint8Array(own.buffer, 0, at))
  bytes.set(new Uint8Array(own.buffer, at + 2 + hints), at + 2)
  return new DataView(bytes.buffer)
}
