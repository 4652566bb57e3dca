import { cupsPrinters } from './cups-printers.ts'
import type { SystemPrinters } from './printers.ts'
import { windowsPrinters } from './windows-printers.ts'

/** The printers of the system this runs on: CUPS everywhere but on Windows. */
export function systemPrinters(platform: NodeJS.Platform = process.platform): SystemPrinters {
  return platform === 'win32' ? windowsPrinters() : cupsPrinters()
}
