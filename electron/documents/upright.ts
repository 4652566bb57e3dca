/** Rows of pixels as they are decoded: four bytes each. */
export interface Raster { readonly width: number; readonly height: number; readonly data: Uint8Array }

/** How a camera held the picture (EXIF 2.32, tag 0x0112): 1 upright, 2 to 8 turned or mirrored. 1 where a JPEG says nothing that can be read. */
export function orientationOf(jpeg: Uint8Array): number {
  const view = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  for (let at = 2; at + 4 <= view.length && view[at] === 0xff;) {
    const marker = view[at + 1] ?? 0
    if (marker === 0xff) { at++; continue }
    // The picture itself begins: what is said of it stands before.
    if (marker === 0xda) return 1
    const part = view.subarray(at + 4, at + 2 + view.readUInt16BE(at + 2))
    if (marker === 0xe1 && part.toString('latin1', 0, 6) === 'Exif\0\0') return tagIn(part.subarray(6))
    at += 2 + view.readUInt16BE(at + 2)
  }
  return 1
}

/** The tag in a TIFF of either byte order. */
function tagIn(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2)
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let n = 0; n < short(first); n++) {
    const entry = first + 2 + n * 12
    if (entry + 12 > tiff.length) return 1
    if (short(entry) === 0x0112) return short(entry + 8)
  }
  return 1
}

/** Where a pixel of the upright picture lies in the one that was taken; `right` and `bottom` are the last places there. */
type Source = (x: number, y: number, right: number, bottom: number) => readonly [x: number, y: number]
const sources: Readonly<Record<number, Source>> = {
  2: (x, y, right) => [right - x, y], 3: (x, y, right, bottom) => [right - x, bottom - y], 4: (x, y, _right, bottom) => [x, bottom - y],
  5: (x, y) => [y, x], 6: (x, y, _right, bottom) => [y, bottom - x], 7: (x, y, right, bottom) => [right - y, bottom - x], 8: (x, y, right) => [right - y, x]
}

/** The picture as the camera saw it; as it is where the orientation is none. */
export function upright(raster: Raster, orientation: number): Raster {
  const source = sources[orientation]
  if (source === undefined) return raster
  const [width, height] = orientation >= 5 ? [raster.height, raster.width] : [raster.width, raster.height]
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = source(x, y, raster.width - 1, raster.height - 1)
      const from = (fromY * raster.width + fromX) * 4
      data.set(raster.data.subarray(from, from + 4), (y * width + x) * 4)
    }
  }
  return { width, height, data }
}
