import { createRequire } from 'node:module'
import type bidiFactory from 'bidi-js'
import { codePointName } from '../../domain/code-point-name.ts'
import type { Face } from './face.ts'
import { graphemes } from './segmenters.ts'

const req = createRequire(import.meta.url)
type Bidi = ReturnType<typeof bidiFactory>
let bidi: Bidi | undefined

/** Simple text does without: what knows which characters read from the right is loaded when a text needs it. */
const loadBidi = (): Bidi => (bidi ??= (req('bidi-js') as typeof bidiFactory)()) // as the package gives it to `require`

/** A stretch of one paragraph that one font draws in one direction: HarfBuzz shapes it as a whole. */
export interface Item {
  /** UTF-16 offsets in the paragraph. */
  readonly start: number
  readonly end: number
  /** Embedding level: odd reads from right to left. */
  readonly level: number
  readonly face: Face
  /** Set where no font has the character: what is drawn in its place, so that nothing vanishes. */
  readonly instead: string | null
}

/** Characters that have no picture of their own: joiners, direction marks, variation selectors, tags. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u
const blank = /^\p{White_Space}+$/u
const emojiStyle = /\ufe0f|\p{Emoji_Presentation}/u
const textStyle = /\ufe0e/u

const scripts = [
  'Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Arabic', 'Devanagari', 'Bengali', 'Tamil', 'Thai', 'Lao', 'Khmer', 'Georgian', 'Hangul', 'Han', 'Hiragana', 'Katakana', 'Bopomofo'
].map((name) => [name, new RegExp(`\\p{sc=${name}}`, 'u')] as const)
/** What all share is asked for first: most signs and digits would be held against every other pattern. */
const shared = /[\p{sc=Common}\p{sc=Inherited}]/u
const known = new Map<number, string | null>()

/** The script of a cluster's first character, which decides how HarfBuzz shapes; `null` for what all scripts share. */
export function scriptOf(cluster: string): string | null {
  const point = cluster.codePointAt(0) ?? 0
  let script = known.get(point)
  if (script === undefined) {
    const character = String.fromCodePoint(point)
    script = shared.test(character) ? null : (scripts.find(([, pattern]) => pattern.test(character))?.[0] ?? null)
    known.set(point, script)
  }
  return script
}

const drawnPoints = new Map<string, readonly number[]>()
const mostDrawn = 4000

/** The characters of a cluster that have a picture. */
function drawn(cluster: string): readonly number[] {
  let points = drawnPoints.get(cluster)
  if (points === undefined) {
    points = [...cluster].filter((c) => !invisible.test(c)).map((c) => c.codePointAt(0) ?? 0)
    if (drawnPoints.size >= mostDrawn) drawnPoints.clear()
    drawnPoints.set(cluster, points)
  }
  return points
}

const chosen = new WeakMap<readonly Face[], Map<string, Face | undefined>>()

/** The first font that has every character of a cluster: a base and its marks, an emoji and what it is joined with. */
function faceFor(cluster: string, faces: readonly Face[]): Face | undefined {
  let known = chosen.get(faces)
  if (known === undefined) {
    known = new Map()
    chosen.set(faces, known)
  }
  if (known.has(cluster)) return known.get(cluster)
  const face = findFace(cluster, faces)
  if (known.size >= mostDrawn) known.clear()
  known.set(cluster, face)
  return face
}

/** What programs write where they could not read a character: fonts have a picture of it, but what it was is lost. */
const replacement = 0xfffd

function findFace(cluster: string, faces: readonly Face[]): Face | undefined {
  const points = drawn(cluster)
  if (points.includes(replacement)) return undefined
  const has = (face: Face): boolean => points.every((point) => face.has(point))
  if (emojiStyle.test(cluster) && !textStyle.test(cluster)) {
    const emoji = faces.find((face) => face.key === 'emoji')
    if (emoji !== undefined && has(emoji)) return emoji
  }
  return faces.find(has)
}

export interface Itemized {
  readonly items: readonly Item[]
  /** Embedding level of the paragraph: 1 reads from right to left. */
  readonly base: number
  /** For each UTF-16 unit. */
  readonly levels: Uint8Array
  /** Characters that no font has, in order, with repeats. */
  readonly missing: readonly string[]
}

/**
 * Cuts a paragraph into items: by direction (Unicode's bidirectional algorithm), by script, by the font that has its characters.
 * @param text one paragraph, composed (NFC), without line breaks
 * @param faces in the order they are asked; the first draws blanks and the marks of what is missing
 */
export function itemize(text: string, faces: readonly Face[], direction: 'ltr' | 'rtl' | 'auto'): Itemized {
  const base = faces[0]
  if (base === undefined) throw new RangeError('No fonts')
  const { levels, paragraphs } = loadBidi().getEmbeddingLevels(text, direction)
  const items: Item[] = []
  const missing: string[] = []
  let script: string | null = null

  const add = (start: number, end: number, face: Face, instead: string | null, own: string | null): void => {
    const level = levels[start] ?? 0
    const last = items.at(-1)
    const sameScript = own === null || script === null || own === script
    if (last !== undefined && instead === null && last.instead === null && last.face === face && last.level === level && last.end === start && sameScript) {
      items[items.length - 1] = { ...last, end }
    } else {
      items.push({ start, end, level, face, instead })
      script = null
    }
    script = own ?? script
  }

  for (const { segment: cluster, index } of graphemes().segment(text)) {
    const previous = items.at(-1)
    const own = scriptOf(cluster)
    if (blank.test(cluster)) {
      // Blanks stay with their neighbour; an emoji font's blank is too wide. Rare blanks that no font has look like a plain one.
      const points = drawn(cluster)
      const keep = previous !== undefined && previous.face.key !== 'emoji' && points.every((point) => previous.face.has(point)) ? previous.face : undefined
      const face = keep ?? faceFor(cluster, faces)
      if (face === undefined) add(index, index + cluster.length, base, ' ', own)
      else add(index, index + cluster.length, face, null, own)
      continue
    }
    const face = faceFor(cluster, faces)
    if (face !== undefined) {
      add(index, index + cluster.length, drawn(cluster).length === 0 ? (previous?.face ?? base) : face, null, own)
      continue
    }
    // No single font has the whole cluster: each character by itself, and what none has by its number.
    let at = index
    for (const character of cluster) {
      const alone = faceFor(character, faces)
      if (alone === undefined) {
        missing.push(character)
        add(at, at + character.length, base, `[${codePointName(character)}]`, own)
      } else add(at, at + character.length, alone, null, own)
      at += character.length
    }
  }
  return { items, base: paragraphs[0]?.level ?? 0, levels, missing }
}
