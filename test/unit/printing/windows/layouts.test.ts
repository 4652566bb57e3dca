import koffi from 'koffi'
import { describe, expect, it } from 'vitest'
import { bitmapInfoHeader, devMode, docInfo, docInfo1, driverInfo2, jobInfo1, printerInfo2 } from '../../../../electron/printing/windows/layouts.ts'

/** Places and sizes as the 64-bit Windows SDK has them. Fields of fixed sizes and pointers lie alike on every 64-bit system. */
describe.runIf(process.arch === 'x64' || process.arch === 'arm64')('the structures of Windows', () => {
  it.each([
    ['PRINTER_INFO_2W', printerInfo2, 136, { printerName: 8, portName: 24, driverName: 32, comment: 40, devMode: 56, attributes: 104, status: 124, jobs: 128 }],
    ['JOB_INFO_1W', jobInfo1, 96, { printerName: 8, document: 32, statusWords: 48, status: 56, pagesPrinted: 72, submitted: 76 }],
    ['DRIVER_INFO_2W', driverInfo2, 48, { version: 0, driverName: 8 }],
    ['DOC_INFO_1W', docInfo1, 24, { document: 0, outputFile: 8, datatype: 16 }],
    ['DOCINFOW', docInfo, 40, { document: 8, output: 16, datatype: 24, type: 32 }],
    ['DEVMODEW', devMode, 220, { specVersion: 64, size: 68, driverExtra: 70, fields: 72, orientation: 76, paperSize: 78, paperLength: 80, paperWidth: 82, scale: 84, copies: 86, duplex: 94, formName: 102, logPixels: 166, bitsPerPel: 168, nup: 180, panningHeight: 216 }],
    ['BITMAPINFOHEADER', bitmapInfoHeader, 40, { width: 4, height: 8, planes: 12, bitCount: 14, compression: 16, sizeImage: 20, colours: 32 }]
  ])('%s is laid out as Windows has it', (_name, layout, size, places) => {
    expect(koffi.sizeof(layout)).toBe(size)
    expect(Object.fromEntries(Object.keys(places).map((member) => [member, koffi.offsetof(layout, member)]))).toEqual(places)
  })
})
