import { leastDots, shiftFor, usualDots, type LadderDpi } from './calibration.ts'
import { labelPrinterMark, nameOfLabelPrinter } from './label-printer-name.ts'
import { printingOf, type PrintingSettings } from './print-run.ts'
import { isRunKind, type DocumentKind } from './sheet-kind.ts'

/** What sheets were made for: on a printer for which any of it is another they are made anew. */
export interface MadeFor {
  readonly dpi: LadderDpi
  /** The least dots of a module of bars, and of squares, that the printer's scanner needs; left out, or fewer than usual: the usual. */
  readonly codes?: { readonly bars: number; readonly squares: number } | undefined
  /** How far labels are moved to the right and down, in millimetres; left out: not at all. */
  readonly shift?: { readonly x: number; readonly y: number } | undefined
  /** Of a calibration sheet: it is for a printer that is told what codes say, and draws them itself. */
  readonly told?: boolean | undefined
}

export interface MadeForSettings extends PrintingSettings<unknown, LadderDpi> {
  readonly calibrations: readonly {
    readonly printer: string; readonly dpi: LadderDpi | null; readonly bars: Partial<Readonly<Record<LadderDpi, number>>>; readonly squares: Partial<Readonly<Record<LadderDpi, number>>>; readonly movedX: number | null; readonly movedY: number | null
  }[]
}

const whole = ({ dpi, codes, shift, told }: MadeFor): readonly (number | boolean)[] => [dpi, Math.max(usualDots.bars[dpi], codes?.bars ?? 0), Math.max(usualDots.squares[dpi], codes?.squares ?? 0), shift?.x ?? 0, shift?.y ?? 0, told === true]

/** Whether sheets for the one come out right on the other. */
export function isMadeAlike(one: MadeFor, other: MadeFor): boolean {
  const others = whole(other)
  return whole(one).every((value, i) => value === others[i])
}

/**
 * What sheets of a kind have to be made for, so that they come out right on a printer. The dots of a label printer, and those that
 * a calibration sheet told, are the printer's own; else those count that are set. A label printer moves its labels by itself,
 * papers for the desk are not moved, and what a calibration sheet shows is neither moved nor widened.
 * @param printer left out: the one that is set for the kind
 * @param begun the dots with which it goes on where the printer has none of its own, whatever was set meanwhile
 */
export function madeForOn(settings: MadeForSettings, kind: DocumentKind, printer?: string, begun?: LadderDpi): MadeFor {
  const { printer: name, dpi: set } = printingOf(settings, kind, printer)
  const told = settings.calibrations.find((one) => one.printer === name)
  const drawsCodes = name.startsWith(labelPrinterMark)
  const hasOwnDots = settings.labelPrinters.some(({ id }) => nameOfLabelPrinter(id) === name) || (told?.dpi ?? null) !== null
  const dpi = hasOwnDots ? set : begun ?? set
  if (kind === 'calibration') return { dpi, told: drawsCodes }
  if (told === undefined) return { dpi }
  const codes = { bars: leastDots(told.bars, dpi), squares: leastDots(told.squares, dpi) }
  return isRunKind(kind) && !drawsCodes ? { dpi, codes, shift: { x: shiftFor(told.movedX), y: shiftFor(told.movedY) } } : { dpi, codes }
}
