import { plainCharacters } from './clean-text.ts'
import type { Face, Glyph } from './face.ts'
import { scriptOf } from './itemize.ts'
import { knownKerning } from './known-kerning.ts'
import { joined, Letters } from './letters.ts'
import { Paged } from './paged.ts'
import { runOf, type Run } from './run.ts'

/**
 * Text in which every character is drawn by itself, from left to right, in a font that has it: no marks, no emoji, nothing that
 * reads from the right. It needs neither the bidirectional algorithm nor graphemes, and where only kerning joins its
 * characters, not even HarfBuzz, once HarfBuzz has told of each pair.
 */

/** Scripts whose letters neither join nor move, and what HarfBuzz calls them. `pairs`: nothing but kerning between neighbours counts. */
const scripts: ReadonlyMap<string, { readonly tag: string; readonly pairs: boolean }> = new Map([
  ['Latin', { tag: 'Latn', pairs: true }], ['Greek', { tag: 'Grek', pairs: true }], ['Cyrillic', { tag: 'Cyrl', pairs: true }], ['Armenian', { tag: 'Armn', pairs: true }], ['Georgian', { tag: 'Geor', pairs: true }],
  ['Han', { tag: 'Hani', pairs: false }], ['Hiragana', { tag: 'Hira', pairs: false }], ['Katakana', { tag: 'Kana', pairs: false }], ['Hangul', { tag: 'Hang', pairs: false }]
])

const usual = /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}]$/u
/**
 * What joins its neighbours or asks for more: jamo, half-width voicing marks, emoji, the slash of fractions, letters from right
 * to left; and characters that a bidirectional text would move (numbers' signs do not: from left to right they stay).
 */
const unusual = /[\p{M}\p{Emoji_Presentation}\p{Regional_Indicator}\p{Default_Ignorable_Code_Point}\u0590-\u08ff\u1100-\u11ff\u2044\ua960-\ua97f\ud7b0-\uffff\u{10000}-\u{10ffff}]/u

/** What is usual in any case: most texts need no more, and need not wait until the two above are understood. */
const plain = new RegExp(`^[ \\u00a0${plainCharacters}]$`, 'u')

/** What a font has to know of one character. */
interface Simple {
  readonly face: Face
  readonly script: string | null
  readonly blank: boolean
}

/** A stretch of one font and one script. */
export interface Piece {
  readonly face: Face
  script: string | null
  readonly start: number
  end: number
}

const known = new WeakMap<readonly Face[], Paged<Simple | null>>()

function simpleOf(point: number, faces: readonly Face[]): Simple | null {
  const character = String.fromCodePoint(point)
  if (!plain.test(character) && (!usual.test(character) || unusual.test(character))) return null
  const script = scriptOf(character)
  if (script !== null && !scripts.has(script)) return null
  // What belongs to no script may still be of one that reads from the right.
  if (script === null && !/[\p{sc=Common}]/u.test(character)) return null
  const face = faces.find((one) => one.has(point))
  return face === undefined || face.key === 'emoji' || face.key === 'arabic' || face.key === 'hebrew' ? null : { face, script, blank: /\p{White_Space}/u.test(character) }
}

/** The stretches of a simple text; `null` where the text is not simple. */
export function simplePieces(text: string, faces: readonly Face[]): readonly Piece[] | null {
  let points = known.get(faces)
  if (points === undefined) {
    points = new Paged()
    known.set(faces, points)
  }
  const out: Piece[] = []
  let last: Piece | undefined
  for (let i = 0; i < text.length; i++) {
    const point = text.charCodeAt(i)
    let simple = points.get(point)
    if (simple === undefined) {
      simple = simpleOf(point, faces)
      points.set(point, simple)
    }
    if (simple === null) return null
    const face = simple.blank && last?.face.has(point) === true ? last.face : simple.face
    if (last?.face === face && (simple.script === null || last.script === null || simple.script === last.script)) {
      last.end = i + 1
      last.script ??= simple.script
    } else {
      last = { face, script: simple.script, start: i, end: i + 1 }
      out.push(last)
    }
  }
  return out
}

/** What is known of a font: its characters by script, and what HarfBuzz shaped as a whole. */
interface Known {
  readonly letters: Map<string | null, Letters>
  readonly shaped: Map<string, Run>
}

const faces = new WeakMap<Face, Known>()
const mostShaped = 4000

function knownOf(face: Face): Known {
  let own = faces.get(face)
  if (own === undefined) {
    own = { letters: new Map(), shaped: new Map() }
    faces.set(face, own)
  }
  return own
}

function lettersOf(face: Face, script: string | null): Letters {
  const { letters } = knownOf(face)
  let own = letters.get(script)
  if (own === undefined) {
    own = new Letters(face, script, knownKerning(face.key, face.weight, script))
    letters.set(script, own)
  }
  return own
}

/** Kerning between neighbours, by what HarfBuzz said of each pair; `null` where a pair is more than two glyphs. */
function pairRun(face: Face, script: string | null, text: string, start: number, end: number): Run | null {
  const glyphs = new Array<Glyph>(end - start)
  const advances = new Array<number>(end - start)
  const own = lettersOf(face, script)
  let letter = own.of(text.charCodeAt(start))
  let width = 0
  let above = 0
  let below = 0
  for (let i = start; i < end; i++) {
    const { glyph } = letter
    if (glyph === null) return null
    let advance = glyph.advance
    if (i + 1 < end) {
      const next = own.of(text.charCodeAt(i + 1))
      advance += own.nearer(letter, next)
      letter = next
    }
    if (Number.isNaN(advance)) return null
    glyphs[i - start] = glyph
    advances[i - start] = advance
    width += advance
    if (glyph.above > above) above = glyph.above
    if (glyph.below > below) below = glyph.below
  }
  return { face, glyphs, advances, offsets: null, characters: text.slice(start, end), width, above, below, encoded: null }
}

const joinedLetters = new RegExp([...joined.keys()].join('|'), 'gu')

/** The same for a text with letters that the font draws as one; `null` where it has none, or is not known to. */
function joinedRun(face: Face, script: string | null, text: string): Run | null {
  const own = lettersOf(face, script)
  const characters: string[] = []
  let drawn = ''
  let end = 0
  for (const { 0: letters, index } of text.matchAll(joinedLetters)) {
    const one = joined.get(letters) ?? ''
    if (!own.joins(one)) return null
    characters.push(...text.slice(end, index), letters)
    drawn += text.slice(end, index) + one
    end = index + letters.length
  }
  if (end === 0) return null
  characters.push(...text.slice(end))
  drawn += text.slice(end)
  const run = pairRun(face, script, drawn, 0, drawn.length)
  return run === null ? null : { ...run, characters }
}

const pairedRun = (face: Face, script: string | null, text: string, start: number, end: number): Run | null => pairRun(face, script, text, start, end) ?? joinedRun(face, script, text.slice(start, end))

/** As HarfBuzz shapes it. These scripts do not look at what stands around them, so the same text is the same run everywhere. */
function wholeRun(face: Face, text: string): Run {
  const { shaped } = knownOf(face)
  let run = shaped.get(text)
  if (run === undefined) {
    run = runOf(face, face.shape(text, 0, text.length, false), text, text.length)
    if (shaped.size >= mostShaped) shaped.clear()
    shaped.set(text, run)
  }
  return run
}

/** What of the script decides in a part of a piece: without a letter, none does. */
function scriptIn(piece: Piece, text: string, start: number, end: number): string | null {
  if (piece.script === null) return null
  for (let i = start; i < end; i++) if (scriptOf(text.charAt(i)) !== null) return piece.script
  return null
}

/**
 * Shapes part of a simple text: glyphs and places as HarfBuzz gives them for that part.
 * @param all the pieces of the text, as `simplePieces` gave them
 */
export function simpleRuns(text: string, all: readonly Piece[], start: number, end: number): Run[] {
  const runs: Run[] = []
  for (const piece of all) {
    const from = Math.max(start, piece.start)
    const to = Math.min(end, piece.end)
    if (from >= to) continue
    const script = from === piece.start && to === piece.end ? piece.script : scriptIn(piece, text, from, to)
    const how = script === null ? undefined : scripts.get(script)
    runs.push((how?.pairs === false ? null : pairedRun(piece.face, how?.tag ?? null, text, from, to)) ?? wholeRun(piece.face, text.slice(from, to)))
  }
  return runs
}
