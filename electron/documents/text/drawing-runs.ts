const operators = { rlineto: 5, hlineto: 6, vlineto: 7, rrcurveto: 8, rcurveline: 24, rlinecurve: 25, vvcurveto: 26, hhcurveto: 27, vhcurveto: 30, hvcurveto: 31 } as const

/** A line by how far it goes right and up, or a curve by how far its first place, its second and its end are from what is before them. */
export type Step = readonly [number, number] | readonly [number, number, number, number, number, number]

/** Steps that one operator draws. */
export interface DrawingRun {
  readonly operator: number
  readonly numbers: readonly number[]
}

/** How many numbers an operator may have. */
const mostNumbers = 48

type Ends = (operator: number, numbers: readonly number[], steps: number) => void

/** Steps of the kind of the first, told wholly, as `same` does; the first of the other kind may end them, as `last` does. */
function wholeRuns(steps: readonly Step[], from: number, same: number, last: number, ends: Ends): void {
  const kind = steps[from]?.length
  const numbers: number[] = []
  for (let at = from; at < steps.length; at++) {
    const step = steps[at]
    if (step === undefined) break
    numbers.push(...step)
    if (numbers.length > mostNumbers) break
    ends(step.length === kind ? same : last, numbers, at + 1 - from)
    if (step.length !== kind) break
  }
}

/** Lines from one on, in each way they can be told. */
function lineRuns(steps: readonly Step[], from: number, ends: Ends): void {
  wholeRuns(steps, from, operators.rlineto, operators.rlinecurve, ends)
  const turns: number[] = []
  let across = steps[from]?.[1] === 0
  const operator = across ? operators.hlineto : operators.vlineto
  for (let at = from; at < steps.length && turns.length < mostNumbers; at++) {
    const step = steps[at]
    if (step?.length !== 2 || step[across ? 1 : 0] !== 0) break
    turns.push(step[across ? 0 : 1])
    across = !across
    ends(operator, turns, turns.length)
  }
}

/** Curves that begin and end along the same axis; the first may begin anyhow. */
function levelRuns(steps: readonly Step[], from: number, across: boolean, ends: Ends): void {
  const numbers: number[] = []
  for (let at = from; at < steps.length && numbers.length + 5 <= mostNumbers; at++) {
    const step = steps[at]
    if (step?.length !== 6) break
    const [ax, ay, bx, by, cx, cy] = step
    const [along, aside, end, off] = across ? [ax, ay, cx, cy] : [ay, ax, cy, cx]
    if (off !== 0 || (aside !== 0 && at > from)) break
    if (aside !== 0) numbers.push(aside)
    numbers.push(along, bx, by, end)
    ends(across ? operators.hhcurveto : operators.vvcurveto, numbers, at + 1 - from)
  }
}

/** Curves that begin along the one axis and end along the other, in turns; the last may end anyhow. */
function turningRuns(steps: readonly Step[], from: number, across: boolean, ends: Ends): void {
  const operator = across ? operators.hvcurveto : operators.vhcurveto
  const numbers: number[] = []
  for (let at = from; at < steps.length && numbers.length + 5 <= mostNumbers; at++) {
    const step = steps[at]
    if (step?.length !== 6) break
    const [ax, ay, bx, by, cx, cy] = step
    const goesAcross = across === ((at - from) % 2 === 0)
    const [along, aside, end, off] = goesAcross ? [ax, ay, cy, cx] : [ay, ax, cx, cy]
    if (aside !== 0) break
    numbers.push(along, bx, by, end)
    if (off !== 0) {
      ends(operator, [...numbers, off], at + 1 - from)
      break
    }
    ends(operator, numbers, at + 1 - from)
  }
}

function curveRuns(steps: readonly Step[], from: number, ends: Ends): void {
  wholeRuns(steps, from, operators.rrcurveto, operators.rcurveline, ends)
  for (const across of [true, false]) {
    levelRuns(steps, from, across, ends)
    turningRuns(steps, from, across, ends)
  }
}

/** What is left of it when the font's file is compressed, about: there are few operators, and many numbers. */
const cost = (numbers: readonly number[]): number => 0.6 + numbers.reduce((sum, value) => sum + (value === 0 ? 0.6 : Math.abs(value) > 107 ? 1.7 : 1), 0)

/** Draws steps by as few numbers and operators as can be. */
export function drawingRuns(steps: readonly Step[]): DrawingRun[] {
  /** From each step on, the best run and what it costs with all after it. */
  const best: { readonly cost: number; readonly next: number; readonly run: DrawingRun | null }[] = [{ cost: 0, next: steps.length, run: null }]
  for (let from = steps.length - 1; from >= 0; from--) {
    let chosen: (typeof best)[number] | undefined
    const ends: Ends = (operator, numbers, count) => {
      const total = cost(numbers) + (best[steps.length - from - count]?.cost ?? 0)
      if (chosen === undefined || total < chosen.cost) chosen = { cost: total, next: from + count, run: { operator, numbers: [...numbers] } }
    }
    if (steps[from]?.length === 2) lineRuns(steps, from, ends)
    else curveRuns(steps, from, ends)
    if (chosen !== undefined) best.push(chosen)
  }
  const runs: DrawingRun[] = []
  for (let at = 0; at < steps.length;) {
    const way = best[steps.length - at]
    if (way?.run == null) break
    runs.push(way.run)
    at = way.next
  }
  return runs
}
