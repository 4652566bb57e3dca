import type { Face, ShapedGlyph } from './face.ts'
import { breakOpportunities, cutsWithin } from './break-lines.ts'
import { itemize, type Item } from './itemize.ts'

/** Glyphs of one font, side by side, in the order they are drawn. */
export interface Run {
  readonly face: Face
  readonly glyphs: readonly ShapedGlyph[]
  /** The characters that each glyph stands for; the other glyphs of a cluster have none. */
  readonly characters: readonly string[]
}

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

const endBlank = /[\p{White_Space}]+$/u

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

/**
 * Gives each glyph the characters it shows: one glyph for one cluster has them all; of several, each that stands for one of
 * them by itself has that one, and the widest of the others what is left (Arabic fonts draw a letter and its dots apart).
 */
function charactersOf(face: Face, glyphs: readonly ShapedGlyph[], text: string, end: number): string[] {
  const starts = [...new Set(glyphs.map((glyph) => glyph.cluster))].sort((a, b) => a - b)
  const says = new Map<ShapedGlyph, string>()
  starts.forEach((start, i) => {
    const left = [...text.slice(start, starts[i + 1] ?? end)]
    const own = glyphs.filter((glyph) => glyph.cluster === start)
    const unnamed = own.filter((glyph) => {
      const at = own.length === 1 ? -1 : left.findIndex((character) => face.glyphOf(character.codePointAt(0) ?? 0) === glyph.id)
      if (at >= 0) says.set(glyph, left.splice(at, 1).join(''))
      return at < 0
    })
    const widest = unnamed.reduce<ShapedGlyph | undefined>((most, glyph) => (most === undefined || glyph.advance > most.advance ? glyph : most), undefined)
    if (widest !== undefined) says.set(widest, left.join(''))
  })
  return glyphs.map((glyph) => says.get(glyph) ?? '')
}

function shapeItem(item: Item, text: string, start: number, end: number): Run {
  const { face } = item
  if (item.instead !== null) {
    const glyphs = face.shape(item.instead, 0, item.instead.length, false)
    return { face, glyphs, characters: charactersOf(face, glyphs, item.instead, item.instead.length) }
  }
  const glyphs = face.shape(text, start, end, (item.level & 1) === 1)
  return { face, glyphs, characters: charactersOf(face, glyphs, text, end) }
}

const widthOf = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.glyphs.reduce((w, glyph) => w + glyph.advance, 0), 0)

/**
 * Sets one paragraph into lines no wider than `width`. Lines break in reading order where the script allows it, words too long
 * for a line between characters; each line is then put into its visual order by itself. Nothing is hyphenated, shortened or left out.
 * @param text one paragraph, composed (NFC), without line breaks; an empty one makes one empty line
 * @param width in thousandths of the type size
 */
export function setParagraph(text: string, faces: readonly Face[], width: number, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
  const { items, base, missing } = itemize(text, faces, direction)
  const rtl = (base & 1) === 1

  const shapeRange = (start: number, end: number): Run[] => {
    const blankFrom = start + text.slice(start, end).replace(endBlank, '').length
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
  const visibleEnd = (start: number, end: number): number => start + text.slice(start, end).replace(endBlank, '').length
  const measure = (start: number, end: number): number => widthOf(shapeRange(start, visibleEnd(start, end)))

  const makeLine = (start: number, end: number): Line => {
    const visible = visibleEnd(start, end)
    // From right to left the blank would stand before the line's left edge: it is said (see `text`), not drawn.
    const runs = shapeRange(start, rtl ? visible : end)
    const inks = runs.flatMap((run) => run.glyphs.map((glyph) => ({ ink: run.face.inkOf(glyph.id), dy: glyph.dy })))
    return {
      text: text.slice(start, end), runs, width: visible === end || rtl ? widthOf(runs) : measure(start, end),
      above: Math.max(0, ...inks.map(({ ink, dy }) => ink.above + dy)), below: Math.max(0, ...inks.map(({ ink, dy }) => ink.below - dy))
    }
  }

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
  if (lines.length === 0) lines.push(makeLine(0, 0))
  return { lines, rtl, missing }
}
