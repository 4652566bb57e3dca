import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { srgbProfile } from './srgb-profile.ts'

/** What is used of pdfkit's objects. The version is pinned, and every test that reads a PDF guards it. */
interface PdfObject {
  readonly id: number
  readonly data: Record<string, unknown>
  /** What was written of a stream so far. */
  buffer: Uint8Array[]
  compress: boolean
  finalize(): void
}

/** What a document says of itself. */
export interface PdfAbout {
  readonly title: string
  readonly createdAt: number
  /** BCP 47. */
  readonly language: string
}

interface Insides {
  readonly _root: PdfObject
  _offset: number
  readonly _offsets: unknown[]
  readonly _id: Uint8Array
  readonly _info: PdfObject
  readonly read: () => Uint8Array | null
  appendXML: (xml: string) => void
  ref: (data?: Record<string, unknown>) => PdfObject
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
}

const objectsInStream = 200

const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** pdfkit writes XMP with room between its tags, its title as it is, and does not compress it. */
function compact(metadata: PdfObject, title: string): void {
  const xml = Buffer.concat(metadata.buffer).toString('utf8').replace(`>${title}</rdf:li>`, () => `>${inXml(title)}</rdf:li>`)
  metadata.buffer = [Buffer.from(xml.replaceAll(/>\s+</gu, '><'))]
  metadata.compress = true
  metadata.data['Filter'] = 'FlateDecode'
  delete metadata.data['length']
}

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
  readonly #title: string
  #captured: string[] | null = null

  constructor(options: PdfAbout, write: (chunk: Uint8Array) => void) {
    this.#write = write
    this.#title = options.title
    // `font: null` keeps Helvetica out; the published types ask for a string.
    const settings = {
      autoFirstPage: false, font: null, pdfVersion: '1.7', lang: options.language, displayTitle: true, margin: 0,
      info: { Title: options.title, Creator: 'Packbench', Producer: 'Packbench', CreationDate: new Date(options.createdAt) }
    } as unknown as PDFKit.PDFDocumentOptions
    // The published types know nothing of pdfkit's objects.
    const document = new PDFDocument(settings) as unknown as Insides
    this.#document = document
    const made = [document._root, ...Object.values(document._root.data)].filter((one) => one instanceof Object && 'finalize' in one) as PdfObject[] // by that method
    for (const object of made) this.#pack(object)
    const ref = document.ref.bind(document)
    document.ref = (data) => this.#pack(ref(data))
    const head = document.read()
    if (head !== null) write(head)
    document._write = (data) => {
      if (this.#captured !== null && typeof data === 'string') this.#captured.push(data)
      else this.#raw(typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data)
    }
    document._finalize = () => { this.#writeTable() }
    // Whoever prints this from a viewer gets it unscaled, on paper of its size.
    const preferences = document._root.data['ViewerPreferences'] as PdfObject // made by `displayTitle`
    Object.assign(preferences.data, { PrintScaling: 'None', PickTrayByPDFSize: true })
    // PDF/A-2b: what its colours are meant to be, and that it says so. All fonts are in it, and nothing is transparent.
    document.appendXML('<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>')
    document._root.data['OutputIntents'] = new Verbatim(`[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile ${String(this.addStream('/N 3', srgbProfile()))} 0 R>>]`)
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
    this.#raw(Buffer.from('\nendstream\nendobj\n', 'latin1'))
  }

  end(): void { this.#document.end() }

  #raw(chunk: Uint8Array): void {
    this.#write(chunk)
    this.#document._offset += chunk.length
  }

  /** Where pdfkit would write an object of its own that is no stream, the object goes with the others. */
  #pack(object: PdfObject): PdfObject {
    const finalize = object.finalize.bind(object)
    object.finalize = () => {
      if (object.buffer.length > 0) {
        if (object.data['Type'] === 'Metadata') compact(object, this.#title)
        this.#places[object.id] = [1, this.#document._offset, 0]
        finalize()
        return
      }
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
    this.stream(id, `/Type/ObjStm/N ${String(count)}/First ${String(heads.length)}`, deflateSync(Buffer.from(heads + bodies, 'latin1')))
  }

  #writeTable(): void {
    this.#writePacked()
    const id = this.take()
    const start = this.#document._offset
    this.#places[id] = [1, start, 0]
    const width = 7
    const rows = Buffer.alloc((id + 1) * (width + 1))
    for (let i = 0; i <= id; i++) {
      const [kind, first, second] = this.#places[i] ?? [0, 0, 65535]
      const at = i * (width + 1) + 1
      rows[at] = kind
      rows.writeUInt32BE(first, at + 1)
      rows.writeUInt16BE(second, at + 5)
    }
    // Each row less the one above it (PNG's predictor `Up`): that makes most bytes nothing.
    for (let i = id; i >= 0; i--) {
      const at = i * (width + 1)
      rows[at] = 2
      if (i > 0) for (let byte = 1; byte <= width; byte++) rows[at + byte] = ((rows[at + byte] ?? 0) - (rows[at - width - 1 + byte] ?? 0)) & 255
    }
    const hex = `<${Buffer.from(this.#document._id).toString('hex')}>`
    this.stream(id, `/Type/XRef/Size ${String(id + 1)}/W[1 4 2]/DecodeParms<</Predictor 12/Columns ${String(width)}>>/Root ${String(this.#document._root.id)} 0 R/Info ${String(this.#document._info.id)} 0 R/ID[${hex}${hex}]`, deflateSync(rows))
    this.#raw(Buffer.from(`startxref\n${String(start)}\n%%EOF\n`, 'latin1'))
  }
}
