/** Where in a QR code is what (ISO/IEC 18004, clauses 6.3 and 7.7), for one size. */
export interface QrPlaces {
  /** Of each module, row by row: 1 dark, 0 light, 2 said by the format or the version, 3 data. */
  readonly fixed: Uint8Array
  /** The modules that hold data, in their order, as numbers into `fixed`. */
  readonly data: Uint16Array
  /** The two copies of the format, and from version 7 on of the version, the highest bit first. */
  readonly format: readonly [Uint16Array, Uint16Array]
  readonly version: readonly [Uint16Array, Uint16Array]
}

const known = new Map<number, QrPlaces>()

function alignments(version: number): number[] {
  if (version === 1) return []
  const size = version * 4 + 17
  const count = Math.floor(version / 7) + 2
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * count - 2)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - step * (count - 2 - i))]
}

/** A pattern of rings around a middle. */
function rings(fixed: Uint8Array, size: number, x: number, y: number, reach: number, isDark: (ring: number) => boolean): void {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (x + dx < 0 || x + dx >= size || y + dy < 0 || y + dy >= size) continue
      fixed[(y + dy) * size + x + dx] = isDark(Math.max(Math.abs(dx), Math.abs(dy))) ? 1 : 0
    }
  }
}

function fixedModules(version: number): Uint8Array {
  const size = version * 4 + 17
  const fixed = new Uint8Array(size * size).fill(3)
  for (let i = 0; i < size; i++) {
    fixed[6 * size + i] = 1 - (i & 1)
    fixed[i * size + 6] = 1 - (i & 1)
  }
  for (let i = 0; i < 9; i++) for (const at of [8 * size + i, i * size + 8]) fixed[at] = fixed[at] === 3 ? 2 : (fixed[at] ?? 0)
  for (let i = 0; i < 8; i++) {
    fixed[8 * size + size - 1 - i] = 2
    fixed[(size - 1 - i) * size + 8] = 2
  }
  fixed[(size - 8) * size + 8] = 1
  if (version >= 7) {
    for (let i = 0; i < 18; i++) {
      const [along, across] = [Math.floor(i / 3), size - 11 + (i % 3)]
      fixed[along * size + across] = 2
      fixed[across * size + along] = 2
    }
  }
  const middles = alignments(version)
  const last = middles.length - 1
  middles.forEach((y, row) => {
    middles.forEach((x, column) => {
      const atFinder = (row === 0 && (column === 0 || column === last)) || (row === last && column === 0)
      if (!atFinder) rings(fixed, size, x, y, 2, (ring) => ring !== 1)
    })
  })
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) rings(fixed, size, x, y, 4, (ring) => ring < 2 || ring === 3)
  return fixed
}

/** Where the modules of a QR code of this version (1 to 40) stand; worked out once for each. */
export function qrPlaces(version: number): QrPlaces {
  const before = known.get(version)
  if (before !== undefined) return before
  const size = version * 4 + 17
  const fixed = fixedModules(version)
  const data: number[] = []
  let up = true
  for (let right = size - 1; right > 0; right -= 2) {
    // The column of timing is left out.
    if (right === 6) right -= 1
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1]) if (fixed[y * size + x] === 3) data.push(y * size + x)
    }
    up = !up
  }
  const at = (places: readonly (readonly [x: number, y: number])[]): Uint16Array => Uint16Array.from(places, ([x, y]) => y * size + x)
  const besideFinder = [[0, 8], [1, 8], [2, 8], [3, 8], [4, 8], [5, 8], [7, 8], [8, 8], [8, 7], [8, 5], [8, 4], [8, 3], [8, 2], [8, 1], [8, 0]] as const
  const besideOthers = [...Array.from({ length: 7 }, (_, i) => [8, size - 1 - i] as const), ...Array.from({ length: 8 }, (_, i) => [size - 8 + i, 8] as const)]
  const right = version < 7 ? [] : Array.from({ length: 18 }, (_, i) => [size - 11 + ((17 - i) % 3), Math.floor((17 - i) / 3)] as const)
  const places: QrPlaces = { fixed, data: Uint16Array.from(data), format: [at(besideFinder), at(besideOthers)], version: [at(right), at(right.map(([x, y]) => [y, x] as const))] }
  known.set(version, places)
  return places
}
