import { logoPixels, readLogo, resized, type Pixels } from './logo.ts'
import { pictureHash } from './picture-hash.ts'

/** A picture as it is seen on paper, with a name that is the same for the same picture. */
export interface GoodsPicture extends Pixels {
  readonly key: string
}

/** Pictures are no larger than they are seen: a list has hundreds. */
const pictureSide = 150
/** So many are kept: one sheet after the other shows the same goods, and is set more than once. */
const mostKept = 200
const kept = new Map<string, GoodsPicture | null>()

/** The picture of goods out of a file of unknown origin, small; `null` for what is no picture. */
export function goodsPicture(file: Uint8Array): GoodsPicture | null {
  const key = `goods ${pictureHash(file).toString('base64')}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = small(key, file)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, made)
  return made
}

function small(key: string, file: Uint8Array): GoodsPicture | null {
  const read = readLogo(file)
  if (read.kind !== 'logo') return null
  const pixels = logoPixels(read.png)
  const scale = Math.min(1, pictureSide / Math.max(pixels.width, pixels.height))
  return { key, ...(scale === 1 ? pixels : resized(pixels, Math.max(1, Math.round(pixels.width * scale)), Math.max(1, Math.round(pixels.height * scale)))) }
}
