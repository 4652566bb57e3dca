import type { SheetProblem } from '../contract/schemas.ts'
import { sheetCodeOf } from '../domain/sheet-code.ts'
import { worldOf } from '../domain/world.ts'
import { BarcodeError, barDotsOn, barHeight, code128, dataMatrix, qrCode, qrDotsFor, quiet, type CodeGrid } from './barcodes.ts'
import type { Canvas } from './canvas.ts'
import { drawLine } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** A code ready to be placed. All lengths in points. */
export interface PlacedCode {
  readonly width: number
  readonly height: number
  /** Light space that must stay free on every side. */
  readonly quiet: number
  /** Draws it with its left top corner near a place, on the printer's dot grid. */
  readonly draw: (canvas: Canvas, x: number, y: number) => void
}

const none: PlacedCode = { width: 0, height: 0, quiet: 0, draw: () => undefined }

/** What a sheet's two-dimensional codes say: `domain/sheet-code.ts`. */
const saidBy = (sheet: SlipSheet): string => sheetCodeOf({ world: worldOf(sheet.environment), joomId: sheet.joomId, hash: sheet.hash })

const squares = { qr: { make: qrCode, light: quiet.qr }, datamatrix: { make: dataMatrix, light: quiet.dataMatrix } } as const

/** A text as a square code; of no width where it is too long for one that scans within `room`. @param ownDots every printer gets its dots */
export function squareCode(kind: keyof typeof squares, text: string, grid: CodeGrid, room: number, ownDots = false): PlacedCode {
  const { make, light } = squares[kind]
  const { dpi } = grid
  try {
    const modules = make(text)
    const dots = qrDotsFor(modules, grid, room)
    const size = (modules.length * dots * 72) / dpi
    return { width: size, height: size, quiet: (light * dots * 72) / dpi, draw: (canvas, x, y) => { canvas.code(modules, x, y, dots, { kind, text }, { ownDots }) } }
  } catch (error) {
    if (!(error instanceof BarcodeError)) throw error
    return none
  }
}

/**
 * The order's id and the sheet's hash as a QR code, marked where it is of the rehearsal. An id that is too long for a code that
 * scans within `room` gets none (of no width): its order is named by the pick code, and by the id in words.
 */
export function orderCode(sheet: SlipSheet, grid: CodeGrid, room: number): PlacedCode {
  return squareCode('qr', saidBy(sheet), grid, room)
}

/** The same as a Data Matrix. */
export function orderMatrix(sheet: SlipSheet, grid: CodeGrid, room: number): PlacedCode {
  return squareCode('datamatrix', saidBy(sheet), grid, room)
}

/** The pick code as bars, its characters beneath: what a scanner reads and what a person reads are the same text. */
export function pickCode(sheet: SlipSheet, grid: CodeGrid, text: SheetText, style: Style, tracking: number): PlacedCode {
  const modules = code128(sheet.pickCode)
  const { dpi } = grid
  const dots = barDotsOn(grid)
  const width = ((modules[0]?.length ?? 0) * dots * 72) / dpi
  const gap = 1.2
  return {
    width, height: barHeight + gap + style.size * style.leading, quiet: (quiet.code128 * dots * 72) / dpi,
    draw: (canvas, x, y) => {
      const box = canvas.code(modules, x, y, dots, { kind: 'code128', text: sheet.pickCode }, { height: barHeight })
      for (const line of text.set(sheet.pickCode, style, 1000, 'ltr').lines) drawLine(canvas, line, box.x, box.y + box.height + gap, box.width, style, 'center', { tracking })
    }
  }
}

/** A tracking number as bars; `null` where it has characters that bars do not carry, or too few or many. */
export function numberBars(number: string, grid: CodeGrid): PlacedCode | null {
  return /^[\x21-\x7e]{4,40}$/u.test(number) ? plainBars(number, grid) : null
}

/** A text as bars, without its characters beneath. @throws BarcodeError for characters that bars do not carry */
export function plainBars(text: string, grid: CodeGrid): PlacedCode {
  const modules = code128(text)
  const { dpi } = grid
  const dots = barDotsOn(grid)
  return {
    width: ((modules[0]?.length ?? 0) * dots * 72) / dpi, height: barHeight, quiet: (quiet.code128 * dots * 72) / dpi,
    draw: (canvas, x, y) => { canvas.code(modules, x, y, dots, { kind: 'code128', text }, { height: barHeight, ownDots: true }) }
  }
}

/** The problem of bars that are wider than their place, where they had to be made wider for a scanner; none where they fit. */
export function barsTooWide(bars: PlacedCode, room: number): SheetProblem[] {
  return bars.width + 2 * bars.quiet > room ? [{ field: 'pick_code', why: 'code' }] : []
}

/**
 * The problem of an order without a square code whose square would have room were it not for the printer's scanner, which needs it wide; none where it
 * has its square, nor for an id that is too long for one here on any printer of these dots: what names it are its words and the pick code.
 * @param square what `orderCode` made of the order in this room
 */
export function squareTooWide(square: PlacedCode, sheet: SlipSheet, { dpi }: CodeGrid, room: number): SheetProblem[] {
  return square.width === 0 && orderCode(sheet, { dpi }, room).width > 0 ? [{ field: 'order_id', why: 'code' }] : []
}
