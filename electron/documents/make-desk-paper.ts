import { calibrationPages } from './calibration-sheet.ts'
import { commandCardPages } from './command-card.ts'
import { customsForms } from './customs-sheet.ts'
import type { DeskContent, DeskInput, DeskOutput } from './desk-input.ts'
import { handOverPages } from './hand-over-sheet.ts'
import { languagePages } from './language-proof.ts'
import type { DrawnPages } from './list-sheet.ts'
import { PageLayer } from './page-layer.ts'
import { PdfFile } from './pdf-file.ts'
import { pickListPages } from './pick-list-sheet.ts'
import { SheetText } from './sheet-text.ts'
import { summaryPages } from './summary-sheet.ts'

/**
 * A list, a card or forms as one PDF. Nothing is left out or cut off: lists go on over pages; a form that does not fit is not
 * made, and named in `unmade`, as is one whose bars do not say what they should; where none is left, there is no page and no PDF.
 * @throws CodeTooWide where a card's codes do not fit on its paper; Error where a code of anything else does not say what it should; RangeError for paper that its kind is not made for (`papersOf`)
 */
export async function makeDeskPaper(input: DeskInput): Promise<DeskOutput> {
  const file = new PdfFile({ title: input.title, createdAt: input.madeAt, dpi: input.dpi, codes: input.codes, language: input.words.locale })
  const text = new SheetText(null)
  const layer = new PageLayer(file, input.paper, input.start)
  const { content } = input
  const { forms, unmade } = content.kind === 'customs' ? customsForms(input, content) : { forms: [], unmade: [] }
  const notMade = [...unmade]
  for (const { orders, sheet } of forms) {
    const ready = layer.ready(sheet)
    if (ready.unverified.length > 0) notMade.push({ orders, missing: [], tooLong: [] })
    else layer.lay(ready)
  }
  layer.finish()
  if (content.kind !== 'customs') {
    // What is missing is known once everything is set; what is drawn names it.
    pagesOf(input, content, text)
    for (const { box, draw } of pagesOf(input, content, text).pages) {
      // A calibration sheet has codes that are finer than they should be: that is what it is for.
      if (content.kind === 'calibration') file.put({ ...file.draw(box, draw), unverified: [] })
      else file.addPage(box, draw)
    }
  }
  const pages = file.pages
  return { pdf: pages === 0 ? new Uint8Array() : await file.finish(), pages, missing: text.missing, unmade: notMade }
}

function pagesOf(input: DeskInput, content: Exclude<DeskContent, { kind: 'customs' }>, text: SheetText): DrawnPages {
  switch (content.kind) {
    case 'pick_list': return pickListPages(input, content, text)
    case 'hand_over': return handOverPages(input, content, text)
    case 'summary': return summaryPages(input, content, text)
    case 'commands': return commandCardPages(input, text)
    case 'languages': return languagePages(input, content.template, text)
    case 'calibration': return calibrationPages(input, content, text)
  }
}
