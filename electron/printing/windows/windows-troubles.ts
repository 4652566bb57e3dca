import { Trouble } from '../../contract/result.ts'
import { WindowsError } from './spooler.ts'

/** The service is not there or does not answer: `RPC_S_SERVER_UNAVAILABLE`, `RPC_S_CALL_FAILED`, `ERROR_SERVICE_NOT_ACTIVE`, `ERROR_SERVICE_DISABLED`. */
const noService: ReadonlySet<number> = new Set([1722, 1726, 1062, 1058])
/** `ERROR_INVALID_PRINTER_NAME`, `ERROR_UNKNOWN_PRINTER_DRIVER` aside, and `ERROR_PRINTER_DELETED`. */
const noPrinter: ReadonlySet<number> = new Set([1801, 1905])

/**
 * What Windows refused, as the window says it, with Windows' own words.
 * @param handed how many pages the queue may have by now
 */
export function windowsTrouble(error: unknown, printer: string, handed = 0): Trouble {
  if (error instanceof Trouble) return error
  const detail = error instanceof Error ? error.message : String(error)
  const code = !(error instanceof WindowsError) ? 'print_failed' : noService.has(error.code) ? 'no_spooler' : noPrinter.has(error.code) ? 'printer_missing' : 'print_failed'
  if (handed > 0) return new Trouble({ code: 'print_broke_off', params: { printer, handed }, detail }, { cause: error })
  return new Trouble({ code, params: { printer }, detail }, { cause: error })
}
