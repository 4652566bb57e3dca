/** The bytes as a field: what Reed and Solomon's codes reckon in. */
export class ByteField {
  readonly #power = new Uint8Array(510)
  readonly #logarithm = new Uint8Array(256)

  /** @param polynomial of degree 8, by which products are reduced */
  constructor(polynomial: number) {
    let value = 1
    for (let i = 0; i < 255; i++) {
      this.#power[i] = value
      this.#power[i + 255] = value
      this.#logarithm[value] = i
      value <<= 1
      if (value > 255) value ^= polynomial
    }
  }

  /**
   * Whether a block is a word of the code as it stands: its polynomial is 0 at each of so many powers.
   * @param first the first of these powers
   */
  isWord(block: Uint8Array, checks: number, first: number): boolean {
    for (let root = first; root < first + checks; root++) {
      let sum = 0
      for (let i = 0; i < block.length; i++) sum = (sum === 0 ? 0 : (this.#power[(this.#logarithm[sum] ?? 0) + root] ?? 0)) ^ (block[i] ?? 0)
      if (sum !== 0) return false
    }
    return true
  }
}

/** Takes apart what was dealt out to blocks in turn: data of all, then checks of all. Blocks that have a byte of data more come last. */
export function blocksOf(bytes: Uint8Array, count: number, checks: number): { readonly whole: readonly Uint8Array[]; readonly data: Uint8Array } {
  const dataLength = bytes.length - count * checks
  const short = Math.floor(dataLength / count)
  const longFrom = count - (dataLength % count)
  const data = new Uint8Array(dataLength)
  let at = 0
  const whole = Array.from({ length: count }, (_, block) => {
    const own = short + (block >= longFrom ? 1 : 0)
    const word = new Uint8Array(own + checks)
    for (let i = 0; i < own; i++) word[i] = bytes[i < short ? i * count + block : short * count + block - longFrom] ?? 0
    for (let i = 0; i < checks; i++) word[own + i] = bytes[dataLength + i * count + block] ?? 0
    data.set(word.subarray(0, own), at)
    at += own
    return word
  })
  return { whole, data }
}
