import type { Grid } from './grid.ts'

/** A one-bit mask as a page draws it: its modules, and the box it fills in points from the page's lower left corner. */
export interface DrawnMask extends Grid {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const head = /^q ([\d.-]+) 0 0 ([\d.-]+) ([\d.-]+) ([\d.-]+) cm\nBI\/W (\d+)\/H (\d+)\/IM true(\/F\/AHx)? ID /u
const begins = Buffer.from(' cm\nBI/W ')
/** What stands before `begins` and between that and the mask is no longer than this, each. */
const longest = 80
const [end, endOfHex] = [Buffer.from('\nEI'), Buffer.from('>\nEI')]

/** The masks that stand in a stream's operators themselves, as codes do. What is shown elsewhere (logos) is not among them. */
export function drawnMasks(content: Buffer): DrawnMask[] {
  const masks: DrawnMask[] = []
  for (let at = content.indexOf(begins); at >= 0;) {
    let start = at
    while (start > at - longest && !(content[start] === 0x71 && content[start + 1] === 0x20)) start--
    const found = head.exec(content.toString('latin1', start, at + longest))
    let next = at + begins.length
    if (found !== null) {
      const [columns, rows] = [Number(found[5]), Number(found[6])]
      const stride = (columns + 7) >> 3
      const from = start + found[0].length
      const isHex = found[7] !== undefined
      next = from + stride * rows * (isHex ? 2 : 1)
      const bytes = isHex ? Buffer.from(content.toString('latin1', from, next), 'hex') : content.subarray(from, next)
      const dark = new Uint8Array(columns * rows)
      for (let y = 0, module = 0; y < rows; y++) {
        let byte = 0
        for (let x = 0; x < columns; x++, byte <<= 1) {
          // A bit that is set is paper.
          if ((x & 7) === 0) byte = ~(bytes[y * stride + (x >> 3)] ?? 0xff)
          dark[module++] = (byte >> 7) & 1
        }
      }
      const isEnd = isHex ? endOfHex : end
      if (content.subarray(next, next + isEnd.length).equals(isEnd)) masks.push({ columns, rows, dark, width: Number(found[1]), height: Number(found[2]), left: Number(found[3]), bottom: Number(found[4]) })
    }
    at = content.indexOf(begins, next)
  }
  return masks
}
