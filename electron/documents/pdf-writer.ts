import { compactName, compactPage, embedCompact } from './compact-page.ts'
import { DocumentFonts } from './document-fonts.ts'
import { PdfContainer, Verbatim } from './pdf-container.ts'
import type { PdfPicture } from './pdf-images.ts'
import type { PdfAbout } from './pdf-metadata.ts'
import type { PdfPart } from './pdf-part.ts'

const pagesInNode = 64

/**
 * Puts parts together to one PDF, which leaves through `write` while it grows: what is kept of a page is a few numbers. The same
 * pages, title and moment make the same bytes, however the pages came in parts.
 */
export class PdfWriter {
  readonly #container: PdfContainer
  readonly #resources: number
  readonly #fonts = new DocumentFonts()
  readonly #pictures = new Map<string, number>()
  readonly #commons = new Map<string, number>()
  /** The page tree: nodes of pages under the root. */
  readonly #nodes: number[] = []
  #kids: number[] = []
  #pages = 0
  #hasColours = false
  /** All parts, as long as they have no more than one page. */
  #held: PdfPart[] | null = []

  /** @param compact whether a document of one page is made small: that takes longer than all else of it, and is for what is kept or sent */
  constructor(about: PdfAbout, write: (chunk: Uint8Array) => void, compact = true) {
    this.#container = new PdfContainer(about, write)
    if (!compact) this.#held = null
    this.#resources = this.#container.take()
  }

  get pages(): number { return this.#pages }

  append(part: PdfPart): void {
    if (this.#held === null) {
      this.#write(part)
      return
    }
    this.#held.push(part)
    this.#pages += part.pages.length
    if (this.#pages > 1) this.#writeHeld(this.#held)
  }

  /** The document has more than one page, or that one is not to be compact. */
  #writeHeld(held: readonly PdfPart[]): void {
    this.#held = null
    this.#pages = 0
    for (const part of held) this.#write(part)
  }

  #write(part: PdfPart): void {
    for (const use of part.fonts) this.#fonts.take(use)
    for (const [name, picture] of part.pictures) if (!this.#pictures.has(name)) this.#pictures.set(name, this.#picture(picture))
    for (const [name, content] of part.commons) {
      if (this.#commons.has(name)) continue
      const id = this.#container.take()
      this.#commons.set(name, id)
      this.#container.stream(id, '', content)
    }
    let at = 0
    for (const { width, height, common, length } of part.pages) {
      this.#page(width, height, common, part.contents.subarray(at, at + length))
      at += length
    }
  }

  /** Writes the fonts and the tables: the document is whole after that. */
  finish(): void {
    if (this.#held !== null) {
      if (this.#writeOnly(this.#held)) return
      this.#writeHeld(this.#held)
    }
    this.#writeResources(this.#fonts.embed(this.#container))
    this.#endNode()
    Object.assign(this.#container.pages.data, { Count: this.#pages, Kids: new Verbatim(`[${this.#nodes.map((node) => `${String(node)} 0 R`).join(' ')}]`) })
    this.#container.end(this.#hasColours)
  }

  /** The document of one page, which is compact. @returns whether that can be */
  #writeOnly(parts: readonly PdfPart[]): boolean {
    const compact = compactPage(parts)
    const [page] = parts.flatMap((part) => part.pages)
    if (compact === null || page === undefined) return false
    for (const [name, picture] of parts.flatMap((part) => part.pictures)) if (!this.#pictures.has(name)) this.#pictures.set(name, this.#picture(picture))
    const content = this.#container.addStream('', Buffer.from(compact.content, 'latin1'))
    this.#writeResources(compact.glyphs.length === 0 ? '' : `/${compactName} ${String(embedCompact(this.#container, compact))} 0 R`)
    const root = this.#container.pages
    const id = this.#container.add(`<</Type/Page/Parent ${String(root.id)} 0 R/MediaBox[0 0 ${String(page.width)} ${String(page.height)}]/Contents ${String(content)} 0 R/Resources ${String(this.#resources)} 0 R>>`)
    Object.assign(root.data, { Count: 1, Kids: new Verbatim(`[${String(id)} 0 R]`) })
    this.#container.end(this.#hasColours)
    return true
  }

  #writeResources(fonts: string): void {
    const pictures = [...this.#pictures].map(([name, id]) => `/${name} ${String(id)} 0 R`)
    this.#container.object(this.#resources, `<</Font<<${fonts}>>${pictures.length === 0 ? '' : `/XObject<<${pictures.join('')}>>`}>>`)
  }

  #page(width: number, height: number, common: string, content: Uint8Array): void {
    if (this.#kids.length === pagesInNode) this.#endNode()
    if (this.#kids.length === 0) this.#nodes.push(this.#container.take())
    const [drawn, page] = [this.#container.take(), this.#container.take()]
    this.#container.stream(drawn, '', content)
    const before = this.#commons.get(common)
    this.#container.object(page, `<</Type/Page/Parent ${String(this.#nodes.at(-1))} 0 R/MediaBox[0 0 ${String(width)} ${String(height)}]/Contents${before === undefined ? ` ${String(drawn)} 0 R` : `[${String(before)} 0 R ${String(drawn)} 0 R]`}/Resources ${String(this.#resources)} 0 R>>`)
    this.#kids.push(page)
    this.#pages += 1
  }

  #endNode(): void {
    const node = this.#nodes.at(-1)
    if (node === undefined || this.#kids.length === 0) return
    this.#container.object(node, `<</Type/Pages/Parent ${String(this.#container.pages.id)} 0 R/Count ${String(this.#kids.length)}/Kids[${this.#kids.map((kid) => `${String(kid)} 0 R`).join(' ')}]>>`)
    this.#kids = []
  }

  #picture(picture: PdfPicture): number {
    this.#hasColours ||= picture.kind === 'colours'
    return picture.kind === 'dots'
      ? this.#container.addStream(`/Type/XObject/Subtype/Image/Width ${String(picture.width)}/Height ${String(picture.height)}/ImageMask true/BitsPerComponent 1/Decode[1 0]`, picture.bits)
      : this.#container.addStream(`/Type/XObject/Subtype/Image/Width ${String(picture.pixels.width)}/Height ${String(picture.pixels.height)}/ColorSpace/DeviceRGB/BitsPerComponent 8`, picture.pixels.rgb)
  }
}
