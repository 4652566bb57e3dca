import type { Canvas } from './canvas.ts'
import { listFrame, type ListFrame } from './list-frame.ts'
import { momentIn } from './moments.ts'
import { longestCut, mm, type PageBox } from './papers.ts'
import { drawLine, paginate, paragraphRows, row, space, type Row } from './rows.ts'
import type { DeskInput } from './desk-input.ts'
import { SheetText } from './sheet-text.ts'
import { barRows, missingSentence } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { Style } from './text/fonts.ts'

/** What stands out on a list; `size` in points, `leading` as a part of it. */
export const listBold = (size: number, leading = 1.3): Style => ({ size, weight: 'bold', leading, gray: 0 })
/** All else on a list; `gray` 0 is black. */
export const listRegular = (size: number, leading = 1.35, gray = 0): Style => ({ size, weight: 'regular', leading, gray })

/** The same as large as they stand on this paper. */
export function listStyles({ scale, least }: ListFrame): { readonly size: (of: number) => number; readonly bold: typeof listBold; readonly regular: typeof listRegular } {
  const size = (of: number): number => Math.max(of * scale, least)
  return { size, bold: (of, leading) => listBold(size(of), leading), regular: (of, leading, gray) => listRegular(size(of), leading, gray) }
}

/** Pages of a document that are drawn once it is known how many there are. */
export interface DrawnPages {
  readonly pages: ReadonlyArray<{ readonly box: PageBox; readonly draw: (canvas: Canvas) => void }>
}

/** A list: what it is, of whom or what in particular, facts, and its rows. */
export interface List {
  readonly title: string
  readonly of?: string
  readonly facts: readonly string[]
  readonly rows: readonly Row[]
}

/**
 * A list as pages: title and facts at the top of the first, a short head on the others, a foot on all. Rows that belong
 * together stay together; nothing is left out.
 */
export function listPages(input: DeskInput, { title, of, facts, rows }: List, text: SheetText): DrawnPages {
  const { words, paper } = input
  const frame = listFrame(paper)
  const { whole, top, foot } = frame
  const { size, bold, regular } = listStyles(frame)
  const run = input.run === null ? [] : [fill(words.run, { run: input.run })]
  const missing = missingSentence(text.missing, words)
  const head: Row[] = [
    ...(input.rehearsal ? [...barRows(text, `${words.rehearsal} · ${words.rehearsalHint}`, bold(10, 1.6), whole, 5), space(2 * mm)] : []),
    ...paragraphRows(text.set(title, bold(18), whole.width), whole.x, whole.width, bold(18)),
    ...(of === undefined ? [] : paragraphRows(text.set(of, bold(14), whole.width), whole.x, whole.width, bold(14))),
    ...[...run, ...facts].flatMap((fact) => paragraphRows(text.set(fact, regular(10), whole.width), whole.x, whole.width, regular(10))),
    ...(missing === '' ? [] : [space(1.5 * mm), ...barRows(text, missing, bold(9, 1.6), whole, 5)]),
    row(1.4 * mm, (canvas, y) => { canvas.rectangle(whole.x, y + 0.8 * mm, whole.width, 1) }),
    space(frame.narrow ? 0.8 * mm : 1.5 * mm)
  ]
  const padding = input.rehearsal ? 5 : 0
  const again = text.fit([...(input.rehearsal ? [words.rehearsal] : []), title, ...(of === undefined ? [] : [of]), ...run].join(' · '), bold(9), [9, 8, 7, 6, 5].map((one) => one * frame.scale), whole.width - 2 * padding)
  // One line is in a strip of the same height however small it is set.
  const strip = again.paragraph.lines.length === 1 ? size(9) * 1.5 : again.style.size * 1.5
  const later = strip * again.paragraph.lines.length
  const laterTop = top + later - size(9) * 1.5 + (frame.narrow ? 6.5 : 9) * mm
  const most = frame.height ?? longestCut
  const placed = paginate([...head, ...rows], (page) => ({ top: page === 0 ? top : laterTop, bottom: most - foot - (frame.narrow ? 1.5 : 5) * mm }))
  const pages = placed.map((page, i) => {
    const end = Math.max(laterTop, ...page.map((one) => one.y + one.row.height))
    const box = { width: frame.width, height: frame.height ?? Math.ceil(end + 3 * mm + foot) }
    const small = (said: string, align: 'left' | 'right'): ((canvas: Canvas) => void) => (canvas) => {
      for (const line of text.set(said, regular(7.5), whole.width).lines.slice(0, 1)) drawLine(canvas, line, whole.x, box.height - foot, whole.width, regular(7.5), align)
    }
    const draw = (canvas: Canvas): void => {
      if (i > 0) {
        if (input.rehearsal) canvas.rectangle(whole.x, top, whole.width, later)
        again.paragraph.lines.forEach((line, at) => { drawLine(canvas, line, whole.x + padding, top + at * strip, whole.width, { ...again.style, leading: strip / again.style.size }, 'left', input.rehearsal ? { gray: 1 } : {}) })
      }
      for (const { row: one, y } of page) one.draw(canvas, y)
      small(fill(words.made, { at: momentIn(input.madeAt, words.locale, input.timeZone) }), 'left')(canvas)
      small(fill(words.page, { page: i + 1, pages: placed.length }), 'right')(canvas)
    }
    return { box, draw }
  })
  return { pages }
}
