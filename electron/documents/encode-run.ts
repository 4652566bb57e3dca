import { number } from './layer.ts'
import { pdfFontName } from './pdf-font-name.ts'
import type { EncodedRun, Run } from './text/run.ts'

/** A run as PDF's text operators, worked out once however often it is drawn. */
export function encodedRun(run: Run): EncodedRun {
  return run.encoded ??= encode(run)
}

function encode(run: Run): EncodedRun {
  const { face, glyphs, offsets, characters } = run
  let narrow = true
  let means = ''
  for (const glyph of glyphs) {
    narrow &&= glyph.narrow !== null
    means += glyph.means
  }
  // Of plain text, which most is, it is the very text: there is no need to keep another.
  const says = typeof characters === 'string' && means === characters ? characters : means
  return { font: pdfFontName(face, narrow), narrow, operators: offsets?.some(({ dy }) => dy !== 0) === true ? null : array(run, narrow, 0, glyphs.length), says, notedBy: 0 }
}

/** A run whose glyphs stand at different heights, in one size. */
export function raisedRun(run: Run, size: number): string {
  const { narrow } = encodedRun(run)
  const { glyphs, offsets } = run
  let operators = ''
  let rise = 0
  let from = 0
  // A difference that is left at the end of one array is made good by the next.
  for (let i = 0; i <= glyphs.length; i++) {
    const dy = i < glyphs.length ? (offsets?.[i]?.dy ?? 0) : NaN
    if (i > from && dy !== rise) {
      operators += `${array(run, narrow, from, i)} `
      from = i
    }
    if (i < glyphs.length && dy !== rise) {
      rise = dy
      operators += `${number((rise * size) / 1000)} Ts `
    }
  }
  return `${operators}${rise === 0 ? '' : '0 Ts'}`.trimEnd()
}

/** Part of a run: glyphs, and between them how much further the pen has to move than it does by itself, as PDF counts it, backwards. */
function array({ glyphs, advances, offsets }: Run, narrow: boolean, from: number, to: number): string {
  /** Strings of glyphs, and between them how far back the pen is moved. */
  let shown = ''
  let codes = ''
  let pending = 0
  for (let i = from; i < to; i++) {
    const glyph = glyphs[i]
    if (glyph === undefined) break
    const dx = offsets?.[i]?.dx ?? 0
    pending += dx
    // To a thousandth of the type size; what is left over goes on to the next move.
    const shift = Math.round(pending)
    if (shift !== 0) {
      shown += codes === '' ? String(-shift) : `(${codes})${String(-shift)}`
      codes = ''
      pending -= shift
    }
    codes += narrow ? (glyph.narrow ?? '') : glyph.code
    pending += (advances[i] ?? 0) - glyph.advance - dx
  }
  const last = Math.round(pending)
  if (shown === '' && last === 0 && codes !== '') return `(${codes})Tj`
  return `[${shown}${codes === '' ? '' : `(${codes})`}${last === 0 ? '' : String(-last)}]TJ`
}
