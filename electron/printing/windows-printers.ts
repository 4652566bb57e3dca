import { z } from 'zod'
import { Trouble } from '../contract/result.ts'
import type { Printer } from '../contract/schemas.ts'
import type { SystemPrinters } from './printers.ts'
import { runCommand } from './run-command.ts'

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

/**
 * Printers of Windows: they are listed, but Windows has no program that prints a PDF unscaled without asking. So `print` says
 * `not_on_this_system`: the run is saved as PDF and printed from a viewer, whose settings the PDF itself asks to leave alone.
 */
export function windowsPrinters(): SystemPrinters {
  return {
    async list() {
      const ran = await runCommand('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', question])
      if (ran.code !== 0) throw new Trouble({ code: 'no_spooler', detail: ran.error.trim() })
      return parseWindowsPrinters(ran.out)
    },
    print: () => Promise.reject(new Trouble({ code: 'not_on_this_system' })),
    raw: () => Promise.reject(new Trouble({ code: 'not_on_this_system' }))
  }
}
