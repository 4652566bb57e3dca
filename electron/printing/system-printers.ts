import { cupsPrinters } from './cups-printers.ts'
import type { SystemPrinters } from './printers.ts'
import { openSpooler } from './windows/spooler-thread.ts'
import { windowsPrinters } from './windows-printers.ts'

/**
 * The printers of the system this runs on: CUPS everywhere but on Windows.
 * @param spoolerWorker `windows/spooler.worker.ts`, or what the build made of it
 */
export function systemPrinters(spoolerWorker: string, platform: NodeJS.Platform = process.platform): SystemPrinters {
  return platform === 'win32' ? windowsPrinters(openSpooler(spoolerWorker)) : cupsPrinters()
}
