/** Sizes of a square Data Matrix: its regions in a row, bytes of data, bytes that check them, blocks (ISO/IEC 16022, table 7). */
export const matrixSizes = new Map<number, { readonly regions: number; readonly data: number; readonly checks: number; readonly blocks: number }>([
  [10, 1, 3, 5, 1], [12, 1, 5, 7, 1], [14, 1, 8, 10, 1], [16, 1, 12, 12, 1], [18, 1, 18, 14, 1], [20, 1, 22, 18, 1], [22, 1, 30, 20, 1], [24, 1, 36, 24, 1], [26, 1, 44, 28, 1],
  [32, 2, 62, 36, 1], [36, 2, 86, 42, 1], [40, 2, 114, 48, 1], [44, 2, 144, 56, 1], [48, 2, 174, 68, 1], [52, 2, 204, 84, 2], [64, 4, 280, 112, 2], [72, 4, 368, 144, 4], [80, 4, 456, 192, 4],
  [88, 4, 576, 224, 4], [96, 4, 696, 272, 4], [104, 4, 816, 336, 6]
].map(([size = 0, regions = 1, data = 0, checks = 0, blocks = 1]) => [size, { regions, data, checks, blocks }]))

/**
 * Where each bit of each byte lies in the square of data, the highest bit first, as numbers of modules row by row; and at the end,
 * where the last corner holds none, its two dark modules (ISO/IEC 16022, annex F).
 * @param side of all regions together, without their borders
 */
export function matrixPlaces(side: number): Uint16Array {
  const taken = new Uint8Array(side * side)
  const places: number[] = []
  const module = (row: number, column: number): void => {
    // What stands out above or at the left comes in again at the other side.
    const shift = 4 - ((side + 4) % 8)
    const [r, c] = row < 0 ? [row + side, column + shift] : [row, column]
    const [y, x] = c < 0 ? [r + shift, c + side] : [r, c]
    taken[y * side + x] = 1
    places.push(y * side + x)
  }
  const eight = (list: readonly (readonly [row: number, column: number])[]): void => { for (const [row, column] of list) module(row, column) }
  const usual = (r: number, c: number): void => { eight([[r - 2, c - 2], [r - 2, c - 1], [r - 1, c - 2], [r - 1, c - 1], [r - 1, c], [r, c - 2], [r, c - 1], [r, c]]) }
  const n = side
  const corners: readonly (readonly [when: (r: number, c: number) => boolean, list: readonly (readonly [number, number])[]])[] = [
    [(r, c) => r === n && c === 0, [[n - 1, 0], [n - 1, 1], [n - 1, 2], [0, n - 2], [0, n - 1], [1, n - 1], [2, n - 1], [3, n - 1]]],
    [(r, c) => r === n - 2 && c === 0 && n % 4 !== 0, [[n - 3, 0], [n - 2, 0], [n - 1, 0], [0, n - 4], [0, n - 3], [0, n - 2], [0, n - 1], [1, n - 1]]],
    [(r, c) => r === n - 2 && c === 0 && n % 8 === 4, [[n - 3, 0], [n - 2, 0], [n - 1, 0], [0, n - 2], [0, n - 1], [1, n - 1], [2, n - 1], [3, n - 1]]],
    [(r, c) => r === n + 4 && c === 2 && n % 8 === 0, [[n - 1, 0], [n - 1, n - 1], [0, n - 3], [0, n - 2], [0, n - 1], [1, n - 3], [1, n - 2], [1, n - 1]]]
  ]
  const isFree = (r: number, c: number): boolean => r >= 0 && r < n && c >= 0 && c < n && taken[r * n + c] === 0
  let [row, column] = [4, 0]
  do {
    for (const [when, list] of corners) if (when(row, column)) eight(list)
    do {
      if (row < n && column >= 0 && isFree(row, column)) usual(row, column)
      row -= 2
      column += 2
    } while (row >= 0 && column < n)
    row += 1
    column += 3
    do {
      if (row >= 0 && column < n && isFree(row, column)) usual(row, column)
      row += 2
      column -= 2
    } while (row < n && column >= 0)
    row += 3
    column += 1
  } while (row < n || column < n)
  if (taken[n * n - 1] === 0) places.push(n * n - 1, (n - 1) * n - 2)
  return Uint16Array.from(places)
}
