import type { Canvas } from './canvas.ts'
import { cleanLine, cleanLines } from './text/clean-text.ts'
import type { SheetSettings } from './drawn-sheet.ts'
import type { Pixels } from './logo.ts'
import { mm } from './papers.ts'
import { paragraphRows, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Column } from './slip-rows.ts'
import type { SlipSheet } from './slip.ts'
import type { Style } from './text/fonts.ts'

/** A logo as large as it fits into a place, in points. */
export interface PlacedLogo {
  readonly key: string
  readonly pixels: Pixels
  readonly width: number
  readonly height: number
}

/** The logo of a sheet, as large as it fits; `null` where it has none, its template leaves it out, or there is no room in which it could be seen. */
export function logoIn(sheet: SlipSheet, settings: SheetSettings, room: { readonly width: number; readonly height: number }): PlacedLogo | null {
  const pixels = sheet.logo === null || sheet.template?.show.logo === false ? undefined : settings.logos.get(sheet.logo)
  if (sheet.logo === null || pixels === undefined || room.width < 5 * mm || room.height < 4 * mm) return null
  const scale = Math.min(room.width / pixels.width, room.height / pixels.height)
  return { key: sheet.logo, pixels, width: pixels.width * scale, height: pixels.height * scale }
}

/** The lines under the store's name: its return address, which may begin with the name itself. */
export function returnLines(sheet: Pick<SlipSheet, 'storeName' | 'returnAddress'>): readonly string[] {
  // One sheet after the other is of the same store.
  if (last?.storeName !== sheet.storeName || last.returnAddress !== sheet.returnAddress) last = { storeName: sheet.storeName, returnAddress: sheet.returnAddress, lines: linesOf(sheet) }
  return last.lines
}
let last: { readonly storeName: string; readonly returnAddress: string; readonly lines: readonly string[] } | undefined

function linesOf({ storeName, returnAddress }: Pick<SlipSheet, 'storeName' | 'returnAddress'>): readonly string[] {
  const [first, ...rest] = cleanLines(returnAddress)
  if (first === undefined) return []
  return first.toLocaleLowerCase('en') === cleanLine(storeName).toLocaleLowerCase('en') ? rest : [first, ...rest]
}

/** The lines under the store's name on a slip: none where its template leaves them out. */
export function slipSender(sheet: SlipSheet): readonly string[] {
  return sheet.template?.show.returnAddress === false ? [] : returnLines(sheet)
}

/** How much smaller the sender is set, step by step, while its lines stay lines and then while they are one. */
const steps = [1, 0.9, 0.8, 0.7] as const
/** Where nothing fits. */
const smallest = 0.5

/**
 * Who sends: logo, name and return address beside each other, in no more than a height that ends above the recipient. What
 * does not fit is set smaller, then the lines of the return address go on one after the other, then the logo makes room.
 */
export function headingRows(text: SheetText, sheet: SlipSheet, settings: SheetSettings, styles: { readonly name: Style; readonly line: Style }, column: Column, most: number): Row[] {
  const lines = slipSender(sheet)
  const inOne = lines.length > 1 ? [lines.join(' · ')] : lines
  const set = (scale: number, at: Column, said: readonly string[]): Row[] => {
    const scaled = (style: Style): Style => ({ ...style, size: style.size * scale })
    return [
      ...paragraphRows(text.set(sheet.storeName, scaled(styles.name), at.width), at.x, at.width, scaled(styles.name)),
      ...said.flatMap((line) => paragraphRows(text.set(line, scaled(styles.line), at.width), at.x, at.width, scaled(styles.line)))
    ]
  }
  /** The largest that fits into a column, if any does. */
  const fitting = (at: Column): Row[] | undefined => {
    for (const said of [lines, inOne]) {
      for (const scale of steps) {
        const rows = set(scale, at, said)
        if (heightOf(rows) <= most) return rows
      }
    }
    return undefined
  }
  const logo = logoIn(sheet, settings, { width: Math.min(30 * mm, column.width * 0.4), height: Math.min(20 * mm, most) })
  const indent = logo === null ? 0 : logo.width + 4 * mm
  const beside = logo === null ? undefined : fitting({ x: column.x + indent, width: column.width - indent })
  if (logo !== null && beside !== undefined) return withLogo(beside, logo, column)
  return fitting(column) ?? set(smallest, column, inOne)
}

const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.height, 0)

/** The logo at the left edge of rows that leave room for it. Where they are lower than the logo, they stand in its middle. */
function withLogo(rows: readonly Row[], logo: PlacedLogo, column: Column): Row[] {
  const [first, ...rest] = rows
  if (first === undefined) return []
  const above = Math.max(0, (logo.height - heightOf(rows)) / 2)
  const draw = (canvas: Canvas, y: number): void => {
    canvas.picture(logo.key, logo.pixels, column.x, y, logo.width, logo.height)
    first.draw(canvas, y + above)
  }
  return [{ ...first, height: first.height + above, draw }, ...rest, space(above)]
}
