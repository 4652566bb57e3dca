import { describe, expect, it } from 'vitest'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { CodeDots, Resolution, SlipSheet } from '../../../electron/documents/slip.ts'
import { papersOf } from '../../../electron/domain/sheet-kind.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'

const of = (i: number, given: Partial<SlipSheet> = {}): SlipSheet => slipFor(addresses[i]!, i, 40, { run: 47, ...given })
const sheets = {
  usual: of(0), rehearsal: of(1, { environment: 'rehearsal', copy: 12, orderState: 'SHIPPED' }), test: of(2, { environment: 'custom', joomId: 'order-'.repeat(10) }),
  shared: { ...of(3), together: [of(4), of(5)] }, nameless: { ...of(6, { joomId: 'order-'.repeat(50) }), together: [of(7, { joomId: 'other-'.repeat(50) })] }
} satisfies Readonly<Record<string, SlipSheet>>
/** As wide as the widest that a scanner can be found to need with a calibration sheet, and some in between. */
const needs: ReadonlyArray<readonly [Resolution, CodeDots]> = [[203, { bars: 0, squares: 6 }], [203, { bars: 4, squares: 7 }], [203, { bars: 6, squares: 7 }], [300, { bars: 5, squares: 9 }], [600, { bars: 16, squares: 18 }]]

describe.each(papersOf.slip)('on %s', (paper) => {
  it.each(needs)('codes as wide as a scanner needs them at %i dpi, %j, have their light space, or the order is named with what does not fit', async (dpi, codes) => {
    for (const part of ['slip', 'address', 'codes'] as const) {
      if (!papersOf[part].includes(paper)) continue
      for (const [name, sheet] of Object.entries<SlipSheet>(sheets)) {
        if (part !== 'slip' && sheet.together !== undefined) continue
        const { sheets: made } = await makeSlips(slipsInput([sheet], { paper, dpi, codes, parts: [part] }))
        expect(made.flatMap(({ problems }) => problems).filter(({ why }) => why === 'not_verified'), `${name} ${part}`).toEqual([])
      }
    }
  })
})

describe('an order whose square code has no room as wide as the printer’s scanner needs it', () => {
  const noSquare = [{ field: 'order_id', why: 'code' }]
  const problemsOf = async (sheet: SlipSheet, part: 'slip' | 'address', given: Partial<Parameters<typeof slipsInput>[1]> = {}) => (await makeSlips(slipsInput([sheet], { paper: '62mm', dpi: 203, parts: [part], ...given }))).sheets.map(({ problems }) => problems)

  it.each(['slip', 'address'] as const)('is named with it and has no sheet, on paper for %s', async (part) => {
    expect(await problemsOf(sheets.usual, part, { codes: { bars: 0, squares: 7 } })).toEqual([noSquare])
    // The same one on a printer whose scanner needs no such codes, or on larger paper.
    expect(await problemsOf(sheets.usual, part)).toEqual([[]])
    expect(await problemsOf(sheets.usual, part, { codes: { bars: 0, squares: 7 }, paper: '100x150' })).toEqual([[]])
  })

  it('leaves all orders of its slip out where it shares one', async () => {
    expect(await problemsOf(sheets.shared, 'slip', { codes: { bars: 0, squares: 7 } })).toEqual([noSquare, noSquare, noSquare])
    expect(await problemsOf(sheets.shared, 'slip')).toEqual([[], [], []])
  })

  it('is named on a page for the desk too, where an id of some length leaves no room', async () => {
    const long = of(8, { joomId: 'order-'.repeat(10) })
    for (const paper of ['a4', 'letter', 'a5', '100x150', '80mm', 'a4-4up'] as const) {
      expect(await problemsOf(long, 'slip', { codes: { bars: 0, squares: 7 }, paper }), paper).toEqual([noSquare])
      expect(await problemsOf(long, 'slip', { paper }), paper).toEqual([[]])
    }
  })

  it('is none whose id is too long for a square on any printer: its id stands in words, beside the pick code', async () => {
    for (const part of ['slip', 'address'] as const) expect(await problemsOf(of(6, { joomId: 'order-'.repeat(50) }), part, { codes: { bars: 0, squares: 7 } })).toEqual([[]])
    expect(await problemsOf(sheets.nameless, 'slip', { codes: { bars: 0, squares: 7 } })).toEqual([[], []])
  })
})

it.each(['a4', 'letter', 'a5'] as const)('a card of commands on %s has its codes as wide as any scanner needs them', async (paper) => {
  for (const [dpi, codes] of needs) {
    const { pages } = await makeDeskPaper({ content: { kind: 'commands' }, paper, dpi, codes, start: 1, title: 'Packbench', run: null, rehearsal: true, madeAt: 0, timeZone: 'UTC', words: englishDeskWords })
    expect(pages).toBeGreaterThan(0)
  }
})
