import { barDots, barHeight, leastSquareDots, quiet } from '../barcodes.ts'
import type { SaidCode } from '../canvas.ts'
import type { PageBox } from '../papers.ts'
import type { CodeDots, Resolution } from '../slip.ts'
import { drawnMasks, type DrawnMask } from './drawn-masks.ts'
import { readCode128 } from './read-code128.ts'
import { readDataMatrix } from './read-data-matrix.ts'
import { ReadError } from './read-error.ts'
import { readQr } from './read-qr.ts'

/** A page as it was drawn. */
export interface PageToVerify {
  readonly box: PageBox
  readonly dpi: Resolution
  /** The least dots of a module that the printer's scanner needs; left out: the usual. */
  readonly least?: CodeDots | undefined
  /** The operators of each of its streams. */
  readonly streams: readonly Buffer[]
  /** What its codes have to say. */
  readonly codes: readonly SaidCode[]
  /** The boxes of all else that is drawn, four numbers each: left, top, right, bottom, from the left top corner. */
  readonly ink: ArrayLike<number>
}

/** Numbers in a page are written to a thousandth of a point. */
const isWhole = (dots: number): boolean => Math.abs(dots - Math.round(dots)) < 0.02
/** How far inside its dots a mask is drawn, in dots: what is read here is the page, so this is said here again. */
const inset = 0.02

/** One row is bars; a Data Matrix has a dark left edge, a QR code has light in it. */
function kindOf({ columns, rows, dark }: DrawnMask): SaidCode['kind'] {
  if (rows === 1) return 'code128'
  for (let y = 0; y < rows; y++) if (dark[y * columns] === 0) return 'qr'
  return 'datamatrix'
}
const readers = { code128: readCode128, qr: readQr, datamatrix: readDataMatrix } as const
const light = { code128: quiet.code128, qr: quiet.qr, datamatrix: quiet.dataMatrix } as const

/** A code that is as it has to be, in any respect but what it says. @returns `null` where it is not */
function readMask(mask: DrawnMask, masks: readonly DrawnMask[], { box, dpi, least, ink }: PageToVerify): SaidCode | null {
  const kind = kindOf(mask)
  const dot = 72 / dpi
  const edge = inset * dot
  const left = mask.left - edge
  const top = box.height - mask.bottom - mask.height - edge
  const width = mask.width + 2 * edge
  const height = mask.height + 2 * edge
  const across = width / dot / mask.columns
  const down = height / dot
  if (!isWhole(across) || !isWhole(down) || !isWhole(left / dot) || !isWhole(top / dot)) return null
  const dots = Math.round(across)
  if (kind === 'code128' ? dots < Math.max(barDots[dpi], least?.bars ?? 0) || height < barHeight - dot : dots < Math.max(leastSquareDots[dpi], least?.squares ?? 0) || Math.round(down) !== dots * mask.rows) return null

  // Above and below bars there may be something else; beside them, and around squares, nothing.
  const aside = light[kind] * dots * dot
  const above = kind === 'code128' ? 0 : aside
  const x0 = left - aside
  const y0 = top - above
  const x1 = left + width + aside
  const y1 = top + height + above
  // Codes are moved to the nearest dot, what stands beside them is not.
  const hair = dot / 2 + 0.01
  if (x0 < -hair || y0 < -hair || x1 > box.width + hair || y1 > box.height + hair) return null
  for (let i = 0; i < ink.length; i += 4) if ((ink[i] ?? 0) < x1 - hair && (ink[i + 2] ?? 0) > x0 + hair && (ink[i + 1] ?? 0) < y1 - hair && (ink[i + 3] ?? 0) > y0 + hair) return null
  for (const other of masks) {
    const otherTop = box.height - other.bottom - other.height
    if (other !== mask && other.left < x1 && other.left + other.width > x0 && otherTop < y1 && otherTop + other.height > y0) return null
  }
  try {
    return { kind, text: readers[kind](mask) }
  } catch (error) {
    if (error instanceof ReadError) return null
    throw error
  }
}

/**
 * Reads the codes of a page back out of what was drawn, with readers that share nothing with what made them: every module has to
 * be right, whole dots of the printer wide, no fewer than its scanner needs, and on its grid, with its light space on the page and nothing in it.
 * @returns those codes that are not there as they have to be; none where all are
 */
export function unverifiedCodes(page: PageToVerify): SaidCode[] {
  if (page.codes.length === 0) return []
  const masks = page.streams.flatMap((stream) => drawnMasks(stream))
  const read = masks.map((mask) => readMask(mask, masks, page))
  return page.codes.filter(({ kind, text }) => {
    const at = read.findIndex((one) => one !== null && one.kind === kind && one.text === text)
    if (at < 0) return true
    read[at] = null
    return false
  })
}
