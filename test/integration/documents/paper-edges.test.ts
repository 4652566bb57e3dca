import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { papersOf, type OrderPart, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { renderPages, type Raster } from './render-pdf.ts'

const of = (country: string) => addresses.find((one) => one.country === country) ?? addresses[0]!

/** What reaches furthest: the mark of a store across the top, scripts with deep strokes in the last line, a slip that fills its pages, one of several orders. */
const sheets: readonly SlipSheet[] = [
  slipFor(of('DE'), 0, 6, { run: 47, environment: 'rehearsal', storeName: 'ญี่ปุ่น Ägjpq', copy: 2 }),
  slipFor(of('SA'), 1, 6, { run: 47, environment: 'custom', language: 'ar', storeName: 'متجر ﷺ ييج' }),
  slipFor(of('TH'), 2, 6, { run: 47, language: 'tr', note: 'ญู ฐู่ '.repeat(500) }),
  { ...slipFor(of('FR'), 3, 6, { run: 47, language: 'fr' }), together: [slipFor(of('FR'), 4, 6, { run: 47, language: 'fr' })] },
  slipFor(of('JP'), 5, 6, { run: 47, storeName: 'Lagoon & Sons' })
]
/** How far from the edge of the paper nothing is printed, in millimetres: label printers leave out less than office printers. */
const freeOn = (paper: Paper): number => (paper === 'a4-4up' || paper === 'letter-4up' ? 5 : 3)

/** The least light space at the edges of a page, in millimetres. */
function lightAround({ width, height, dots }: Raster, dpi: number): number {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (dots[i] === 255) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  return (Math.min(left, width - right, top, height - bottom) * 25.4) / dpi
}

const isLabel = (paper: Paper): boolean => !['a4', 'letter', 'a5'].includes(paper)
const cases = (['slip', 'address', 'codes'] as const).flatMap((part) => papersOf[part].filter(isLabel).map((paper): readonly [OrderPart, Paper] => [part, paper]))

describe.each(cases)('%s on %s', (part, paper) => {
  it('keeps its ink off the edges of the paper that printers leave out', async () => {
    const made = await makeSlips(slipsInput(part === 'slip' ? sheets : sheets.map(({ note: _note, together: _together, ...sheet }) => ({ ...sheet, note: null })), { paper, parts: [part] }))
    expect(made.sheets.flatMap(({ problems }) => problems)).toEqual([])
    for (const page of await renderPages(made.pdf, 203)) expect(lightAround(page, 203)).toBeGreaterThanOrEqual(freeOn(paper) - 0.13)
  }, 60_000)
})
