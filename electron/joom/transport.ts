import { setTimeout as sleep } from 'node:timers/promises'
import { parseAddress } from '../domain/connection.ts'
import type { Millis } from '../domain/ids.ts'
import type { ChangeOutcome, Checked, CreateOutcome, ReadOutcome } from '../domain/outcome.ts'
import { unlessGivenUp } from '../domain/unless-given-up.ts'
import { breathe } from './breathe.ts'
import type { Envelope } from './envelope.ts'
import { exchange, usualMaxBytes, usualTimeouts, type AnswerHeaders, type ExchangeTimeouts, type SendOnce } from './exchange.ts'
import { NoAccessToken } from './no-access-token.ts'
import type { RequestKind } from './request-budget.ts'
import type { RequestGate } from './request-gate.ts'
import { scrubAll, scrubber, scrubInSteps } from './scrub.ts'
import { throttledUntil } from './throttle.ts'
import { changeOutcome, createOutcome, readOutcome, verdictOf, type Take, type Verdict } from './verdict.ts'
import type { FindProxy } from './ways-out.ts'

/** How readings are repeated: full jitter over `base`, 2 × `base`, …, at most `cap`; a wait that Joom asks for is honoured up to `longest`. Milliseconds. */
export interface ReadRetry {
  readonly attempts: number
  readonly base: Millis
  readonly cap: Millis
  readonly longest: Millis
}
const usualRetry: ReadRetry = { attempts: 3, base: 500, cap: 8000, longest: 10_000 }

export interface JoomClientOptions {
  /** Origin of the API. https, or http on this computer; anything else throws at once. */
  readonly address: string
  /**
   * The access token of the store. Called again with the token that Joom did not accept; what comes then is tried once, also
   * where it is the same one: some servers renew a token to itself. Throws `NoAccessToken` where there is none.
   */
  readonly accessToken: (refused?: string) => Promise<string>
  readonly now: () => Millis
  readonly userAgent: string
  readonly timeouts?: Partial<ExchangeTimeouts> | undefined
  readonly maxBytes?: number | undefined
  readonly findProxy?: FindProxy | undefined
  readonly retry?: Partial<ReadRetry> | undefined
  /** A number in [0, 1). */
  readonly random?: (() => number) | undefined
  /** Through which the requests leave: one for all that ask the same store. */
  readonly gate?: RequestGate | undefined
  /** Over the network where it is left out. */
  readonly sendOnce?: SendOnce | undefined
}

/** Names and values of a request. A field that is `null` or empty is left out: Joom takes it as not given. */
export type Fields = Readonly<Record<string, string | null>>

/** How a reading leaves and what is told of it. */
export interface ReadHow {
  /** `reading` where it is left out. */
  readonly kind?: RequestKind | undefined
  /** Gives the reading up, waiting or under way: its outcome is `unavailable` then. */
  readonly signal?: AbortSignal | undefined
  /** Told how many milliseconds it has to wait for its turn. */
  readonly waiting?: ((wait: Millis) => void) | undefined
  /** Told right before each request leaves, the repeated ones among them. */
  readonly leaves?: (() => void) | undefined
  /** Told the headers of an answer with a good status, once for each that comes: as soon as it begins where the way it takes tells that, else before it is read. */
  readonly heard?: ((headers: AnswerHeaders) => void) | undefined
}
/** How long a list waits for its turn, in milliseconds: a minute's budget used up, or a pause that Joom asks for. All else waits as long as a repeated reading would. */
const patienceOfLists = 150_000

/**
 * How requests reach one store. Neither method throws: what went wrong is the outcome. A reading is repeated a few times by
 * itself, and goes out again with a new token after a `401`-like refusal; a change is sent once, whatever is answered.
 * The token leaves only in the Authorization header, only to the address, and comes back in no text.
 */
export interface Transport {
  readonly read: <T>(path: string, fields: Fields, take: Take<T>, how?: ReadHow) => Promise<Checked<ReadOutcome<T>>>
  readonly change: (path: string, fields: Fields) => Promise<ChangeOutcome>
  /** A change that makes something; `made` reads what Joom says of it, and cannot make an accepted change anything else. */
  readonly create: <T>(path: string, fields: Fields, made: (envelope: Envelope) => T | null) => Promise<CreateOutcome<T>>
}

interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: URLSearchParams
  readonly reuse: boolean
  /** The tokens that this request has gone out with. */
  readonly secrets: string[]
  readonly how: ReadHow
}

/** @throws RangeError where the address is none */
export function createTransport(options: JoomClientOptions): Transport {
  const parsed = parseAddress(options.address)
  if ('problem' in parsed) throw new RangeError(`Not an address for the API: ${parsed.problem}`)
  const { origin } = parsed
  const retry = { ...usualRetry, ...options.retry }
  const random = options.random ?? Math.random
  const sendOnce = options.sendOnce ?? exchange

  const sendWith = async (token: string, { method, path, fields, reuse, secrets, how }: Ask): Promise<Verdict> => {
    const { kind = 'reading', signal, waiting } = how
    try {
      const wait = await options.gate?.enter(kind, { signal, waiting, patience: kind === 'list' ? patienceOfLists : retry.longest }) ?? 0
      // The gate's clock has broken milliseconds; a moment that is kept has whole ones.
      if (wait > 0) return { kind: 'throttled', until: options.now() + Math.ceil(wait), requestId: null, unsent: true }
    } catch {
      return { kind: 'not_sent', message: 'given up' }
    }
    secrets.push(token)
    how.leaves?.()
    const url = new URL(`/api/v2/${path}`, origin)
    if (method === 'GET') url.search = fields.toString()
    let heard = false
    const hear = (status: number, headers: AnswerHeaders): void => {
      if (heard || Math.floor(status / 100) !== 2) return
      heard = true
      how.heard?.(headers)
    }
    const answer = await sendOnce({
      method, url, reuse, signal, begins: hear, form: method === 'POST' ? fields : undefined,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'accept-encoding': 'gzip, br', 'user-agent': options.userAgent, ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }) },
      timeouts: { ...usualTimeouts, ...options.timeouts },
      maxBytes: options.maxBytes ?? usualMaxBytes,
      findProxy: options.findProxy
    })
    const headers = answer.kind === 'answer' ? answer.headers : null
    options.gate?.ended(kind, headers)
    if (answer.kind === 'answer' && answer.whole) hear(answer.status, answer.headers)
    // A page of a list is long: the rest of the program has its turn between the steps.
    if (kind === 'list') await breathe()
    const now = options.now()
    const verdict = verdictOf(answer, now, scrubber(secrets), method === 'GET')
    if (verdict.kind === 'throttled') options.gate?.hold(verdict.until - now)
    // A server that cannot serve just now may say until when: then nothing else is asked before.
    else if (verdict.kind === 'unavailable' && headers?.['retry-after'] !== undefined) options.gate?.hold(throttledUntil(headers, now) - now)
    return verdict
  }

  /** @returns the token, or what its absence means: a person has to sign in, or nothing could be sent just now */
  const tokenOr = async (signal: AbortSignal | undefined, refused?: string): Promise<string | Extract<Verdict, { kind: 'unauthorized' | 'not_sent' }>> => {
    try {
      // Who gives up does not wait for a renewal, which goes on by itself.
      return await unlessGivenUp(options.accessToken(refused), signal, (): never => { throw new Error('given up') })
    } catch (error) {
      if (!(error instanceof NoAccessToken)) return { kind: 'not_sent', message: 'the access token could not be had' }
      return error.signInNeeded ? { kind: 'unauthorized', message: error.message, requestId: null, unsent: true } : { kind: 'not_sent', message: error.message }
    }
  }

  const send = async (ask: Ask): Promise<Verdict> => {
    const { signal } = ask.how
    const first = await tokenOr(signal)
    if (typeof first !== 'string') return first
    const verdict = await sendWith(first, ask)
    if (verdict.kind !== 'unauthorized') return verdict
    const second = await tokenOr(signal, first)
    const { requestId } = verdict
    if (typeof second !== 'string' && second.kind === 'unauthorized') return { kind: 'unauthorized', message: second.message, requestId }
    if (ask.method === 'GET') return typeof second === 'string' ? sendWith(second, ask) : second
    // A change may have been delivered twice, and this be the answer to the second: it does not go out again unread.
    return typeof second === 'string' ? { ...verdict, renewed: true } : { kind: 'unavailable', message: second.message, requestId }
  }

  const read = async <T>(path: string, fields: Fields, take: Take<T>, how: ReadHow = {}): Promise<Checked<ReadOutcome<T>>> => {
    const secrets: string[] = []
    const isGivenUp = (): boolean => how.signal?.aborted === true
    for (let attempt = 1; ; attempt++) {
      const verdict = await send({ method: 'GET', path, fields: formOf(fields), reuse: attempt === 1, secrets, how })
      if (how.kind === 'list') await breathe()
      const taken = await readOutcome(verdict, take)
      const scrub = scrubber(secrets)
      const outcome = how.kind === 'list' ? await scrubInSteps(taken, scrub) : scrubAll(taken, scrub)
      if (attempt >= retry.attempts || isGivenUp()) return outcome
      const jitter = random() * Math.min(retry.cap, retry.base * 2 ** (attempt - 1))
      if (outcome.kind !== 'throttled' && outcome.kind !== 'unavailable' && outcome.kind !== 'unreadable') return outcome
      const asked = outcome.kind === 'throttled' ? outcome.until - options.now() : 0
      if (asked > retry.longest) return outcome
      await sleep(Math.max(asked, 0) + jitter, undefined, { signal: how.signal }).catch(() => undefined)
      // Given up while it waited: a further request would be given up as well.
      if (isGivenUp()) return outcome
    }
  }

  // On a connection of its own: one that died while it was kept open would make the outcome unknown for nothing.
  const sendChange = async <T>(path: string, fields: Fields, outcomeOf: (verdict: Verdict) => T): Promise<T> => {
    const secrets: string[] = []
    return scrubAll(outcomeOf(await send({ method: 'POST', path, fields: formOf(fields), reuse: false, secrets, how: { kind: 'command' } })), scrubber(secrets))
  }

  return {
    read,
    change: (path, fields) => sendChange(path, fields, changeOutcome),
    create: (path, fields, made) => sendChange(path, fields, (verdict) => createOutcome(verdict, made))
  }
}

function formOf(fields: Fields): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null && field[1] !== ''))
}
