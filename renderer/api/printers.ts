import type { Calibration, LabelPrinterForm, ScannerKnown } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

export function printersApi(call = invoke) {
  return {
    save: (form: LabelPrinterForm, id: string | null) => call('printers.save', { ...form, ...(id === null ? {} : { id }) }),
    remove: (id: string) => call('printers.remove', { id }),
    calibrate: (calibration: Calibration, scanner: ScannerKnown | null) => call('printers.calibrate', { calibration, scanner }),
    forgetCalibration: (printer: string) => call('printers.forgetCalibration', { printer }),
    test: (form: LabelPrinterForm) => call('printers.test', form)
  }
}
