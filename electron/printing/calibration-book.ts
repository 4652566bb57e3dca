import { Trouble } from '../contract/result.ts'
import type { Calibration, LabelPrinter, ScannerKnown, Settings } from '../contract/schemas.ts'
import { dotsBehind, safeShift, shiftFor } from '../domain/calibration.ts'
import { labelPrinterMark, nameOfLabelPrinter } from '../domain/label-printer-name.ts'

/** What calibration sheets told of the printers of this computer; it is among its settings. */
export interface CalibrationBook {
  /** Keeps what a sheet told, together with what earlier ones of its printer told and this one does not. @throws Trouble `not_found` for a label printer that is gone */
  calibrate(told: { readonly calibration: Calibration; readonly scanner: ScannerKnown | null }): Settings
  forgetCalibration(wanted: { readonly printer: string }): Settings
}

/** A label printer as its calibration sheet shows that it is: its dots, where the ruler proves that others were entered, and how far it has to be moved. */
function corrected(printer: LabelPrinter, { scaleX, scaleY, movedX, movedY }: Calibration): LabelPrinter {
  const dpi = scaleX === null || scaleX === 1 ? null : dotsBehind(scaleX, printer.dpi)
  if (dpi !== null) return { ...printer, dpi }
  // The sheet was not moved: what it says is all there is to make good. What is too far to be safe is left as a person set it.
  const moved = (shift: number, by: number | null): number => (by === null || Math.abs(by) > safeShift ? shift : shiftFor(by))
  const isAsMeant = (scaleX ?? 1) === 1 && (scaleY ?? 1) === 1
  return isAsMeant ? { ...printer, shiftX: moved(printer.shiftX, movedX), shiftY: moved(printer.shiftY, movedY) } : printer
}

const isTold = (of: object): boolean => Object.keys(of).length > 0

/** What a sheet told, and of what was not scanned or measured on it what the one before told. A ladder that was read again counts alone, and so does what it says of the dots. */
function together(before: Calibration | undefined, now: Calibration): Calibration {
  if (before === undefined) return now
  const { bars, squares, scaleX, scaleY, movedX, movedY } = now
  // Where a stretched page lies says nothing.
  const moved = (scale: number | null, by: number | null, then: number | null): number | null => by ?? (scale === null || scale === 1 ? then : null)
  return {
    ...now, dpi: now.dpi ?? (isTold(bars) ? null : before.dpi), bars: isTold(bars) ? bars : before.bars, squares: isTold(squares) ? squares : before.squares,
    scaleX: scaleX ?? before.scaleX, scaleY: scaleY ?? before.scaleY, movedX: moved(scaleX, movedX, before.movedX), movedY: moved(scaleY, movedY, before.movedY)
  }
}

/** Keeps calibrations in these settings, the newest sixty, one for each printer. */
export function createCalibrationBook({ settings }: { readonly settings: { get(): Settings; change(patch: Partial<Settings>): Settings } }): CalibrationBook {
  return {
    calibrate({ calibration, scanner }) {
      const { calibrations, labelPrinters } = settings.get()
      const label = labelPrinters.find(({ id }) => nameOfLabelPrinter(id) === calibration.printer)
      if (label === undefined && calibration.printer.startsWith(labelPrinterMark)) throw new Trouble({ code: 'not_found' })
      const now = label === undefined ? undefined : corrected(label, calibration)
      // Ladders that came out in other dots than they say tell nothing: they are printed anew.
      const all = together(calibrations.find(({ printer }) => printer === calibration.printer), calibration)
      const kept = now?.dpi === label?.dpi ? all : { ...all, bars: {}, squares: {} }
      return settings.change({
        calibrations: [...calibrations.filter(({ printer }) => printer !== calibration.printer), kept].slice(-60),
        ...(now === undefined ? {} : { labelPrinters: labelPrinters.map((one) => (one === label ? now : one)) }),
        ...(scanner === null ? {} : { scanner })
      })
    },
    forgetCalibration: ({ printer }) => settings.change({ calibrations: settings.get().calibrations.filter((one) => one.printer !== printer) })
  }
}
