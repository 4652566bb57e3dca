/** Reads bits from the first byte on. Past the end there are zeros. */
export class Bits {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) { this.#bytes = bytes }

  get left(): number { return this.#bytes.length * 8 - this.#at }

  take(count: number): number {
    const bytes = this.#bytes
    let value = 0
    for (let at = this.#at, left = count; left > 0;) {
      const some = Math.min(left, 8 - (at & 7))
      value = (value << some) | (((bytes[at >> 3] ?? 0) >> (8 - (at & 7) - some)) & ((1 << some) - 1))
      at += some
      left -= some
    }
    this.#at += count
    return value
  }
}
