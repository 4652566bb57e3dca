import { describe, expect, it } from 'vitest'
import { parsePrinters } from '../../../electron/printing/cups-printers.ts'
import { joinPrinters, type Printers, type PrintersOfAKind } from '../../../electron/printing/printers.ts'
import type { Ran } from '../../../electron/printing/run-command.ts'
import { systemPrinters } from '../../../electron/printing/system-printers.ts'
import { findSumatra, parseWindowsPrinters, windowsPrinters } from '../../../electron/printing/windows-printers.ts'
import { Trouble } from '../../../electron/contract/result.ts'
import type { Printer } from '../../../electron/contract/schemas.ts'

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

  it('cannot be printed on where SumatraPDF is not installed: that is said', async () => {
    await expect(systemPrinters('win32').print(job)).rejects.toMatchObject({ code: 'not_on_this_system' })
    await expect(systemPrinters('win32').raw({ printer: 'X', title: 'x', bytes: new Uint8Array() })).rejects.toMatchObject({ code: 'queue_not_on_this_system' })
  })

  const job = { printer: 'Zebra ZD421', file: 'C:\\runs\\47.pdf', title: 'Packbench 47', media: 'a4', copies: 2 } as const
  const windows = (printed: Ran, listed: object = { Name: 'Zebra ZD421', PrinterStatus: 3 }) => {
    const ran: Array<readonly string[]> = []
    const printers = windowsPrinters({
      sumatra: () => Promise.resolve('C:\\SumatraPDF.exe'),
      run: (program, args) => {
        ran.push([program, ...args])
        return Promise.resolve(program === 'powershell.exe' ? { code: 0, out: JSON.stringify(listed), error: '' } : printed)
      }
    })
    return { printers, ran }
  }

  it('are printed on unscaled, on their paper, by SumatraPDF', async () => {
    const { printers, ran } = windows({ code: 0, out: '', error: '' })
    expect(await printers.print(job)).toEqual({ job: 'Packbench 47' })
    expect(ran.at(-1)).toEqual(['C:\\SumatraPDF.exe', '-print-to', 'Zebra ZD421', '-print-settings', 'noscale,simplex,paper=A4,2x', '-silent', 'C:\\runs\\47.pdf'])
    await printers.print({ ...job, media: '100x150', copies: 1 })
    // SumatraPDF has no word for labels: the printer's own settings say how large they are.
    expect(ran.at(-1)?.[4]).toBe('noscale,simplex,1x')
    for (const [media, name] of [['a5', 'A5'], ['a6', 'A6'], ['a4-4up', 'A4'], ['letter-4up', 'letter']] as const) {
      await printers.print({ ...job, media, copies: 1 })
      expect(ran.at(-1)?.[4]).toBe(`noscale,simplex,paper=${name},1x`)
    }
  })

  it('that are missing, stopped or refuse are an error, and nothing goes elsewhere', async () => {
    const missing = windows({ code: 0, out: '', error: '' }, { Name: 'Other', PrinterStatus: 3, Default: true })
    await expect(missing.printers.print(job)).rejects.toMatchObject({ code: 'printer_missing' })
    const stopped = windows({ code: 0, out: '', error: '' }, { Name: 'Zebra ZD421', WorkOffline: true })
    await expect(stopped.printers.print(job)).rejects.toMatchObject({ code: 'printer_stopped', detail: 'offline' })
    for (const { ran } of [missing, stopped]) expect(ran.map(([program]) => program)).toEqual(['powershell.exe'])
    await expect(windows({ code: 1, out: '', error: 'Printer error' }).printers.print(job)).rejects.toMatchObject({ code: 'print_failed', detail: 'Printer error' })
  })

  it('are printed on by a SumatraPDF that was installed for this user or for all', async () => {
    expect(await findSumatra({})).toBeNull()
    expect(await findSumatra({ LOCALAPPDATA: '/nowhere' })).toBeNull()
  })
})

describe('printers of several kinds together', () => {
  const system = (list: () => Promise<Printer[]>): Printers => ({ list, print: ({ printer }) => Promise.resolve({ job: `system ${printer}` }), jobState: (printer) => Promise.resolve({ state: 'done', reason: `system ${printer}` }), cancel: () => Promise.resolve() })
  const printer = (name: string): Printer => ({ name, description: '', isDefault: false, state: 'ready', reason: null })
  const labels = (names: readonly string[]): PrintersOfAKind => ({ owns: (name) => name.startsWith('label:'), list: () => Promise.resolve(names.map(printer)), print: ({ printer: name }) => Promise.resolve({ job: `labels ${name}` }), jobState: (name) => Promise.resolve({ state: 'untold', reason: `labels ${name}` }), cancel: () => Promise.resolve() })
  const down = (): Promise<Printer[]> => Promise.reject(new Trouble({ code: 'no_spooler' }))
  const job = { file: 'x.pdf', title: 'x', media: 'a4', copies: 1 } as const

  it('are one list, and each job goes to the kind that its name says', async () => {
    const all = joinPrinters(system(() => Promise.resolve([printer('Office')])), [labels(['label:a'])])
    expect((await all.list()).map(({ name }) => name)).toEqual(['label:a', 'Office'])
    expect(await all.print({ ...job, printer: 'label:a' })).toEqual({ job: 'labels label:a' })
    expect(await all.print({ ...job, printer: 'Office' })).toEqual({ job: 'system Office' })
    expect([(await all.jobState('label:a', '1')).reason, (await all.jobState('Office', '1')).reason]).toEqual(['labels label:a', 'system Office'])
  })

  it('are listed without a print system too; where there is none at all, that is said', async () => {
    expect(await joinPrinters(system(down), [labels(['label:a'])]).list()).toHaveLength(1)
    await expect(joinPrinters(system(down), [labels([])]).list()).rejects.toMatchObject({ code: 'no_spooler' })
  })
})
