import { Bits } from './bits.ts'
import { ReadError } from './read-error.ts'

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = '0123456789'
const shifted = '!"#$%&\'()*+,-./:;<=>?@[\\]^_'

/** Sets of forty characters, three in two bytes: what each of their values says by itself, and after the third shift. */
const forties = {
  C40: { first: 3, plain: ` ${digits}${capitals}`, third: `\`${capitals.toLowerCase()}{|}~` },
  Text: { first: 3, plain: ` ${digits}${capitals.toLowerCase()}`, third: `\`${capitals}{|}~` },
  X12: { first: 0, plain: `\r*> ${digits}${capitals}`, third: '' }
} as const
const latches = new Map<number, keyof typeof forties>([[230, 'C40'], [238, 'X12'], [239, 'Text']])

function fortyText(values: readonly number[], { first, plain, third }: (typeof forties)[keyof typeof forties]): string {
  let text = ''
  let shift = -1
  for (const value of values) {
    if (shift < 0 && value < first) {
      shift = value
      continue
    }
    const said = shift < 0 ? plain.charAt(value - first) : shift === 1 ? shifted.charAt(value) : shift === 2 ? third.charAt(value) : ''
    if (said === '') throw new ReadError('A character that is not printed here')
    text += said
    shift = -1
  }
  return text
}

/**
 * What the data of a Data Matrix say, in any of its ways to write (ISO/IEC 16022, clause 5.2).
 * @throws ReadError for what is no printable ASCII
 */
export function matrixText(data: Uint8Array): string {
  let text = ''
  let at = 0
  const next = (): number => data[at++] ?? 0
  while (at < data.length) {
    const byte = next()
    const latch = latches.get(byte)
    if (latch !== undefined) {
      const values: number[] = []
      // One byte that is left at the end is read as ASCII again.
      while (at + 1 < data.length && data[at] !== 254) {
        const pair = next() * 256 + next() - 1
        values.push(Math.floor(pair / 1600), Math.floor(pair / 40) % 40, pair % 40)
      }
      if (data[at] === 254) at += 1
      text += fortyText(padless(values), forties[latch])
    } else if (byte === 240) {
      const bits = new Bits(data.subarray(at))
      const all = bits.left
      let ended = false
      while (!ended && bits.left >= 24) {
        for (let i = 0; i < 4 && !ended; i++) {
          const value = bits.take(6)
          ended = value === 31
          if (!ended) text += String.fromCharCode(value < 32 ? value + 64 : value)
        }
      }
      at += Math.ceil((all - bits.left) / 8)
    } else if (byte === 231) {
      const plain = (place: number): number => ((data[place] ?? 0) - ((149 * (place + 1)) % 255 + 1) + 256) % 256
      const short = plain(at++)
      const length = short === 0 ? data.length - at : short < 250 ? short : (short - 249) * 250 + plain(at++)
      for (let i = 0; i < length; i++) text += String.fromCharCode(plain(at++))
    } else if (byte === 129) break
    else if (byte >= 130 && byte <= 229) text += String(byte - 130).padStart(2, '0')
    else if (byte >= 33 && byte <= 127) text += String.fromCharCode(byte - 1)
    else throw new ReadError('A byte that is not used here')
  }
  return text
}

/** Triples are filled up with shifts that nothing follows. */
function padless(values: readonly number[]): readonly number[] {
  let end = values.length
  while (end > 0 && values[end - 1] === 0) end -= 1
  return values.slice(0, end)
}
