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

/** What two passes over one label leave black. */
export function together(one: Raster, other: Raster): Raster {
  return { ...one, dots: one.dots.map((dot, i) => Math.min(dot, other.dots[i] ?? 255)) }
}
