import type { LabelPrinterForm } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

export function printersApi(call = invoke) {
  return {
    save: (form: LabelPrinterForm, id: string | null) => call('printers.save', { ...form, ...(id === null ? {} : { id }) }),
    remove: (id: string) => call('printers.remove', { id }),
    test: (form: LabelPrinterForm) => call('printers.test', form)
  }
}
