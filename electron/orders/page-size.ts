/** Pages after a place that could not be read begin so small: its neighbours may be like it. */
const afterBad = 20

/**
 * How many orders a page is asked for. It grows from page to page up to the most. Where a page cannot be read though the server
 * answers, the same beginning is asked for one order, and then the halves that are left of it: in a few pages that leads to the
 * order that cannot be read, or to a size that can.
 */
export class PageSize {
  #most: number
  #size: number
  /** Everything up to here could not be had in one answer. */
  #badTo: number | null = null
  /** The largest page that came meanwhile; `0`: none yet. */
  #came = 0

  constructor(first: number, most: number) {
    this.#most = most
    this.#size = Math.min(first, most)
  }

  /** Whether pages are smaller than they may be, to find what cannot be read. */
  get narrow(): boolean {
    return this.#badTo !== null
  }

  /** How many a page that begins there is asked for. */
  at(start: number): number {
    if (this.#badTo === null) return this.#size
    return this.#came === 0 ? 1 : Math.max(1, Math.ceil((this.#badTo - start) / 2))
  }

  /** The most that a page may hold. */
  get most(): number {
    return this.#most
  }

  /** The server gives no more than so many, whatever it is asked for. */
  capAt(count: number): void {
    this.#most = Math.min(this.#most, count)
    this.#size = Math.min(this.#size, this.#most)
  }

  /** Whether pages do not grow beyond this size. */
  isMost(size: number): boolean {
    return size === this.#most
  }

  /** A page of so many came, and ends there. */
  came(size: number, next: number): void {
    if (this.#badTo === null) this.#size = Math.min(this.#most, this.#size * 3)
    else {
      this.#came = Math.max(this.#came, size)
      // All of it came in smaller pages: it was too long for one, or failed for a moment only, which is no reason to go on in the smallest.
      if (next >= this.#badTo) this.#begin(this.#most = Math.min(this.#most, Math.max(this.#came, afterBad)))
    }
  }

  /** A page up to there could not be read. */
  failed(end: number): void {
    this.#badTo = Math.min(end, this.#badTo ?? end)
  }

  /** The place that cannot be read is found, and left out. @param inARow the one before it was as well: so may be the next */
  skipped(inARow: boolean): void {
    this.#begin(inARow ? 1 : Math.min(afterBad, this.#most))
  }

  #begin(size: number): void {
    this.#size = size
    this.#badTo = null
    this.#came = 0
  }
}
