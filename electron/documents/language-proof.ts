import { isRightToLeft, slipLanguages, type SlipLanguage } from '../domain/slip-language.ts'
import { sizeOf, type SlipTemplate } from '../domain/slip-template.ts'
import type { DeskInput } from './desk-input.ts'
import { listFrame } from './list-frame.ts'
import { listPages, listStyles, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { paragraphRows, row, space, type Row } from './rows.ts'
import { SheetText } from './sheet-text.ts'
import { itemRows, labelledRows, ownRows, titleRows } from './slip-rows.ts'
import { englishWords, fill, wordsOf } from './slip-words.ts'
import { buyerWords } from './words/buyer-words.ts'

/** Every word of the slips that buyers read, in every language, as the template has it stand on a slip: to be looked at by somebody who reads it. */
export function languagePages(input: DeskInput, template: SlipTemplate, text: SheetText): DrawnPages {
  const frame = listFrame(input.paper)
  const { whole } = frame
  const { bold, regular } = listStyles(frame)
  const [goods, words] = [sizeOf(template, 'goods', 1, 0), sizeOf(template, 'words', 1, 0)]
  const { show } = template
  const rowsOf = (language: SlipLanguage): Row[] => {
    const mirrored = isRightToLeft(language)
    const own = new SheetText(null, mirrored)
    const said = wordsOf(englishWords, language)
    const { name } = buyerWords[language]
    const title = paragraphRows(text.set(`${name} · ${said.packingSlip}`, bold(12), whole.width), whole.x, whole.width, bold(12), mirrored ? 'right' : 'left').map((one) => ({ ...one, keep: true }))
    const facts = [fill(said.of, { of: 12 }), said.continued, fill(said.page, { page: 1, pages: 2 }), said.item, said.quantity]
    const rows = [
      ...labelledRows(own, [{ label: said.shipTo, value: said.notKnown, style: regular(9) }, { label: said.phone, value: '+1 234 567', style: bold(9) }, { label: said.order, value: '5c3d1a2b', style: regular(9) }, ...facts.map((one) => ({ label: '·', value: one, style: regular(9) }))], regular(8), whole, 8),
      ...titleRows(own, template.heading, bold(11 * words), whole),
      ...itemRows(own, { name: said.item, sku: 'SKU-1', color: said.notKnown, size: '40-42', quantity: 2, productId: '5c3d', price: '$12.50' }, said, {
        quantity: bold(14 * goods), name: bold(10 * goods), label: regular(8 * goods), value: regular(9 * goods), sku: bold(9 * goods), quantityWidth: 17 * mm, after: 1 * mm
      }, whole, show),
      ...(show.note ? paragraphRows(own.set(said.note, regular(8), whole.width), whole.x, whole.width, regular(8), mirrored ? 'right' : 'left') : []),
      ...ownRows(own, template.text, regular(9 * words), whole)
    ]
    for (const character of own.missing) text.set(character, regular(8), whole.width)
    return [...title, ...rows.map((one) => ({ ...one, keep: true })), row(1.6 * mm, (canvas, y) => { canvas.rectangle(whole.x, y + 1 * mm, whole.width, 0.5) }), space(1.4 * mm)]
  }
  return listPages(input, { title: input.words.languages, facts: [], rows: slipLanguages.flatMap(rowsOf) }, text)
}
