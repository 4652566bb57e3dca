import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { greyProfile, srgbProfile } from './colour-profiles.ts'
import { madeBy, metadataOf, type PdfAbout } from './pdf-metadata.ts'

/** What is used of pdfkit's objects. The version is pinned, and every test that reads a PDF guards it. */
interface PdfObject {
  readonly id: number
  readonly data: Record<string, unknown>
  finalize(): void
}

interface Insides {
  readonly _root: PdfObject
  _offset: number
  readonly _offsets: unknown[]
  readonly _id: Uint8Array
  readonly _info: PdfObject
  readonly info: Record<string, unknown>
  readonly read: () => Uint8Array | null
  endMetadata: () => void
  ref: (data?: unknown) => PdfObject
  _write: (data: Uint8Array | string) => void
  _finalize: () => void
  end: () => void
}

/** Something that pdfkit writes into a dictionary as it stands. */
export class Verbatim {
  readonly #text: string
  constructor(text: string) { this.#text = text }
  /** pdfkit writes what is no plain object by its `toString`. */
  get [Symbol.toStringTag](): string { return 'Verbatim' }
  toString(): string { return this.#text }
  /** pdfkit ends what it takes for an object. */
  end(): void { /* nothing is written */ }
}

/** Rows as PNG has them, each less the one above it (the predictor `Up`). */
function lessTheOneAbove(bytes: Buffer, columns: number): Buffer {
  const rows = Buffer.alloc((bytes.length / columns) * (columns + 1), 2)
  for (let at = 0; at < bytes.length; at++) rows[at + Math.floor(at / columns) + 1] = (bytes[at] ?? 0) - (bytes[at - columns] ?? 0)
  return rows
}

const endOfStream = Buffer.from('\nendstream\nendobj\n')

/** A place among them is told by one byte. */
const objectsInStream = 200

/**
 * pdfkit's document, written in the compact form of PDF 1.5: all that is no stream itself lies in object streams, and the table
 * of objects is a stream. It is PDF/A-2b: long after, on any machine, it looks the same. Everything is given to `write` as soon as it is there; only where objects lie is kept.
 */
export class PdfContainer {
  readonly #document: Insides
  readonly #write: (chunk: Uint8Array) => void
  /** For each object: where in the file it begins; or, in an object stream, the stream's number and its place in it. */
  readonly #places: (readonly [kind: 1 | 2, first: number, second: number])[] = []
  #packed: (readonly [id: number, text: string])[] = []
  #captured: string[] | null = null

  constructor(about: PdfAbout, write: (chunk: Uint8Array) => void) {
    this.#write = write
    // `font: null` keeps Helvetica out; the published types ask for a string.
    const settings = {
      autoFirstPage: false, font: null, pdfVersion: '1.7', lang: about.language, margin: 0,
      info: { Title: about.title, Producer: madeBy, CreationDate: new Date(about.createdAt) }
    } as unknown as PDFKit.PDFDocumentOptions
    // The published types know nothing of pdfkit's objects.
    const document = new PDFDocument(settings) as unknown as Insides
    this.#document = document
    // pdfkit names itself here.
    delete document.info['Creator']
    for (const object of [document._root, this.pages]) this.#pack(object)
    const ref = document.ref.bind(document)
    // What is said of the document stands where it is said, in no object of its own.
    document.ref = (data) => (data instanceof String || data instanceof Date ? Object.assign(data, { end: () => { /* nothing is written */ } }) as unknown as PdfObject : this.#pack(ref(data))) // it is ended, and then a value
    const head = document.read()
    if (head !== null) write(head)
    document._write = (data) => {
      if (this.#captured !== null && typeof data === 'string') this.#captured.push(data)
    }
    document._finalize = () => { /* `end` does that */ }
    document.endMetadata = () => { document._root.data['Metadata'] = new Verbatim(`${String(this.addStream('/Type/Metadata/Subtype/XML', Buffer.from(metadataOf(about))))} 0 R`) }
    // There are no names to find places by. pdfkit ends what has them, and writes nothing of it that it cannot list.
    Object.defineProperty(document._root.data, 'Names', { value: new Verbatim(''), enumerable: false })
    // Whoever prints this from a viewer gets it unscaled, on paper of its size.
    document._root.data['ViewerPreferences'] = new Verbatim('<</DisplayDocTitle true/PrintScaling/None/PickTrayByPDFSize true>>')
  }

  get pages(): PdfObject { return this.#document._root.data['Pages'] as PdfObject } // pdfkit makes it with the document

  /** The number of an object that will be given. */
  take(): number {
    this.#document._offsets.push(null)
    return this.#document._offsets.length
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
    this.#places[id] = [1, this.#document._offset, 0]
    this.#raw(Buffer.from(`${String(id)} 0 obj\n<<${dictionary}/Length ${String(deflated.length)}/Filter/FlateDecode>>stream\n`, 'latin1'))
    this.#raw(deflated)
    this.#raw(endOfStream)
  }

  /**
   * Makes the document whole. PDF/A-2b asks what its colours are meant to be.
   * @param colours whether it has any, or is grey
   */
  end(colours: boolean): void {
    const profile = colours ? this.addStream('/N 3', srgbProfile()) : this.addStream('/N 1', greyProfile())
    this.#document._root.data['OutputIntents'] = new Verbatim(`[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(${colours ? 'sRGB' : 'grey'})/DestOutputProfile ${String(profile)} 0 R>>]`)
    this.#document.end()
    this.#writeTable()
  }

  #raw(chunk: Uint8Array): void {
    this.#write(chunk)
    this.#document._offset += chunk.length
  }

  /** Where pdfkit would write an object of its own, none of which is a stream, the object goes with the others. */
  #pack(object: PdfObject): PdfObject {
    const finalize = object.finalize.bind(object)
    object.finalize = () => {
      this.#captured = []
      finalize()
      const [, text = ''] = this.#captured
      this.#captured = null
      this.object(object.id, text)
    }
    return object
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

  #writeTable(): void {
    this.#writePacked()
    // A page is two objects, its stream and itself: in a long table each two are less the two before them, and most bytes are nothing then.
    const isLong = this.#document._offsets.length > 64
    if (isLong && this.#document._offsets.length % 2 === 1) this.take()
    const id = this.take()
    const start = this.#document._offset
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
    const hex = `<${Buffer.from(this.#document._id).toString('hex')}>`
    this.stream(id, `/Type/XRef/Size ${String(id + 1)}/W[1 ${String(bytes)} 1]${isLong ? `/DecodeParms<</Predictor 12/Columns ${String(2 * width)}>>` : ''}/Root ${String(this.#document._root.id)} 0 R/Info ${String(this.#document._info.id)} 0 R/ID[${hex}${hex}]`, deflateSync(rows, { level: 9 }))
    this.#raw(Buffer.from(`startxref\n${String(start)}\n%%EOF\n`, 'latin1'))
  }
}
