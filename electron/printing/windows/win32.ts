import koffi from 'koffi'
import { WindowsError } from './spooler.ts'

/** A function of Windows. */
export type Win32 = (...values: readonly unknown[]) => number

const kernel = koffi.load('kernel32.dll')
const getLastError = kernel.func('uint32 __stdcall GetLastError()') as () => number
const formatMessage = kernel.func('uint32 __stdcall FormatMessageW(uint32 flags, void *source, uint32 id, uint32 language, void *buffer, uint32 size, void *arguments)') as Win32
/** From the system, without values of the caller's. */
const systemWords = 0x1200

/** Why the call that was made last failed. */
export function lastError(call: string): WindowsError {
  const code = getLastError()
  const room = Buffer.alloc(1024)
  const length = formatMessage(systemWords, null, code, 0, room, room.length / 2, null)
  return new WindowsError(call, code, room.toString('utf16le', 0, length * 2).trim())
}

/** @throws WindowsError where the call says 0, which is no */
export function sure(call: string, result: number): number {
  if (result === 0) throw lastError(call)
  return result
}
