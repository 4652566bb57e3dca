import { isRightToLeft, slipLanguages, type SlipLanguage } from '../domain/slip-language.ts'
import type { DeskInput } from './desk-input.ts'
import { listBold, listFrame, listPages, listRegular, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { paragraphRows, row, space, type Row } from './rows.ts'
import { SheetText } from './sheet-text.ts'
import { itemRows, labelledRows } from './slip-rows.ts'
import { englishWords, fill, wordsOf } from './slip-words.ts'
import { buyerWords } from './words/buyer-words.ts'

/** Every word of the slips that buyers read, in every language, as it stands on a slip: to be looked at by somebody who reads it. */
export function languagePages(input: DeskInput, text: SheetText): DrawnPages {
  const { whole, scale } = listFrame(input.paper)
  const [bold, regular] = [(size: number) => listBold(size * scale), (size: number) => listRegular(size * scale)]
  const rowsOf = (language: SlipLanguage): Row[] => {
    const mirrored = isRightToLeft(language)
    const own = new SheetText(null, mirrored)
    const words = wordsOf(englishWords, language)
    const { name } = buyerWords[language]
    const title = paragraphRows(text.set(`${name} · ${words.packingSlip}`, bold(12), whole.width), whole.x, whole.width, bold(12), mirrored ? 'right' : 'left').map((one) => ({ ...one, keep: true }))
    const said = [fill(words.of, { of: 12 }), words.continued, fill(words.page, { page: 1, pages: 2 }), words.item, words.quantity]
    const rows = [
      ...labelledRows(own, [{ label: words.shipTo, value: words.notKnown, style: regular(9) }, { label: words.phone, value: '+1 234 567', style: bold(9) }, { label: words.order, value: '5c3d1a2b', style: regular(9) }, ...said.map((one) => ({ label: '·', value: one, style: regular(9) }))], regular(8), whole, 8),
      ...itemRows(own, { name: words.item, sku: 'SKU-1', color: words.notKnown, size: '40-42', quantity: 2, productId: '5c3d' }, words, { quantity: bold(14), name: bold(10), label: regular(8), value: regular(9), sku: bold(9), quantityWidth: 17 * mm, after: 1 * mm }, whole),
      ...paragraphRows(own.set(words.note, regular(8), whole.width), whole.x, whole.width, regular(8), mirrored ? 'right' : 'left')
    ]
    return [...title, ...rows.map((one) => ({ ...one, keep: true })), row(1.6 * mm, (canvas, y) => { canvas.rectangle(whole.x, y + 1 * mm, whole.width, 0.5) }), space(1.4 * mm)]
  }
  return listPages(input, { title: input.words.languages, facts: [], rows: slipLanguages.flatMap(rowsOf) }, text)
}
