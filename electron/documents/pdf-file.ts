import PDFDocument from 'pdfkit'
import { Canvas } from './canvas.ts'
import type { PageBox } from './papers.ts'
import { PdfFonts } from './pdf-fonts.ts'
import { PdfImages } from './pdf-images.ts'
import type { Resolution } from './slip.ts'

/** A PDF that is written page by page. The same pages, title and moment make the same bytes. */
export class PdfFile {
  readonly #document: PDFKit.PDFDocument
  readonly #fonts: PdfFonts
  readonly #images: PdfImages
  readonly #chunks: Uint8Array[] = []
  readonly #ended: Promise<void>
  readonly #dpi: Resolution
  #pages = 0

  constructor(options: { readonly title: string; readonly createdAt: number; readonly dpi: Resolution; readonly language: string }) {
    this.#dpi = options.dpi
    // `font: null` keeps Helvetica out; the published types ask for a string.
    const settings = {
      autoFirstPage: false, font: null, pdfVersion: '1.7', lang: options.language, displayTitle: true, margin: 0,
      info: { Title: options.title, Creator: 'Packbench', Producer: 'Packbench', CreationDate: new Date(options.createdAt) }
    } as unknown as PDFKit.PDFDocumentOptions
    this.#document = new PDFDocument(settings)
    this.#ended = new Promise((resolve, reject) => {
      this.#document.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
      this.#document.on('end', () => { resolve() })
      this.#document.on('error', reject)
    })
    this.#fonts = new PdfFonts(this.#document)
    this.#images = new PdfImages(this.#document)
    // Whoever prints this from a viewer gets it unscaled, on paper of its size.
    const root = this.#document as unknown as { readonly _root: { readonly data: { readonly ViewerPreferences: { readonly data: Record<string, unknown> } } } }
    Object.assign(root._root.data.ViewerPreferences.data, { PrintScaling: 'None', PickTrayByPDFSize: true })
  }

  /** How many pages there are so far. */
  get pages(): number { return this.#pages }

  addPage(box: PageBox, draw: (canvas: Canvas) => void): void {
    this.#document.addPage({ size: [box.width, box.height], margin: 0 })
    this.#pages += 1
    const canvas = new Canvas(this.#fonts, this.#images, this.#dpi)
    draw(canvas)
    // `page.fonts`, `page.xobjects` and `page.write` are how pdfkit's own text and pictures do it; the published types leave them out.
    const page = this.#document.page as unknown as { readonly fonts: Record<string, unknown>; readonly xobjects: Record<string, unknown>; write(chunk: Uint8Array): void }
    page.write(Buffer.from(`${canvas.content}\n`, 'latin1'))
    for (const font of this.#fonts.takeUsed()) page.fonts[font.name] = font.reference
    for (const [name, reference] of this.#images.takeUsed()) page.xobjects[name] = reference
  }

  async finish(): Promise<Uint8Array> {
    this.#document.end()
    await this.#ended
    return new Uint8Array(Buffer.concat(this.#chunks))
  }
}
