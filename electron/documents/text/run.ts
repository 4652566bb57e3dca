import type { Face, Glyph, ShapedGlyph } from './face.ts'

/** Where a glyph stands beside its place on the line, in thousandths of the type size. */
export interface Offset {
  readonly dx: number
  readonly dy: number
}

/** Glyphs of one font, side by side, in the order they are drawn. Lengths in thousandths of the type size. */
export interface Run {
  readonly face: Face
  readonly glyphs: readonly Glyph[]
  readonly advances: readonly number[]
  /** `null` where no glyph stands beside its place. */
  readonly offsets: readonly Offset[] | null
  /** The characters that each glyph stands for; of several glyphs of a cluster some have none. A text where each has its own. */
  readonly characters: ArrayLike<string>
  /** How far the pen moves, and how far the ink reaches above and below the baseline. */
  readonly width: number
  readonly above: number
  readonly below: number
  /** What a document makes of the run, once it has. */
  encoded: EncodedRun | null
}

/** A run in the operators of a PDF. */
export interface EncodedRun {
  /** The name of its font among a page's resources. */
  readonly font: string
  /** Whether its glyphs are told by one byte each. */
  readonly narrow: boolean
  /** What shows the run in any size; `null` where glyphs stand higher or lower than the line: that depends on the size. */
  readonly operators: string | null
  /** What its glyphs stand for by themselves, from left to right. */
  readonly says: string
  /** The document that took note of its glyphs last. */
  notedBy: number
}

/** How wide runs are one after the other, in thousandths of the type size. */
export const widthOf = (runs: readonly Run[]): number => {
  let width = 0
  for (const run of runs) width += run.width
  return width
}

/** How far the ink of runs reaches above and below the baseline. */
export function inkOf(runs: readonly Run[]): { readonly above: number; readonly below: number } {
  let above = 0
  let below = 0
  for (const run of runs) {
    above = Math.max(above, run.above)
    below = Math.max(below, run.below)
  }
  return { above, below }
}

/** What HarfBuzz gave, with the characters that each glyph shows. @param end of the part that was shaped */
export function runOf(face: Face, shaped: readonly ShapedGlyph[], text: string, end: number): Run {
  const glyphs: Glyph[] = []
  let [width, above, below] = [0, 0, 0]
  for (const { id, advance, dy } of shaped) {
    const glyph = face.glyph(id)
    glyphs.push(glyph)
    width += advance
    above = Math.max(above, glyph.above + dy)
    below = Math.max(below, glyph.below - dy)
  }
  return {
    face, glyphs, advances: shaped.map(({ advance }) => advance),
    offsets: shaped.some(({ dx, dy }) => dx !== 0 || dy !== 0) ? shaped.map(({ dx, dy }) => ({ dx, dy })) : null,
    characters: charactersOf(face, shaped, text, end), width, above, below, encoded: null
  }
}

/**
 * Gives each glyph the characters it shows: one glyph for one cluster has them all; of several, each that stands for one of
 * them by itself has that one, and the widest of the others what is left (Arabic fonts draw a letter and its dots apart).
 */
function charactersOf(face: Face, glyphs: readonly ShapedGlyph[], text: string, end: number): string[] {
  const starts = [...new Set(glyphs.map((glyph) => glyph.cluster))].sort((a, b) => a - b)
  if (starts.length === glyphs.length) {
    const next = new Map(starts.map((start, i) => [start, starts[i + 1] ?? end]))
    return glyphs.map(({ cluster }) => text.slice(cluster, next.get(cluster)))
  }
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
