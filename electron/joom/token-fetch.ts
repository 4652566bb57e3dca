import { assertNever } from '../domain/assert-never.ts'
import type { Millis } from '../domain/ids.ts'
import { answeredAt } from './answered-at.ts'
import { readEnvelope } from './envelope.ts'
import { exchange, textOf, usualTimeouts, type ExchangeTimeouts, type SendOnce } from './exchange.ts'
import { scrubber } from './scrub.ts'
import { verdictOf } from './verdict.ts'
import type { FindProxy } from './ways-out.ts'
import { isWireList, isWireObject, own, parseWire, type WireObject, type WireValue } from './wire-json.ts'
import { readDecimal, readMoment, readText } from './wire-value.ts'

/** Joom surely handed out nothing: its own no to a sign-in or a renewal, or nothing was sent. */
export class TokenRefused extends Error {
  readonly httpStatus: number
  readonly code: string
  readonly requestId: string | null

  constructor(message: string, httpStatus: number, code: string, requestId: string | null) {
    super(message)
    this.name = 'TokenRefused'
    this.httpStatus = httpStatus
    this.code = code
    this.requestId = requestId
  }
}

/** No answer, or none that can be read. Joom may have handed out tokens all the same. */
export class TokenUnavailable extends Error {
  /** `unreadable`: an answer came, but not in Joom's form. */
  readonly kind: 'unavailable' | 'unreadable'
  readonly requestId: string | null

  constructor(kind: 'unavailable' | 'unreadable', message: string, requestId: string | null) {
    super(message)
    this.name = 'TokenUnavailable'
    this.kind = kind
    this.requestId = requestId
  }
}

export interface TokenFetchOptions {
  readonly userAgent: string
  readonly now: () => Millis
  readonly timeouts?: Partial<ExchangeTimeouts> | undefined
  readonly findProxy?: FindProxy | undefined
  /** Over the network where it is left out. */
  readonly sendOnce?: SendOnce | undefined
}

/** Ten years, in seconds: whatever says more says nothing. */
const longestLife = 315_360_000
const secretFields = ['client_secret', 'code', 'refresh_token']

/**
 * A `fetch` for an OAuth library (reference: "Authentication", "Response Scheme"), which takes Joom's form of an answer, `{"code":0,"data":{"access_token":…}}`, to the one
 * that OAuth has, also where a server should answer in OAuth's own. Sent once, no redirect followed.
 * @throws TokenRefused | TokenUnavailable, without any secret in their words; never anything else
 */
export function createTokenFetch(options: TokenFetchOptions): (url: string, form: URLSearchParams) => Promise<Response> {
  const sendOnce = options.sendOnce ?? exchange
  return async (url, form) => {
    const answer = await sendOnce({
      method: 'POST', url: new URL(url), form, reuse: false,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'user-agent': options.userAgent },
      timeouts: { ...usualTimeouts, ...options.timeouts }, maxBytes: 1_000_000, findProxy: options.findProxy
    })
    const status = answer.kind === 'answer' ? answer.status : 0
    const said = answer.kind === 'answer' && answer.whole ? parseWire(textOf(answer.body), (text) => text) : undefined
    const tokens = status >= 200 && status < 300 && isWireObject(said) ? tokensIn(said) : null
    if (tokens !== null) return oauthAnswer(tokens, answer.kind === 'answer' ? answeredAt(answer.headers) ?? options.now() : options.now())

    const scrub = scrubber(secretFields.flatMap((field) => form.get(field) ?? []))
    const verdict = verdictOf(answer, options.now(), scrub)
    const short = (text: string): string => scrub(text).slice(0, 300)
    const no = verdict.kind === 'throttled' || verdict.kind === 'unavailable' ? null : ownNo(said, status)
    if (no !== null) throw new TokenRefused(short(no.message), status, short(no.code), 'requestId' in verdict ? verdict.requestId : null)
    switch (verdict.kind) {
      case 'refused': throw new TokenRefused(verdict.message, verdict.httpStatus, verdict.code, verdict.requestId)
      case 'unauthorized':
        // Whatever stands in between may want a sign-in of its own: without Joom's code it is not Joom's no.
        if (answer.kind !== 'answer' || !answer.whole || readEnvelope(textOf(answer.body), scrub) === null) throw new TokenUnavailable('unreadable', verdict.message, verdict.requestId)
        throw new TokenRefused(verdict.message, 401, '401', verdict.requestId)
      case 'ok': throw new TokenUnavailable('unreadable', 'the answer holds no tokens', verdict.requestId)
      case 'unreadable': throw new TokenUnavailable('unreadable', verdict.message, verdict.requestId)
      case 'throttled': throw new TokenUnavailable('unavailable', 'too many requests', verdict.requestId)
      case 'unavailable': throw new TokenUnavailable('unavailable', verdict.message, verdict.requestId)
      case 'not_sent': throw new TokenUnavailable('unavailable', verdict.message, null)
      default: assertNever(verdict)
    }
  }
}

/** OAuth's own words for a no (RFC 6749, 5.2). */
const standardNos = new Set(['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'])

/** A no that is not in Joom's form but in OAuth's own, whatever status it has. */
function ownNo(said: WireValue | undefined, status: number): { readonly code: string; readonly message: string } | null {
  if (!isWireObject(said) || own(said, 'code') !== undefined) return null
  const error = readText(own(said, 'error'))
  const isNo = error !== null && ((status >= 400 && status < 500) || standardNos.has(error))
  return isNo ? { code: error, message: readText(own(said, 'error_description')) ?? error } : null
}

/** The object that holds the tokens: `data` under code 0, which may be left out, or the answer itself, as in OAuth's own form. */
function tokensIn(said: WireObject): WireObject | null {
  const code = own(said, 'code')
  if (code !== undefined && code !== null && Number(readDecimal(code) ?? 'NaN') !== 0) return null
  const data = own(said, 'data')
  const inside = isWireList(data) ? data[0] : data
  if (own(said, 'access_token') !== undefined) return said
  return isWireObject(inside) && (code !== undefined || own(inside, 'access_token') !== undefined) ? inside : null
}

/** Single fields may be null or texts. @param now by the clock of whoever answered: a moment is told by that one */
function oauthAnswer(tokens: WireObject, now: Millis): Response {
  const token = (key: string): string | null => {
    const value = own(tokens, key)
    const text = typeof value === 'string' ? value.trim() : ''
    return /^[\x21-\x7e]{1,8000}$/.test(text) ? text : null
  }
  const access = token('access_token')
  if (access === null) throw new TokenUnavailable('unreadable', 'the answer holds no access_token', null)
  // Whole seconds, and no more than a life of which a moment can be told.
  const left = Math.min(Math.floor(secondsLeft(own(tokens, 'expires_in'), now) ?? secondsLeft(own(tokens, 'expiry_time'), now) ?? 0), longestLife)
  const refresh = token('refresh_token')
  return Response.json({ access_token: access, token_type: 'bearer', ...(refresh !== null && { refresh_token: refresh }), ...(left > 0 && { expires_in: left }) })
}

/** Above this it is no number of seconds that are left but a moment, in seconds since 1970; above the second in milliseconds. */
const momentFrom = 1_000_000_000
const milliMomentFrom = 100_000_000_000

/** How long a token lives: seconds left, or a moment as a number or in words. `null` where nothing is said, or nothing that is still to come. */
function secondsLeft(value: WireValue | undefined, now: Millis): number | null {
  const number = Number(readDecimal(value) ?? 'NaN')
  const moment = number >= milliMomentFrom ? number : number >= momentFrom ? number * 1000 : readMoment(value)
  const left = moment === null ? number : (moment - now) / 1000
  return left > 0 ? left : null
}
