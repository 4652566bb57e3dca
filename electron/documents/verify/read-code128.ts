import type { Grid } from './grid.ts'
import { ReadError } from './read-error.ts'

/** The eleven modules of each symbol as bits, a bar's set; only its shape is the same as in `code128.ts`: both are compared with bwip-js and zxing. */
const symbols = new Map((
  '6cc 66c 666 498 48c 44c 4c8 4c4 464 648 644 624 59c 4dc 4ce 5cc 4ec 4e6 672 65c 64e 6e4 674 76e 74c 72c 726 764 734 732 6d8 6c6 636 518 458 446 588 468 462 688 628 622 5b8 58e 46e 5d8 5c6 476 776 68e 62e 6e8 6e2 6ee '
  + '758 746 716 768 762 71a 77a 642 78a 530 50c 4b0 486 42c 426 590 584 4d0 4c2 434 432 612 650 7ba 614 47a 53c 4bc 49e 5e4 4f4 4f2 7a4 794 792 6de 6f6 7b6 578 51e 45e 5e8 5e2 7a8 7a2 5de 5ee 75e 7ae 684 690 69c'
).split(' ').map((bits, value) => [parseInt(bits, 16), value] as const))
const stop = 0x18eb

function bitsOf(dark: Uint8Array, from: number, count: number): number {
  let bits = 0
  for (let i = from; i < from + count; i++) bits = bits * 2 + (dark[i] ?? 0)
  return bits
}

type CodeSet = 'A' | 'B' | 'C'
const starts = new Map<number, CodeSet>([[103, 'A'], [104, 'B'], [105, 'C']])

/** What a symbol says in its set; the set that it changes to; `null` for one that says nothing that is printed here. */
function meaning(value: number, set: CodeSet): { readonly text: string; readonly set?: undefined } | { readonly text?: undefined; readonly set: CodeSet } | null {
  if (set === 'C') return value < 100 ? { text: String(value).padStart(2, '0') } : value === 100 ? { set: 'B' } : value === 101 ? { set: 'A' } : null
  if (value < 96) return { text: String.fromCharCode(set === 'B' || value < 64 ? value + 32 : value - 64) }
  if (value === 99) return { set: 'C' }
  if (set === 'A' && value === 100) return { set: 'B' }
  return set === 'B' && value === 101 ? { set: 'A' } : null
}

/**
 * What a row of modules says as a Code 128: start, symbols, check and stop, all of them whole.
 * @throws ReadError where one module is not as it has to be
 */
export function readCode128({ columns, rows, dark }: Grid): string {
  const count = (columns - 13) / 11
  if (rows !== 1 || !Number.isInteger(count) || count < 3) throw new ReadError('Not whole symbols')
  if (bitsOf(dark, columns - 13, 13) !== stop) throw new ReadError('No stop')
  const valueAt = (place: number): number => {
    const value = symbols.get(bitsOf(dark, place * 11, 11))
    if (value === undefined) throw new ReadError('No such symbol')
    return value
  }
  const start = valueAt(0)
  let set = starts.get(start)
  if (set === undefined) throw new ReadError('No start')
  let sum = start
  let text = ''
  for (let place = 1; place < count - 1; place++) {
    const value = valueAt(place)
    const said = meaning(value, set)
    if (said === null) throw new ReadError('A symbol without a character')
    if (said.text === undefined) set = said.set
    else text += said.text
    sum += value * place
  }
  if (valueAt(count - 1) !== sum % 103) throw new ReadError('The check is another')
  return text
}
