/** Bars and spaces of each of the 107 symbols, a digit for the width of each (ISO/IEC 15417, table 1). */
const widths = [
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221',
  '312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131',
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242',
  '121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
].join(' ').split(' ')
const modules = widths.map((symbol) => [...symbol].flatMap((width, i) => new Array<boolean>(Number(width)).fill(i % 2 === 0)))

/** Set B has every printable character, set C pairs of digits. Set A has nothing that these two have not. */
type CodeSet = 'B' | 'C'
const start: Readonly<Record<CodeSet, number>> = { B: 104, C: 105 }
const into: Readonly<Record<CodeSet, number>> = { B: 100, C: 99 }
const stop = 106

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * The symbols of a text, the fewest there can be: from its end backwards, for each place and set the least that is still to come.
 * @param text printable ASCII
 */
function symbolsOf(text: string): number[] {
  const length = text.length
  const inB = new Array<number>(length + 1).fill(0)
  const inC = new Array<number>(length + 1).fill(0)
  for (let i = length - 1; i >= 0; i--) {
    const pair = i + 1 < length && isDigit(text.charCodeAt(i)) && isDigit(text.charCodeAt(i + 1))
    const staysB = 1 + (inB[i + 1] ?? 0)
    const staysC = pair ? 1 + (inC[i + 2] ?? 0) : Infinity
    inB[i] = Math.min(staysB, 1 + staysC)
    inC[i] = Math.min(staysC, 1 + staysB)
  }
  let set: CodeSet = (inC[0] ?? 0) < (inB[0] ?? 0) ? 'C' : 'B'
  const symbols = [start[set]]
  for (let i = 0; i < length;) {
    const pair = i + 1 < length && isDigit(text.charCodeAt(i)) && isDigit(text.charCodeAt(i + 1))
    const staysB = 1 + (inB[i + 1] ?? 0)
    const staysC = pair ? 1 + (inC[i + 2] ?? 0) : Infinity
    const next: CodeSet = set === 'B' ? (staysB <= 1 + staysC ? 'B' : 'C') : staysC <= 1 + staysB ? 'C' : 'B'
    if (next !== set) {
      symbols.push(into[next])
      set = next
    }
    if (set === 'C') symbols.push((text.charCodeAt(i) - 48) * 10 + text.charCodeAt(i + 1) - 48)
    else symbols.push(text.charCodeAt(i) - 32)
    i += set === 'C' ? 2 : 1
  }
  return symbols
}

/**
 * The modules of a Code 128 without its quiet zones: `true` is a bar's.
 * @param text printable ASCII, one character at least
 */
export function code128Modules(text: string): boolean[] {
  const symbols = symbolsOf(text)
  const check = symbols.reduce((sum, symbol, place) => sum + symbol * Math.max(1, place), 0) % 103
  symbols.push(check, stop)
  const row: boolean[] = []
  for (const symbol of symbols) for (const module of modules[symbol] ?? []) row.push(module)
  return row
}
