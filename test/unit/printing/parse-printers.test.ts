import { describe, expect, it } from 'vitest'
import { parsePrinters } from '../../../electron/printing/cups-printers.ts'
import { joinPrinters, type Printers, type PrintersOfAKind } from '../../../electron/printing/printers.ts'
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
    // What a printer of the network calls itself cannot look like another.
    expect(parsePrinters('printer X is idle.\n\t\u202ereason\n\tDescription: Office \u202ex\u2066y\n', '', '')).toMatchObject([{ description: 'Office xy', reason: 'reason' }])
    expect(parsePrinters('', 'Busy\n', 'system default destination: Busy/draft\n')).toMatchObject([{ name: 'Busy', isDefault: true }])
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
    expect(all.systemTrouble()).toBeNull()
    expect(await all.print({ ...job, printer: 'label:a' })).toEqual({ job: 'labels label:a' })
    expect(await all.print({ ...job, printer: 'Office' })).toEqual({ job: 'system Office' })
    expect([(await all.jobState('label:a', '1')).reason, (await all.jobState('Office', '1')).reason]).toEqual(['labels label:a', 'system Office'])
  })

  it('are listed without a print system too; where there is none at all, that is said', async () => {
    const withLabels = joinPrinters(system(down), [labels(['label:a'])])
    expect(await withLabels.list()).toHaveLength(1)
    expect(withLabels.systemTrouble()).toMatchObject({ code: 'no_spooler' })
    await expect(joinPrinters(system(down), [labels([])]).list()).rejects.toMatchObject({ code: 'no_spooler' })
  })
})
