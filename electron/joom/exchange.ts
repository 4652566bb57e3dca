import type { ClientRequest } from 'node:http'
import { TLSSocket } from 'node:tls'
import got from 'got'
import { agentsOf, waysTo, type FindProxy, type WayOut } from './ways-out.ts'

/** Longest waits, in milliseconds, for each part of an exchange and for the whole of it. */
export interface ExchangeTimeouts {
  readonly connect: number
  readonly response: number
  readonly total: number
}
/** How long a request may take, in milliseconds: Joom needs seconds where it is busy. */
export const usualTimeouts: ExchangeTimeouts = { connect: 10_000, response: 45_000, total: 90_000 }
/** The largest answer that is read, in bytes: a page of 500 orders has two million. */
export const usualMaxBytes = 20 * 1024 * 1024

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Fields of the body, sent as a form. */
  readonly form?: URLSearchParams | undefined
  /** Whether a connection that was kept open may be used. It may have died unnoticed, and the request with it. */
  readonly reuse: boolean
  readonly timeouts: ExchangeTimeouts
  /** Cuts the exchange off. */
  readonly signal?: AbortSignal | undefined
  /** Most bytes of an answer, counted after decompression. */
  readonly maxBytes: number
  /** Told as soon as an answer begins, before its body is here. */
  readonly begins?: ((status: number, headers: AnswerHeaders) => void) | undefined
  /** The system's proxies; straight to the server where it is left out. */
  readonly findProxy?: FindProxy | undefined
}

/** The headers of an answer, names in lower case; a header that came twice is joined. */
export type AnswerHeaders = Readonly<Record<string, string>>

/**
 * What became of one request on the wire, nothing interpreted yet.
 * `not_sent`: no connection stood, so not a byte of the request left. `lost`: it may have left, no answer came. `answer`:
 * status and headers came; `whole` is false where the body was cut, too long or not to be decompressed, and `body` is then empty.
 */
export type Exchange =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: AnswerHeaders; readonly body: Uint8Array; readonly whole: boolean; readonly flaw: string }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'not_sent'; readonly message: string }

/** How a request gets out and its answer in. Keeps the promises of `exchange`. */
export type SendOnce = (request: ExchangeRequest) => Promise<Exchange>

/**
 * Sends one request, once: no retry, no redirect, no cookies. It goes out as the system's proxies say; where one of them
 * cannot be reached, nothing has left, and the next one is tried. A proxy's no is `not_sent` and final.
 * @returns always; never throws. Messages hold the system's words, never headers or the body.
 */
export async function exchange(request: ExchangeRequest): Promise<Exchange> {
  const ways = await waysTo(request.url, request.findProxy)
  for (const way of ways.slice(0, -1)) {
    const result = await exchangeThrough(way, request)
    if (way === null || result.kind !== 'not_sent' || !unreached.test(result.message)) return result
  }
  return exchangeThrough(ways.at(-1) ?? null, request)
}

/** Words of a proxy that is not there, as opposed to one that says no, and to what went wrong behind it. */
const unreached = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b|did not answer in time/

async function exchangeThrough(way: WayOut, request: ExchangeRequest): Promise<Exchange> {
  let left = false
  let answered: { status: number; headers: AnswerHeaders } | null = null
  const cut = (flaw: string): Exchange => answered === null ? { kind: left ? 'lost' : 'not_sent', message: flaw } : { kind: 'answer', ...answered, body: new Uint8Array(), whole: false, flaw }
  let reaching: NodeJS.Timeout | undefined
  try {
    const { connect, response, total } = request.timeouts
    const stream = got.stream(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.form && { body: request.form.toString() }),
      agent: request.reuse ? agentsOf(way).shared : agentsOf(way).fresh,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: true,
      ...(request.signal && { signal: request.signal }),
      timeout: { lookup: connect, connect, secureConnect: connect, response, request: total }
    })
    // got's own limits begin with a socket, which through a proxy is there only once the tunnel stands.
    if (way !== null) reaching = setTimeout(() => { stream.destroy(new Error(`the proxy ${way} did not answer in time`)) }, connect * 2)
    stream.once('request', (sending: ClientRequest) => {
      whenConnected(sending, () => {
        left = true
        clearTimeout(reaching)
      })
    })
    stream.once('response', (answer: { statusCode: number; headers: Readonly<Record<string, string | string[] | undefined>> }) => {
      left = true
      answered = { status: answer.statusCode, headers: plainHeaders(answer.headers) }
      request.begins?.(answered.status, answered.headers)
    })
    const parts: Buffer[] = []
    let size = 0
    for await (const part of stream) {
      const bytes = Buffer.from(part as Uint8Array) // got's stream is in byte mode
      size += bytes.length
      if (size > request.maxBytes) {
        stream.destroy()
        return cut(`the answer is longer than ${String(request.maxBytes)} bytes`)
      }
      parts.push(bytes)
    }
    // An event listener sets it, which the compiler does not see.
    const head = answered as { status: number; headers: AnswerHeaders } | null
    if (head === null) return cut('the connection closed before an answer')
    return { kind: 'answer', ...head, body: Buffer.concat(parts), whole: true, flaw: '' }
  } catch (error) {
    return cut(wordsOf(error))
  } finally {
    clearTimeout(reaching)
  }
}

/**
 * Calls back once the connection stands (with TLS: is secured): from then on bytes of the request may be on their way.
 * A socket that comes secured already, as the one out of a proxy's tunnel or one that was kept open, tells of it no more.
 */
function whenConnected(sending: ClientRequest, connected: () => void): void {
  sending.once('socket', (socket) => {
    if (socket instanceof TLSSocket) {
      if (socket.connecting || isHandshaking(socket)) socket.once('secureConnect', connected)
      else connected()
    } else if (socket.connecting) socket.once('connect', connected)
    else connected()
  })
}

/** Node keeps it on every TLS socket; where it should be missing, bytes count as under way, which is the safe side. */
function isHandshaking(socket: TLSSocket): boolean {
  return 'secureConnecting' in socket && socket.secureConnecting === true
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]]))
}

/** The system's words for a failure. An AggregateError (every address of a host failed) says nothing itself: its parts do. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const words = error.message === '' ? code : error.message
  return code === '' || code.startsWith('ERR_') || words.includes(code) ? words : `${words} (${code})`
}

/** The body as text: UTF-8, a byte order mark dropped. */
export function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}
