import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { endianness } from 'node:os'

/**
 * What stands in the log (WAL) beside a database that was not closed. `gone`: nothing that begins as a log; `empty`: none of what
 * follows is what SQLite would read; `whole`: all that was committed, whatever follows; `broken`: there is damage, and behind it
 * what was committed and is lost with it. `frames`: how many pages SQLite would read; `salts` are of the round in which they
 * were written, and `null` where nobody can tell.
 */
export interface LogState {
  readonly is: 'gone' | 'empty' | 'whole' | 'broken'
  readonly frames: number
  readonly salts: string | null
}

const headerBytes = 32
const frameHeaderBytes = 24
/** Read at once: some hundred pages. */
const chunkBytes = 4_000_000

interface Sum { a: number; b: number }

/** SQLite's checksum goes on from one part to the next; the log itself says in which order it takes the bytes. */
function add(sum: Sum, bytes: DataView, from: number, length: number, isLittle: boolean): void {
  let { a, b } = sum
  for (let at = from; at < from + length; at += 8) {
    a = (a + bytes.getInt32(at, isLittle) + b) | 0
    b = (b + bytes.getInt32(at + 4, isLittle) + a) | 0
  }
  sum.a = a
  sum.b = b
}

const fits = (sum: Sum, bytes: DataView, at: number): boolean => sum.a === bytes.getInt32(at) && sum.b === bytes.getInt32(at + 4)
const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

interface Round { readonly page: number; readonly isLittle: boolean; readonly salts: readonly [number, number]; readonly sum: Sum }

/** The log's own header; `null` where it is none. */
function roundOf(header: DataView): Round | null {
  const magic = header.getUint32(0)
  const page = header.getUint32(8)
  const isPage = page >= 512 && page <= 65_536 && (page & (page - 1)) === 0
  if ((magic !== 0x377f0682 && magic !== 0x377f0683) || header.getUint32(4) !== 3_007_000 || !isPage) return null
  const isLittle = magic === 0x377f0682
  const sum = { a: 0, b: 0 }
  add(sum, header, 0, 24, isLittle)
  return fits(sum, header, 24) ? { page, isLittle, salts: [header.getInt32(16), header.getInt32(20)], sum } : null
}

/** The frames of a log, one after the other. A last one that was cut short is none. */
function* framesOf(file: number, page: number): Generator<readonly [bytes: DataView, at: number]> {
  const length = frameHeaderBytes + page
  const chunk = Buffer.alloc(Math.max(1, Math.floor(chunkBytes / length)) * length)
  const bytes = viewOf(chunk)
  for (let from = headerBytes; ;) {
    const read = readSync(file, chunk, 0, chunk.length, from)
    for (let at = 0; at + length <= read; at += length) yield [bytes, at]
    if (read < chunk.length) return
    from += read
  }
}

function stateIn(file: number): LogState {
  const header = Buffer.alloc(headerBytes)
  if (readSync(file, header, 0, headerBytes, 0) < headerBytes) return { is: 'gone', frames: 0, salts: null }
  const round = roundOf(viewOf(header))
  // A header is on the disk before anything that follows it: one that is no header was damaged.
  if (round === null) return { is: header.every((byte) => byte === 0) ? 'gone' : 'broken', frames: 0, salts: null }
  const { page, isLittle, sum } = round
  const salts = header.toString('hex', 16, 24)
  let isBroken = false
  let nth = 0
  let frames = 0
  for (const [bytes, at] of framesOf(file, page)) {
    nth += 1
    const isOfRound = bytes.getInt32(at + 8) === round.salts[0] && bytes.getInt32(at + 12) === round.salts[1]
    add(sum, bytes, at, 8, isLittle)
    add(sum, bytes, at + frameHeaderBytes, page, isLittle)
    const isCommit = bytes.getUint32(at + 4) !== 0
    if (!isOfRound || !fits(sum, bytes, at + 16)) isBroken = true
    // A power cut leaves a torn end, and an older round may stand behind it. What is of this round, whole and committed, was written after what is damaged in front of it.
    else if (isBroken && isCommit) return { is: 'broken', frames, salts }
    else if (isCommit) frames = nth
    // The sum of a frame goes on from the one that is written in the frame before.
    sum.a = bytes.getInt32(at + 16)
    sum.b = bytes.getInt32(at + 20)
  }
  return { is: frames > 0 ? 'whole' : 'empty', frames, salts }
}

/** Looks at the log beside a database, page by page and without SQLite, which throws away what it does not read. */
export function logState(database: string): LogState {
  const path = `${database}-wal`
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return { is: 'gone', frames: 0, salts: null }
  const file = openSync(path, 'r')
  try {
    return stateIn(file)
  } finally {
    closeSync(file)
  }
}

const isLittleHere = endianness() === 'LE'

/**
 * What those who had the database open told each other of its log, in `-shm`: how many pages were written to it, and how many of
 * them the file has. It is there still where the program alone was ended; `null` where nobody knows.
 */
export function toldOfLog(database: string): { readonly written: number; readonly filed: number; readonly salts: string } | null {
  const path = `${database}-shm`
  // Twice the same 48 bytes, with a sum over the first 40, and after them how many the file has.
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < 100) return null
  const told = readFileSync(path).subarray(0, 100)
  const bytes = viewOf(told)
  const sum = { a: 0, b: 0 }
  add(sum, bytes, 0, 40, isLittleHere)
  if (!told.subarray(0, 48).equals(told.subarray(48, 96)) || sum.a !== bytes.getInt32(40, isLittleHere) || sum.b !== bytes.getInt32(44, isLittleHere)) return null
  return { written: bytes.getUint32(16, isLittleHere), filed: bytes.getUint32(96, isLittleHere), salts: told.toString('hex', 32, 40) }
}
