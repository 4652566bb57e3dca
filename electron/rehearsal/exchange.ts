import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Parameters } from './parameters.ts'

const bodyLimit = 1_000_000
/** A request whose body is longer than anything this server takes. */
export class BodyTooLong extends Error {}

/** Whether a web page asks: browsers say so with an Origin, or where the page is. What a person types into the address bar is of no page. */
export function isOfPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  return headers.origin !== undefined || (site !== undefined && site !== 'none')
}

/** The body of a request as text. @throws BodyTooLong */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  // Without an encoding set, a request yields buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new BodyTooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The parameters of a request: those of a form body, then those of the address, whose question mark may be doubled. The first of a name counts. */
export function parametersOf(url: URL, contentType: string | undefined, body: string): Parameters {
  const parameters = new Map<string, string>()
  const form = /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '') ? [...new URLSearchParams(body)] : []
  for (const [name, value] of [...form, ...new URLSearchParams(url.search.replace(/^\?+/, ''))]) if (!parameters.has(name)) parameters.set(name, value)
  return parameters
}

/** The access token: of the header, else of the parameters. */
export function tokenOf(authorization: string | undefined, parameters: Parameters): string | null {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  return bearer ?? (parameters.get('access_token') || null)
}

export const json = 'application/json; charset=utf-8'
export const html = 'text/html; charset=utf-8'

/** JSON as Joom writes it, with the characters of HTML escaped: harmless wherever it is shown. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('&', String.raw`\u0026`).replaceAll('<', String.raw`\u003c`).replaceAll('>', String.raw`\u003e`)
}

/** An entity of an answer whose bytes are kept once it has been written, for those that are asked for again and again. */
export class Written {
  readonly #value: () => unknown
  #bytes: Buffer | null = null

  constructor(value: () => unknown) {
    this.#value = value
  }

  toJSON(): unknown {
    return this.#value()
  }

  bytes(): Buffer {
    this.#bytes ??= Buffer.from(jsonText(this.#value()))
    return this.#bytes
  }
}

const noData = '"data":[]'

/** The bytes of an answer; a list of written entities is put together of theirs. */
export function jsonBytes(body: Readonly<Record<string, unknown>>): Buffer {
  const data: unknown = body['data']
  if (!Array.isArray(data) || !data.every((entry) => entry instanceof Written)) return Buffer.from(jsonText(body))
  // The code alone stands before the data, so the first empty list is theirs.
  const around = jsonText({ ...body, data: [] })
  const at = around.indexOf(noData) + noData.length - 1
  const comma = Buffer.from(',')
  return Buffer.concat([Buffer.from(around.slice(0, at)), ...data.flatMap((entry, nth) => (nth === 0 ? [entry.bytes()] : [comma, entry.bytes()])), Buffer.from(around.slice(at))])
}

/** Answers whole, and ends the response. Nothing keeps a copy of it. */
export function answer(response: ServerResponse, status: number, type: string, text: string | Buffer, headers: Readonly<Record<string, string>> = {}): void {
  const body = typeof text === 'string' ? Buffer.from(text) : text
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers })
  response.end(body)
}

/** Sends the headers and half of the body, then cuts the connection. */
export async function answerHalf(response: ServerResponse, status: number, type: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<void> {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, ...headers })
  await new Promise<void>((resolve) => response.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve()))
  response.destroy()
}
