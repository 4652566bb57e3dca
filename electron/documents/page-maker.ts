import { deflateSync } from 'node:zlib'
import type { CodeGrid } from './barcodes.ts'
import { Canvas, type SaidCode } from './canvas.ts'
import { Drawing } from './drawing.ts'
import type { PageBox } from './papers.ts'
import { PdfFonts } from './pdf-fonts.ts'
import { PdfImages } from './pdf-images.ts'
import type { PdfPart } from './pdf-part.ts'
import { unverifiedCodes } from './verify/unverified-codes.ts'

/** More are kept by nobody: where so many are not the same, they are not common. */
const mostCommons = 1000

/** A page that was drawn, and is in no document yet. */
export interface DrawnPage {
  readonly box: PageBox
  readonly content: Buffer
  readonly common: Buffer
  /** Codes that are not there as they have to be: a page that has any must not be printed. */
  readonly unverified: readonly SaidCode[]
}

/** Draws the pages of one document, or of parts of it. */
export class PageMaker {
  readonly #grid: CodeGrid
  readonly #fonts = new PdfFonts()
  readonly #images = new PdfImages()
  readonly #drawing = new Drawing()
  /** Contents that pages have in common, each by itself: one text for all pages. */
  readonly #commons = new Map<string, string>()
  #freshCommons: (readonly [name: string, content: Uint8Array])[] = []
  #pages: PdfPart['pages'][number][] = []
  #contents: Buffer[] = []

  constructor(grid: CodeGrid) {
    this.#grid = grid
  }

  /** Draws a page, and reads its codes again. It is in the document once it is put there. */
  draw(box: PageBox, draw: (canvas: Canvas) => void): DrawnPage {
    const { dpi, codes: least } = this.#grid
    const canvas = new Canvas(this.#fonts, this.#images, dpi, box, this.#drawing)
    draw(canvas)
    const { content, common, codes, ink } = canvas
    return { box, content, common, unverified: codes.length === 0 ? [] : unverifiedCodes({ box, dpi, least, streams: [common, content], codes, ink }) }
  }

  /** @throws Error for a page with a code that is not as it has to be */
  put({ box: { width, height }, content, common, unverified }: DrawnPage): void {
    if (unverified.length > 0) throw new Error('A code on a page does not say what it should')
    const deflated = deflateSync(content, { chunkSize: 2048 })
    this.#pages.push({ width, height, common: this.#common(common), length: deflated.length })
    this.#contents.push(deflated)
  }

  /** What was drawn since the last call. */
  take(): PdfPart {
    const contents = new Uint8Array(this.#contents.reduce((sum, content) => sum + content.length, 0))
    let at = 0
    for (const content of this.#contents) {
      contents.set(content, at)
      at += content.length
    }
    const part = { pages: this.#pages, contents, fonts: this.#fonts.takeFresh(), pictures: this.#images.takeFresh(), commons: this.#freshCommons }
    this.#freshCommons = []
    this.#pages = []
    this.#contents = []
    return part
  }

  /** The stream that comes before the page's own. @returns what names it: itself, since nothing else is the same for the same stream in every document */
  #common(drawn: Buffer): string {
    if (drawn.length === 0) return ''
    const content = drawn.toString('latin1')
    const known = this.#commons.get(content)
    if (known !== undefined) return known
    if (this.#commons.size >= mostCommons) this.#commons.clear()
    this.#commons.set(content, content)
    this.#freshCommons.push([content, deflateSync(Buffer.from(`q\n${content}\nQ`, 'latin1'))])
    return content
  }
}
