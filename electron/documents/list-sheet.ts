import type { Canvas } from './canvas.ts'
import { momentIn } from './moments.ts'
import { longestCut, mm, pageBoxes, type PageBox } from './papers.ts'
import { drawLine, paginate, paragraphRows, row, space, type Row } from './rows.ts'
import type { DeskInput } from './desk-input.ts'
import { SheetText } from './sheet-text.ts'
import { barRows, missingSentence, type Column } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { Style } from './text/fonts.ts'

export const listBold = (size: number, leading = 1.3): Style => ({ size, weight: 'bold', leading, gray: 0 })
export const listRegular = (size: number, leading = 1.35, gray = 0): Style => ({ size, weight: 'regular', leading, gray })

/** Where a list stands on its paper. On a roll the page is as high as the list. */
export interface ListFrame {
  readonly whole: Column
  readonly roll: boolean
  /** Type sizes are given for A4; on smaller paper they are set by this much smaller. */
  readonly scale: number
}

/** @throws RangeError for paper that no list is made for */
export function listFrame(paper: DeskInput['paper']): ListFrame {
  switch (paper) {
    case 'a4': return { whole: { x: 15 * mm, width: pageBoxes.a4.width - 30 * mm }, roll: false, scale: 1 }
    case 'letter': return { whole: { x: 15 * mm, width: pageBoxes.letter.width - 30 * mm }, roll: false, scale: 1 }
    case 'a5': return { whole: { x: 10 * mm, width: pageBoxes.a5.width - 20 * mm }, roll: false, scale: 0.85 }
    case '80mm': return { whole: { x: 4.6 * mm, width: 80 * mm - 9.2 * mm }, roll: true, scale: 0.85 }
    default: throw new RangeError(`No list on ${paper}`)
  }
}

/** Pages of a document that are drawn once it is known how many there are. */
export interface DrawnPages {
  readonly pages: ReadonlyArray<{ readonly box: PageBox; readonly draw: (canvas: Canvas) => void }>
}

const footHeight = 10 * mm

/**
 * A list as pages: title and facts at the top of the first, a short head on the others, a foot on all. Rows that belong
 * together stay together; nothing is left out.
 */
export function listPages(input: DeskInput, { title, facts, rows }: { readonly title: string; readonly facts: readonly string[]; readonly rows: readonly Row[] }, text: SheetText): DrawnPages {
  const { words, paper } = input
  const frame = listFrame(paper)
  const { whole, scale } = frame
  const [bold, regular] = [(size: number, leading?: number) => listBold(size * scale, leading), (size: number, leading?: number, gray?: number) => listRegular(size * scale, leading, gray)]
  const run = input.run === null ? [] : [fill(words.run, { run: input.run })]
  const missing = missingSentence(text.missing, words)
  const head: Row[] = [
    ...(input.rehearsal ? [...barRows(text, `${words.rehearsal} · ${words.rehearsalHint}`, bold(10, 1.6), whole, 5), space(2 * mm)] : []),
    ...paragraphRows(text.set(title, bold(18), whole.width), whole.x, whole.width, bold(18)),
    ...[...run, ...facts].flatMap((fact) => paragraphRows(text.set(fact, regular(10), whole.width), whole.x, whole.width, regular(10))),
    ...(missing === '' ? [] : [space(1.5 * mm), ...barRows(text, missing, bold(9, 1.6), whole, 5)]),
    row(1.4 * mm, (canvas, y) => { canvas.rectangle(whole.x, y + 0.8 * mm, whole.width, 1) }),
    space(1.5 * mm)
  ]
  const top = (frame.roll ? 5 : 12) * mm
  const height = frame.roll ? longestCut : pageBoxes[paper as 'a4' | 'letter' | 'a5'].height // `listFrame` took no other
  const laterTop = top + 9 * mm
  const placed = paginate([...head, ...rows], (page) => ({ top: page === 0 ? top : laterTop, bottom: height - footHeight - (frame.roll ? 0 : 5 * mm) }))
  const pages = placed.map((page, i) => {
    const end = Math.max(laterTop, ...page.map((one) => one.y + one.row.height))
    const box = frame.roll ? { width: Math.floor(80 * mm * 100) / 100, height: Math.ceil(end + footHeight) } : pageBoxes[paper as 'a4' | 'letter' | 'a5']
    const draw = (canvas: Canvas): void => {
      if (i > 0) {
        const again = [title, ...run].join(' · ')
        if (input.rehearsal) barRows(text, `${words.rehearsal} · ${again}`, bold(9, 1.5), whole, 5).forEach((one) => { one.draw(canvas, top) })
        else for (const line of text.set(again, bold(9), whole.width).lines.slice(0, 1)) drawLine(canvas, line, whole.x, top, whole.width, bold(9))
      }
      for (const { row: one, y } of page) one.draw(canvas, y)
      const foot = box.height - footHeight + (frame.roll ? 3 * mm : 0)
      const made = fill(words.made, { at: momentIn(input.madeAt, words.locale, input.timeZone) })
      for (const line of text.set(made, regular(7.5), whole.width).lines.slice(0, 1)) drawLine(canvas, line, whole.x, foot, whole.width, regular(7.5))
      for (const line of text.set(fill(words.page, { page: i + 1, pages: placed.length }), regular(7.5), whole.width).lines.slice(0, 1)) drawLine(canvas, line, whole.x, foot, whole.width, regular(7.5), 'right')
    }
    return { box, draw }
  })
  return { pages }
}

/** A column of a table: how wide it is of the whole (0 to 1), and at which edge its text stands. */
export interface Cell {
  readonly said: string
  readonly share: number
  readonly style: Style
  readonly right?: boolean
}

/** Cells beside each other; each wraps within its column, and the row is as high as the highest. */
export function tableRow(text: SheetText, cells: readonly Cell[], whole: Column, { rule = true, keep = false }: { readonly rule?: boolean; readonly keep?: boolean } = {}): Row {
  let x = whole.x
  const set = cells.map((cell) => {
    const width = cell.share * whole.width - 2 * mm
    const rows = paragraphRows(text.set(cell.said, cell.style, width), x, width, cell.style, cell.right === true ? 'right' : 'left')
    x += cell.share * whole.width
    return rows
  })
  const height = Math.max(...set.map((rows) => rows.reduce((sum, one) => sum + one.height, 0))) + 1.2 * mm
  return row(height, (canvas, y) => {
    for (const rows of set) rows.reduce((at, one) => { one.draw(canvas, at); return at + one.height }, y + 0.6 * mm)
    if (rule) canvas.rectangle(whole.x, y + height - 0.3, whole.width, 0.4)
  }, keep)
}
