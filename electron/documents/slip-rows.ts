import { codePointName } from '../domain/code-point-name.ts'
import { standardTemplate, type SlipTemplate } from '../domain/slip-template.ts'
import type { Canvas } from './canvas.ts'
import { cleanLine, cleanLines, isUnseen } from './text/clean-text.ts'
import { goodsPicture, type GoodsPicture } from './goods-picture.ts'
import { momentIn } from './moments.ts'
import { mm } from './papers.ts'
import { baselineIn, drawLine, fixedRow, lineHeight, paragraphRows, row, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import { fill, type SlipWords } from './slip-words.ts'
import type { SlipItem } from './slip.ts'
import type { Style } from './text/fonts.ts'
import type { Line } from './text/typesetter.ts'

/** A column of the page, in points. */
export interface Column {
  readonly x: number
  readonly width: number
}

/** A word of ours and what it names: set beside each other as two texts, so that a right-to-left value does not carry the word away. */
export interface Labelled {
  readonly label: string
  readonly value: string
  readonly style: Style
}

interface Piece {
  readonly line: Line
  readonly style: Style
  readonly x: number
}

/** Labelled values one after the other, as many to a line as fit; a value too long for a line goes on below. */
export function labelledRows(text: SheetText, values: readonly Labelled[], label: Style, column: Column, gap: number): Row[] {
  const rows: Piece[][] = []
  let pieces: Piece[] = []
  let x = 0
  const end = (): void => {
    if (pieces.length > 0) rows.push(pieces)
    pieces = []
    x = 0
  }
  for (const value of values) {
    const named = text.set(value.label, label, column.width)
    const [name] = named.lines
    if (name === undefined) continue
    const indent = (name.width * label.size) / 1000 + label.size * 0.45
    const whole = text.set(value.value, value.style, column.width - indent)
    let own = 0
    for (const line of whole.lines) own = Math.max(own, (line.width * value.style.size) / 1000)
    if (x > 0 && x + indent + own > column.width) end()
    // Where columns begin at the right, a word that is written from the left still comes before its value.
    const isFromLeft = text.mirrored && !named.rtl && whole.lines.length === 1
    whole.lines.forEach((line, i) => {
      if (i > 0) end()
      if (i === 0) pieces.push({ line: name, style: label, x: isFromLeft ? x + own + label.size * 0.45 : x })
      pieces.push({ line, style: value.style, x: isFromLeft ? x : x + indent })
      if (i > 0) x = 0
    })
    x = whole.lines.length > 1 ? column.width : x + indent + own + gap
  }
  end()
  return rows.map((line) => {
    let base = 0
    let below = 0
    for (const piece of line) {
      const own = baselineIn(piece.line, piece.style)
      base = Math.max(base, own)
      below = Math.max(below, lineHeight(piece.line, piece.style) - own)
    }
    const placeOf = (piece: Piece): number => (text.mirrored ? column.x + column.width - piece.x - (piece.line.width * piece.style.size) / 1000 : column.x + piece.x)
    return row(below + base, (canvas, y) => { for (const piece of line) canvas.text(piece.line, placeOf(piece), y + base, piece.style.size, { gray: piece.style.gray }) })
  })
}

/** White on black across a column: what must not be overlooked. */
export function barRows(text: SheetText, sentence: string, style: Style, column: Column, padding: number): Row[] {
  const inside = { x: column.x + padding, width: column.width - 2 * padding }
  return text.set(sentence, style, inside.width).lines.map((line) => {
    const height = lineHeight(line, style)
    return row(height, (canvas, y) => {
      canvas.rectangle(column.x, y, column.width, height + 0.1)
      drawLine(canvas, line, inside.x, y, inside.width, { ...style, gray: 1 })
    })
  })
}

/** A frame across a column, around sentences one under the other: worth seeing, not a warning. */
export function frameRows(text: SheetText, sentences: readonly string[], style: Style, column: Column, padding: number, thickness: number): Row[] {
  const lines = sentences.flatMap((sentence) => {
    const { lines: own, rtl } = text.set(sentence, style, column.width - 2 * padding)
    return own.map((line) => ({ line, side: rtl ? 'right' as const : 'left' as const }))
  })
  return lines.map(({ line, side }, i) => {
    const height = lineHeight(line, style)
    return row(height, (canvas, y) => {
      canvas.rectangle(column.x, y, thickness, height)
      canvas.rectangle(column.x + column.width - thickness, y, thickness, height)
      if (i === 0) canvas.rectangle(column.x, y, column.width, thickness)
      if (i === lines.length - 1) canvas.rectangle(column.x, y + height - thickness, column.width, thickness)
      drawLine(canvas, line, column.x + padding, y, column.width - 2 * padding, style, side)
    })
  })
}

/** A word of ours over what it names, one pair under the other, drawn at once. */
export function drawFacts(canvas: Canvas, text: SheetText, facts: readonly Labelled[], label: Style, column: Column, top: number, gap: number): void {
  let y = top
  for (const fact of facts) {
    const rows = [...paragraphRows(text.set(fact.label, label, column.width), column.x, column.width, label).map(fixedRow), ...paragraphRows(text.set(fact.value, fact.style, column.width), column.x, column.width, fact.style)]
    for (const r of rows) {
      r.draw(canvas, y)
      y += r.height
    }
    y += gap
  }
}

/** The characters that could not be printed, each with its number; empty where there are none. */
export function missingSentence(missing: readonly string[], words: Pick<SlipWords, 'missing'>): string {
  return missing.length === 0 ? '' : fill(words.missing, { characters: missing.map((character) => codePointName(character)).join(', ') })
}

export interface ItemStyles {
  readonly quantity: Style
  readonly name: Style
  readonly label: Style
  readonly value: Style
  readonly sku: Style
  /** Width of the place for the quantity, and space after each item. */
  readonly quantityWidth: number
  readonly after: number
}

/** The side of the square in which a picture of goods stands, and the space after it. */
const [pictureSide, pictureGap] = [14 * mm, 2.5 * mm]

/**
 * One item: how many, in large type, white on black where it is not one; its picture; what; how it is told apart.
 * @param show which of its columns are printed; what names it and its quantity always are
 */
export function itemRows(text: SheetText, item: SlipItem, words: SlipWords, styles: ItemStyles, column: Column, show: SlipTemplate['show'] = standardTemplate.show): Row[] {
  const count = `${item.quantity ?? '?'}×`
  const plain = item.quantity === 1
  const quantity = text.fitNumber(count, styles.quantity, [1, 0.85, 0.7, 0.55, 0.4].map((part) => styles.quantity.size * part), styles.quantityWidth - 16)
  const picture = show.picture && item.picture !== undefined ? goodsPicture(item.picture) : null
  const [shown] = quantity.paragraph.lines
  const wide = ((shown?.width ?? 0) * quantity.style.size) / 1000
  // Thousands of pieces need more room than a column of narrow paper has: what names the goods makes it.
  const quantityWidth = Math.max(styles.quantityWidth, wide + 16)
  const indent = quantityWidth + (picture === null ? 0 : pictureSide + pictureGap)
  const inner = { x: column.x + (text.mirrored ? 0 : indent), width: column.width - indent }
  const names = text.set([item.name, item.sku, item.productId].find((one) => one !== null && !isUnseen(one)) ?? words.notKnown, styles.name, inner.width).lines
  const details: Labelled[] = []
  const add = (label: string, value: string | null, style: Style): void => { if (value !== null && value.trim() !== '') details.push({ label, value, style }) }
  if (show.sku) add(words.sku, item.sku, styles.sku)
  if (show.color) add(words.color, item.color, styles.value)
  if (show.size) add(words.size, item.size, styles.value)
  if (show.product) add(words.product, item.productId, styles.value)
  if (show.price) add(words.price, item.price ?? null, styles.value)

  const pill = styles.quantity.size * 1.22
  const side = text.mirrored ? 'right' : 'left'
  const rows: Row[] = names.map((line, i) => {
    const height = lineHeight(line, styles.name)
    if (i > 0) return row(height, (canvas, y) => { drawLine(canvas, line, inner.x, y, inner.width, styles.name, side) })
    const base = Math.max(baselineIn(line, styles.name), pill / 2 + styles.name.size * 0.36)
    return row(height - baselineIn(line, styles.name) + base, (canvas, y) => {
      const middle = y + base - styles.name.size * 0.36
      if (shown !== undefined) {
        const edge = plain ? 0 : 5
        const x = text.mirrored ? column.x + column.width - wide - edge : column.x + edge
        if (!plain) canvas.pill(x - 5, middle - pill / 2, wide + 10, pill, 3)
        canvas.text(shown, x, middle + quantity.style.size * 0.36, quantity.style.size, { gray: plain ? 0 : 1 })
      }
      canvas.text(line, text.mirrored ? inner.x + inner.width - (line.width * styles.name.size) / 1000 : inner.x, y + base, styles.name.size, { gray: styles.name.gray })
    }, true)
  })
  // Where the name takes one line, the quantity reaches below it: the details keep clear by standing to its right.
  const said = [...rows, ...labelledRows(text, details, styles.label, inner, styles.value.size * 1.2)]
  if (picture === null) return [...said, space(styles.after)]
  const edge = text.mirrored ? column.x + column.width - quantityWidth - pictureSide : column.x + quantityWidth
  return [...besidePicture(said, picture, edge), space(styles.after)]
}

/** Rows with a picture at their side: they stay on its page as far down as it reaches, and leave room for it. */
function besidePicture(rows: readonly Row[], picture: GoodsPicture, x: number): Row[] {
  const fit = Math.min(pictureSide / picture.width, pictureSide / picture.height)
  const [width, height] = [picture.width * fit, picture.height * fit]
  const top = (rows[0]?.height ?? 0) * 0.12
  const below: Row[] = []
  let y = 0
  for (const one of rows) {
    const at = y
    y += one.height
    below.push(at === 0
      ? { ...one, keep: y < top + height, draw: (canvas, from) => {
        canvas.picture(picture.key, picture, x + (pictureSide - width) / 2, from + top, width, height)
        one.draw(canvas, from)
      } }
      : { ...one, keep: one.keep || y < top + height })
  }
  return y < top + height ? [...below, row(top + height - y, () => undefined)] : below
}

/** A note under its word, its own line breaks kept. */
export function noteRows(text: SheetText, note: string | null, words: SlipWords, label: Style, style: Style, column: Column): Row[] {
  const lines = note === null ? [] : cleanLines(note)
  if (lines.length === 0) return []
  const heading = paragraphRows(text.set(words.note, label, column.width), column.x, column.width, label, text.mirrored ? 'right' : 'left').map((r) => ({ ...r, keep: true }))
  return [...heading, ...lines.flatMap((line) => paragraphRows(text.set(line, style, column.width), column.x, column.width, style, text.mirrored ? 'right' : 'left'))]
}

/** The owner's line over the goods. */
export function titleRows(text: SheetText, title: string, style: Style, column: Column): Row[] {
  if (cleanLine(title) === '') return []
  const paragraph = text.set(title, style, column.width)
  return [...paragraphRows(paragraph, column.x, column.width, style, paragraph.rtl ? 'right' : 'left').map((one) => ({ ...one, keep: true })), space(style.size * 0.4)]
}

/** The owner's text, its own line breaks kept, each line on the side on which its script begins. */
export function ownRows(text: SheetText, own: string, style: Style, column: Column): Row[] {
  const lines = cleanLines(own)
  return lines.length === 0 ? [] : [space(style.size), ...lines.flatMap((line) => {
    const paragraph = text.set(line, style, column.width)
    return paragraphRows(paragraph, column.x, column.width, style, paragraph.rtl ? 'right' : 'left')
  })]
}

/** A hair-line across a column, with space on both sides. */
export function ruleRow(column: Column, before: number, after: number, thickness: number, gray: number): Row[] {
  return [space(before), row(thickness, (canvas, y) => { canvas.rectangle(column.x, y, column.width, thickness, gray) }), space(after)]
}

/** A moment that the packer goes by, as his language writes it: `22 Nov 2026, 13:20`. */
export function momentText(at: number | null, words: SlipWords, timeZone: string | null): string {
  return at === null ? words.notKnown : momentIn(at, words.locale, timeZone)
}

/** One that the buyer reads, as his does. */
export function buyerMomentText(at: number | null, words: SlipWords, timeZone: string | null): string {
  return momentText(at, { ...words, locale: words.buyerLocale }, timeZone)
}
