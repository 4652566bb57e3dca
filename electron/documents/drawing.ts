import { Layer } from './layer.ts'

/** What a canvas draws on: made once and begun anew for page after page, since a page by itself is drawn faster than memory for it is found. */
export class Drawing {
  readonly own = new Layer()
  /** Beneath: what many pages have alike. */
  readonly common = new Layer()
  #boxes = new Float64Array(1024)
  #length = 0

  /** Forgets all, for another page: what was taken of the one before must have been copied. */
  begin(): void {
    this.own.begin()
    this.common.begin()
    this.#length = 0
  }

  /** Boxes of ink, four numbers each: left, top, right, bottom. They stand until the next page is begun. */
  get ink(): Float64Array { return this.#boxes.subarray(0, this.#length) }

  inked(left: number, top: number, right: number, bottom: number): void {
    if (this.#length + 4 > this.#boxes.length) {
      const larger = new Float64Array(2 * this.#boxes.length)
      larger.set(this.#boxes)
      this.#boxes = larger
    }
    const boxes = this.#boxes
    let at = this.#length
    boxes[at++] = left
    boxes[at++] = top
    boxes[at++] = right
    boxes[at++] = bottom
    this.#length = at
  }
}
