import { charstringNumber, charstringOf } from './charstring.ts'
import { contoursOf } from './contours.ts'
import type { Face } from './face.ts'
import { fitCubics, gridStep } from './fit-cubics.ts'

/** From which width others are counted, in steps of the grid: most are near enough to take one byte. */
const countedFrom = 525 / gridStep
/** How far from the outline what is drawn may be: a quarter of a dot at 600 dots an inch, in thousandths of a point. */
const mostOff = 30
/** The same in thousandths of the type size: no less for large type, no more for small. */
const [leastPart, mostPart] = [1, 4]
/** Names of glyphs that every reader has: the first is "A", and what they say is overruled by the document's table. Names of the font's own come after them. */
const [firstName, firstOwnName] = [34, 391]

/** More are not kept: all glyphs of a font of Han would be several million bytes. */
const mostKept = 6000
const kept = new Map<Face, Map<number, Uint8Array>>()
let keptCount = 0

/** How far from the outline a glyph may be that is drawn in a size, in thousandths of it: in steps of a half, so that a few programs of each glyph are enough. */
const partOff = (size: number): number => Math.min(mostPart, Math.max(leastPart, Math.floor((mostOff / size) * 2) / 2))

/** How a glyph is drawn, worked out once in a process. */
function programOf({ face, id, size }: CompactGlyph): Uint8Array {
  const off = partOff(size)
  const key = id * 16 + off * 2
  let those = kept.get(face)
  let program = those?.get(key)
  if (program !== undefined) return program
  if (keptCount >= mostKept) {
    kept.clear()
    those = undefined
    keptCount = 0
  }
  if (those === undefined) {
    those = new Map()
    kept.set(face, those)
  }
  program = Uint8Array.from(charstringOf(contoursOf(face.tables, id).map((contour) => fitCubics(contour, off))))
  those.set(key, program)
  keptCount += 1
  return program
}

/** How far the pen moves, in steps of the grid: on it where that is as near to what the document says as archives ask for, a thousandth of the type size. */
function widthOf({ face, id }: CompactGlyph): number {
  const { advance } = face.glyph(id)
  const steps = Math.round(advance / gridStep)
  return Math.abs(steps * gridStep - advance) <= 1 ? steps : advance / gridStep
}

/** The width that most glyphs have: it need not be said. */
function usualOf(widths: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) if (Number.isInteger(width)) counts.set(width, (counts.get(width) ?? 0) + 1)
  let [usual, most] = [0, 0]
  for (const [width, count] of counts) if (count > most) [usual, most] = [width, count]
  return usual
}

const word = (value: number): number[] => [value >> 8, value & 255]
/** A whole number in a font's tables of what it is, always in three bytes: so that how long a table is does not depend on it. */
const whole = (value: number): number[] => [28, ...word(value & 0xffff)]

/** A list of what is of different lengths. */
function listOf(items: readonly Uint8Array[]): Buffer {
  if (items.length === 0) return Buffer.from([0, 0])
  const length = items.reduce((sum, item) => sum + item.length, 1)
  const size = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3
  const out = Buffer.alloc(3 + (items.length + 1) * size + length - 1)
  out.writeUInt16BE(items.length, 0)
  out[2] = size
  let at = 1
  let to = 3 + (items.length + 1) * size
  items.forEach((item, i) => {
    out.writeUIntBE(at, 3 + i * size, size)
    out.set(item, to)
    at += item.length
    to += item.length
  })
  out.writeUIntBE(at, 3 + items.length * size, size)
  return out
}

/** The glyph for what no glyph stands for: nothing. It is never shown. */
const notdef = Uint8Array.of(14)
/** How large a step of the grid is, as a part of the type size: its digits in half bytes, the point being `a`, and `f` up to a whole byte. */
const digits = `${String(gridStep / 1000).slice(1).replace('.', 'a')}f`
const real = Buffer.from([30, ...Buffer.from(digits.length % 2 === 0 ? digits : `${digits}f`, 'hex')])

export interface CompactGlyph {
  readonly face: Face
  readonly id: number
  /** What it stands for; empty where that is not to be told of it alone. */
  readonly characters: string
  /** The largest in which it is drawn, in points. */
  readonly size: number
}

/** Codes that follow each other, in the order of the glyphs. */
export type CodeRange = readonly [first: number, count: number]

/**
 * A font file of the kind CFF with glyphs of any faces, for one document: outlines are drawn anew, by fewer numbers, nowhere further
 * from what they were than `mostOff` in the size in which they are drawn. The same glyphs make the same bytes.
 * @param glyphs in the order of their codes, no more than there are codes of one byte; those without characters last: readers have to find none in their names
 * @param box of all of them, in thousandths of the type size: left, bottom, right, top
 * @throws TypeError for a glyph whose outline no font here has
 */
export function compactFont(name: string, glyphs: readonly CompactGlyph[], codes: readonly CodeRange[], box: readonly number[]): Buffer {
  const [header, fontName] = [Buffer.from([1, 0, 4, 2]), listOf([Buffer.from(name, 'latin1')])]
  const ownNames = glyphs.filter(({ characters }) => characters === '').map((_, i) => Buffer.from(`_${String(i)}`, 'latin1'))
  const [strings, subroutines] = [listOf(ownNames), listOf([])]
  const encoding = Buffer.from([1, codes.length, ...codes.flatMap(([first, count]) => [first, count - 1])])
  const named = ([[firstName, glyphs.length - ownNames.length], [firstOwnName, ownNames.length]] as const).filter(([, count]) => count > 0)
  const charset = Buffer.from([1, ...named.flatMap(([first, count]) => [...word(first), count - 1])])
  const steps = glyphs.map(widthOf)
  const usual = usualOf(steps)
  const widths = Buffer.from([...whole(usual), 20, ...whole(countedFrom), 21])
  const programs = glyphs.map((glyph, i) => {
    const width = steps[i] ?? usual
    return width === usual ? programOf(glyph) : Buffer.concat([Uint8Array.from(charstringNumber(width - countedFrom)), programOf(glyph)])
  })
  const about = (start: number): Buffer => listOf([Uint8Array.from([
    ...real, 139, 139, ...real, 139, 139, 12, 7, ...box.flatMap((value) => whole(Math.round(value / gridStep))), 5,
    ...whole(start), 16, ...whole(start + encoding.length), 15, ...whole(widths.length), ...whole(start + encoding.length + charset.length), 18,
    ...whole(start + encoding.length + charset.length + widths.length), 17
  ])])
  const start = header.length + fontName.length + about(0).length + strings.length + subroutines.length
  return Buffer.concat([header, fontName, about(start), strings, subroutines, encoding, charset, widths, listOf([notdef, ...programs])])
}
