import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { pdfObjects, rewritten } from './pdf-objects.ts'

/** A page as a printer would get it: one byte for each dot, 0 is black. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly dots: Uint8Array
}

/**
 * Renders the pages of a PDF with PDFium, as a printer's driver does: dot by dot from the left top corner. (PDFium stretches a
 * page to the bitmap it is given, so the page is first widened to whole dots at its right and lower edge.)
 */
export async function renderPages(pdf: Uint8Array, dpi: number): Promise<Raster[]> {
  const dot = 72 / dpi
  const sizes: Array<readonly [number, number]> = []
  const widened = rewritten(pdfObjects(pdf), (dictionary) => dictionary.replace(/\/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]/u, (_, w: string, h: string) => {
    const [width, height] = [Math.ceil(Number(w) / dot), Math.ceil(Number(h) / dot)]
    sizes.push([width, height])
    return `/MediaBox [0 ${(Number(h) - height * dot).toFixed(6)} ${(width * dot).toFixed(6)} ${h}]`
  }))
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(widened)
    const rasters: Raster[] = []
    for (const page of document.pages()) {
      const [width, height] = sizes[rasters.length] ?? [1, 1]
      const { data } = await page.render({ scale: 1, width, height, render: 'bitmap' })
      // Of the four bytes of a dot the first: what is more than a byte of a number is cut off.
      const dots = new Uint8Array(new Uint32Array(data.buffer, data.byteOffset, width * height))
      rasters.push({ width, height, dots })
    }
    document.destroy()
    return rasters
  } finally {
    library.destroy()
  }
}

let ready = false
function prepare(): void {
  if (ready) return
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } })
  ready = true
}

export interface ReadCode {
  readonly format: string
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Dots that are looked through for codes at most: of a larger page every second is, which is more than a scanner sees of it. */
const mostDots = 10_000_000

/** Every barcode of a page, as a scanner reads them. Their places are right to two dots, never inside the code. */
export async function readCodes(raster: Raster, formats: ReadonlyArray<'Code128' | 'QRCode' | 'DataMatrix'> = ['Code128', 'QRCode'], most = 20): Promise<ReadCode[]> {
  prepare()
  const step = raster.dots.length > mostDots ? 2 : 1
  const [width, height] = [Math.floor(raster.width / step), Math.floor(raster.height / step)]
  const pixels = new Uint32Array(width * height)
  for (let y = 0, i = 0; y < height; y++) for (let x = 0, from = y * step * raster.width; x < width; x++, i++, from += step) pixels[i] = Math.imul(raster.dots[from]!, 0x01010101)
  const data = new Uint8ClampedArray(pixels.buffer)
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, { formats: [...formats], tryHarder: true, maxNumberOfSymbols: most })
  const [before, after] = step === 1 ? [0, 0] : [1, 2]
  return found.map(({ format, text, position: p }) => ({
    format, text, left: step * Math.min(p.topLeft.x, p.bottomLeft.x) - before, top: step * Math.min(p.topLeft.y, p.topRight.y) - before,
    right: step * Math.max(p.topRight.x, p.bottomRight.x) + after, bottom: step * Math.max(p.bottomLeft.y, p.bottomRight.y) + after
  }))
}

/** Lengths of the runs of equal dots along a row, with their shade; between two columns. */
export function runsOf(raster: Raster, y: number, from = 0, to = raster.width): Array<{ readonly shade: number; readonly length: number }> {
  const runs: Array<{ shade: number; length: number }> = []
  for (let x = from; x < to; x++) {
    const shade = raster.dots[y * raster.width + x] ?? 0
    const last = runs.at(-1)
    if (last?.shade === shade) last.length++
    else runs.push({ shade, length: 1 })
  }
  return runs
}
