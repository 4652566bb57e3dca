/** A glyph that a page draws: by the name of its font among the page's resources, and its number in that. */
export interface PageGlyph {
  readonly font: string
  readonly id: number
  /** In which it is drawn, in points. */
  readonly size: number
}

/** Part of a page's operators. */
type Piece = { readonly kind: 'glyphs'; readonly glyphs: readonly PageGlyph[] } | { readonly kind: 'size'; readonly size: string } | { readonly kind: 'else'; readonly text: string }

const font = /\/([bBrR]\d+) ([\d.]+) Tf/uy
const shown = /\((?:[^\\()]|\\[^])*\)/uy
const beside = /<<(?:[^<>(]|<[0-9a-f]*>|\((?:[^\\()]|\\[^])*\))*>>/uy
const image = /BI\/W (\d+)\/H (\d+)\/IM true(\/F\/AHx)? ID /uy
const state = /[qQ](?![^\s])/uy
const other = /[^(</BqQ]+|[^]/uy

/** What stands in a string of a page, as bytes. */
const bytesOf = (text: string): string => text.slice(1, -1).replaceAll(/\\([^])/gu, (_, escaped: string) => (escaped === 'r' ? '\r' : escaped))

/** A page's operators apart, as `Canvas` writes them: what shows glyphs, what names a font, and all else. */
function piecesOf(content: string): Piece[] {
  const pieces: Piece[] = []
  const kept: (readonly [string, string])[] = []
  let [name, size] = ['', '']
  let at = 0
  const found = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(content)
    if (match !== null) at = pattern.lastIndex
    return match
  }
  while (at < content.length) {
    let match = found(shown)
    if (match !== null) {
      const bytes = bytesOf(match[0])
      const step = name.startsWith('b') || name.startsWith('r') ? 1 : 2
      const glyphs: PageGlyph[] = []
      for (let i = 0; i + step <= bytes.length; i += step) glyphs.push({ font: name, id: step === 1 ? bytes.charCodeAt(i) : (bytes.charCodeAt(i) << 8) | bytes.charCodeAt(i + 1), size: Number(size) })
      pieces.push({ kind: 'glyphs', glyphs })
      continue
    }
    match = found(font)
    if (match !== null) {
      ;[, name = '', size = ''] = match
      pieces.push({ kind: 'size', size })
      continue
    }
    match = found(image)
    if (match !== null) {
      const end = match[3] === undefined ? at + Math.ceil(Number(match[1]) / 8) * Number(match[2]) : content.indexOf('>', at) + 1
      pieces.push({ kind: 'else', text: match[0] + content.slice(at, end) })
      at = end
      continue
    }
    match = found(state)
    if (match !== null) {
      if (match[0] === 'q') kept.push([name, size])
      else [name, size] = kept.pop() ?? ['', '']
      pieces.push({ kind: 'else', text: match[0] })
      continue
    }
    match = found(beside) ?? found(other)
    pieces.push({ kind: 'else', text: match?.[0] ?? '' })
  }
  return pieces
}

/** Codes of one byte, those first that no string has to escape. */
const codes = [[93, 163], [42, 50], [14, 26], [1, 12]] as const
/** How many glyphs a page may have to be recoded. */
const mostGlyphs = codes.reduce((sum, [, count]) => sum + count, 0)

export interface RecodedPage<Glyph> {
  readonly content: string
  /** The glyphs in the order of their codes. */
  readonly glyphs: readonly Glyph[]
  /** The largest size in which each of them is drawn, in points. */
  readonly sizes: readonly number[]
  /** Codes that follow each other, in that order. */
  readonly codes: ReadonlyArray<readonly [first: number, count: number]>
}

/**
 * Lets all glyphs of a page be drawn by codes of one byte out of one font, and says no size twice.
 * @param content the page's operators, as `Canvas` writes them
 * @param name of the one font among the page's resources
 * @param glyphOf what is known of a glyph; the same object for the same one
 * @param order which glyph's code comes first
 * @returns `null` where the page has more glyphs than there are codes
 */
export function recodePage<Glyph extends object>(content: string, name: string, glyphOf: (glyph: PageGlyph) => Glyph, order: (a: Glyph, b: Glyph) => number): RecodedPage<Glyph> | null {
  const pieces = piecesOf(content)
  const sizeOf = new Map<Glyph, number>()
  for (const piece of pieces) {
    if (piece.kind !== 'glyphs') continue
    for (const drawn of piece.glyphs) {
      const glyph = glyphOf(drawn)
      if (drawn.size > (sizeOf.get(glyph) ?? -1)) sizeOf.set(glyph, drawn.size)
    }
  }
  const glyphs = [...sizeOf.keys()].sort(order)
  if (glyphs.length > mostGlyphs) return null
  const used: (readonly [number, number])[] = []
  const codeOf = new Map<Glyph, string>()
  for (const [first, count] of codes) {
    const those = glyphs.slice(codeOf.size, codeOf.size + count)
    if (those.length > 0) used.push([first, those.length])
    those.forEach((glyph, i) => codeOf.set(glyph, String.fromCharCode(first + i)))
  }
  let out = ''
  let size = ''
  const kept: string[] = []
  for (const piece of pieces) {
    if (piece.kind === 'glyphs') {
      const text = `${piece.glyphs.map((glyph) => codeOf.get(glyphOf(glyph)) ?? '').join('')})`
      // Strings shown one after the other are one.
      out = out.endsWith(')Tj') ? `${out.slice(0, -3)}${text}` : `${out}(${text}`
    } else if (piece.kind === 'size') {
      if (piece.size === size) continue
      ;({ size } = piece)
      out += `/${name} ${size} Tf`
    } else {
      if (piece.text === 'q') kept.push(size)
      else if (piece.text === 'Q') size = kept.pop() ?? ''
      out += piece.text
    }
  }
  return { content: out, glyphs, sizes: glyphs.map((glyph) => sizeOf.get(glyph) ?? 0), codes: used }
}
