import { describe, expect, it } from 'vitest'
import { dotsBehind, dpiOf, isLikely, judge, ladderDpis, ladderOf, leastDots, narrowestOf, readRung, rulersOn, rungKinds, rungText, shiftFor, type LadderDpi } from '../../../electron/domain/calibration.ts'

const all = ladderDpis.flatMap((dpi) => rungKinds.flatMap((kind) => ladderOf(dpi, kind)))
/** Bars that were read, down to so many dots. */
const downTo = (dpi: LadderDpi, dots: number) => ladderOf(dpi, 'bars').filter((rung) => rung.dots >= dots)

describe('a ladder of codes', () => {
  it('says of each code which it is, whatever a scanner puts around it', () => {
    for (const rung of all) for (const text of [rungText(rung), `]C0${rungText(rung)}\t`, rungText(rung).toLowerCase()]) expect(readRung(text)?.rung).toEqual(rung)
    expect(readRung(']C0L203B3#')).toMatchObject({ prefix: ']C0', suffix: '#' })
    for (const text of ['', 'L203B7', 'L204B3', 'K0000000', 'L203B33']) expect(readRung(text)).toBeNull()
  })

  it('tells the narrowest that was read, in whatever order it was scanned; of squares the coarser of the two kinds', () => {
    const read = [...downTo(203, 3).toReversed(), ...ladderOf(203, 'qr').slice(0, 3), ...ladderOf(203, 'datamatrix').slice(0, 2)]
    expect(narrowestOf(read)).toEqual({ bars: { 203: 3 }, squares: { 203: 5 } })
    expect(narrowestOf([])).toEqual({ bars: {}, squares: {} })
  })

  it.each<[number, number, 'a' | 'b' | 'both' | null, LadderDpi | null]>([
    // As codes of two grids come out of one printer: pixels of a real rendering.
    [1, 3, null, 203],
    [1, 1, null, 300],
    [2, 2, null, 300],
    [2, 3, null, null],
    [3, 4, 'both', null],
    [3, 4, 'a', 203],
    [3, 4, 'b', 300]
  ])('tells the printer’s dots where they are certain: bars of 203 down to %i, of 300 down to %i, even stripes %s: %s', (of203, of300, stripes, dpi) => {
    expect(dpiOf(narrowestOf([...downTo(203, of203), ...downTo(300, of300)]), stripes)).toBe(dpi)
  })

  it('lets no module be narrower than the narrowest that was read, in whole dots', () => {
    expect(leastDots({ 203: 4 }, 203)).toBe(4)
    expect(leastDots({ 203: 4 }, 300)).toBe(6)
    expect(leastDots({ 203: 4, 300: 5 }, 300)).toBe(5)
    expect(leastDots({ 300: 3 }, 600)).toBe(6)
    expect(leastDots({}, 203)).toBe(0)
  })
})

describe('what was measured', () => {
  const rulers = rulersOn('100x150')
  const measured = (part: Partial<Record<keyof typeof rulers, number>>) => ({ left: null, top: null, across: null, down: null, ...part })

  it('tells a page that was stretched from one that is as meant, within what the eye can tell', () => {
    expect(judge(measured({ across: 80.5 }), rulers, 'across').scale).toBe(1)
    expect(judge(measured({ across: 77.6 }), rulers, 'across').scale).toBe(0.97)
    expect(judge(measured({}), rulers, 'across')).toEqual({ scale: null, moved: null })
  })

  it('tells how far it is off, except where it was stretched: then it lies elsewhere for that reason', () => {
    expect(judge(measured({ left: 11.5, across: 80 }), rulers, 'across').moved).toBe(1.5)
    expect(judge(measured({ top: 12.3 }), rulers, 'down').moved).toBe(0)
    expect(judge(measured({ left: 11.5, across: 77.6 }), rulers, 'across').moved).toBeNull()
  })

  it('moves labels back only as far as nothing of them can be cut off', () => {
    expect([1.5, -2, 2.1, 0, null].map(shiftFor)).toEqual([-1.5, 2, 0, 0, 0])
  })

  it('is refused where no printer is off so far', () => {
    expect(isLikely('across', 8, rulers)).toBe(false)
    expect(isLikely('across', 118, rulers)).toBe(true)
    expect(isLikely('left', 100, rulers)).toBe(false)
    expect(isLikely('left', 0, rulers)).toBe(true)
  })

  it('shows a label printer that has other dots than were entered', () => {
    expect(dotsBehind(203 / 300, 203)).toBe(300)
    expect(dotsBehind(1.478, 300)).toBe(203)
    expect(dotsBehind(0.97, 203)).toBeNull()
  })
})
