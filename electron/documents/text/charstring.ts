import { drawingRuns, type Step } from './drawing-runs.ts'
import type { Contour } from './fit-cubics.ts'

const operators = { vmoveto: 4, endchar: 14, rmoveto: 21, hmoveto: 22 } as const

/** A number as fonts of the kind CFF have it in what they draw; what is not whole takes five bytes. */
export function charstringNumber(value: number): number[] {
  if (!Number.isInteger(value)) {
    const bits = Math.round(value * 65_536)
    return [255, (bits >> 24) & 255, (bits >> 16) & 255, (bits >> 8) & 255, bits & 255]
  }
  if (value >= -107 && value <= 107) return [value + 139]
  if (value >= 108 && value <= 1131) return [247 + ((value - 108) >> 8), (value - 108) & 255]
  if (value >= -1131 && value <= -108) return [251 + ((-value - 108) >> 8), (-value - 108) & 255]
  return [28, (value >> 8) & 255, value & 255]
}

/** An outline as fonts of the kind CFF have it: nothing is hinted, nothing shared with other glyphs. */
export function charstringOf(contours: readonly Contour[]): number[] {
  const bytes: number[] = []
  const put = (operator: number, numbers: readonly number[]): void => {
    for (const value of numbers) bytes.push(...charstringNumber(value))
    bytes.push(operator)
  }
  let [x, y] = [0, 0]
  const moved = ([toX, toY]: readonly [number, number]): readonly [number, number] => {
    const by = [toX - x, toY - y] as const
    ;[x, y] = [toX, toY]
    return by
  }
  for (const { from, strokes } of contours) {
    const [dx, dy] = moved(from)
    if (dy === 0) put(operators.hmoveto, [dx])
    else if (dx === 0) put(operators.vmoveto, [dy])
    else put(operators.rmoveto, [dx, dy])
    // A contour closes by itself.
    const drawn = strokes.at(-1)?.by === null ? strokes.slice(0, -1) : strokes
    const steps = drawn.map(({ by, to }): Step => (by === null ? moved(to) : [...moved(by[0]), ...moved(by[1]), ...moved(to)]))
    for (const { operator, numbers } of drawingRuns(steps.filter((step) => step.some((value) => value !== 0)))) put(operator, numbers)
  }
  bytes.push(operators.endchar)
  return bytes
}
