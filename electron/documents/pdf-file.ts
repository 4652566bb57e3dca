import type { CodeGrid } from './barcodes.ts'
import type { Canvas } from './canvas.ts'
import { PageMaker, type DrawnPage } from './page-maker.ts'
import type { PageBox } from './papers.ts'
import type { PdfAbout } from './pdf-metadata.ts'
import { PdfWriter } from './pdf-writer.ts'

/** A PDF in memory that is written page by page. The same pages, title and moment make the same bytes. */
export class PdfFile {
  readonly #chunks: Uint8Array[] = []
  readonly #maker: PageMaker
  readonly #writer: PdfWriter

  constructor(options: PdfAbout & CodeGrid) {
    this.#maker = new PageMaker(options)
    this.#writer = new PdfWriter(options, (chunk) => { this.#chunks.push(chunk) })
  }

  /** How many pages there are so far. */
  get pages(): number { return this.#writer.pages }

  /** @throws Error where a code on it does not say what it should */
  addPage(box: PageBox, draw: (canvas: Canvas) => void): void { this.put(this.draw(box, draw)) }

  /** See `PageMaker`. */
  draw(box: PageBox, draw: (canvas: Canvas) => void): DrawnPage { return this.#maker.draw(box, draw) }

  put(page: DrawnPage): void {
    this.#maker.put(page)
    this.#writer.append(this.#maker.take())
  }

  finish(): Promise<Uint8Array> {
    this.#writer.finish()
    return Promise.resolve(new Uint8Array(Buffer.concat(this.#chunks)))
  }
}
