import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { orientationOf, upright, type Raster } from './upright.ts'

const req = createRequire(import.meta.url)

/** Most sheets have no picture: what reads pictures is loaded when the first is read. The types are the packages' own. */
const loadJpeg = (): typeof import('jpeg-js') => req('jpeg-js') as typeof import('jpeg-js')
const loadPng = (): typeof import('pngjs').PNG => (req('pngjs') as typeof import('pngjs')).PNG

/** What a file may be at most to become a logo: bytes, pixels a side, pixels in all. */
export const logoLimits = { bytes: 2 * 1024 * 1024, side: 4096, pixels: 8_000_000 } as const

/** The size a logo is kept in at most, in pixels: enough for the largest place on any paper at 600 dots per inch. */
const kept = { width: 800, height: 520 } as const

/** Why a file does not become a logo: too many bytes; neither PNG nor JPEG; too many pixels; damaged. */
export type LogoProblem = 'too_large' | 'not_an_image' | 'too_many_pixels' | 'unreadable'

/** A picture as rows of red, green and blue bytes, opaque. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

export type LogoAnswer = { readonly kind: 'logo'; readonly png: Uint8Array } | { readonly kind: 'problem'; readonly problem: LogoProblem }

const problem = (what: LogoProblem): LogoAnswer => ({ kind: 'problem', problem: what })
const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, i) => bytes[i] === byte)

/**
 * Makes a logo of a file that anybody may have made: what it is is read from its first bytes, how large it is from its head
 * before anything is decoded, and what is kept is a new PNG of plain pixels on white. Nothing of the file itself, neither
 * what it says beside the picture nor what hides in it, goes on from here.
 */
export function readLogo(bytes: Uint8Array): LogoAnswer {
  if (bytes.length > logoLimits.bytes) return problem('too_large')
  const isPng = startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  if (!isPng && !startsWith(bytes, 0xff, 0xd8, 0xff)) return problem('not_an_image')
  try {
    const size = isPng ? pngSize(bytes) : jpegSize(bytes)
    if (size === null || size.width === 0 || size.height === 0) return problem('unreadable')
    if (size.width > logoLimits.side || size.height > logoLimits.side || size.width * size.height > logoLimits.pixels) return problem('too_many_pixels')
    const decoded = isPng ? decodePng(bytes) : decodeJpeg(bytes)
    return { kind: 'logo', png: encode(shrunk(decoded)) }
  } catch {
    return problem('unreadable')
  }
}

/** The pixels of a PNG that `readLogo` made. */
export function logoPixels(png: Uint8Array): Pixels {
  const { width, height, data } = loadPng().sync.read(Buffer.from(png))
  return { width, height, rgb: onWhite({ width, height, data }) }
}

function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.length < 33 || view.toString('latin1', 12, 16) !== 'IHDR' ? null : { width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
}

/** Out of the frame header (ITU T.81, B.2.2): the first marker of a frame. */
function jpegSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 <= view.length) {
    if (view[at] !== 0xff) return null
    const marker = view[at + 1] ?? 0
    if (marker === 0xff) { at++; continue }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) }
    at += 2 + view.readUInt16BE(at + 2)
  }
  return null
}

/** As the camera was held: a photograph lies on its side where it was taken so. */
function decodeJpeg(bytes: Uint8Array): Raster {
  return upright(loadJpeg().decode(bytes, { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, maxResolutionInMP: logoLimits.pixels / 1e6, maxMemoryUsageInMB: 256 }), orientationOf(bytes))
}

/** The decoder unpacks without a limit where a file is interlaced: what it would unpack is first measured against what the head announces. */
function decodePng(bytes: Uint8Array): Raster {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= view.length;) {
    const length = view.readUInt32BE(at)
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(view.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const [width, height, depth] = [view.readUInt32BE(16), view.readUInt32BE(20), view.readUInt8(24)]
  // At most four channels; each of seven passes may begin every row with a byte and a partly filled one.
  inflateSync(Buffer.concat(parts), { maxOutputLength: Math.ceil((width * height * 4 * depth) / 8) + 14 * (height + width) + 64 })
  const { data } = loadPng().sync.read(view, { checkCRC: true })
  return { width, height, data }
}

/** Opaque on white, as it will lie on paper. */
function onWhite({ width, height, data }: Raster): Uint8Array {
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const alpha = (data[i * 4 + 3] ?? 255) / 255
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = Math.round((data[i * 4 + c] ?? 255) * alpha + 255 * (1 - alpha))
  }
  return rgb
}

function shrunk(decoded: Raster): Pixels {
  const whole = { width: decoded.width, height: decoded.height, rgb: onWhite(decoded) }
  const scale = Math.min(1, kept.width / whole.width, kept.height / whole.height)
  return scale === 1 ? whole : resized(whole, Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)))
}

/** The same picture in another number of pixels: each is the mean of what it covers. */
export function resized(pixels: Pixels, width: number, height: number): Pixels {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * pixels.height) / height)
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * pixels.height) / height))
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * pixels.width) / width)
      const right = Math.max(left + 1, Math.floor(((x + 1) * pixels.width) / width))
      const sum = [0, 0, 0]
      for (let v = top; v < bottom; v++) for (let u = left; u < right; u++) for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (pixels.rgb[(v * pixels.width + u) * 3 + c] ?? 255)
      for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = Math.round((sum[c] ?? 0) / ((bottom - top) * (right - left)))
    }
  }
  return { width, height, rgb }
}

function encode({ width, height, rgb }: Pixels): Uint8Array {
  const Png = loadPng()
  const made = new Png({ width, height })
  for (let i = 0; i < width * height; i++) {
    made.data.set(rgb.subarray(i * 3, i * 3 + 3), i * 4)
    made.data[i * 4 + 3] = 255
  }
  return new Uint8Array(Png.sync.write(made, { colorType: 2 }))
}

/** What counts as black, and what as white, from 0 to 255. */
const [darkest, lightest] = [24, 224]

/**
 * Black and white for a printer that has black dots only, by Floyd and Steinberg: greys and colours become dots as dense as
 * they are dark; what is nearly black or nearly white becomes so altogether, so that no lone dots are left.
 * @returns one bit a pixel, rows begin with a byte, 1 is black
 */
export function dithered({ width, height, rgb }: Pixels): { readonly width: number; readonly height: number; readonly bits: Uint8Array } {
  const stride = Math.ceil(width / 8)
  const bits = new Uint8Array(stride * height)
  const light = Float64Array.from({ length: width * height }, (_, i) => {
    const grey = 0.2126 * (rgb[i * 3] ?? 0) + 0.7152 * (rgb[i * 3 + 1] ?? 0) + 0.0722 * (rgb[i * 3 + 2] ?? 0)
    return Math.min(255, Math.max(0, ((grey - darkest) * 255) / (lightest - darkest)))
  })
  const spread = (x: number, y: number, error: number): void => { if (x >= 0 && x < width && y < height) light[y * width + x] = (light[y * width + x] ?? 0) + error }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = light[y * width + x] ?? 255
      const black = value < 128
      if (black) bits[y * stride + (x >> 3)] = (bits[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
      const error = value - (black ? 0 : 255)
      spread(x + 1, y, (error * 7) / 16)
      spread(x - 1, y + 1, (error * 3) / 16)
      spread(x, y + 1, (error * 5) / 16)
      spread(x + 1, y + 1, error / 16)
    }
  }
  return { width, height, bits }
}
