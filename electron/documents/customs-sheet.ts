import type { Canvas } from './canvas.ts'
import { cn22 } from './cn22.ts'
import { cn23 } from './cn23.ts'
import type { CustomsForm, DeskContent, DeskInput, UnmadeForm } from './desk-input.ts'
import type { DrawnSheet } from './drawn-sheet.ts'
import { isPage, labelFrames, pageBoxes, type PageBox } from './papers.ts'

/** The forms of a paper: those that are whole, each with its orders, and those that are not. */
export interface DrawnForms {
  readonly forms: ReadonlyArray<{ readonly orders: readonly string[]; readonly sheet: DrawnSheet }>
  readonly unmade: readonly UnmadeForm[]
}

/** Customs declarations, each on a label (CN 22) or a page (CN 23). A form on which not all stands is not made. */
export function customsForms(input: DeskInput, content: Extract<DeskContent, { kind: 'customs' }>): DrawnForms {
  const { paper } = input
  const box = boxOf(paper)
  const made = content.forms.map((form: CustomsForm) => ({ form, sheet: isPage(paper) ? cn23(form, input, box) : cn22(form, input, box) }))
  return {
    forms: made.filter(({ sheet }) => sheet.isWhole).map(({ form, sheet }) => ({ orders: form.orders, sheet: { box, pages: [(canvas: Canvas) => { sheet.draw(canvas) }], missing: [], problems: [] } })),
    unmade: made.filter(({ sheet }) => !sheet.isWhole).map(({ form, sheet }) => ({ orders: form.orders, missing: sheet.missing, tooLong: sheet.tooLong }))
  }
}

/** @throws RangeError for a roll: the form has a height of its own */
function boxOf(paper: DeskInput['paper']): PageBox {
  if (isPage(paper)) return pageBoxes[paper]
  const { width, height } = labelFrames[paper]
  if (height === null) throw new RangeError(`No customs form on ${paper}`)
  return { width, height }
}
