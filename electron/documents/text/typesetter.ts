import { breakOpportunities, cutsWithin } from './break-lines.ts'
import type { Face } from './face.ts'
import { itemize, type Item } from './itemize.ts'
import { inkOf, runOf, widthOf, type Run } from './run.ts'
import { simplePieces, simpleRuns, type Piece } from './simple-text.ts'

/** One line of a paragraph, ready to draw. All lengths in thousandths of the type size. */
export interface Line {
  /** What it says, in reading order, the blank before the line's end included: the lines of a paragraph make up the paragraph. */
  readonly text: string
  /** From left to right as seen. */
  readonly runs: readonly Run[]
  /** Without the blanks at its end. */
  readonly width: number
  /** How far its ink reaches above and below the baseline. */
  readonly above: number
  readonly below: number
}

/** Text as it is set, line by line. */
export interface Paragraph {
  readonly lines: readonly Line[]
  readonly rtl: boolean
  /** Characters that no font has, in order. They are drawn as `[U+1F9FF]`. */
  readonly missing: readonly string[]
}

interface Placed {
  readonly level: number
  readonly run: Run
}

const blank = /\p{White_Space}/u

/** Unicode annex 9, rule L2: what reads from right to left is turned round, the deepest first. */
function inVisualOrder<T extends { readonly level: number }>(logical: readonly T[]): T[] {
  const out = [...logical]
  const deepest = Math.max(0, ...out.map((part) => part.level))
  for (let level = deepest; level >= 1; level--) {
    for (let from = 0; from < out.length; from++) {
      if ((out[from]?.level ?? 0) < level) continue
      let to = from
      while (to < out.length && (out[to]?.level ?? 0) >= level) to++
      out.splice(from, to - from, ...out.slice(from, to).reverse())
      from = to
    }
  }
  return out
}

function shapeItem(item: Item, text: string, start: number, end: number): Run {
  const { face } = item
  if (item.instead !== null) return runOf(face, face.shape(item.instead, 0, item.instead.length, false), item.instead, item.instead.length)
  return runOf(face, face.shape(text, start, end, (item.level & 1) === 1), text, end)
}

/** Shapes a part of a paragraph, its glyphs from left to right. */
type Shape = (start: number, end: number) => Run[]

interface Prepared {
  readonly shape: Shape
  readonly rtl: boolean
  readonly missing: readonly string[]
}

function visibleEnd(text: string, start: number, end: number): number {
  let visible = end
  while (visible > start && isBlank(text, visible - 1)) visible--
  return visible
}

const isBlank = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return (code <= 0x20 || code >= 0x7f) && blank.test(text.charAt(at))
}

function lineOf(text: string, runs: readonly Run[], width: number): Line {
  const { above, below } = inkOf(runs)
  return { text, runs, width, above, below }
}

/** Any text: cut by direction, script and font, each part shaped by HarfBuzz, the parts in their visual order. */
function anyText(text: string, faces: readonly Face[], direction: 'ltr' | 'rtl' | 'auto'): Prepared {
  const { items, base, missing } = itemize(text, faces, direction)
  const shape: Shape = (start, end) => {
    const blankFrom = visibleEnd(text, start, end)
    const placed: Placed[] = []
    for (const item of items) {
      const from = Math.max(start, item.start)
      const to = Math.min(end, item.end)
      if (from >= to) continue
      // Rule L1: blanks at the end of a line stand at the paragraph's end, whatever is beside them.
      const cut = Math.min(Math.max(from, blankFrom), to)
      if (cut > from) placed.push({ level: item.level, run: shapeItem(item, text, from, cut) })
      if (to > cut) placed.push({ level: base, run: shapeItem({ ...item, level: base }, text, cut, to) })
    }
    return inVisualOrder(placed).map((part) => part.run)
  }
  return { shape, rtl: (base & 1) === 1, missing }
}

/** Text of which each part is drawn by itself. */
function plainText(text: string, all: readonly Piece[]): Prepared {
  const shape: Shape = (start, end) => {
    const visible = visibleEnd(text, start, end)
    return visible === end ? simpleRuns(text, all, start, end) : [...simpleRuns(text, all, start, visible), ...simpleRuns(text, all, visible, end)]
  }
  return { shape, rtl: false, missing: none }
}

const none: readonly string[] = []

/**
 * Sets one paragraph into lines no wider than `width`. Lines break in reading order where the script allows it, words too long
 * for a line between characters; each line is then put into its visual order by itself. Nothing is hyphenated, shortened or left out.
 * @param text one paragraph, composed (NFC), without line breaks; an empty one makes one empty line
 * @param width in thousandths of the type size
 */
export function setParagraph(text: string, faces: readonly Face[], width: number, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
  const all = direction === 'rtl' ? null : simplePieces(text, faces)
  // Most paragraphs are a line of simple text, shaped once.
  if (all !== null && visibleEnd(text, 0, text.length) === text.length) {
    const runs = simpleRuns(text, all, 0, text.length)
    const wide = widthOf(runs)
    if (wide <= width) return { lines: [lineOf(text, runs, wide)], rtl: false, missing: none }
  }
  return setLines(text, all === null ? anyText(text, faces, direction) : plainText(text, all), width)
}

function setLines(text: string, { shape, rtl, missing }: Prepared, width: number): Paragraph {
  const makeLine = (start: number, end: number, shaped?: readonly Run[]): Line => {
    const visible = visibleEnd(text, start, end)
    // From right to left the blank would stand before the line's left edge: it is said (see `text`), not drawn.
    const runs = shaped ?? shape(start, rtl ? visible : end)
    return lineOf(text.slice(start, end), runs, visible === end || rtl ? widthOf(runs) : measure(start, end))
  }
  const measure = (start: number, end: number): number => widthOf(shape(start, visibleEnd(text, start, end)))

  const visible = visibleEnd(text, 0, text.length)
  const whole = shape(0, visible)
  if (widthOf(whole) <= width) return { lines: [makeLine(0, text.length, rtl || visible === text.length ? whole : undefined)], rtl, missing }

  const lines: Line[] = []
  const places = breakOpportunities(text)
  let start = 0
  while (start < text.length) {
    const open = places.filter((place) => place > start)
    let end = open[0] ?? text.length
    for (const place of open) {
      if (measure(start, place) > width) break
      end = place
    }
    if (measure(start, end) > width) {
      const cuts = cutsWithin(text, start, end)
      end = cuts[0] ?? end
      for (const cut of cuts) {
        if (measure(start, cut) > width) break
        end = cut
      }
    }
    lines.push(makeLine(start, end))
    start = end
  }
  return { lines, rtl, missing }
}
