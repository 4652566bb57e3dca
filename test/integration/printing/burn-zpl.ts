import { PNG } from 'pngjs'
import { ready } from 'zpl-renderer-js'
import type { Raster } from '../documents/render-pdf.ts'

/** A label as a printer would burn it, by a renderer that has nothing to do with what makes the labels. */
export async function burn(zpl: string, size: { readonly width: number; readonly height: number }, dpi: 203 | 300): Promise<Raster> {
  const { api } = await ready
  // It counts dots in a millimetre, as printers are sold: 8 and 12.
  const perMillimetre = dpi === 203 ? 8 : 12
  const { width, height, data } = PNG.sync.read(Buffer.from(await api.zplToBase64Async(zpl, size.width / perMillimetre, size.height / perMillimetre, perMillimetre), 'base64'))
  if (width !== size.width || height !== size.height) throw new Error(`burnt ${width} × ${height} dots`)
  const dots = new Uint8Array(width * height)
  for (let i = 0; i < dots.length; i++) dots[i] = data[i * 4] ?? 0
  return { width, height, dots }
}

/** The same field by field, each on a piece of label that holds it: a whole label takes the renderer ten times as long. */
export async function burnFields(zpl: string, size: { readonly width: number; readonly height: number }, dpi: 203 | 300): Promise<Raster> {
  const dots = new Uint8Array(size.width * size.height).fill(255)
  const piece = { width: 720, height: 408 }
  for (const field of zpl.matchAll(/\^FO(\d+),(\d+)(\^[^]*?\^FS)/gu)) {
    const [left, top] = [Number(field[1]), Number(field[2])]
    const burnt = await burn(`^XA${zpl.slice(zpl.indexOf('^CI'), zpl.indexOf('^PW'))}^FO0,0${field[3] ?? ''}^XZ`, piece, dpi)
    for (let y = 0; y < piece.height; y++) {
      for (let x = 0; x < piece.width; x++) {
        if (burnt.dots[y * piece.width + x] === 255) continue
        if (x + left >= size.width || y + top >= size.height || x === piece.width - 1 || y === piece.height - 1) throw new Error('A field reaches beyond its label')
        dots[(y + top) * size.width + x + left] = 0
      }
    }
  }
  return { ...size, dots }
}

/** What two passes over one label leave black. */
export function together(one: Raster, other: Raster): Raster {
  return { ...one, dots: one.dots.map((dot, i) => Math.min(dot, other.dots[i] ?? 255)) }
}
