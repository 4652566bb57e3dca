import { PDFiumLibrary } from '@hyzyla/pdfium'
import { blackBits } from './black-bits.ts'
import { codeMark, type SaidCode } from './canvas.ts'

/** A page in a printer's dots: one bit each, rows begin with a byte, 1 is black. */
export interface DotPage {
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly bits: Uint8Array
  /** The codes that say of themselves what they are. */
  readonly codes: readonly DotCode[]
}

/** A code on such a page, in dots: its corner, its modules, how many dots each is wide, and how high the whole is. */
export interface DotCode extends SaidCode {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
  /** Not whole where the page was made for other dots than these. */
  readonly module: number
  readonly height: number
}

/** Rows of a page as they are drawn, `0xffRRGGBB` for each dot; theirs until the next ones are drawn. */
export interface PageBand {
  /** How many rows of the page lie above it. */
  readonly top: number
  readonly width: number
  readonly rows: number
  readonly shades: Uint32Array
}

/** Those of PDFium's own functions that are called here. The wrapper holds them all and shows few; its version is pinned. Numbers are places in its memory. */
interface Pdfium {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { malloc(bytes: number): number; free(place: number): void }
  _FPDF_LoadMemDocument(pdf: number, bytes: number, password: number): number
  _FPDF_CloseDocument(document: number): void
  _FPDF_GetPageCount(document: number): number
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_GetPageWidthF(page: number): number
  _FPDF_GetPageHeightF(page: number): number
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDF_RenderPageBitmapWithMatrix(bitmap: number, page: number, matrix: number, clip: number, flags: number): void
  _FPDFPage_CountObjects(page: number): number
  _FPDFPage_GetObject(page: number, index: number): number
  _FPDFPageObj_CountMarks(object: number): number
  _FPDFPageObj_GetMark(object: number, index: number): number
  _FPDFPageObjMark_GetName(mark: number, buffer: number, bytes: number, length: number): number
  _FPDFPageObjMark_GetParamStringValue(mark: number, key: number, buffer: number, bytes: number, length: number): number
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number
  _FPDFImageObj_GetImagePixelSize(object: number, width: number, height: number): number
}

type Library = Awaited<ReturnType<typeof PDFiumLibrary.init>>

/** `FPDFBitmap_BGRx`, four bytes a dot: in one byte a dot PDFium draws letters otherwise than everywhere else. */
const colours = 3
/** Room for the longest text of a code, in bytes of UTF-16. */
const textRoom = 8192

/**
 * Pages of a PDF in whole dots of a printer, from the left top corner, never stretched or fitted: what is printed is the very
 * page that was looked at. What covers half a dot or more is black.
 */
export class PdfRaster {
  readonly #library: Library
  readonly #pdfium: Pdfium
  readonly #place: number
  readonly #document: number
  /** How many pages there are. */
  readonly pages: number

  private constructor(library: Library, pdf: Uint8Array) {
    this.#library = library
    // The wrapper keeps its module to itself.
    this.#pdfium = (library as unknown as { readonly module: Pdfium }).module
    this.#place = this.#keep(pdf)
    this.#document = this.#pdfium._FPDF_LoadMemDocument(this.#place, pdf.length, 0)
    if (this.#document === 0) throw new Error('This is no PDF that can be read')
    this.pages = this.#pdfium._FPDF_GetPageCount(this.#document)
  }

  /** @throws Error where it is no PDF */
  static async open(pdf: Uint8Array): Promise<PdfRaster> {
    return new PdfRaster(await PDFiumLibrary.init(), pdf)
  }

  /** @param index from 0 @throws Error where the page cannot be read */
  page(index: number, dpi: number): DotPage {
    return this.#open(index, dpi, (page, outline) => ({ ...outline, ...this.#draw(page, outline.width, outline.height, dpi) }))
  }

  /** The same without the dots: quick. */
  outline(index: number, dpi: number): Omit<DotPage, 'stride' | 'bits'> {
    return this.#open(index, dpi, (_page, outline) => outline)
  }

  /** How large a page is, in points. @param index from 0 */
  size(index: number): { readonly width: number; readonly height: number } {
    return this.#with(index, (page) => ({ width: this.#pdfium._FPDF_GetPageWidthF(page), height: this.#pdfium._FPDF_GetPageHeightF(page) }))
  }

  /**
   * A page from the top down, in as few parts as so many dots allow: a large page of a fine printer takes no more memory than a label.
   * @param index from 0
   * @param dots in an inch, across and down
   * @param most dots of a part
   */
  bands(index: number, dots: { readonly across: number; readonly down: number }, most: number, take: (band: PageBand) => void): void {
    this.#with(index, (page) => {
      const [width, height] = [Math.ceil((this.#pdfium._FPDF_GetPageWidthF(page) * dots.across) / 72), Math.ceil((this.#pdfium._FPDF_GetPageHeightF(page) * dots.down) / 72)]
      const rows = Math.max(1, Math.floor(most / width))
      for (let top = 0; top < height; top += rows) {
        const part = { width, rows: Math.min(rows, height - top), top }
        this.#shades(page, part, dots, (shades) => { take({ ...part, shades }) })
      }
    })
  }

  close(): void {
    this.#pdfium._FPDF_CloseDocument(this.#document)
    this.#pdfium.wasmExports.free(this.#place)
    this.#library.destroy()
  }

  #with<T>(index: number, read: (page: number) => T): T {
    const page = this.#pdfium._FPDF_LoadPage(this.#document, index)
    if (page === 0) throw new Error(`Page ${String(index + 1)} cannot be read`)
    try {
      return read(page)
    } finally {
      this.#pdfium._FPDF_ClosePage(page)
    }
  }

  #open<T>(index: number, dpi: number, read: (page: number, outline: Omit<DotPage, 'stride' | 'bits'>) => T): T {
    return this.#with(index, (page) => {
      const [across, down] = [(this.#pdfium._FPDF_GetPageWidthF(page) * dpi) / 72, (this.#pdfium._FPDF_GetPageHeightF(page) * dpi) / 72]
      // A page is rounded down to 0.01 pt: what is left of its last dot belongs to it.
      return read(page, { width: Math.ceil(across), height: Math.ceil(down), codes: this.#codes(page, down, dpi) })
    })
  }

  #draw(page: number, width: number, height: number, dpi: number): { readonly stride: number; readonly bits: Uint8Array } {
    const stride = Math.ceil(width / 8)
    return { stride, bits: this.#shades(page, { width, rows: height, top: 0 }, { across: dpi, down: dpi }, (shades) => blackBits(shades, width, height, stride)) }
  }

  #shades<T>(page: number, { width, rows, top }: { readonly width: number; readonly rows: number; readonly top: number }, dots: { readonly across: number; readonly down: number }, use: (shades: Uint32Array) => T): T {
    const bytes = width * rows * 4
    const shades = this.#pdfium.wasmExports.malloc(bytes)
    const matrix = this.#keep(floats(dots.across / 72, 0, 0, dots.down / 72, 0, -top))
    const clip = this.#keep(floats(0, 0, width, rows))
    const bitmap = this.#pdfium._FPDFBitmap_CreateEx(width, rows, colours, shades, width * 4)
    try {
      this.#pdfium.HEAPU8.fill(255, shades, shades + bytes)
      this.#pdfium._FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, 0)
      return use(new Uint32Array(this.#pdfium.HEAPU8.buffer, shades, width * rows))
    } finally {
      this.#pdfium._FPDFBitmap_Destroy(bitmap)
      for (const place of [shades, matrix, clip]) this.#pdfium.wasmExports.free(place)
    }
  }

  #codes(page: number, pageDots: number, dpi: number): DotCode[] {
    const codes: DotCode[] = []
    for (let i = 0; i < this.#pdfium._FPDFPage_CountObjects(page); i++) {
      const object = this.#pdfium._FPDFPage_GetObject(page, i)
      for (let m = 0; m < this.#pdfium._FPDFPageObj_CountMarks(object); m++) {
        const mark = this.#pdfium._FPDFPageObj_GetMark(object, m)
        if (this.#text((...where) => this.#pdfium._FPDFPageObjMark_GetName(mark, ...where)) !== codeMark) continue
        const [kind, text] = [this.#param(mark, 'Kind'), this.#param(mark, 'Text')]
        if ((kind !== 'code128' && kind !== 'qr' && kind !== 'datamatrix') || text === '') continue
        codes.push({ kind, text, ...this.#box(object, pageDots, dpi) })
      }
    }
    return codes
  }

  /** Where a picture lies. It is drawn a little inside its dots, so the nearest dot is the right one. */
  #box(object: number, pageDots: number, dpi: number): Omit<DotCode, keyof SaidCode> {
    const place = this.#pdfium.wasmExports.malloc(32)
    try {
      this.#pdfium._FPDFPageObj_GetMatrix(object, place)
      this.#pdfium._FPDFImageObj_GetImagePixelSize(object, place + 24, place + 28)
      const view = new DataView(this.#pdfium.HEAPU8.slice(place, place + 32).buffer)
      const [across, down, left, bottom] = [0, 12, 16, 20].map((at) => (view.getFloat32(at, true) * dpi) / 72)
      const [columns, rows] = [view.getUint32(24, true), view.getUint32(28, true)]
      const [width, height] = [Math.round(across ?? 0), Math.round(down ?? 0)]
      return { x: Math.round(left ?? 0), y: Math.round(pageDots - (bottom ?? 0) - (down ?? 0)), columns, rows, module: width / columns, height }
    } finally {
      this.#pdfium.wasmExports.free(place)
    }
  }

  #param(mark: number, key: string): string {
    const name = this.#keep(Buffer.from(`${key}\0`, 'latin1'))
    try {
      return this.#text((...where) => this.#pdfium._FPDFPageObjMark_GetParamStringValue(mark, name, ...where))
    } finally {
      this.#pdfium.wasmExports.free(name)
    }
  }

  #text(read: (buffer: number, bytes: number, length: number) => number): string {
    const length = this.#pdfium.wasmExports.malloc(4 + textRoom)
    try {
      if (read(length + 4, textRoom, length) === 0) return ''
      const memory = Buffer.from(this.#pdfium.HEAPU8.buffer)
      const bytes = memory.readUInt32LE(length)
      return bytes > textRoom ? '' : memory.toString('utf16le', length + 4, length + 4 + bytes).replace(/\0+$/u, '')
    } finally {
      this.#pdfium.wasmExports.free(length)
    }
  }

  #keep(bytes: Uint8Array): number {
    const place = this.#pdfium.wasmExports.malloc(bytes.length)
    this.#pdfium.HEAPU8.set(bytes, place)
    return place
  }
}

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer)
