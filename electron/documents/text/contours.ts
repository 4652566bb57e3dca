import type { FontTables } from './font-tables.ts'
import { outlineOf } from './outline.ts'

/** Part of an outline between two points on it, in thousandths of the type size; `null` where it is straight, else what bends it. */
export interface Bend {
  readonly from: readonly [x: number, y: number]
  readonly by: readonly [x: number, y: number] | null
  readonly to: readonly [x: number, y: number]
}

interface Point {
  readonly x: number
  readonly y: number
  readonly on: boolean
}

/** Parts of parts of parts: no font needs more. */
const deepest = 6

/** The points of an outline that is no composition, contour by contour, in the font's units. */
function simplePoints(outline: DataView, contours: number): Point[][] {
  const ends = Array.from({ length: contours }, (_, i) => outline.getUint16(10 + i * 2))
  const count = (ends.at(-1) ?? -1) + 1
  let at = 10 + contours * 2
  at += 2 + outline.getUint16(at)
  const flags: number[] = []
  while (flags.length < count) {
    const flag = outline.getUint8(at++)
    for (let left = (flag & 8) !== 0 ? outline.getUint8(at++) : 0; left >= 0; left--) flags.push(flag)
  }
  const along = (short: number, same: number): number[] => {
    let value = 0
    return flags.map((flag) => {
      if ((flag & short) !== 0) value += (flag & same) !== 0 ? outline.getUint8(at++) : -outline.getUint8(at++)
      else if ((flag & same) === 0) {
        value += outline.getInt16(at)
        at += 2
      }
      return value
    })
  }
  const [xs, ys] = [along(2, 16), along(4, 32)]
  return ends.map((end, i) => flags.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end + 1).map((flag, k) => {
    const place = (i === 0 ? 0 : (ends[i - 1] ?? 0) + 1) + k
    return { x: xs[place] ?? 0, y: ys[place] ?? 0, on: (flag & 1) !== 0 }
  }))
}

/** The points of an outline and of all that it is put together of. */
function pointsOf(tables: FontTables, id: number, depth = 0): Point[][] {
  const outline = outlineOf(tables, id)
  if (outline.byteLength < 10) return []
  const contours = outline.getInt16(0)
  if (contours >= 0) return simplePoints(outline, contours)
  if (depth === deepest) throw new TypeError('A glyph that is part of itself')
  const all: Point[][] = []
  const fraction = (at: number): number => outline.getInt16(at) / 0x4000
  for (let at = 10; ;) {
    const flags = outline.getUint16(at)
    const words = (flags & 1) !== 0
    if ((flags & 2) === 0) throw new TypeError('A glyph whose parts are placed by their points')
    const [dx, dy] = words ? [outline.getInt16(at + 4), outline.getInt16(at + 6)] : [outline.getInt8(at + 4), outline.getInt8(at + 5)]
    const more = at + (words ? 8 : 6)
    const [a, b, c, d, size] = (flags & 0x08) !== 0 ? [fraction(more), 0, 0, fraction(more), 2]
      : (flags & 0x40) !== 0 ? [fraction(more), 0, 0, fraction(more + 2), 4]
        : (flags & 0x80) !== 0 ? [fraction(more), fraction(more + 2), fraction(more + 4), fraction(more + 6), 8] : [1, 0, 0, 1, 0]
    for (const contour of pointsOf(tables, outline.getUint16(at + 2), depth + 1)) all.push(contour.map(({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })))
    at = more + size
    if ((flags & 0x20) === 0) return all
  }
}

/** What TrueType leaves out between two points that bend, said. */
function bendsOf(points: readonly Point[], unit: number): Bend[] {
  const all = points.flatMap((point, i): Point[] => {
    const before = points.at(i - 1) ?? point
    return before.on || point.on ? [point] : [{ x: (before.x + point.x) / 2, y: (before.y + point.y) / 2, on: true }, point]
  })
  const first = all.findIndex(({ on }) => on)
  const ring = [...all.slice(first), ...all.slice(0, first + 1)].map(({ x, y, on }) => ({ place: [x * unit, y * unit] as const, on }))
  const bends: Bend[] = []
  for (let i = 0; i + 1 < ring.length;) {
    const [from, next, after] = [ring[i], ring[i + 1], ring[i + 2]]
    if (from === undefined || next === undefined) break
    if (next.on || after === undefined) {
      bends.push({ from: from.place, by: null, to: next.place })
      i += 1
    } else {
      bends.push({ from: from.place, by: next.place, to: after.place })
      i += 2
    }
  }
  return bends.filter(({ from, to, by }) => by !== null || from[0] !== to[0] || from[1] !== to[1])
}

/**
 * A glyph's outline, all its parts in their places: each contour goes round from where it begins.
 * @throws TypeError for a glyph whose parts are placed in a way that none of the fonts here has
 */
export function contoursOf(tables: FontTables, id: number): Bend[][] {
  const unit = 1000 / tables.head.getUint16(18)
  return pointsOf(tables, id).map((points) => bendsOf(points, unit)).filter((bends) => bends.length > 1)
}
