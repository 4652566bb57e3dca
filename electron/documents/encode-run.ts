import { number } from './layer.ts'
import type { EncodedRun, Run } from './text/run.ts'

/** A run as PDF's text operators, worked out once however often it is drawn. */
export function encodedRun(run: Run): EncodedRun {
  return run.encoded ??= encode(run)
}

function encode(run: Run): EncodedRun {
  const { face, ids, offsets, characters } = run
  let narrow = true
  let says = ''
  for (const id of ids) {
    const glyph = face.glyph(id)
    narrow &&= glyph.narrow !== null
    says += glyph.means
  }
  return { narrow, operators: offsets?.some(({ dy }) => dy !== 0) === true ? null : array(run, narrow, 0, ids.length), says: typeof characters === 'string' && says === characters ? characters : says }
}

/** A run whose glyphs stand at different heights, in one size. */
export function raisedRun(run: Run, size: number): string {
  const { narrow } = encodedRun(run)
  const { ids, offsets } = run
  let operators = ''
  let rise = 0
  let from = 0
  // A difference that is left at the end of one array is made good by the next.
  for (let i = 0; i <= ids.length; i++) {
    const dy = i < ids.length ? (offsets?.[i]?.dy ?? 0) : NaN
    if (i > from && dy !== rise) {
      operators += `${array(run, narrow, from, i)} `
      from = i
    }
    if (i < ids.length && dy !== rise) {
      rise = dy
      operators += `${number((rise * size) / 1000)} Ts `
    }
  }
  return `${operators}${rise === 0 ? '' : '0 Ts'}`.trimEnd()
}

/** Part of a run: glyphs, and between them how much further the pen has to move than it does by itself, as PDF counts it, backwards. */
function array({ face, ids, advances, offsets }: Run, narrow: boolean, from: number, to: number): string {
  /** Strings of glyphs, and between them how far back the pen is moved. */
  let shown = ''
  let glyphs = ''
  let pending = 0
  for (let i = from; i < to; i++) {
    const glyph = face.glyph(ids[i] ?? 0)
    const dx = offsets?.[i]?.dx ?? 0
    pending += dx
    // To a thousandth of the type size; what is left over goes on to the next move.
    const shift = Math.round(pending)
    if (shift !== 0) {
      shown += glyphs === '' ? String(-shift) : `(${glyphs})${String(-shift)}`
      glyphs = ''
      pending -= shift
    }
    glyphs += narrow ? (glyph.narrow ?? '') : glyph.code
    pending += (advances[i] ?? 0) - glyph.advance - dx
  }
  const last = Math.round(pending)
  if (shown === '' && last === 0 && glyphs !== '') return `(${glyphs})Tj`
  return `[${shown}${glyphs === '' ? '' : `(${glyphs})`}${last === 0 ? '' : String(-last)}]TJ`
}
