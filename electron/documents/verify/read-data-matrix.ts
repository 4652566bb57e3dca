import { blocksOf, ByteField } from './byte-field.ts'
import type { Grid } from './grid.ts'
import { matrixPlaces, matrixSizes } from './matrix-places.ts'
import { matrixText } from './matrix-text.ts'
import { ReadError } from './read-error.ts'

const field = new ByteField(0x12d)

/** Between the borders of regions: where in the whole code a place of the square of data lies. */
const inCode = (place: number, side: number, inner: number, size: number): number => {
  const [x, y] = [place % side, Math.floor(place / side)]
  return (y + 1 + 2 * Math.floor(y / inner)) * size + x + 1 + 2 * Math.floor(x / inner)
}
const known = new Map<number, Uint16Array>()

/**
 * What the modules of a square Data Matrix (ECC 200) say. Every module counts: one that could be corrected is not whole either.
 * @throws ReadError where one module is not as it has to be
 */
export function readDataMatrix({ columns: size, rows, dark }: Grid): string {
  const about = matrixSizes.get(size)
  if (about === undefined || rows !== size) throw new ReadError('No size of a Data Matrix')
  const { regions, data, checks, blocks } = about
  const region = size / regions
  const [inner, side] = [region - 2, size - 2 * regions]
  for (let i = 0; i < size; i++) {
    const odd = (i % region) % 2
    for (let edge = 0; edge < size; edge += region) {
      const far = edge + region - 1
      if (dark[i * size + edge] !== 1 || dark[far * size + i] !== 1 || dark[edge * size + i] !== 1 - odd || dark[i * size + far] !== odd) throw new ReadError('A border is not whole')
    }
  }
  let places = known.get(size)
  if (places === undefined) {
    places = matrixPlaces(side).map((place) => inCode(place, side, inner, size))
    known.set(size, places)
  }
  const bytes = new Uint8Array(data + checks)
  for (let i = 0; i < bytes.length * 8; i++) if (dark[places[i] ?? 0] === 1) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (0x80 >> (i & 7))
  const [last, other] = places.subarray(bytes.length * 8)
  // Without a byte in it, the last corner is dark, light, light, dark.
  if (last !== undefined && other !== undefined && !(dark[last] === 1 && dark[other] === 1 && dark[last - 1] === 0 && dark[last - size] === 0)) throw new ReadError('The last corner is not whole')
  const { whole } = blocksOf(bytes, blocks, checks / blocks)
  if (!whole.every((block) => field.isWord(block, checks / blocks, 1))) throw new ReadError('The data are not whole')
  // Data are dealt out to the blocks in turn, so they stand here in their order.
  return matrixText(bytes.subarray(0, data))
}
