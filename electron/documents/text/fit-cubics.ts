import type { Bend } from './contours.ts'
import { joined } from './join-bends.ts'
import { onGrid, raised, type Place, type Raised } from './raised-bends.ts'

/** Part of an outline as PostScript draws it: straight, or bent by two places. */
export interface Stroke {
  readonly by: readonly [Place, Place] | null
  readonly to: Place
}

/** A contour on a grid: its places are whole steps. */
export interface Contour {
  readonly from: Place
  readonly strokes: readonly Stroke[]
}

/** Of the grid that outlines are moved to, in thousandths of the type size. */
export const gridStep = 2.5
/** How many parts of an outline one curve may stand for. */
const mostJoined = 10

/** Whether bends are as good as straight. */
function isStraight(bends: readonly Raised[], start: number, end: number, mostOff: number): boolean {
  const [first, last] = [bends[start], bends[end - 1]]
  if (first === undefined || last === undefined) return false
  const [[fromX, fromY], [toX, toY]] = [onGrid(first.from), onGrid(last.to)]
  const [dx, dy] = [toX - fromX, toY - fromY]
  const whole = Math.hypot(dx, dy)
  if (whole === 0) return false
  if (end - start === 1 && first.straight) return true
  let before = 0
  for (let i = start; i < end; i++) {
    const through = bends[i]?.through ?? []
    for (let k = 0; k < through.length; k += 2) {
      const [x, y] = [(through[k] ?? 0) - fromX, (through[k + 1] ?? 0) - fromY]
      const along = (x * dx + y * dy) / whole
      if (along < before - 0.01 || Math.abs(x * dy - y * dx) > mostOff * whole) return false
      before = along
    }
  }
  return true
}

/** What a step costs in a font file: nothing along an axis that it does not move on. */
function cost(a: Place, b: Place): number {
  const [x, y] = [Math.abs(Math.round(b[0]) - Math.round(a[0])), Math.abs(Math.round(b[1]) - Math.round(a[1]))]
  return (x === 0 ? 0 : x > 107 ? 1.7 : 1) + (y === 0 ? 0 : y > 107 ? 1.7 : 1)
}

/**
 * Begins a contour at a corner, which no curve goes over, and best after its costliest line: that need not be drawn. Where it has no
 * corner, where it goes along an axis.
 */
function fromCorner(bends: readonly Raised[]): readonly Raised[] {
  let [best, at] = [-Infinity, 0]
  bends.forEach(({ turn, from, by }, i) => {
    const before = bends.at(i - 1)
    const [dx, dy] = [by[0][0] - from[0], by[0][1] - from[1]]
    const score = turn > 0.95 ? -Math.min(Math.abs(dx), Math.abs(dy)) / (Math.hypot(dx, dy) || 1) : before?.straight === true ? 1 + cost(before.from, before.to) : 1
    if (score > best) [best, at] = [score, i]
  })
  return [...bends.slice(at), ...bends.slice(0, at)]
}

/** A way to draw the beginning of a contour, by as few numbers as can be: up to where its last stroke begins it is the best way to there. */
interface Way {
  readonly cost: number
  readonly before: number
  readonly stroke: Stroke
}

function bestWay(bends: readonly Raised[], end: number, ways: readonly Way[], mostOff: number): Way | null {
  let best: Way | null = null
  const lengths: number[] = [1]
  for (let start = end - 1; start >= Math.max(0, end - mostJoined); start--) {
    const [first, last] = [bends[start], bends[end - 1]]
    if (first === undefined || last === undefined) break
    const sofar = start === 0 ? 0 : (ways[start - 1]?.cost ?? 0)
    const straight = isStraight(bends, start, end, mostOff)
    const by = straight ? null : joined(bends, start, end, lengths, mostOff)
    // What is not near does not become so by going on.
    if (!straight && by === null) break
    const total = by === null ? sofar + 0.3 + cost(first.from, last.to) : sofar + 0.5 + cost(first.from, by[0]) + cost(...by) + cost(by[1], last.to)
    if (best === null || total < best.cost) best = { cost: total, before: start, stroke: { by, to: onGrid(last.to) } }
    // No curve goes over a corner.
    if (first.turn < 0.9 || first.pace === 0) break
    lengths.push((lengths.at(-1) ?? 1) / first.pace)
  }
  return best
}

/**
 * An outline of TrueType as one of PostScript, on a grid: several of its bends become one curve or line where that is nowhere further
 * from them than they may be, so that few numbers are left.
 * @param off how far that is, the grid included, in thousandths of the type size
 */
export function fitCubics(contour: readonly Bend[], off: number): Contour {
  const mostOff = off / gridStep
  const bends = fromCorner(raised(contour, gridStep))
  const ways: Way[] = []
  for (let end = 1; end <= bends.length; end++) {
    const way = bestWay(bends, end, ways, mostOff)
    if (way === null) throw new Error('A bend by itself is always drawn')
    ways.push(way)
  }
  const strokes: Stroke[] = []
  for (let at = bends.length; at > 0;) {
    const way = ways[at - 1]
    if (way === undefined) break
    strokes.unshift(way.stroke)
    at = way.before
  }
  return { from: onGrid(bends[0]?.from ?? [0, 0]), strokes }
}
