import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { greyProfile, srgbProfile } from './colour-profiles.ts'
import { madeBy, metadataOf, type PdfAbout } from './pdf-metadata.ts'
import { pdfDate, pdfText } from './pdf-values.ts'

/** Rows as PNG has them, each less the one above it (the predictor `Up`). */
function lessTheOneAbove(bytes: Buffer, columns: number): Buffer {
  const rows = Buffer.alloc((bytes.length / columns) * (columns + 1), 2)
  for (let at = 0; at < bytes.length; at++) rows[at + Math.floor(at / columns) + 1] = (bytes[at] ?? 0) - (bytes[at - columns] ?? 0)
  return rows
}

/** A place among them is told by one byte. */
const objectsInStream = 200

const dictionary = (entries: Readonly<Record<string, string>>): string => `<<\n${Object.entries(entries).map(([key, value]) => `/${key} ${value}\n`).join('')}>>`

/** The numbers of the objects that every document has, and of the first of all others: the table says of 2 and 4 that they are free. */
const [pages, root, first] = [1, 3, 5]

/**
 * A PDF in the compact form of PDF 1.5: all that is no stream itself lies in object streams, and the table of objects is a stream.
 * It is PDF/A-2b: long after, on any machine, it looks the same. Everything is given to `write` as soon as it is there; only where objects lie is kept.
 */
export class PdfContainer {
  /** The number of the page tree's root. */
  readonly pages = pages
  readonly #about: PdfAbout
  readonly #write: (chunk: Uint8Array) => void
  /** For each object: where in the file it begins; or, in an object stream, the stream's number and its place in it. */
  readonly #places: (readonly [kind: 1 | 2, first: number, second: number])[] = []
  #packed: (readonly [id: number, text: string])[] = []
  #next = first
  #offset = 0

  constructor(about: PdfAbout, write: (chunk: Uint8Array) => void) {
    this.#about = about
    this.#write = write
    this.#raw(Buffer.from('%PDF-1.7\n%\xff\xff\xff\xff\n', 'latin1'))
  }

  /** The number of an object that will be given. */
  take(): number {
    return this.#next++
  }

  /** An object that is no stream. @param id from `take` */
  object(id: number, text: string): void {
    this.#packed.push([id, text])
    if (this.#packed.length >= objectsInStream) this.#writePacked()
  }

  /** The same under the next number. @returns that */
  add(text: string): number {
    const id = this.take()
    this.object(id, text)
    return id
  }

  /** A stream of this data, under the next number. @returns that */
  addStream(dictionary: string, data: Uint8Array): number {
    const id = this.take()
    this.stream(id, dictionary, deflateSync(data, { level: 9 }))
    return id
  }

  /** A stream whose data is compressed already. @param id from `take` @param dictionary what it says besides its length */
  stream(id: number, dictionary: string, deflated: Uint8Array): void {
    this.#places[id] = [1, this.#offset, 0]
    this.#raw(Buffer.from(`${String(id)} 0 obj\n<<${dictionary}/Length ${String(deflated.length)}/Filter/FlateDecode>>stream\n`, 'latin1'))
    this.#raw(deflated)
    this.#raw(Buffer.from('\nendstream\nendobj\n', 'latin1'))
  }

  /**
   * Makes the document whole. PDF/A-2b asks what its colours are meant to be.
   * @param kids the numbers of the nodes, or pages, under the root of the page tree
   * @param count of pages
   * @param colours whether it has any, or is grey
   */
  end(kids: readonly number[], count: number, colours: boolean): void {
    const { title, createdAt, language } = this.#about
    const profile = colours ? this.addStream('/N 3', srgbProfile()) : this.addStream('/N 1', greyProfile())
    const info = this.add(dictionary({ Producer: pdfText(madeBy), CreationDate: pdfDate(createdAt), Title: pdfText(title) }))
    const metadata = this.addStream('/Type/Metadata/Subtype/XML', Buffer.from(metadataOf(this.#about)))
    this.object(root, dictionary({
      Type: '/Catalog', Pages: `${String(pages)} 0 R`, Lang: pdfText(language),
      // Whoever prints this from a viewer gets it unscaled, on paper of its size.
      ViewerPreferences: '<</DisplayDocTitle true/PrintScaling/None/PickTrayByPDFSize true>>',
      OutputIntents: `[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(${colours ? 'sRGB' : 'grey'})/DestOutputProfile ${String(profile)} 0 R>>]`,
      Metadata: `${String(metadata)} 0 R`
    }))
    this.object(pages, dictionary({ Type: '/Pages', Count: String(count), Kids: `[${kids.map((kid) => `${String(kid)} 0 R`).join(' ')}]` }))
    this.#writeTable(info)
  }

  #raw(chunk: Uint8Array): void {
    this.#write(chunk)
    this.#offset += chunk.length
  }

  #writePacked(): void {
    if (this.#packed.length === 0) return
    const id = this.take()
    let [heads, bodies] = ['', '']
    this.#packed.forEach(([number, text], place) => {
      heads += `${String(number)} ${String(bodies.length)} `
      bodies += `${text}\n`
      this.#places[number] = [2, id, place]
    })
    const count = this.#packed.length
    this.#packed = []
    this.stream(id, `/Type/ObjStm/N ${String(count)}/First ${String(heads.length)}`, deflateSync(Buffer.from(heads + bodies, 'latin1'), { level: 9 }))
  }

  #writeTable(info: number): void {
    this.#writePacked()
    // A page is two objects, its stream and itself: in a long table each two are less the two before them, and most bytes are nothing then.
    const isLong = this.#next > 65
    if (isLong && this.#next % 2 === 0) this.take()
    const id = this.take()
    const start = this.#offset
    this.#places[id] = [1, start, 0]
    // A small file has short places.
    const bytes = start < 0x10000 ? 2 : 4
    const width = 2 + bytes
    const entries = Buffer.alloc((id + 1) * width)
    for (let i = 0; i <= id; i++) {
      const [kind, first, second] = this.#places[i] ?? [0, 0, 0]
      entries[i * width] = kind
      entries.writeUIntBE(first, i * width + 1, bytes)
      entries[i * width + 1 + bytes] = second
    }
    const rows = isLong ? lessTheOneAbove(entries, 2 * width) : entries
    const { title, createdAt } = this.#about
    // The same document is told by the same number, in every version of this program.
    const hex = `<${createHash('md5').update(`${String(createdAt)}\nProducer: ${madeBy}\nCreator: PDFKit\nCreationDate: ${String(createdAt)}\nTitle: ${title}\n`).digest('hex')}>`
    this.stream(id, `/Type/XRef/Size ${String(id + 1)}/W[1 ${String(bytes)} 1]${isLong ? `/DecodeParms<</Predictor 12/Columns ${String(2 * width)}>>` : ''}/Root ${String(root)} 0 R/Info ${String(info)} 0 R/ID[${hex}${hex}]`, deflateSync(rows, { level: 9 }))
    this.#raw(Buffer.from(`startxref\n${String(start)}\n%%EOF\n`, 'latin1'))
  }
}
