import koffi from 'koffi'
import { openPages } from './gdi.ts'
import { docInfo1, driverInfo2, jobInfo1, printerInfo2 } from './layouts.ts'
import { closePrinter, opened, withPrinter } from './printer-handle.ts'
import type { Abilities, RawJob, Size, Winspool } from './spooler.ts'
import { lastError, sure, type Win32 } from './win32.ts'

const spool = koffi.load('winspool.drv')
const call = (declared: string): Win32 => spool.func(declared) as Win32
const enumPrinters = call('int __stdcall EnumPrintersW(uint32 flags, str16 name, uint32 level, void *buffer, uint32 size, void *needed, void *returned)')
const getDefaultPrinter = call('int __stdcall GetDefaultPrinterW(void *buffer, void *size)')
const getPrinterDriver = call('int __stdcall GetPrinterDriverW(void *printer, str16 environment, uint32 level, void *buffer, uint32 size, void *needed)')
const deviceCapabilities = call('int __stdcall DeviceCapabilitiesW(str16 device, str16 port, uint16 capability, void *output, void *devMode)')
const getJob = call('int __stdcall GetJobW(void *printer, uint32 job, uint32 level, void *buffer, uint32 size, void *needed)')
const setJob = call('int __stdcall SetJobW(void *printer, uint32 job, uint32 level, void *info, uint32 command)')
const startDocPrinter = spool.func('StartDocPrinterW', 'uint32', ['void *', 'uint32', koffi.pointer(docInfo1)]) as Win32
const writePrinter = call('int __stdcall WritePrinter(void *printer, void *bytes, uint32 size, void *written)')
const startPagePrinter = call('int __stdcall StartPagePrinter(void *printer)')
const endPagePrinter = call('int __stdcall EndPagePrinter(void *printer)')
const endDocPrinter = call('int __stdcall EndDocPrinter(void *printer)')
const abortPrinter = call('int __stdcall AbortPrinter(void *printer)')

/** Those of this computer, and those of others that were connected to. */
const localAndConnected = 2 | 4
const insufficientBuffer = 122
/** `ERROR_INVALID_PARAMETER`: what Windows says to the number of a job that is gone; some give no reason at all. */
const noSuchJob: ReadonlySet<unknown> = new Set([87, 0])
const deleteCommand = 5
const capability = { papers: 2, paperSize: 3, least: 4, most: 5, resolutions: 13, colour: 32 } as const

/** Asks twice: how much room is needed, then for the answer itself. @returns `null` where it needs none */
function filled(name: string, ask: (buffer: Buffer | null, size: number, needed: Buffer) => number): Buffer | null {
  const needed = Buffer.alloc(4)
  if (ask(null, 0, needed) === 0) {
    const error = lastError(name)
    if (error.code !== insufficientBuffer) throw error
  }
  const size = needed.readUInt32LE()
  if (size === 0) return null
  const buffer = Buffer.alloc(size)
  sure(name, ask(buffer, size, needed))
  return buffer
}

/** How the queue is told to hand bytes on as they are: drivers of the fourth kind, which speak XPS, have a word of their own for it. */
function rawDatatype(printer: bigint): string {
  const info = filled('GetPrinterDriverW', (buffer, size, needed) => getPrinterDriver(printer, null, 2, buffer, size, needed))
  return info !== null && (koffi.decode(info, driverInfo2) as { version: number }).version >= 4 ? 'XPS_PASS' : 'RAW'
}

function startRaw(queue: string, title: string): RawJob {
  const printer = opened(queue)
  try {
    const id = sure('StartDocPrinterW', startDocPrinter(printer, 1, { document: title, outputFile: null, datatype: rawDatatype(printer) }))
    sure('StartPagePrinter', startPagePrinter(printer))
    return {
      id,
      write(bytes) {
        const written = Buffer.alloc(4)
        sure('WritePrinter', writePrinter(printer, bytes, bytes.length, written))
        return written.readUInt32LE()
      },
      end() {
        sure('EndPagePrinter', endPagePrinter(printer))
        sure('EndDocPrinter', endDocPrinter(printer))
      },
      abort() { abortPrinter(printer) },
      close() { closePrinter(printer) }
    }
  } catch (error) {
    abortPrinter(printer)
    closePrinter(printer)
    throw error
  }
}

function abilities(queue: string, port: string): Abilities {
  const ask = (what: number, output: Buffer | null = null): number => deviceCapabilities(queue, port, what, output, null)
  /** Pairs of 32 bits, as many as it says. */
  const pairs = (what: number): Array<readonly [number, number]> => {
    const count = ask(what)
    if (count <= 0) return []
    const output = Buffer.alloc(count * 8)
    const told = ask(what, output)
    return Array.from({ length: Math.min(count, Math.max(0, told)) }, (_, i) => [output.readInt32LE(i * 8), output.readInt32LE(i * 8 + 4)] as const)
  }
  /** Two halves of one word; -1 for none. */
  const extent = (what: number): Size | null => {
    const said = ask(what)
    return said === -1 || said === 0 ? null : { width: said & 0xffff, height: said >>> 16 }
  }
  const sizes = pairs(capability.paperSize)
  const numbers = Buffer.alloc(Math.max(sizes.length, 1) * 2)
  const numbered = sizes.length > 0 && ask(capability.papers) === sizes.length && ask(capability.papers, numbers) === sizes.length
  return {
    forms: numbered ? sizes.map(([width, height], i) => ({ form: numbers.readUInt16LE(i * 2), width, height })) : [],
    least: extent(capability.least), most: extent(capability.most),
    dots: pairs(capability.resolutions).map(([across, down]) => ({ across, down })), colour: ask(capability.colour) === 1
  }
}

/** Windows' own print system. To be opened on Windows, on a thread that can wait: printers in the network let callers wait. */
export function openWinspool(): Winspool {
  return {
    queues() {
      const returned = Buffer.alloc(4)
      const info = filled('EnumPrintersW', (buffer, size, needed) => enumPrinters(localAndConnected, null, 2, buffer, size, needed, returned))
      if (info === null) return []
      return (koffi.decode(info, printerInfo2, returned.readUInt32LE()) as Array<Record<'printerName' | 'portName' | 'driverName' | 'comment', string | null> & Record<'attributes' | 'status', number>>)
        .map((one) => ({ name: one.printerName ?? '', port: one.portName ?? '', driver: one.driverName ?? '', comment: one.comment ?? '', attributes: one.attributes, status: one.status }))
    },
    preferred() {
      const size = Buffer.alloc(4)
      size.writeUInt32LE(512)
      const name = Buffer.alloc(1024)
      return getDefaultPrinter(name, size) === 0 ? null : name.toString('utf16le', 0, (size.readUInt32LE() - 1) * 2)
    },
    abilities,
    job: (queue, id) => withPrinter(queue, (printer) => {
      try {
        const info = filled('GetJobW', (buffer, size, needed) => getJob(printer, id, 1, buffer, size, needed))
        if (info === null) return null
        const said = koffi.decode(info, jobInfo1) as { document: string | null; statusWords: string | null; status: number }
        return { title: said.document ?? '', status: said.status, words: said.statusWords }
      } catch (error) {
        if (error instanceof Error && 'code' in error && noSuchJob.has(error.code)) return null
        throw error
      }
    }),
    deleteJob: (queue, id) => { withPrinter(queue, (printer) => sure('SetJobW', setJob(printer, id, 0, null, deleteCommand))) },
    startRaw,
    openPages
  }
}
