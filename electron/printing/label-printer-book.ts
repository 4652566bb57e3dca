import { Trouble } from '../contract/result.ts'
import type { LabelPrinterForm, Settings } from '../contract/schemas.ts'
import { nameOfLabelPrinter } from '../domain/label-printer-name.ts'

/** The label printers that a person has entered; they are among the settings of this computer. */
export interface LabelPrinterBook {
  /** @throws Trouble `printer_name_taken` where another one is called so; `not_found` where the one to change is gone */
  save(form: LabelPrinterForm & { readonly id?: string | undefined }): Settings
  /** What goes to it goes nowhere then, until a person chooses another one: it stays set where it was. */
  remove(id: string): Settings
}

/** Keeps the label printers in these settings. @param newId a name that no other has had */
export function createLabelPrinterBook({ settings, newId }: {
  readonly settings: { get(): Settings; change(patch: Partial<Settings>): Settings }
  readonly newId: () => string
}): LabelPrinterBook {
  return {
    save({ id, ...form }) {
      const kept = settings.get().labelPrinters
      if (kept.some((one) => one.id !== id && one.name.toLowerCase() === form.name.toLowerCase())) throw new Trouble({ code: 'printer_name_taken' })
      if (id === undefined) return settings.change({ labelPrinters: [...kept, { ...form, id: newId() }] })
      if (!kept.some((one) => one.id === id)) throw new Trouble({ code: 'not_found' })
      return settings.change({ labelPrinters: kept.map((one) => (one.id === id ? { ...form, id } : one)) })
    },
    remove(id) {
      const { labelPrinters, calibrations } = settings.get()
      return settings.change({ labelPrinters: labelPrinters.filter((one) => one.id !== id), calibrations: calibrations.filter((one) => one.printer !== nameOfLabelPrinter(id)) })
    }
  }
}
