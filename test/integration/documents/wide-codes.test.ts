import { describe, expect, it } from 'vitest'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { CodeDots, Resolution, SlipSheet } from '../../../electron/documents/slip.ts'
import { papersOf } from '../../../electron/domain/sheet-kind.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'

const of = (i: number, given: Partial<SlipSheet> = {}): SlipSheet => slipFor(addresses[i]!, i, 40, { run: 47, ...given })
const sheets: Readonly<Record<string, SlipSheet>> = {
  usual: of(0), rehearsal: of(1, { environment: 'rehearsal', copy: 12, orderState: 'SHIPPED' }), test: of(2, { environment: 'custom', joomId: 'order-'.repeat(10) }),
  shared: { ...of(3), together: [of(4), of(5)] }, nameless: { ...of(6, { joomId: 'order-'.repeat(50) }), together: [of(7, { joomId: 'other-'.repeat(50) })] }
}
/** As wide as the widest that a scanner can be found to need with a calibration sheet, and some in between. */
const needs: ReadonlyArray<readonly [Resolution, CodeDots]> = [[203, { bars: 0, squares: 6 }], [203, { bars: 4, squares: 7 }], [203, { bars: 6, squares: 7 }], [300, { bars: 5, squares: 9 }], [600, { bars: 16, squares: 18 }]]

describe.each(papersOf.slip)('on %s', (paper) => {
  it.each(needs)('codes as wide as a scanner needs them at %i dpi, %j, have their light space, or the order is named with what does not fit', async (dpi, codes) => {
    for (const part of ['slip', 'address', 'codes'] as const) {
      if (!papersOf[part].includes(paper)) continue
      for (const [name, sheet] of Object.entries(sheets)) {
        if (part !== 'slip' && sheet.together !== undefined) continue
        const { sheets: made } = await makeSlips(slipsInput([sheet], { paper, dpi, codes, parts: [part] }))
        expect(made.flatMap(({ problems }) => problems).filter(({ why }) => why === 'not_verified'), `${name} ${part}`).toEqual([])
      }
    }
  })
})

it.each(['a4', 'letter', 'a5'] as const)('a card of commands on %s has its codes as wide as any scanner needs them', async (paper) => {
  for (const [dpi, codes] of needs) {
    const { pages } = await makeDeskPaper({ content: { kind: 'commands' }, paper, dpi, codes, start: 1, title: 'Packbench', run: null, rehearsal: true, madeAt: 0, timeZone: 'UTC', words: englishDeskWords })
    expect(pages).toBeGreaterThan(0)
  }
})
