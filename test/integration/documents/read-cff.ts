import { create, type Font } from 'fontkit'

/** Where a list of a font of the kind CFF ends, and where what it lists begins and ends. */
function list(file: Buffer, at: number): { readonly end: number; readonly items: readonly Buffer[] } {
  const count = file.readUInt16BE(at)
  if (count === 0) return { end: at + 2, items: [] }
  const size = file.readUInt8(at + 2)
  const base = at + 2 + (count + 1) * size
  const place = (i: number): number => base + file.readUIntBE(at + 3 + i * size, size)
  return { end: place(count), items: Array.from({ length: count }, (_, i) => file.subarray(place(i), place(i + 1))) }
}

/** What a font says of itself: whole numbers alone are read. */
function said(dictionary: Buffer): Map<number, number[]> {
  const entries = new Map<number, number[]>()
  let numbers: number[] = []
  for (let at = 0; at < dictionary.length;) {
    const byte = dictionary.readUInt8(at++)
    if (byte <= 21) {
      entries.set(byte === 12 ? 1200 + dictionary.readUInt8(at++) : byte, numbers)
      numbers = []
    } else if (byte === 28) {
      numbers.push(dictionary.readInt16BE(at))
      at += 2
    } else if (byte === 30) {
      let text = ''
      for (let done = false; !done;) {
        const pair = dictionary.readUInt8(at++)
        for (const nibble of [pair >> 4, pair & 15]) {
          if (nibble === 15) done = true
          else text += nibble < 10 ? String(nibble) : nibble === 10 ? '.' : '?'
        }
      }
      numbers.push(Number(text))
    } else numbers.push(byte - 139)
  }
  return entries
}

/** The numbers of a glyph before its first operator, and that operator. */
function beginning(program: Buffer): { readonly numbers: readonly number[]; readonly operator: number } {
  const numbers: number[] = []
  for (let at = 0; at < program.length;) {
    const byte = program.readUInt8(at++)
    if (byte === 28) numbers.push(program.readInt16BE(at))
    else if (byte === 255) numbers.push(program.readInt32BE(at) / 65_536)
    else if (byte >= 251) numbers.push(-(byte - 251) * 256 - program.readUInt8(at) - 108)
    else if (byte >= 247) numbers.push((byte - 247) * 256 + program.readUInt8(at) + 108)
    else if (byte >= 32) numbers.push(byte - 139)
    else return { numbers, operator: byte }
    at += byte === 28 ? 2 : byte === 255 ? 4 : byte >= 247 ? 1 : 0
  }
  throw new Error('A glyph without an end')
}
/** How many numbers the operators need that may come first: `endchar`, moves along an axis, and any other move. */
const needed = new Map([[14, 0], [4, 1], [22, 1], [21, 2]])

export interface CffFont {
  /** The font's grid in the type size. */
  readonly unitsPerEm: number
  /** The glyph of a code of one byte, by the font's own table. */
  readonly glyphOf: (code: number) => number
  readonly glyphs: number
  /** How far the pen moves after a glyph, in thousandths of the type size. */
  readonly widthOf: (glyph: number) => number
  /** The file as fontkit reads it: put into a font of the kind OpenType, with no more around it than that asks for. */
  readonly open: () => Font
}

/** Reads a font of the kind CFF as PDFs carry it, by the rules of the format and by nothing of the code that wrote it. */
export function readCff(file: Buffer): CffFont {
  const about = list(file, list(file, file.readUInt8(2)).end)
  const entries = said(about.items[0] ?? Buffer.alloc(0))
  const matrix = entries.get(1207)?.[0] ?? 0.001
  const encoding = entries.get(16)?.[0] ?? 0
  if (file.readUInt8(encoding) !== 1) throw new Error('Codes that are not told by ranges')
  const codes: number[] = []
  for (let i = 0; i < file.readUInt8(encoding + 1); i++) {
    const [first, more] = [file.readUInt8(encoding + 2 + i * 2), file.readUInt8(encoding + 3 + i * 2)]
    for (let code = first; code <= first + more; code++) codes.push(code)
  }
  const programs = list(file, entries.get(17)?.[0] ?? 0).items
  const glyphs = programs.length
  const [size = 0, place = 0] = entries.get(18) ?? []
  const widths = said(file.subarray(place, place + size))
  const unitsPerEm = Math.round(1 / matrix)
  return {
    unitsPerEm, glyphs,
    // The first glyph is none, and has no code.
    glyphOf: (code) => codes.indexOf(code) + 1,
    widthOf: (glyph) => {
      const { numbers, operator } = beginning(programs[glyph] ?? Buffer.alloc(0))
      const isSaid = numbers.length > (needed.get(operator) ?? Infinity)
      return (isSaid ? (widths.get(21)?.[0] ?? 0) + (numbers[0] ?? 0) : (widths.get(20)?.[0] ?? 0)) * 1000 * matrix
    },
    open: () => {
      const [head, hhea, maxp, hmtx] = [Buffer.alloc(54), Buffer.alloc(36), Buffer.alloc(6), Buffer.alloc(4 + glyphs * 2)]
      head.writeUInt32BE(0x10000, 0)
      head.writeUInt16BE(unitsPerEm, 18)
      hhea.writeUInt16BE(1, 34)
      maxp.writeUInt32BE(0x5000, 0)
      maxp.writeUInt16BE(glyphs, 4)
      const tables = [['CFF ', file], ['head', head], ['hhea', hhea], ['hmtx', hmtx], ['maxp', maxp]] as const
      const directory = Buffer.alloc(12 + tables.length * 16)
      directory.write('OTTO', 0, 'latin1')
      directory.writeUInt16BE(tables.length, 4)
      let at = directory.length
      tables.forEach(([name, data], i) => {
        directory.write(name, 12 + i * 16, 'latin1')
        directory.writeUInt32BE(at, 20 + i * 16)
        directory.writeUInt32BE(data.length, 24 + i * 16)
        at += data.length
      })
      const font = create(Buffer.concat([directory, ...tables.map(([, data]) => data)]))
      if (!('unitsPerEm' in font)) throw new Error('not a font')
      return font
    }
  }
}
