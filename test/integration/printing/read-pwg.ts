import type { Raster } from '../documents/render-pdf.ts'

/** A page as a printer gets it, and what its head says. */
export type PwgPage = Raster & { readonly dpi: number }

/** Reads PWG raster (PWG 5102.4), the form in which driverless printers get pages: a head of 1796 bytes a page, then rows packed by runs. */
export function readPwg(file: Buffer): PwgPage[] {
  if (file.toString('latin1', 0, 4) !== 'RaS2') throw new Error('This is no PWG raster')
  const pages: PwgPage[] = []
  for (let at = 4; at + 1796 <= file.length;) {
    const head = (place: number): number => file.readUInt32BE(at + place)
    const [width, height, bitsPerDot, bytesPerRow, dpi] = [head(372), head(376), head(388), head(392), head(276)]
    at += 1796
    const unit = Math.max(1, bitsPerDot >> 3)
    const dots = new Uint8Array(width * height).fill(255)
    for (let y = 0; y < height;) {
      const alike = (file[at++] ?? 0) + 1
      const row = Buffer.alloc(bytesPerRow)
      for (let x = 0; x < bytesPerRow;) {
        const run = file[at++] ?? 0
        if (run === 128) throw new Error('A run that no writer may use')
        const bytes = run < 128 ? unit : (257 - run) * unit
        for (let times = run < 128 ? run + 1 : 1; times > 0; times--) x += file.copy(row, x, at, at + bytes)
        at += bytes
      }
      for (let n = 0; n < alike && y < height; n++, y++) {
        for (let i = 0; i < width; i++) dots[y * width + i] = bitsPerDot === 1 ? (((row[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1 ? 0 : 255 : row[i * unit] ?? 255
      }
    }
    pages.push({ width, height, dots, dpi })
  }
  return pages
}
