import { beforeEach, describe, expect, it } from 'vitest'
import type { LabelPrinterForm, Settings } from '../../../electron/contract/schemas.ts'
import { createLabelPrinterBook, type LabelPrinterBook } from '../../../electron/printing/label-printer-book.ts'
import { nameOfLabelPrinter } from '../../../electron/domain/label-printer-name.ts'
import { defaultSettings } from '../../../electron/settings/settings-store.ts'

const form: LabelPrinterForm = { name: 'Bench 1', way: { kind: 'network', host: '192.168.1.60', port: 9100 }, dpi: 203, width: 100, height: 150, shiftX: 0, shiftY: 0 }
let kept: Settings
let book: LabelPrinterBook
beforeEach(() => {
  kept = defaultSettings
  let ids = 0
  book = createLabelPrinterBook({ settings: { get: () => kept, change: (patch) => (kept = { ...kept, ...patch }) }, newId: () => `id-${String(++ids)}` })
})

describe('the label printers of this computer', () => {
  it('are kept, changed under the same id, and never two of one name', () => {
    expect(book.save(form).labelPrinters).toEqual([{ ...form, id: 'id-1' }])
    expect(book.save({ ...form, id: 'id-1', dpi: 300 }).labelPrinters).toEqual([{ ...form, dpi: 300, id: 'id-1' }])
    expect(() => book.save({ ...form, name: 'BENCH 1' })).toThrow(expect.objectContaining({ code: 'printer_name_taken' }) as Error)
    expect(() => book.save({ ...form, name: 'Bench 2', id: 'gone' })).toThrow(expect.objectContaining({ code: 'not_found' }) as Error)
    expect(kept.labelPrinters).toHaveLength(1)
  })

  it('that are removed stay set where they were: what went to them goes to no other printer by itself', () => {
    book.save(form)
    const name = nameOfLabelPrinter('id-1')
    kept = { ...kept, printer: name, documents: { address_label: { printer: name, paper: '100x150', dpi: 203, copies: 1 } } }
    expect(book.remove('id-1')).toMatchObject({ labelPrinters: [], printer: name, documents: { address_label: { printer: name } } })
  })
})
