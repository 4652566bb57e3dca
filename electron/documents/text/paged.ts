/** What is known of some glyphs or code points by their numbers, in pages of 256: a list with large gaps would be as slow as a table by names. */
export class Paged<T> {
  readonly #pages: (T | undefined)[][] = []

  get(number: number): T | undefined { return this.#pages[number >> 8]?.[number & 255] }

  set(number: number, value: T): void {
    const page = (this.#pages[number >> 8] ??= new Array<T | undefined>(256).fill(undefined))
    page[number & 255] = value
  }
}
