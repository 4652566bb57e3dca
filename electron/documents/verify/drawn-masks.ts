import type { Grid } from './grid.ts'

/** A one-bit mask as a page draws it: its modules, and the box it fills in points from the page's lower left corner. */
export interface DrawnMask extends Grid {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const head = /q ([\d.-]+) 0 0 ([\d.-]+) ([\d.-]+) ([\d.-]+) cm\nBI\/W (\d+)\/H (\d+)\/IM true(\/F\/AHx)? ID /yu
const begins = ' cm\nBI/W '

/** The masks that stand in a stream's operators themselves, as codes do. What is shown elsewhere (logos) is not among them. */
export function drawnMasks(content: string): DrawnMask[] {
  const masks: DrawnMask[] = []
  for (let at = content.indexOf(begins); at >= 0;) {
    head.lastIndex = content.lastIndexOf('q ', at)
    const found = head.exec(content)
    const [width, height, left, bottom, columns, rows] = (found ?? []).slice(1, 7).map(Number)
    let end = at + begins.length
    if (found !== null && width !== undefined && height !== undefined && left !== undefined && bottom !== undefined && columns !== undefined && rows !== undefined) {
      const from = found.index + found[0].length
      const stride = (columns + 7) >> 3
      const isHex = found[7] !== undefined
      end = from + stride * rows * (isHex ? 2 : 1)
      const bytes = Buffer.from(content.slice(from, end), isHex ? 'hex' : 'latin1')
      const dark = new Uint8Array(columns * rows)
      for (let y = 0, module = 0; y < rows; y++) {
        let byte = 0
        for (let x = 0; x < columns; x++, byte <<= 1) {
          // A bit that is set is paper.
          if ((x & 7) === 0) byte = ~(bytes[y * stride + (x >> 3)] ?? 0xff)
          dark[module++] = (byte >> 7) & 1
        }
      }
      if (content.startsWith(isHex ? '>\nEI' : '\nEI', end)) masks.push({ columns, rows, dark, left, bottom, width, height })
    }
    at = content.indexOf(begins, end)
  }
  return masks
}
