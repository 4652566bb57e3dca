import { onGrid, samples, type Place, type Raised } from './raised-bends.ts'

/** How often a curve is made better before it is given up: hardly any becomes near enough later. */
const mostTries = 6
/** What is this many times too far off to begin with does not become near enough. */
const hopeless = 40
/** How much what bends a curve is held where it is: so that the curve goes on as its neighbour does where nothing speaks against it. */
const hold = 0.02
/** How many steps what bends a curve may be moved to be on a level with its end: that is a number less in the font. */
const toLevel = 3

/** Two places that bend a curve. */
type Bent = readonly [b: Place, c: Place]

/** The nearest on the grid; on the same level as its curve's end where that is not far. */
function level(place: Place, [endX, endY]: Place): Place {
  const [x, y] = onGrid(place)
  return [Math.abs(x - endX) <= toLevel ? endX : x, Math.abs(y - endY) <= toLevel ? endY : y]
}

/** What bends a curve: four numbers, for which there are four equations, each with what it comes to as the fifth. */
const [unknown, width] = [4, 5]
const equations = new Float64Array(unknown * width)
const weights = new Float64Array(width)

/** Solves the equations, whose numbers are the same across as down, and only said on that side. */
function solve(): readonly [number, number, number, number] {
  for (let k = 0; k < unknown; k++) {
    for (let row = k + 1; row < unknown; row++) {
      const share = (equations[k * width + row] ?? 0) / (equations[k * width + k] ?? 1)
      for (let at = row; at < width; at++) equations[row * width + at] = (equations[row * width + at] ?? 0) - share * (equations[k * width + at] ?? 0)
    }
  }
  const values: [number, number, number, number] = [0, 0, 0, 0]
  for (let k = unknown - 1; k >= 0; k--) {
    let rest = equations[k * width + unknown] ?? 0
    for (let at = k + 1; at < unknown; at++) rest -= (equations[k * width + at] ?? 0) * (values[at] ?? 0)
    values[k] = rest / (equations[k * width + k] ?? 1)
  }
  return values
}

/** A curve that is to go by places, between two ends on the grid. */
class Curve {
  readonly #from: Place
  readonly #to: Place
  readonly #places: readonly number[]
  /** Where on its way the curve comes by each place. */
  readonly #times: number[]
  /** What was seen last: how far the curve is from the place, and which way it goes there. */
  #x = 0
  #y = 0
  #alongX = 0
  #alongY = 0

  constructor(from: Place, to: Place, places: readonly number[], times: number[]) {
    this.#from = from
    this.#to = to
    this.#places = places
    this.#times = times
  }

  #look(i: number, t: number, [b, c]: Bent): void {
    const s = 1 - t
    const [p, q, r, v] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
    this.#x = p * this.#from[0] + q * b[0] + r * c[0] + v * this.#to[0] - (this.#places[i * 2] ?? 0)
    this.#y = p * this.#from[1] + q * b[1] + r * c[1] + v * this.#to[1] - (this.#places[i * 2 + 1] ?? 0)
  }

  #lookAlong(t: number, [b, c]: Bent): void {
    const s = 1 - t
    const [p, q, r] = [3 * s * s, 6 * s * t, 3 * t * t]
    this.#alongX = p * (b[0] - this.#from[0]) + q * (c[0] - b[0]) + r * (this.#to[0] - c[0])
    this.#alongY = p * (b[1] - this.#from[1]) + q * (c[1] - b[1]) + r * (this.#to[1] - c[1])
  }

  /** When the curve, as it was seen, comes nearest to the place, about. */
  #nearest(t: number): number {
    const speed = this.#alongX * this.#alongX + this.#alongY * this.#alongY
    return speed === 0 ? t : Math.min(1, Math.max(0, t - (this.#x * this.#alongX + this.#y * this.#alongY) / speed))
  }

  /** Whether the curve comes by all places, and goes nowhere else between one and the next. */
  isNear(bent: Bent, mostOff: number): boolean {
    const most = mostOff * mostOff
    let before = 0
    for (let i = 0; i <= this.#times.length; i++) {
      let t = this.#times[i] ?? 1
      if (i < this.#times.length) {
        this.#look(i, t, bent)
        if (this.#x * this.#x + this.#y * this.#y > most) {
          this.#lookAlong(t, bent)
          t = this.#nearest(t)
          this.#look(i, t, bent)
          if (this.#x * this.#x + this.#y * this.#y > most) return false
        }
      }
      if (this.#asideOf(i, (before + t) / 2, bent) > mostOff) return false
      before = t
    }
    return true
  }

  /** How far the curve is from the line that leads to a place from the one before it. */
  #asideOf(i: number, t: number, bent: Bent): number {
    this.#look(i, t, bent)
    const [x, y] = [this.#places[i * 2] ?? 0, this.#places[i * 2 + 1] ?? 0]
    const [fromX, fromY] = [(i === 0 ? this.#from[0] : (this.#places[i * 2 - 2] ?? 0)) - x, (i === 0 ? this.#from[1] : (this.#places[i * 2 - 1] ?? 0)) - y]
    const way = fromX * fromX + fromY * fromY
    const share = way === 0 ? 0 : Math.max(0, Math.min(1, (this.#x * fromX + this.#y * fromY) / way))
    return Math.hypot(this.#x - share * fromX, this.#y - share * fromY)
  }

  /**
   * What bends the curve so that it comes nearer to all places: how far it is aside counts, not how far along (Gauss and Newton).
   * Takes note of when it comes by them.
   * @returns `null` where it is hopeless
   */
  better(bent: Bent, mostOff: number): Bent | null {
    equations.fill(0)
    for (let k = 0; k < unknown; k++) equations[k * width + k] = hold
    for (let i = 0; i < this.#times.length; i++) {
      const t = this.#times[i] ?? 0
      this.#look(i, t, bent)
      this.#lookAlong(t, bent)
      const speed = Math.hypot(this.#alongX, this.#alongY)
      if (speed === 0) continue
      const [asideX, asideY] = [this.#alongY / speed, -this.#alongX / speed]
      const off = this.#x * asideX + this.#y * asideY
      if (Math.abs(off) > hopeless * mostOff) return null
      const s = 1 - t
      const [q, r] = [3 * s * s * t, 3 * s * t * t]
      weights.set([q * asideX, q * asideY, r * asideX, r * asideY, -off])
      for (let k = 0; k < unknown; k++) for (let at = k; at < width; at++) equations[k * width + at] = (equations[k * width + at] ?? 0) + (weights[k] ?? 0) * (weights[at] ?? 0)
      this.#times[i] = this.#nearest(t)
    }
    const [bx, by, cx, cy] = solve()
    const [b, c] = bent
    return [[b[0] + bx, b[1] + by], [c[0] + cx, c[1] + cy]]
  }
}

/**
 * One curve on the grid for bends that follow each other. Where they came of one, which was cut, the places of the cuts show in how
 * fast each bend goes on where the one before ends: from there the search begins.
 * @param lengths how long each of them takes, the last first
 * @param mostOff how far it may be from what the bends go through, in steps of the grid
 * @returns what bends it; `null` where no curve was found that is near enough
 */
export function joined(bends: readonly Raised[], start: number, end: number, lengths: readonly number[], mostOff: number): Bent | null {
  const [first, last] = [bends[start], bends[end - 1]]
  if (first === undefined || last === undefined) return null
  const sum = lengths.reduce((all, one) => all + one, 0)
  const [places, times]: [number[], number[]] = [[], []]
  let begin = 0
  for (let i = start; i < end; i++) {
    const share = (lengths[end - 1 - i] ?? 0) / sum
    places.push(...(bends[i]?.through ?? []))
    for (const sample of samples) times.push(begin + share * sample)
    begin += share
  }
  // The last place is where the curve ends, whatever bends it.
  times.pop()
  const [from, to] = [onGrid(first.from), onGrid(last.to)]
  const curve = new Curve(from, to, places, times)
  const beyond = (a: Place, b: Place, share: number): Place => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
  let bent: Bent | null = [beyond(first.from, first.by[0], sum / (lengths.at(-1) ?? 1)), beyond(last.to, last.by[1], sum / (lengths[0] ?? 1))]
  for (let tries = 0; bent !== null && tries <= mostTries; tries++) {
    const leveled: Bent = [level(bent[0], from), level(bent[1], to)]
    if (curve.isNear(leveled, mostOff)) return leveled
    const rounded: Bent = [onGrid(bent[0]), onGrid(bent[1])]
    // A bend by itself is always itself.
    if (end - start === 1 || curve.isNear(rounded, mostOff)) return rounded
    bent = curve.better(bent, mostOff)
  }
  return null
}
