import { request } from 'node:http'

/** The operations of IPP that tell what is known of a job and of a printer, and the version that every server speaks. */
const getJobAttributes = 0x0009
const getPrinterAttributes = 0x000b
const version = [1, 1] as const
const tags = { operation: 0x01, end: 0x03, integer: 0x21, boolean: 0x22, enum: 0x23, resolution: 0x32, name: 0x42, keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48 } as const

/** Bytes of an answer: the longest lists of media take some ten thousand. */
const mostBytes = 4 * 1024 * 1024

/** Where a print server listens: a path of a socket, or a host and a port. */
export type IppServer = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** What `lpstat -H` prints: a path, or a host with or without a port. */
export function ippServer(said: string): IppServer {
  const text = said.trim()
  if (text.startsWith('/')) return { socketPath: text }
  const [, host = 'localhost', port = '631'] = /^(.*?)(?::(\d+))?$/u.exec(text) ?? []
  return { host: host === '' ? 'localhost' : host, port: Number(port) }
}

function attribute(tag: number, name: string, value: string): Buffer {
  const [n, v] = [Buffer.from(name), Buffer.from(value)]
  const head = Buffer.alloc(3)
  head.writeUInt8(tag, 0)
  head.writeUInt16BE(n.length, 1)
  const size = Buffer.alloc(2)
  size.writeUInt16BE(v.length)
  return Buffer.concat([head, n, size, v])
}

export type IppAttributes = Readonly<Record<string, readonly (string | number)[]>>

/** Attributes of an answer, each with its values: numbers and texts. @throws RangeError for what is no answer of IPP */
export function parseIpp(bytes: Buffer): { readonly status: number; readonly attributes: IppAttributes } {
  // Names are the server's: one may be that of something which every object has.
  const attributes = new Map<string, (string | number)[]>()
  let at = 8
  let name = ''
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at)
    at += 1
    if (tag === tags.end) break
    // Below it begins another group.
    if (tag < 0x10) continue
    const nameLength = bytes.readUInt16BE(at)
    // Further values of an attribute have no name of their own.
    if (nameLength > 0) name = bytes.toString('utf8', at + 2, at + 2 + nameLength)
    at += 2 + nameLength
    const length = bytes.readUInt16BE(at)
    const value = bytes.subarray(at + 2, at + 2 + length)
    at += 2 + length
    if (tag >= 0x10 && tag < 0x20) continue
    const values = attributes.get(name) ?? []
    attributes.set(name, values)
    // Dots in an inch across; a printer that counts them by the centimetre is none of ours.
    if (tag === tags.resolution) values.push(length === 9 && value.readUInt8(8) === 3 ? value.readInt32BE() : 0)
    else values.push((tag === tags.integer || tag === tags.enum) && length === 4 ? value.readInt32BE() : tag === tags.boolean ? value.readUInt8() : value.toString('utf8'))
  }
  return { status: bytes.readUInt16BE(2), attributes: Object.fromEntries(attributes) }
}

/**
 * Asks a print server what it knows of a job.
 * @param patience in milliseconds
 * @returns `null` where it knows of no such job (any more)
 * @throws Error where it cannot be asked, or does not answer as a print server does
 */
export function jobAttributes(server: IppServer, job: number, user: string, patience: number): Promise<IppAttributes | null> {
  return ask(server, { operation: getJobAttributes, path: '/jobs/', about: attribute(tags.uri, 'job-uri', `ipp://localhost/jobs/${String(job)}`), user, wanted: ['job-state', 'job-state-reasons', 'job-printer-state-message', 'job-printer-state-reasons'] }, patience)
}

/** Asks a print server what a printer can do: its media, its dots in an inch, and whether it takes jobs; as for a job. */
export function printerAttributes(server: IppServer, printer: string, user: string, patience: number): Promise<IppAttributes | null> {
  const path = `/printers/${encodeURIComponent(printer)}`
  return ask(server, { operation: getPrinterAttributes, path, about: attribute(tags.uri, 'printer-uri', `ipp://localhost${path}`), user, wanted: ['media-supported', 'printer-resolution-supported', 'printer-is-accepting-jobs'] }, patience)
}

async function ask(server: IppServer, { operation, path, about, user, wanted }: { readonly operation: number; readonly path: string; readonly about: Buffer; readonly user: string; readonly wanted: readonly string[] }, patience: number): Promise<IppAttributes | null> {
  const head = Buffer.from([...version, operation >> 8, operation & 0xff, 0, 0, 0, 1, tags.operation])
  const body = Buffer.concat([
    head, attribute(tags.charset, 'attributes-charset', 'utf-8'), attribute(tags.language, 'attributes-natural-language', 'en'), about, attribute(tags.name, 'requesting-user-name', user),
    ...wanted.map((name, i) => attribute(tags.keyword, i === 0 ? 'requested-attributes' : '', name)), Buffer.from([tags.end])
  ])
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const sent = request({ ...server, method: 'POST', path, headers: { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' }, signal: AbortSignal.timeout(patience) }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > mostBytes) response.destroy(new Error('The print server does not come to an end'))
      })
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks))
        else reject(new Error(`The print server answered ${String(response.statusCode)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
  const { status, attributes } = parseIpp(answer)
  if (status === 0x0406) return null
  if (status > 0x00ff) throw new Error(`The print server answered ${status.toString(16)}`)
  return attributes
}
