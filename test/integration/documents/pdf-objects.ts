import { inflateSync } from 'node:zlib'

export interface PdfObject {
  /** All of the object that is no stream. */
  readonly dictionary: string
  /** As it lies in the file. */
  readonly raw: Buffer | null
  /** Decompressed, where that is all that was done to it. */
  readonly stream: Buffer | null
}

export interface PdfObjects {
  readonly objects: ReadonlyMap<number, PdfObject>
  readonly root: number
  readonly info: number
}

/**
 * The objects of a PDF, those in object streams too, read from its beginning to its end by the rules of the format and by nothing
 * of the code that wrote it.
 */
export function pdfObjects(pdf: Uint8Array): PdfObjects {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const objects = new Map<number, PdfObject>()
  let [root, info] = [0, 0]
  let at = bytes.indexOf(' 0 obj')
  while (at >= 0) {
    const id = Number(/(\d+)$/u.exec(bytes.toString('latin1', Math.max(0, at - 12), at))?.[1])
    const from = at + 7
    const end = bytes.indexOf('endobj', from)
    const begins = bytes.indexOf('stream\n', from)
    let next = end
    if (begins >= 0 && begins < end) {
      const dictionary = bytes.toString('latin1', from, begins).trim()
      const data = begins + 7
      const raw = bytes.subarray(data, data + Number(/\/Length (\d+)/u.exec(dictionary)?.[1]))
      next = bytes.indexOf('endobj', data + raw.length)
      const stream = dictionary.includes('FlateDecode') ? inflateSync(raw) : raw
      if (/\/Type ?\/ObjStm/u.test(dictionary)) {
        const first = Number(/\/First (\d+)/u.exec(dictionary)?.[1])
        const heads = stream.toString('latin1', 0, first).trim().split(/\s+/u).map(Number)
        for (let i = 0; i < heads.length; i += 2) objects.set(heads[i] ?? 0, { dictionary: stream.toString('latin1', first + (heads[i + 1] ?? 0), heads[i + 3] === undefined ? undefined : first + heads[i + 3]!).trim(), raw: null, stream: null })
      } else if (/\/Type ?\/XRef/u.test(dictionary)) {
        root = Number(/\/Root (\d+) 0 R/u.exec(dictionary)?.[1])
        info = Number(/\/Info (\d+) 0 R/u.exec(dictionary)?.[1])
      } else objects.set(id, { dictionary, raw, stream })
    } else objects.set(id, { dictionary: bytes.toString('latin1', from, end).trim(), raw: null, stream: null })
    at = bytes.indexOf(' 0 obj', next)
  }
  return { objects, root, info }
}

/** The same document in the plainest form, with other dictionaries. */
export function rewritten({ objects, root, info }: PdfObjects, change: (dictionary: string) => string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xff\xff\xff\xff\n', 'latin1')]
  const places = new Map<number, number>()
  let at = parts[0]?.length ?? 0
  const write = (part: Buffer): void => {
    parts.push(part)
    at += part.length
  }
  for (const [id, { dictionary, raw }] of objects) {
    places.set(id, at)
    write(Buffer.from(`${String(id)} 0 obj\n${change(dictionary)}\n`, 'latin1'))
    if (raw !== null) for (const part of [Buffer.from('stream\n'), raw, Buffer.from('\nendstream\n')]) write(part)
    write(Buffer.from('endobj\n'))
  }
  const size = Math.max(...objects.keys()) + 1
  const rows = Array.from({ length: size }, (_, id) => (places.has(id) ? `${String(places.get(id)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n'))
  const start = at
  write(Buffer.from(`xref\n0 ${String(size)}\n${rows.join('')}trailer\n<</Size ${String(size)} /Root ${String(root)} 0 R /Info ${String(info)} 0 R>>\nstartxref\n${String(start)}\n%%EOF\n`, 'latin1'))
  return Buffer.concat(parts)
}
