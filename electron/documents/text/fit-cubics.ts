import type { Bend } from './contours.ts'

type Place = readonly [x: number, y: number]

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
export const gridStep = 2
/** How far what is drawn may be from the outline that it stands for, the grid included, in steps of the grid. */
const mostOff = 2 / gridStep
/** How many parts of an outline one curve may stand for. */
const mostJoined = 10

const minus = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1]]
const length = ([x, y]: Place): number => Math.hypot(x, y)
const between = (a: Place, b: Place, t: number): Place => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
const onGrid = ([x, y]: Place): Place => [Math.round(x), Math.round(y)]

function onCubic(a: Place, [b, c]: readonly [Place, Place], d: Place, t: number): Place {
  const s = 1 - t
  const [p, q, r, v] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
  return [p * a[0] + q * b[0] + r * c[0] + v * d[0], p * a[1] + q * b[1] + r * c[1] + v * d[1]]
}

/** A bend as a cubic, in steps of the grid but not on it, with some places that it goes through. */
interface Raised {
  readonly from: Place
  readonly by: readonly [Place, Place]
  readonly to: Place
  readonly straight: boolean
  readonly through: readonly Place[]
}

const nowhere: Place = [0, 0]
const samples = [0.25, 0.5, 0.75, 1]

function raised(bend: Bend): Raised {
  const steps = ([x, y]: Place): Place => [x / gridStep, y / gridStep]
  const [from, to] = [steps(bend.from), steps(bend.to)]
  const by: Raised['by'] = bend.by === null ? [between(from, to, 1 / 3), between(from, to, 2 / 3)] : [between(from, steps(bend.by), 2 / 3), between(to, steps(bend.by), 2 / 3)]
  return { from, by, to, straight: bend.by === null, through: samples.map((t) => onCubic(from, by, to, t)) }
}

/** Where along one curve the places are that several bends have come of: it shows in how fast each goes on where the one before ends. */
function cutsOf(bends: readonly Raised[]): number[] | null {
  const places: number[] = []
  let [step, sum] = [1, 1]
  for (const [i, bend] of bends.entries()) {
    const before = bends[i - 1]
    if (before === undefined) continue
    const [into, out] = [minus(before.to, before.by[1]), minus(bend.by[0], bend.from)]
    // No curve goes over a corner.
    if (out[0] * into[0] + out[1] * into[1] < 0.9 * length(out) * length(into)) return null
    step *= length(out) / length(into)
    if (!Number.isFinite(step)) return null
    places.push(sum)
    sum += step
  }
  return [0, ...places.map((place) => place / sum), 1]
}

/** The nearest on the grid; on the same level as its curve's end where that is no more than a step away. */
function level(place: Place, end: Place): Place {
  const [[x, y], [endX, endY]] = [onGrid(place), end]
  return [Math.abs(x - endX) <= 1 ? endX : x, Math.abs(y - endY) <= 1 ? endY : y]
}

/**
 * One curve on the grid for bends that follow each other.
 * @returns `null` where there is none that is near enough
 */
function joined(bends: readonly Raised[]): readonly [Place, Place] | null {
  const [first, last, cuts] = [bends[0], bends.at(-1), cutsOf(bends)]
  if (first === undefined || last === undefined || cuts === null) return null
  const [from, to] = [onGrid(first.from), onGrid(last.to)]
  const isNear = (by: readonly [Place, Place]): boolean => bends.every(({ through }, i) => {
    const [begin, end] = [cuts[i] ?? 0, cuts[i + 1] ?? 1]
    return through.every((place, k) => length(minus(place, onCubic(from, by, to, begin + (end - begin) * (samples[k] ?? 1)))) <= mostOff)
  })
  const by = [between(first.from, first.by[0], 1 / (cuts[1] ?? 1)), between(last.to, last.by[1], 1 / (1 - (cuts.at(-2) ?? 0)))] as const
  const [levelled, rounded] = [[level(by[0], from), level(by[1], to)] as const, [onGrid(by[0]), onGrid(by[1])] as const]
  if (isNear(levelled)) return levelled
  // A bend by itself is always itself.
  return first === last || isNear(rounded) ? rounded : null
}

/** Whether bends are as good as straight. */
function isStraight(bends: readonly Raised[]): boolean {
  const [first, last] = [bends[0], bends.at(-1)]
  if (first === undefined || last === undefined) return false
  const from = onGrid(first.from)
  const chord = minus(onGrid(last.to), from)
  const whole = length(chord)
  if (whole === 0) return false
  if (first === last && first.straight) return true
  let before = 0
  for (const { through } of bends) {
    for (const place of through) {
      const [x, y] = minus(place, from)
      const along = (x * chord[0] + y * chord[1]) / whole
      if (along < before - 0.01 || Math.abs(x * chord[1] - y * chord[0]) / whole > mostOff) return false
      before = along
    }
  }
  return true
}

/** What a step costs in a font file: nothing along an axis that it does not move on. */
function cost(a: Place, b: Place): number {
  const [x, y] = minus(onGrid(b), onGrid(a))
  return (x === 0 ? 0 : Math.abs(x) > 107 ? 1.7 : 1) + (y === 0 ? 0 : Math.abs(y) > 107 ? 1.7 : 1)
}

/**
 * Begins a contour at a corner, which no curve goes over, and best after its costliest line: that need not be drawn. Where it has no
 * corner, where it goes along an axis.
 */
function fromCorner(bends: readonly Raised[]): readonly Raised[] {
  let [best, at] = [-Infinity, 0]
  bends.forEach((bend, i) => {
    const before = bends.at(i - 1)
    if (before === undefined) return
    const [into, out] = [minus(before.to, before.by[1]), minus(bend.by[0], bend.from)]
    const turn = (into[0] * out[0] + into[1] * out[1]) / (length(into) * length(out) || 1)
    const score = turn > 0.95 ? -Math.min(Math.abs(out[0]), Math.abs(out[1])) / (length(out) || 1) : before.straight ? 1 + cost(before.from, before.to) : 1
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

/**
 * An outline of TrueType as one of PostScript, on a grid: several of its bends become one curve or line where that is nowhere further
 * than `mostOff` from them, so that few numbers are left.
 */
export function fitCubics(contour: readonly Bend[]): Contour {
  const bends = fromCorner(contour.map(raised))
  const ways: Way[] = []
  for (let end = 1; end <= bends.length; end++) {
    let best: Way | undefined
    for (let start = end - 1; start >= Math.max(0, end - mostJoined); start--) {
      const part = bends.slice(start, end)
      const [from, to] = [part[0]?.from ?? nowhere, onGrid(part.at(-1)?.to ?? nowhere)]
      const sofar = start === 0 ? 0 : (ways[start - 1]?.cost ?? 0)
      const by = joined(part)
      const straight = isStraight(part)
      const total = straight ? sofar + 0.3 + cost(from, to) : by === null ? Infinity : sofar + 0.5 + cost(from, by[0]) + cost(...by) + cost(by[1], to)
      if (best === undefined || total < best.cost) best = { cost: total, before: start, stroke: { by: straight ? null : by, to } }
    }
    if (best !== undefined) ways.push(best)
  }
  const strokes: Stroke[] = []
  for (let at = bends.length; at > 0;) {
    const way = ways[at - 1]
    if (way === undefined) break
    strokes.unshift(way.stroke)
    at = way.before
  }
  return { from: onGrid(bends[0]?.from ?? nowhere), strokes }
}
