import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judged, newestSheets, sheetsLeft, sheetsOut, sheetStates, type LedgerSheet, type SheetState, type Verdict } from '../../../electron/domain/print-run.ts'

const run = (...states: SheetState[]): LedgerSheet[] => states.map((state, i) => ({ position: i + 1, copy: 1, state, file: 1, page: i + 1, pages: 1 }))
const after = (sheets: readonly LedgerSheet[], verdict: Verdict): readonly [string, ...SheetState[]] | null => {
  const judgement = judged(sheets, verdict)
  if (judgement === null) return null
  return [judgement.run, ...newestSheets(sheets).map((sheet) => judgement.changes.find(({ position }) => position === sheet.position)?.state ?? sheet.state)]
}

describe('a verdict', () => {
  it.each<readonly [string, LedgerSheet[], Verdict, readonly [string, ...SheetState[]] | null]>([
    ['all good', run('handed', 'handed'), { kind: 'good' }, ['good', 'good', 'good']],
    ['good so far, the rest never left', run('handed', 'waiting'), { kind: 'good' }, ['stopped', 'good', 'waiting']],
    ['stopped at 2: what is behind may have come out', run('handed', 'handed', 'unknown', 'waiting'), { kind: 'stopped', at: 2, nothingAfter: false }, ['stopped', 'good', 'spoiled', 'spoiled', 'waiting']],
    ['stopped at 2, and nothing behind came out', run('handed', 'handed', 'handed'), { kind: 'stopped', at: 2, nothingAfter: true }, ['stopped', 'good', 'spoiled', 'waiting']],
    ['stopped at the last', run('handed', 'handed'), { kind: 'stopped', at: 2, nothingAfter: true }, ['stopped', 'good', 'spoiled']],
    ['discarded before anything is good', run('handed', 'waiting'), { kind: 'discard' }, ['discarded', 'discarded', 'discarded']],
    ['the rest discarded: what is good stays good', run('good', 'spoiled', 'waiting'), { kind: 'discard' }, ['good', 'good', 'discarded', 'discarded']],
    ['a saved run that was printed elsewhere', run('saved', 'saved'), { kind: 'good' }, ['good', 'good', 'good']],
    ['a copy discarded: the good one before it counts again', [...run('good'), ...run('handed').map((sheet) => ({ ...sheet, copy: 2 }))], { kind: 'discard' }, ['good', 'discarded']],
    ['nothing left', run('waiting'), { kind: 'good' }, null],
    ['nothing is out any more', run('good'), { kind: 'stopped', at: 1, nothingAfter: true }, null],
    ['a place that was not handed over', run('handed', 'waiting'), { kind: 'stopped', at: 2, nothingAfter: true }, null]
  ])('%s', (_name, sheets, verdict, expected) => { expect(after(sheets, verdict)).toEqual(expected) })

  it('spoils what is on the same page as the sheet at which it stopped: neither comes out without the other', () => {
    const four = (sheets: LedgerSheet[]): LedgerSheet[] => sheets.map((sheet, i) => ({ ...sheet, page: Math.floor(i / 4) + 1 }))
    const sheets = four(run('handed', 'handed', 'handed', 'handed', 'handed', 'handed'))
    expect(after(sheets, { kind: 'stopped', at: 3, nothingAfter: true })).toEqual(['stopped', 'good', 'good', 'spoiled', 'spoiled', 'waiting', 'waiting'])
    // The fourth goes on to the second page.
    expect(after(sheets.map((sheet) => (sheet.position === 4 ? { ...sheet, pages: 2 } : sheet)), { kind: 'stopped', at: 4, nothingAfter: true })).toEqual(['stopped', 'good', 'good', 'good', 'spoiled', 'spoiled', 'spoiled'])
  })

  it('takes orders on one slip as one: where it stopped at one of them, all of them are spoiled', () => {
    const sheets = run('handed', 'handed', 'handed', 'handed', 'handed').map((sheet) => (sheet.position >= 2 && sheet.position <= 4 ? { ...sheet, slip: 2, page: 2 } : { ...sheet, page: Math.min(sheet.position, 3) }))
    for (const at of [2, 3, 4]) {
      expect(after(sheets, { kind: 'stopped', at, nothingAfter: true })).toEqual(['stopped', 'good', 'spoiled', 'spoiled', 'spoiled', 'waiting'])
      expect(after(sheets, { kind: 'stopped', at, nothingAfter: false })).toEqual(['stopped', 'good', 'spoiled', 'spoiled', 'spoiled', 'spoiled'])
    }
    expect(after(sheets, { kind: 'stopped', at: 5, nothingAfter: true })).toEqual(['stopped', 'good', 'good', 'good', 'good', 'spoiled'])
  })

  it('is about the newest copy of each place', () => {
    const again: LedgerSheet = { position: 2, copy: 2, state: 'handed', file: 2, page: 1, pages: 1 }
    const sheets = [...run('good', 'good'), again]
    expect(sheetsOut(sheets)).toEqual([again])
    expect(judged(sheets, { kind: 'stopped', at: 2, nothingAfter: true })?.changes).toEqual([{ ...again, state: 'spoiled' }])
  })

  it('never takes back what a person said to be good, and leaves nothing unsaid of what was out', () => {
    const sheets = fc.array(fc.constantFrom(...sheetStates), { minLength: 1, maxLength: 12 }).map((states) => run(...states.filter((state) => state !== 'handing')))
    const verdict = fc.oneof(fc.constant<Verdict>({ kind: 'good' }), fc.constant<Verdict>({ kind: 'discard' }), fc.record({ kind: fc.constant('stopped' as const), at: fc.integer({ min: 1, max: 13 }), nothingAfter: fc.boolean() }))
    fc.assert(fc.property(sheets, verdict, (before, said) => {
      const judgement = judged(before, said)
      if (judgement === null) return
      const now = before.map((sheet) => judgement.changes.find(({ position }) => position === sheet.position) ?? sheet)
      expect(now.filter((_, i) => before[i]?.state === 'good').every(({ state }) => state === 'good')).toBe(true)
      expect(sheetsOut(now)).toEqual([])
      expect(judgement.run === 'stopped').toBe(sheetsLeft(now).length > 0)
    }))
  })
})
