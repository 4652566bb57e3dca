/** A dot of bare paper. */
const white = 0xffffffff

/**
 * What of drawn dots is black: what covers half of one or more. One bit each, 1 is black.
 * @param shades `0xffRRGGBB` for each dot
 * @param stride bytes of a row
 */
export function blackBits(shades: Uint32Array, width: number, rows: number, stride: number): Uint8Array {
  const bits = new Uint8Array(stride * rows)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < width; column++, at++) {
      const shade = shades[at] ?? white
      // What is black and white only has every colour alike; of others, the eye takes green for their brightness.
      if (shade !== white && (shade & 0x8000) === 0) bits[row * stride + (column >> 3)] = (bits[row * stride + (column >> 3)] ?? 0) | (0x80 >> (column & 7))
    }
  }
  return bits
}
