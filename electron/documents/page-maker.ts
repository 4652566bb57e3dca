import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { Canvas } from './canvas.ts'
import type { PageBox } from './papers.ts'
import { PdfFonts } from './pdf-fonts.ts'
import { PdfImages } from './pdf-images.ts'
import type { PdfPart } from './pdf-part.ts'
import type { Resolution } from './slip.ts'

/** More are kept by nobody: where so many are not the same, they are not common. */
const mostCommons = 1000

/** Draws the pages of one document, or of parts of it. */
export class PageMaker {
  readonly #dpi: Resolution
  readonly #fonts = new PdfFonts()
  readonly #images = new PdfImages()
  /** Contents that pages have in common, by themselves; and under which name. */
  readonly #commons = new Map<string, string>()
  #freshCommons: (readonly [name: string, content: Uint8Array])[] = []
  #pages: PdfPart['pages'][number][] = []
  #contents: Buffer[] = []

  constructor(dpi: Resolution) {
    this.#dpi = dpi
  }

  add(box: PageBox, draw: (canvas: Canvas) => void): void {
    const { width, height } = box
    const canvas = new Canvas(this.#fonts, this.#images, this.#dpi, box)
    draw(canvas)
    const content = deflateSync(Buffer.from(canvas.content, 'latin1'), { chunkSize: 4096 })
    this.#pages.push({ width, height, common: this.#common(canvas.common), length: content.length })
    this.#contents.push(content)
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

  /** The stream that comes before the page's own. @returns its name */
  #common(content: string): string {
    if (content === '') return ''
    let name = this.#commons.get(content)
    if (name === undefined) {
      const bytes = Buffer.from(`q\n${content}Q\n`, 'latin1')
      name = createHash('sha256').update(bytes).digest('base64')
      if (this.#commons.size >= mostCommons) this.#commons.clear()
      this.#commons.set(content, name)
      this.#freshCommons.push([name, deflateSync(bytes)])
    }
    return name
  }
}
