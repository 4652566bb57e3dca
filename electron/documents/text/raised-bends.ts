import type { Bend } from './contours.ts'

export type Place = readonly [x: number, y: number]

/** A bend as a curve of PostScript, in steps of a grid but not on it. */
export interface Raised {
  readonly from: Place
  readonly by: readonly [Place, Place]
  readonly to: Place
  readonly straight: boolean
  /** Places that it goes through, two numbers each, at `samples` of its way. */
  readonly through: readonly number[]
  /** How it goes on from the one before it: 1 is straight on, 0 or less a corner. */
  readonly turn: number
  /** How fast it does, against the end of the one before; 0 where one of them stands still. */
  readonly pace: number
}

/** Where on its way a curve is compared with another. */
export const samples = [0.25, 0.5, 0.75, 1] as const

/** The nearest whole units of the font. */
export const onGrid = ([x, y]: Place): Place => [Math.round(x), Math.round(y)]
const stepsOf = ([x, y]: Place, step: number): Place => [x / step, y / step]
const between = (a: Place, b: Place, t: number): Place => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

/** The bends of a contour, each with how it goes on from the one before; the first from the last. @param step of the grid */
export function raised(contour: readonly Bend[], step: number): Raised[] {
  const curves = contour.map((bend) => {
    const [from, to] = [stepsOf(bend.from, step), stepsOf(bend.to, step)]
    const middle = bend.by === null ? null : stepsOf(bend.by, step)
    const by = middle === null ? [between(from, to, 1 / 3), between(from, to, 2 / 3)] as const : [between(from, middle, 2 / 3), between(to, middle, 2 / 3)] as const
    const through = samples.flatMap((t) => (middle === null ? between(from, to, t) : between(between(from, middle, t), between(middle, to, t), t)))
    return { from, by, to, straight: middle === null, through }
  })
  return curves.map((curve, i) => {
    const before = curves.at(i - 1) ?? curve
    const [inX, inY, outX, outY] = [before.to[0] - before.by[1][0], before.to[1] - before.by[1][1], curve.by[0][0] - curve.from[0], curve.by[0][1] - curve.from[1]]
    const [into, out] = [Math.hypot(inX, inY), Math.hypot(outX, outY)]
    return into === 0 || out === 0 ? { ...curve, turn: 0, pace: 0 } : { ...curve, turn: (inX * outX + inY * outY) / (into * out), pace: out / into }
  })
}
