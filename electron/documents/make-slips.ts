import { pageBoxes } from './papers.ts'
import { PdfFile } from './pdf-file.ts'
import { logoPixels } from './logo.ts'
import { labelSheet } from './label-sheet.ts'
import { pageSheet } from './page-sheet.ts'
import type { SlipsInput, SlipsOutput } from './slip.ts'

/**
 * Packing slips as one PDF, each order on a page of its own or on several. Nothing of an order is left out or cut off: what does
 * not fit is set smaller, and then goes on to another page. Characters that no font has are drawn as their number, named at the
 * top of the sheet, and reported.
 * @throws RangeError for no sheets; BarcodeError for a pick code that no barcode carries
 */
export async function makeSlips(input: SlipsInput): Promise<SlipsOutput> {
  const first = input.sheets[0]
  if (first === undefined) throw new RangeError('No sheets')
  const box = pageBoxes[input.paper]
  const file = new PdfFile({ title: input.title, createdAt: first.printedAt, dpi: input.dpi, language: input.words.locale })
  const settings = { dpi: input.dpi, words: input.words, timeZone: input.timeZone, logos: new Map(Object.entries(input.logos).map(([key, png]) => [key, logoPixels(png)] as const)) }
  const sheets = input.sheets.map((sheet) => {
    const made = input.paper === '100x150' ? labelSheet(sheet, settings) : pageSheet(sheet, settings, input.paper)
    const page = file.pages + 1
    for (const draw of made.pages) file.addPage(box, draw)
    return { position: sheet.position, page, pages: made.pages.length, missing: made.missing }
  })
  const pages = file.pages
  return { pdf: await file.finish(), sheets, pages }
}
