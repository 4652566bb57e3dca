import type { DotPage } from './pdf-raster.ts'
import { codeField } from './zpl-codes.ts'
import { graphicField, inkOf } from './zpl-graphic.ts'

/** The labels of a printer that speaks ZPL. Lengths in its dots. */
export interface LabelStock {
  readonly width: number
  readonly height: number
  /** How far everything is moved to the right and down. */
  readonly shiftX: number
  readonly shiftY: number
}

/** Why a page is not printed as it is: it is larger than a label; moved, it would be cut off; its bars were made for other dots. */
export type LabelProblem = 'too_large' | 'cut_off' | 'other_dots'

/** Why a page does not become a label; nothing of it was made. */
export class LabelError extends Error {
  override readonly name = 'LabelError'
  readonly problem: LabelProblem

  constructor(problem: LabelProblem) {
    super(problem)
    this.problem = problem
  }
}

/** A page may be this much larger than a label: a millimetre of paper without ink, and what rounding adds. */
const spare = 12

/** @returns a page without the dots of some codes */
function without(page: DotPage, codes: DotPage['codes']): DotPage {
  if (codes.length === 0) return page
  const bits = page.bits.slice()
  for (const code of codes) {
    for (let row = code.y; row < code.y + code.height; row++) {
      for (let column = code.x; column < code.x + code.columns * code.module; column++) bits[row * page.stride + (column >> 3)] = (bits[row * page.stride + (column >> 3)] ?? 0) & ~(0x80 >> (column & 7))
    }
  }
  return { ...page, bits }
}

/** What of a page needs no look at its dots. @throws LabelError `too_large`, `other_dots` */
export function checkPage(page: Omit<DotPage, 'stride' | 'bits'>, stock: LabelStock): void {
  if (page.width > stock.width + spare || page.height > stock.height + spare) throw new LabelError('too_large')
  if (page.codes.some(({ module }) => !Number.isInteger(module))) throw new LabelError('other_dots')
}

/**
 * A page as one label in ZPL: its codes as codes of the printer wherever that gives the same code at the same place, everything
 * else dot by dot, as the page was looked at. Darkness, speed and what else is set at the printer are left alone.
 * @param copies of this label
 * @throws LabelError where it could not come out whole
 */
export function zplOf(page: DotPage, stock: LabelStock, copies: number): string {
  checkPage(page, stock)
  const shift = { x: stock.shiftX, y: stock.shiftY }
  const ink = inkOf(page)
  if (ink !== null) {
    const [left, top] = [ink.firstByte * 8 + shift.x, ink.top + shift.y]
    // The last byte may reach beyond the edge with dots that are white.
    if (left < 0 || top < 0 || left + ink.bytes * 8 - 7 > stock.width || top + ink.rows > stock.height) throw new LabelError('cut_off')
  }
  const fields = page.codes.flatMap((code) => {
    const field = codeField(code, shift)
    return field === null ? [] : [{ code, field }]
  })
  const rest = without(page, fields.map(({ code }) => code))
  const dots = inkOf(rest)
  return [
    `^XA^CI28^MUD^PON^LRN^FWN^LH0,0^PW${String(stock.width)}^LL${String(stock.height)}`, ...(dots === null ? [] : [graphicField(rest, dots, shift)]), ...fields.map(({ field }) => field), `^PQ${String(copies)}^XZ\n`
  ].join('\n')
}
