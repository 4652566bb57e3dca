import type { OrderPart, Paper } from '../domain/sheet-kind.ts'
import { addressLabel } from './address-label.ts'
import { codesLabel } from './codes-label.ts'
import type { DrawnSheet, SheetSettings } from './drawn-sheet.ts'
import { labelSheet } from './label-sheet.ts'
import { pageSheet } from './page-sheet.ts'
import { isPage, labelFrames } from './papers.ts'
import type { SlipSheet } from './slip.ts'

/**
 * One part of an order on one paper.
 * @throws RangeError for a label on paper that is no label's: `papersOf` says which are
 */
export function orderSheet(part: OrderPart, sheet: SlipSheet, settings: SheetSettings, paper: Paper): DrawnSheet {
  if (isPage(paper)) {
    if (part !== 'slip') throw new RangeError(`No ${part} label on ${paper}`)
    return pageSheet(sheet, settings, paper)
  }
  const frame = labelFrames[paper]
  switch (part) {
    case 'slip': return labelSheet(sheet, settings, frame)
    case 'address': return addressLabel(sheet, settings, frame)
    case 'codes': return codesLabel(sheet, settings, frame)
  }
}
