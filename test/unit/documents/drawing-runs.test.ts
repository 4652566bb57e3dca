import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawingRuns, type DrawingRun, type Step } from '../../../electron/documents/text/drawing-runs.ts'

/** What operators of a font of the kind CFF draw, by the words of its description (Adobe's note 5177). */
function steps({ operator, numbers }: DrawingRun): Step[] {
  const left = [...numbers]
  const next = (): number => { const value = left.shift(); if (value === undefined) throw new Error('too few numbers'); return value }
  const all: Step[] = []
  const line = (): void => { all.push([next(), next()]) }
  const curve = (): void => { all.push([next(), next(), next(), next(), next(), next()]) }
  if (operator === 5) while (left.length > 0) line()
  else if (operator === 6 || operator === 7) for (let across = operator === 6; left.length > 0; across = !across) all.push(across ? [next(), 0] : [0, next()])
  else if (operator === 8) while (left.length > 0) curve()
  else if (operator === 24) {
    while (left.length > 2) curve()
    line()
  } else if (operator === 25) {
    while (left.length > 6) line()
    curve()
  } else if (operator === 26 || operator === 27) {
    let aside = left.length % 4 === 1 ? next() : 0
    while (left.length > 0) {
      const [a, b, c, d] = [next(), next(), next(), next()]
      all.push(operator === 27 ? [a, aside, b, c, d, 0] : [aside, a, b, c, 0, d])
      aside = 0
    }
  } else if (operator === 30 || operator === 31) {
    for (let across = operator === 31; left.length > 0; across = !across) {
      const [a, b, c, d] = [next(), next(), next(), next()]
      const off = left.length === 1 ? next() : 0
      all.push(across ? [a, 0, b, c, off, d] : [0, a, b, c, d, off])
    }
  } else throw new Error(`no operator ${String(operator)}`)
  return all
}

const number = fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 300 }))
const step = fc.oneof(fc.tuple(number, number), fc.tuple(number, number, number, number, number, number)).filter((one) => one.some((value) => value !== 0))

describe('lines and curves as operators', () => {
  it('are those that were given, with no more numbers than an operator may have', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (given) => {
      const runs = drawingRuns(given)
      expect(runs.flatMap(steps)).toEqual(given.map((one) => [...one].map((value) => value + 0)))
      for (const { numbers } of runs) expect(numbers.length).toBeLessThanOrEqual(48)
    }), { numRuns: 300, seed: 2026 })
  })

  it('share operators, and leave out what is nothing', () => {
    expect(drawingRuns([[5, 0], [0, 6], [7, 0]])).toEqual([{ operator: 6, numbers: [5, 6, 7] }])
    expect(drawingRuns([[1, 0, 2, 3, 0, 4], [0, 5, 6, 7, 8, 0]])).toEqual([{ operator: 31, numbers: [1, 2, 3, 4, 5, 6, 7, 8] }])
    expect(drawingRuns([[1, 2, 3, 4, 5, 6], [7, 8]])).toEqual([{ operator: 24, numbers: [1, 2, 3, 4, 5, 6, 7, 8] }])
  })
})
