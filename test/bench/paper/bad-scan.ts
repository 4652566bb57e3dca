import type { Raster, ReadCode } from '../../integration/documents/render-pdf.ts'

/** What a scanner that is held to a code sees of its page: the code and six millimetres around it. */
export function heldTo(raster: Raster, { left, top, right, bottom }: ReadCode, dpi: number): Raster {
  const around = Math.round((6 * dpi) / 25.4)
  const [x, y] = [Math.max(0, left - around), Math.max(0, top - around)]
  const [width, height] = [Math.min(raster.width, right + around) - x, Math.min(raster.height, bottom + around) - y]
  const dots = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) dots.set(raster.dots.subarray((y + row) * raster.width + x, (y + row) * raster.width + x + width), row * width)
  return { width, height, dots }
}

/** As a scanner gets it from paper that lies askew: turned by two degrees, in greys, each dot lighter or darker by up to a quarter. Always in the same way. */
export function badScan({ width, height, dots }: Raster): Raster {
  const out = new Uint8Array(dots.length).fill(255)
  const [sine, cosine] = [Math.sin(Math.PI / 90), Math.cos(Math.PI / 90)]
  const [middleX, middleY] = [width / 2, height / 2]
  const at = (x: number, y: number): number => (x >= 0 && x < width && y >= 0 && y < height ? (dots[y * width + x] ?? 255) : 255)
  let seed = 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = [middleX + (x - middleX) * cosine + (y - middleY) * sine, middleY - (x - middleX) * sine + (y - middleY) * cosine]
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [right, down] = [fromX - left, fromY - top]
      const between = (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) + (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      out[y * width + x] = Math.max(0, Math.min(255, Math.round(between + ((seed >>> 16) % 129) - 64)))
    }
  }
  return { width, height, dots: out }
}

/** A scanner's dots are no finer than this: of 300 in an inch it sees four as one. */
export function scanned(raster: Raster, dpi: number): Raster {
  if (dpi < 300) return raster
  const [width, height] = [raster.width >> 1, raster.height >> 1]
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * raster.width + 2 * x
      dots[y * width + x] = ((raster.dots[at] ?? 0) + (raster.dots[at + 1] ?? 0) + (raster.dots[at + raster.width] ?? 0) + (raster.dots[at + raster.width + 1] ?? 0)) >> 2
    }
  }
  return { width, height, dots }
}

/** The same through a lens that is not sharp: each dot takes of those up to two away. zbar looks for every edge, and smooths nothing itself. */
export function throughLens({ width, height, dots }: Raster): Raster {
  const across = new Uint8Array(dots)
  const out = new Uint8Array(dots)
  const smooth = (from: Uint8Array, to: Uint8Array, step: number, first: number, last: number): void => {
    for (let i = first; i < last; i++) to[i] = ((from[i - 2 * step] ?? 255) + 4 * (from[i - step] ?? 255) + 6 * (from[i] ?? 255) + 4 * (from[i + step] ?? 255) + (from[i + 2 * step] ?? 255)) >> 4
  }
  for (let y = 0; y < height; y++) smooth(dots, across, 1, y * width + 2, (y + 1) * width - 2)
  smooth(across, out, width, 2 * width, (height - 2) * width)
  return { width, height, dots: out }
}
