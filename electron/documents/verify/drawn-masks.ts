import type { Grid } from './grid.ts'

/** A one-bit mask as a page draws it: its modules, and the box it fills in points from the page's lower left corner. */
export interface DrawnMask extends Grid {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const head = /q ([\d.-]+) 0 0 ([\d.-]+) ([\d.-]+) ([\d.-]+) cm\nBI\/W (\d+)\/H (\d+)\/IM true\/BPC 1(\/F\/AHx)? ID /gu

/** The masks that stand in a page's operators themselves, as codes do. What is shown elsewhere (logos) is not among them. */
export function drawnMasks(content: string): DrawnMask[] {
  const masks: DrawnMask[] = []
  head.lastIndex = 0
  for (let found = head.exec(content); found !== null; found = head.exec(content)) {
    const [width, height, left, bottom, columns, rows] = found.slice(1, 7).map(Number)
    if (width === undefined || height === undefined || left === undefined || bottom === undefined || columns === undefined || rows === undefined) continue
    const stride = (columns + 7) >> 3
    const isHex = found[7] !== undefined
    const byteAt = isHex ? (at: number) => parseInt(content.slice(head.lastIndex + at * 2, head.lastIndex + at * 2 + 2), 16) : (at: number) => content.charCodeAt(head.lastIndex + at)
    const dark = new Uint8Array(columns * rows)
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x += 8) {
        const byte = byteAt(y * stride + (x >> 3))
        // A bit that is set is paper.
        for (let bit = 0; bit < 8 && x + bit < columns; bit++) dark[y * columns + x + bit] = ((byte >> (7 - bit)) & 1) ^ 1
      }
    }
    const end = head.lastIndex + stride * rows * (isHex ? 2 : 1)
    head.lastIndex = end
    if (content.startsWith(isHex ? '>\nEI' : '\nEI', end)) masks.push({ columns, rows, dark, left, bottom, width, height })
  }
  return masks
}
