import { Bits } from './bits.ts'
import { blocksOf, ByteField } from './byte-field.ts'
import type { Grid } from './grid.ts'
import { qrPlaces } from './qr-places.ts'
import { ReadError } from './read-error.ts'

/** Of level M, by version: how many bytes of each block check the others, and how many blocks there are (ISO/IEC 18004, table 9). */
const checks = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28]
const blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49]
const field = new ByteField(0x11d)

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0, (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => (x * y) % 2 + (x * y) % 3 === 0, (x, y) => ((x * y) % 2 + (x * y) % 3) % 2 === 0, (x, y) => ((x + y) % 2 + (x * y) % 3) % 2 === 0
]
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** What is left when a polynomial of bits is divided by another. */
function remainder(value: number, divisor: number): number {
  const degree = 31 - Math.clz32(divisor)
  for (let left = value; ;) {
    const above = 31 - Math.clz32(left) - degree
    if (left === 0 || above < 0) return left
    left ^= divisor << above
  }
}

/** Bits at places, the highest first; where the copies are not alike, there are none. */
function bitsAt({ dark }: Grid, [places, copy]: readonly [Uint16Array, Uint16Array]): number {
  let bits = 0
  for (let i = 0; i < places.length; i++) {
    const bit = dark[places[i] ?? 0] ?? 0
    if (bit !== dark[copy[i] ?? 0]) throw new ReadError('Two copies are not alike')
    bits = bits * 2 + bit
  }
  return bits
}

/** Which mask was laid over the data: both copies of the format have to say it, and level M. */
function maskOf(grid: Grid, version: number): number {
  const plain = bitsAt(grid, qrPlaces(version).format) ^ 0x5412
  if (remainder(plain, 0x537) !== 0) throw new ReadError('The format is not whole')
  if (plain >> 13 !== 0) throw new ReadError('Not level M')
  return (plain >> 10) & 7
}

const turned = new Map<number, Uint8Array>()

/** Of each module of data, in their order, whether the mask turns it. */
function turnedBy(mask: number, version: number): Uint8Array {
  const key = version * 8 + mask
  let all = turned.get(key)
  if (all === undefined) {
    const size = version * 4 + 17
    all = Uint8Array.from(qrPlaces(version).data, (at) => (masks[mask]?.(at % size, Math.floor(at / size)) === true ? 1 : 0))
    turned.set(key, all)
  }
  return all
}

function checkVersion(grid: Grid, version: number): void {
  if (version < 7) return
  const said = bitsAt(grid, qrPlaces(version).version)
  if (said >> 12 !== version || remainder(said, 0x1f25) !== 0) throw new ReadError('The version is not whole')
}

function textOf(data: Uint8Array, version: number): string {
  const bits = new Bits(data)
  const group = version < 10 ? 0 : version < 27 ? 1 : 2
  let text = ''
  while (bits.left >= 4) {
    const mode = bits.take(4)
    if (mode === 0) break
    if (mode === 1) {
      for (let left = bits.take([10, 12, 14][group] ?? 0); left > 0; left -= 3) {
        const digits = Math.min(3, left)
        text += String(bits.take([0, 4, 7, 10][digits] ?? 0)).padStart(digits, '0')
      }
    } else if (mode === 2) {
      for (let left = bits.take([9, 11, 13][group] ?? 0); left > 0; left -= 2) {
        const pair = bits.take(left > 1 ? 11 : 6)
        if (left > 1) text += signs.charAt(Math.floor(pair / 45))
        text += signs.charAt(pair % 45)
      }
    } else if (mode === 4) {
      const bytes = Uint8Array.from({ length: bits.take(group === 0 ? 8 : 16) }, () => bits.take(8))
      text += new TextDecoder('utf-8').decode(bytes)
    } else throw new ReadError('A mode that is not used here')
  }
  return text
}

/**
 * What the modules of a QR code of level M say. Every module counts: one that could be corrected is not whole either.
 * @throws ReadError where one module is not as it has to be
 */
export function readQr(grid: Grid): string {
  const { columns: size, rows, dark } = grid
  const version = (size - 17) / 4
  const [check, count] = [checks[version - 1], blocks[version - 1]]
  if (check === undefined || count === undefined || rows !== size) throw new ReadError('No size of a QR code')
  const { fixed, data } = qrPlaces(version)
  for (let i = 0; i < fixed.length; i++) if ((fixed[i] ?? 3) < 2 && fixed[i] !== dark[i]) throw new ReadError('A pattern is not whole')
  checkVersion(grid, version)
  const turns = turnedBy(maskOf(grid, version), version)
  const bytes = new Uint8Array(data.length >> 3)
  for (let at = 0, i = 0; at < bytes.length; at++) {
    let byte = 0
    for (const end = i + 8; i < end; i++) byte = (byte << 1) | ((dark[data[i] ?? 0] ?? 0) ^ (turns[i] ?? 0))
    bytes[at] = byte
  }
  // Modules that are left over say nothing, and have to.
  for (let i = bytes.length * 8; i < data.length; i++) if (dark[data[i] ?? 0] !== turns[i]) throw new ReadError('What is left over is not empty')
  const dealt = blocksOf(bytes, count, check)
  if (!dealt.whole.every((block) => field.isWord(block, check, 0))) throw new ReadError('The data are not whole')
  return textOf(dealt.data, version)
}
