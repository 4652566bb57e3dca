import { createRequire } from 'node:module'
import { encodeQR } from 'qr'
import { usualDots } from '../domain/calibration.ts'
import { code128Modules } from './code128.ts'
import { mm } from './papers.ts'
import type { CodeDots, Resolution } from './slip.ts'

const req = createRequire(import.meta.url)

/** A barcode as modules: rows of dark (`true`) and light. A linear code is a single row. */
export type Modules = readonly (readonly boolean[])[]

/** Text that a barcode cannot carry, or a code too large for its place. */
export class BarcodeError extends Error {
  override readonly name: string = 'BarcodeError'
}

/** A code that is wider than its paper, with modules as wide as the printer's scanner needs them. */
export class CodeTooWide extends BarcodeError {
  override readonly name = 'CodeTooWide'
  readonly code = 'code_too_wide'
}

/**
 * The bars of a Code 128.
 * @throws BarcodeError where the text has characters outside ASCII, or none
 */
export function code128(text: string): Modules {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new BarcodeError('A Code 128 carries printable ASCII only')
  return [code128Modules(text)]
}

/**
 * A QR code with error correction M (15 % may be spoilt).
 * @throws BarcodeError where the text is empty or too long
 */
export function qrCode(text: string): Modules {
  if (text === '') throw new BarcodeError('A QR code carries at least one character')
  try {
    // The package always draws some light space around: it is taken off.
    return encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).slice(1, -1).map((row) => row.slice(1, -1))
  } catch (cause) {
    throw new BarcodeError('No QR code can carry this text', { cause })
  }
}

/** It knows a hundred kinds of codes and takes as long to load as a hundred sheets to make: only a Data Matrix waits for it. */
const loadBwip = (): typeof import('bwip-js/node') => req('bwip-js/node') as typeof import('bwip-js/node') // the package's own types

/**
 * A Data Matrix (ECC 200), square.
 * @throws BarcodeError where the text is empty, too long, or has characters that it does not carry
 */
export function dataMatrix(text: string): Modules {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new BarcodeError('A Data Matrix carries printable ASCII only')
  try {
    const code = loadBwip().raw('datamatrix', text, 'format=square')[0]
    if (code === undefined || !('pixs' in code)) throw new BarcodeError('No Data Matrix was made')
    const { pixs, pixx, pixy } = code
    return Array.from({ length: pixy }, (_, y) => Array.from({ length: pixx }, (__, x) => pixs[y * pixx + x] === 1))
  } catch (cause) {
    throw new BarcodeError('No Data Matrix can carry this text', { cause })
  }
}

/** Light space that belongs to a code, in modules on each side (ISO/IEC 15417 and 18004; of a Data Matrix twice what ISO/IEC 16022 asks). */
export const quiet = { code128: 10, qr: 4, dataMatrix: 2 } as const

/** Bars are at least this high, in points: 12.7 mm, twice what ISO/IEC 15417 asks of a code this long, so that a tilted scan line still crosses all. */
export const barHeight = 12.7 * mm

/** Printer dots per module: whole, so that every bar of one width is equally wide. */
export const barDots: Readonly<Record<Resolution, number>> = usualDots.bars
/** Where codes are drawn: the printer's dots, and how wide modules have to be there. */
export interface CodeGrid {
  readonly dpi: Resolution
  readonly codes?: CodeDots | undefined
}

/** Dots per module of bars: the usual, or as many as the printer's scanner needs. */
export const barDotsOn = ({ dpi, codes }: CodeGrid): number => Math.max(barDots[dpi], codes?.bars ?? 0)

const mostSquareDots: Readonly<Record<Resolution, number>> = { 203: 5, 300: 7, 600: 14 }

/** The fewest dots per module of a QR code or a Data Matrix. */
export const leastSquareDots: Readonly<Record<Resolution, number>> = usualDots.squares

/** Dots per module of a QR code or a Data Matrix that has to fit into a square. @throws BarcodeError where it cannot, at a size that scans */
export function qrDotsFor(code: Modules, { dpi, codes }: CodeGrid, room: number): number {
  const least = Math.max(leastSquareDots[dpi], codes?.squares ?? 0)
  const fits = Math.min(Math.max(mostSquareDots[dpi], least), Math.floor(room / (72 / dpi) / code.length))
  if (fits < least) throw new BarcodeError('The order’s id is too long for the code on this paper')
  return fits
}
