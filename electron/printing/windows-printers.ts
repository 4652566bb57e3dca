import { access } from 'node:fs/promises'
import { win32 } from 'node:path'
import { z } from 'zod'
import { Trouble } from '../contract/result.ts'
import type { Paper, Printer } from '../contract/schemas.ts'
import type { SystemPrinters } from './printers.ts'
import { runCommand, type Ran } from './run-command.ts'

/** `Win32_Printer` as PowerShell writes it: `PrinterStatus` 3 idle, 4 printing, 6 stopped, 7 offline. */
const row = z.object({ Name: z.string(), Comment: z.string().nullish(), DriverName: z.string().nullish(), Default: z.boolean().nullish(), PrinterStatus: z.number().nullish(), WorkOffline: z.boolean().nullish() })

const states: Readonly<Record<number, Printer['state']>> = { 3: 'ready', 4: 'printing', 6: 'stopped', 7: 'stopped' }

/** @param json one object, or an array of them; nothing where there is no printer */
export function parseWindowsPrinters(json: string): Printer[] {
  if (json.trim() === '') return []
  return z.union([z.array(row), row.transform((one) => [one])]).parse(JSON.parse(json)).map((one) => ({
    name: one.Name, description: one.Comment || one.DriverName || '', isDefault: one.Default === true,
    state: one.WorkOffline === true ? 'stopped' : states[one.PrinterStatus ?? 0] ?? 'unknown', reason: one.WorkOffline === true ? 'offline' : null
  }))
}

const question = '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | Select-Object Name, Comment, DriverName, Default, PrinterStatus, WorkOffline | ConvertTo-Json -Compress'

/** Paper as SumatraPDF names it; labels are what the printer's own settings say. */
const papers: Readonly<Partial<Record<Paper, string>>> = { a4: 'paper=A4', letter: 'paper=letter', a5: 'paper=A5', a6: 'paper=A6', 'a4-4up': 'paper=A4', 'letter-4up': 'paper=letter' }

export interface WindowsPrintersNeeds {
  readonly run: (program: string, args: readonly string[]) => Promise<Ran>
  /** Where SumatraPDF is; `null` where it is not installed. */
  readonly sumatra: () => Promise<string | null>
}

/** SumatraPDF where its installer puts it, for this user or for all. */
export async function findSumatra(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  for (const place of [env['LOCALAPPDATA'], env['ProgramFiles'], env['ProgramFiles(x86)']]) {
    const path = place === undefined ? null : win32.join(place, 'SumatraPDF', 'SumatraPDF.exe')
    if (path !== null && await access(path).then(() => true, () => false)) return path
  }
  return null
}

/**
 * Printers of Windows. Windows itself has no program that prints a PDF unscaled without asking; SumatraPDF does, where it is
 * installed. Where it is not, `print` says `not_on_this_system`: the run is saved as PDF and printed from a viewer, whose settings
 * the PDF itself asks to leave alone. Labels in a printer's own language do not go through a queue here.
 */
export function windowsPrinters({ run, sumatra }: WindowsPrintersNeeds = { run: runCommand, sumatra: findSumatra }): SystemPrinters {
  const list = async (): Promise<Printer[]> => {
    const ran = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', question])
    if (ran.code !== 0) throw new Trouble({ code: 'no_spooler', detail: ran.error.trim() })
    return parseWindowsPrinters(ran.out)
  }
  return {
    list,
    async print({ printer, file, title, media, copies, pages }) {
      const program = await sumatra()
      if (program === null) throw new Trouble({ code: 'not_on_this_system' })
      const found = (await list()).find((one) => one.name === printer)
      if (found === undefined) throw new Trouble({ code: 'printer_missing', params: { printer } })
      if (found.state === 'stopped') throw new Trouble({ code: 'printer_stopped', params: { printer }, ...(found.reason === null ? {} : { detail: found.reason }) })
      const wanted = ['noscale', 'simplex', papers[media], `${String(copies)}x`, pages === undefined ? undefined : `${String(pages.first)}-${String(pages.last)}`].filter((one) => one !== undefined)
      const ran = await run(program, ['-print-to', printer, '-print-settings', wanted.join(','), '-silent', file])
      if (ran.code !== 0) throw new Trouble({ code: 'print_failed', params: { printer }, detail: ran.error.trim() || ran.out.trim() })
      // It gives the job no name of its own, and Windows tells nobody which one it made.
      return { job: title }
    },
    raw: () => Promise.reject(new Trouble({ code: 'queue_not_on_this_system' })),
    jobState: () => Promise.resolve({ state: 'untold', reason: null }),
    cancel: () => Promise.resolve()
  }
}
