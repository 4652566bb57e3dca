import { describe, expect, it } from 'vitest'
import { parsePrinters } from '../../../electron/printing/cups-printers.ts'
import { systemPrinters } from '../../../electron/printing/system-printers.ts'
import { parseWindowsPrinters } from '../../../electron/printing/windows-printers.ts'

describe('the printers that CUPS tells of', () => {
  const long = `printer Office is idle.  enabled since Mon Nov 23 09:41:51 2026
\tForm mounted:
\tContent types: any
\tDescription: Office, 2nd floor
\tLocation: 
printer Zebra_ZD421 disabled since Mon Nov 23 09:41:52 2026 -
\tpaper jam
\tForm mounted:
\tDescription: Zebra_ZD421
printer Busy now printing Busy-12.  enabled since Mon Nov 23 09:41:52 2026
\tThe printer is not responding.
\tDescription: Label printer
`
  it('have name, description, state and reason, the preferred one marked', () => {
    expect(parsePrinters(long, 'Office\nZebra_ZD421\nBusy\nDriverless\n', 'system default destination: Busy\n')).toEqual([
      { name: 'Office', description: 'Office, 2nd floor', isDefault: false, state: 'ready', reason: null },
      { name: 'Zebra_ZD421', description: '', isDefault: false, state: 'stopped', reason: 'paper jam' },
      { name: 'Busy', description: 'Label printer', isDefault: true, state: 'printing', reason: 'The printer is not responding.' },
      { name: 'Driverless', description: '', isDefault: false, state: 'unknown', reason: null }
    ])
  })

  it('may be none', () => {
    expect(parsePrinters('', '', 'no system default destination\n')).toEqual([])
  })
})

describe('the printers that Windows tells of', () => {
  it('come as a list, one alone as an object, none as nothing', () => {
    const one = { Name: 'Zebra ZD421', Comment: '', DriverName: 'ZDesigner', Default: true, PrinterStatus: 3, WorkOffline: false }
    expect(parseWindowsPrinters(JSON.stringify(one))).toEqual([{ name: 'Zebra ZD421', description: 'ZDesigner', isDefault: true, state: 'ready', reason: null }])
    expect(parseWindowsPrinters(JSON.stringify([one, { ...one, Name: 'B', Default: false, WorkOffline: true }])).map((printer) => [printer.name, printer.state, printer.reason])).toEqual([['Zebra ZD421', 'ready', null], ['B', 'stopped', 'offline']])
    expect(parseWindowsPrinters('')).toEqual([])
  })

  it('cannot be printed on silently: it says so', async () => {
    await expect(systemPrinters('win32').print({ printer: 'X', file: 'x.pdf', title: 'x', media: 'a4', copies: 1 })).rejects.toMatchObject({ code: 'not_on_this_system' })
  })
})
