import type { Pixels } from './logo.ts'

/** A picture of a document: colours, or black dots that leave the paper between them as it is. */
export type PdfPicture = { readonly kind: 'colours'; readonly pixels: Pixels } | { readonly kind: 'dots'; readonly width: number; readonly height: number; readonly bits: Uint8Array }

/** What is used of pdfkit's objects. */
interface Reference { end(data: Buffer): void }

/** The pictures of one document, each written once however many pages show it, and those that the page at hand shows. */
export class PdfImages {
  readonly #document: PDFKit.PDFDocument
  readonly #made = new Map<string, { readonly name: string; readonly reference: Reference }>()
  readonly #used = new Map<string, Reference>()

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document
  }

  /** @param key the same for the same picture. @returns its name on the page at hand */
  use(key: string, make: () => PdfPicture): string {
    let image = this.#made.get(key)
    if (image === undefined) {
      image = { name: `Im${String(this.#made.size + 1)}`, reference: this.#write(make()) }
      this.#made.set(key, image)
    }
    this.#used.set(image.name, image.reference)
    return image.name
  }

  /** The pictures used since the last call: what a page's resources must name. */
  takeUsed(): ReadonlyMap<string, Reference> {
    const used = new Map(this.#used)
    this.#used.clear()
    return used
  }

  #write(picture: PdfPicture): Reference {
    const common = { Type: 'XObject', Subtype: 'Image' }
    // pdfkit's `ref` makes an object of the document; its published types leave it out.
    const document = this.#document as unknown as { ref(data: Record<string, unknown>): Reference }
    if (picture.kind === 'dots') {
      const { width, height, bits } = picture
      const reference = document.ref({ ...common, Width: width, Height: height, ImageMask: true, BitsPerComponent: 1, Decode: [1, 0] })
      reference.end(Buffer.from(bits))
      return reference
    }
    const { width, height, rgb } = picture.pixels
    const reference = document.ref({ ...common, Width: width, Height: height, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 })
    reference.end(Buffer.from(rgb))
    return reference
  }
}
