import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { englishWords, fill, wordsOf } from '../../../electron/documents/slip-words.ts'
import { slipLanguages } from '../../../electron/domain/slip-language.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages } from './render-pdf.ts'

const long = { name: 'Tea towel of linen, '.repeat(150).trim(), sku: null, color: null, size: null, quantity: 1, productId: null }
const whole = (text: string): string => text.replaceAll(/\s+/gu, '')

describe.each(['a4', 'letter', 'a5'] as const)('the later pages of a slip on %s', (paper) => {
  it.each([['usual', '5c3d1a2b4e5f6071829a4b00', 38, 120], ['long', 'order-'.repeat(30), 12_345, 20_000]])('say their number, their run, which copy they are and their codes, in every language, with a %s id', async (_, joomId, position, of) => {
    const sheets = slipLanguages.map((language, i) => slipFor(addresses[0]!, 0, of, { position, run: of, copy: i % 2 === 0 ? 12 : undefined, language, joomId, items: [long, long] }))
    const made = await makeSlips(slipsInput(sheets, { paper }))
    expect(made.sheets.flatMap(({ problems }, i) => problems.map((problem) => [slipLanguages[i], problem]))).toEqual([])
    const { pages } = readPdf(made.pdf)
    const rasters = await renderPages(made.pdf, 203)
    for (const [i, { page, pages: many }] of made.sheets.entries()) {
      const [sheet, language] = [sheets[i]!, slipLanguages[i]!]
      const words = wordsOf(englishWords, language)
      expect(many).toBeGreaterThan(1)
      for (let at = page; at < page + many; at++) {
        const said = whole(pages[at - 1]!.said.map(({ text }) => text).join(''))
        for (const text of [String(position), fill(words.of, { of }), fill(words.run, { run: of }), sheet.pickCode, sheet.copy === undefined ? words.packingSlip : 'COPY 12']) expect(said, language).toContain(whole(text))
      }
      // The last of its pages stands for the later ones: reading codes takes its time.
      if (i % 5 === 0) expect((await readCodes(rasters[page + many - 2]!)).map(({ text }) => text).sort()).toEqual([sheet.pickCode, squareCodeOf(sheet)].sort())
    }
  }, 60_000)
})
