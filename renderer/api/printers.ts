import type { Calibration, LabelPrinterForm, ScannerKnown } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

/** The routes `printers.*`, by name. Each answers with a `Result` and never throws. */
export function printersApi() {
  return {
    save: (form: LabelPrinterForm, id: string | null) => invoke('printers.save', { ...form, ...(id === null ? {} : { id }) }),
    remove: (id: string) => invoke('printers.remove', { id }),
    calibrate: (calibration: Calibration, scanner: ScannerKnown | null) => invoke('printers.calibrate', { calibration, scanner }),
    forgetCalibration: (printer: string) => invoke('printers.forgetCalibration', { printer }),
    test: (form: LabelPrinterForm) => invoke('printers.test', form)
  }
}
