import koffi from 'koffi'
import { sure, type Win32 } from './win32.ts'

const spool = koffi.load('winspool.drv')
const openPrinter = spool.func('int __stdcall OpenPrinterW(str16 name, void *handle, void *defaults)') as Win32

/** Lets go of a printer that was opened. */
export const closePrinter = spool.func('int __stdcall ClosePrinter(void *printer)') as Win32

/** A queue, opened; whoever opens it closes it. @throws WindowsError */
export function opened(queue: string): bigint {
  const handle = Buffer.alloc(8)
  sure('OpenPrinterW', openPrinter(queue, handle, null))
  return handle.readBigUInt64LE()
}

/** What is done with a queue while it is open. @throws WindowsError, and what the work throws */
export function withPrinter<T>(queue: string, work: (printer: bigint) => T): T {
  const printer = opened(queue)
  try {
    return work(printer)
  } finally {
    closePrinter(printer)
  }
}
