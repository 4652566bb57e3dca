import koffi from 'koffi'
import { bitmapInfoHeader, devMode, docInfo } from './layouts.ts'
import { withPrinter } from './printer-handle.ts'
import type { Dots, Form, PageDevice } from './spooler.ts'
import { lastError, type Win32 } from './win32.ts'

const gdi = koffi.load('gdi32.dll')
const spool = koffi.load('winspool.drv')
const call = (declared: string): Win32 => gdi.func(declared) as Win32
const documentProperties = spool.func('int32 __stdcall DocumentPropertiesW(void *window, void *printer, str16 device, void *output, void *input, uint32 mode)') as Win32
const createDc = gdi.func('void *__stdcall CreateDCW(str16 driver, str16 device, str16 port, void *devMode)') as (...values: readonly unknown[]) => bigint | null
const deleteDc = call('int __stdcall DeleteDC(void *dc)')
const getDeviceCaps = call('int __stdcall GetDeviceCaps(void *dc, int index)')
const startDoc = gdi.func('StartDocW', 'int', ['void *', koffi.pointer(docInfo)]) as Win32
const startPage = call('int __stdcall StartPage(void *dc)')
const endPage = call('int __stdcall EndPage(void *dc)')
const endDoc = call('int __stdcall EndDoc(void *dc)')
const abortDoc = call('int __stdcall AbortDoc(void *dc)')
const setStretchBltMode = call('int __stdcall SetStretchBltMode(void *dc, int mode)')
const stretchDibits = call('int __stdcall StretchDIBits(void *dc, int x, int y, int width, int height, int fromX, int fromY, int fromWidth, int fromHeight, void *bits, void *info, uint32 usage, uint32 operation)')

/** What of a `DEVMODE` is said in it. */
const field = { orientation: 0x1, paperSize: 0x2, paperLength: 0x4, paperWidth: 0x8, scale: 0x10, nup: 0x40, copies: 0x100, duplex: 0x1000, formName: 0x1_0000 } as const
const says = { portrait: 1, wholeSize: 100, simplex: 1, onePage: 2 } as const
const outOf = 2
const into = 8
const caps = { across: 88, down: 90, width: 110, height: 111, left: 112, top: 113 } as const
const copyDots = 0x00cc_0020
/** Dots become several alike, and are never mixed. */
const dropNone = 3

/**
 * What the queue is set to, and in it what is ours to say: the paper, upright, one side, one page on a sheet, nothing shrunk.
 * The driver looks through it and puts right what it cannot do.
 */
function settingsFor(queue: string, form: Form): Buffer {
  return withPrinter(queue, (printer) => {
    const size = documentProperties(null, printer, queue, null, null, 0)
    if (size < koffi.sizeof(devMode)) throw lastError('DocumentPropertiesW')
    const mode = Buffer.alloc(size)
    if (documentProperties(null, printer, queue, mode, null, outOf) < 0) throw lastError('DocumentPropertiesW')
    const at = (name: string): number => koffi.offsetof(devMode, name)
    let fields = mode.readUInt32LE(at('fields')) & ~(field.paperSize | field.paperLength | field.paperWidth | field.formName)
    const say = (name: 'orientation' | 'paperSize' | 'paperLength' | 'paperWidth' | 'scale' | 'copies' | 'duplex', value: number): void => {
      mode.writeInt16LE(value, at(name))
      fields |= field[name]
    }
    say('orientation', says.portrait)
    if ('form' in form) say('paperSize', form.form)
    else mode.writeInt16LE(0, at('paperSize'))
    if ('width' in form) {
      say('paperWidth', form.width)
      say('paperLength', form.height)
    }
    say('scale', says.wholeSize)
    say('copies', 1)
    say('duplex', says.simplex)
    if ((fields & field.nup) !== 0) mode.writeUInt32LE(says.onePage, at('nup'))
    mode.writeUInt32LE(fields >>> 0, at('fields'))
    const checked = Buffer.alloc(size)
    if (documentProperties(null, printer, queue, checked, mode, into | outOf) < 0) throw lastError('DocumentPropertiesW')
    return checked
  })
}

/** How dots lie in memory: from the top down; of one bit, 0 is white and 1 is black. */
function infoOf({ width, height, depth, rows }: Dots): Buffer {
  const header = koffi.sizeof(bitmapInfoHeader)
  const info = Buffer.alloc(header + 8)
  koffi.encode(info, bitmapInfoHeader, { size: header, width, height: -height, planes: 1, bitCount: depth, compression: 0, sizeImage: rows.length, xPerMeter: 0, yPerMeter: 0, colours: depth === 1 ? 2 : 0, important: 0 })
  info.writeUInt32LE(0x00ff_ffff, header)
  return info
}

/** A printer that takes pages dot by dot, by GDI. */
export function openPages(queue: string, form: Form): PageDevice {
  const dc = createDc('WINSPOOL', queue, null, settingsFor(queue, form))
  if (dc === null) throw lastError('CreateDCW')
  const of = (index: number): number => getDeviceCaps(dc, index)
  setStretchBltMode(dc, dropNone)
  const ok = (name: string, result: number): number => {
    if (result <= 0) throw lastError(name)
    return result
  }
  return {
    sheet: { across: of(caps.across), down: of(caps.down), width: of(caps.width), height: of(caps.height), left: of(caps.left), top: of(caps.top) },
    begin: (title) => ok('StartDocW', startDoc(dc, { size: koffi.sizeof(docInfo), document: title, output: null, datatype: null, type: 0 })),
    startPage() { ok('StartPage', startPage(dc)) },
    lay(dots, x, y, times) {
      ok('StretchDIBits', stretchDibits(dc, x, y, dots.width * times, dots.height * times, 0, 0, dots.width, dots.height, dots.rows, infoOf(dots), 0, copyDots))
    },
    endPage() { ok('EndPage', endPage(dc)) },
    end() { ok('EndDoc', endDoc(dc)) },
    abort() { abortDoc(dc) },
    close() { deleteDc(dc) }
  }
}
