const padded = (length: number): number => (length + 3) & ~3

/** Numbers of four bytes, added up, as TrueType checks its tables. */
function sumOf(bytes: Buffer, from: number, to: number): number {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let sum = 0
  for (let at = from; at < to; at += 4) sum = (sum + words.getUint32(at)) | 0
  return sum >>> 0
}

/** Tables put together to a TrueType file, its sums right. */
export function fileOf(tables: readonly (readonly [name: string, data: DataView])[]): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const file = Buffer.alloc(12 + sorted.length * 16 + sorted.reduce((sum, [, data]) => sum + padded(data.byteLength), 0))
  const power = Math.floor(Math.log2(sorted.length))
  file.writeUInt32BE(0x10000, 0)
  ;[sorted.length, 16 * 2 ** power, power, 16 * (sorted.length - 2 ** power)].forEach((value, i) => file.writeUInt16BE(value, 4 + i * 2))
  let at = 12 + sorted.length * 16
  let headAt = 0
  sorted.forEach(([name, data], i) => {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    if (name === 'head') {
      headAt = at
      file.writeUInt32BE(0, at + 8)
    }
    const entry = 12 + i * 16
    file.write(name, entry, 'latin1')
    file.writeUInt32BE(sumOf(file, at, at + padded(data.byteLength)), entry + 4)
    file.writeUInt32BE(at, entry + 8)
    file.writeUInt32BE(data.byteLength, entry + 12)
    at += padded(data.byteLength)
  })
  file.writeUInt32BE((0xb1b0afba - sumOf(file, 0, file.length)) >>> 0, headAt + 8)
  return file
}

/** Leads from codes from 0xf000 on, as symbolic fonts have them, to glyphs from 0 on. @param count of glyphs; 256 of them at most have a code */
export function symbolMap(count: number): DataView {
  const numbers = [0, 1, 3, 0, 0, 12, 4, 32, 0, 4, 4, 1, 0, 0xf000 + Math.min(count, 256) - 1, 0xffff, 0, 0xf000, 0xffff, 0x1000, 1, 0, 0]
  const map = new DataView(new ArrayBuffer(numbers.length * 2))
  numbers.forEach((value, i) => { map.setUint16(i * 2, value) })
  return map
}
