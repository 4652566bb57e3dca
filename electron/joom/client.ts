import { setTimeout as sleep } from 'node:timers/promises'
import { parseAddress } from '../domain/connection.ts'
import type { Millis } from '../domain/ids.ts'
import type { ReceivedOrder, UnreadableOrder } from '../domain/order.ts'
import type { ChangeOutcome, ReadOutcome } from '../domain/outcome.ts'
import { speaksOfNext, type Envelope } from './envelope.ts'
import { exchange, usualMaxBytes, usualTimeouts, type ExchangeTimeouts } from './exchange.ts'
import { NoAccessToken } from './no-access-token.ts'
import { scrubber } from './scrub.ts'
import { changeOutcome, readOutcome, verdictOf, type Verdict } from './verdict.ts'
import { isWireList, isWireObject, own } from './wire-json.ts'
import { readFlag, readText } from './wire-value.ts'
import { isReadable, readOrder, type ReadOrder } from './wire-order.ts'

export interface OrdersPage {
  readonly orders: readonly ReceivedOrder[]
  readonly unreadable: readonly UnreadableOrder[]
  /** Entities in the page, readable or not. */
  readonly count: number
  /** Ask for the page at `start + count`. A server may say so for ever: stop also at a page that is empty or brings nothing new. */
  readonly mayHaveMore: boolean
}

/** A page of a list. `limit`: 1 to 500 (reference). `since`: only orders updated from then on. */
export interface PageRequest {
  readonly start: number
  readonly limit: number
  readonly since?: Millis | undefined
}

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
   * The access token of the store. Called again with the token that Joom did not accept; a different one is tried once,
   * the same one ends as `unauthorized`. Throws `NoAccessToken` where there is none.
   */
  readonly accessToken: (refused?: string) => Promise<string>
  readonly now: () => Millis
  readonly userAgent: string
  readonly timeouts?: Partial<ExchangeTimeouts> | undefined
  readonly maxBytes?: number | undefined
  readonly retry?: Partial<ReadRetry> | undefined
  /** A number in [0, 1). */
  readonly random?: (() => number) | undefined
}

/**
 * One store at Joom, API v2. No method throws: what went wrong is the outcome. Readings are repeated a few times by
 * themselves; a change is sent once, and only a `401`-like refusal, which surely did nothing, makes it go out again with a new token.
 * The token leaves only in the Authorization header, only to the address, and comes back in no text.
 */
export interface JoomClient {
  listOrders(which: 'multi-get' | 'get-fulfill', page: PageRequest): Promise<ReadOutcome<OrdersPage>>
  /** `null`: Joom does not know the order. An answer about another order is `unreadable`. */
  getOrder(joomId: string): Promise<ReadOutcome<ReceivedOrder | UnreadableOrder | null>>
  /** Reference: "Fulfill an Order". */
  fulfil(joomId: string, shipment: { readonly provider: string; readonly trackingNumber: string; readonly shippingTime: string; readonly note: string | null }): Promise<ChangeOutcome>
  /** Reference: "Modify Tracking of a Shipped Order". */
  modifyTracking(joomId: string, shipment: { readonly provider: string; readonly trackingNumber: string }): Promise<ChangeOutcome>
  /** Reference: "Refund/Cancel an order". */
  refund(joomId: string, refund: { readonly reasonCode: number; readonly note: string | null }): Promise<ChangeOutcome>
  /** Reference: "Test Authentication". Joom's greeting. */
  authTest(): Promise<ReadOutcome<string>>
}

/** Not found (4001, 1004), or not even an id (1000 with data 2014). */
function isNotKnown(refusal: { readonly code: string; readonly data: string | null }): boolean {
  return refusal.code === '4001' || refusal.code === '1004' || (refusal.code === '1000' && refusal.data === '2014')
}

interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: URLSearchParams
  readonly reuse: boolean
}

export function createJoomClient(options: JoomClientOptions): JoomClient {
  const parsed = parseAddress(options.address)
  if ('problem' in parsed) throw new RangeError(`Not an address for the API: ${parsed.problem}`)
  const { origin } = parsed
  const retry = { ...usualRetry, ...options.retry }
  const random = options.random ?? Math.random

  const sendWith = async (token: string, { method, path, fields, reuse }: Ask): Promise<Verdict> => {
    const url = new URL(`/api/v2/${path}`, origin)
    if (method === 'GET') url.search = fields.toString()
    const answer = await exchange({
      method, url, reuse, form: method === 'POST' ? fields : undefined,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'user-agent': options.userAgent, ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }) },
      timeouts: { ...usualTimeouts, ...options.timeouts },
      maxBytes: options.maxBytes ?? usualMaxBytes
    })
    return verdictOf(answer, options.now(), scrubber([token]))
  }

  /** @returns the token, or what its absence means: a person has to sign in, or nothing could be sent just now */
  const tokenOr = async (refused?: string): Promise<string | Extract<Verdict, { kind: 'unauthorized' | 'not_sent' }>> => {
    try {
      return await options.accessToken(refused)
    } catch (error) {
      if (!(error instanceof NoAccessToken)) return { kind: 'not_sent', message: 'the access token could not be had' }
      return error.signInNeeded ? { kind: 'unauthorized', message: error.message, requestId: null } : { kind: 'not_sent', message: error.message }
    }
  }

  const send = async (ask: Ask): Promise<Verdict> => {
    const first = await tokenOr()
    if (typeof first !== 'string') return first
    const verdict = await sendWith(first, ask)
    if (verdict.kind !== 'unauthorized') return verdict
    const second = await tokenOr(first)
    if (second === first) return verdict
    if (typeof second === 'string') return sendWith(second, ask)
    return second.kind === 'unauthorized' ? { ...second, requestId: verdict.requestId } : second
  }

  const read = async <T>(path: string, fields: URLSearchParams, take: (envelope: Envelope) => { readonly value: T } | { readonly unreadable: string }): Promise<ReadOutcome<T>> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = readOutcome(await send({ method: 'GET', path, fields, reuse: attempt === 1 }), take)
      if (attempt >= retry.attempts) return outcome
      const jitter = random() * Math.min(retry.cap, retry.base * 2 ** (attempt - 1))
      if (outcome.kind === 'throttled') {
        const asked = outcome.until - options.now()
        if (asked > retry.longest) return outcome
        await sleep(Math.max(asked, 0) + jitter)
      } else if (outcome.kind === 'unavailable' || outcome.kind === 'unreadable') await sleep(jitter)
      else return outcome
    }
  }

  const change = async (path: string, fields: Readonly<Record<string, string | null>>): Promise<ChangeOutcome> =>
    // On a connection of its own: one that died while it was kept open would make the outcome unknown for nothing.
    changeOutcome(await send({ method: 'POST', path, fields: formOf(fields), reuse: false }))

  return {
    listOrders: (which, page) => read(
      `order/${which}`,
      formOf({ start: String(page.start), limit: String(page.limit), since: page.since === undefined ? null : new Date(page.since).toISOString().slice(0, 19) }),
      (envelope) => takePage(envelope, page.limit)
    ),
    async getOrder(joomId) {
      const outcome = await read('order', formOf({ id: joomId }), (envelope) => takeOrder(envelope, joomId))
      return outcome.kind === 'refused' && isNotKnown(outcome) ? { kind: 'ok', value: null, requestId: outcome.requestId } : outcome
    },
    fulfil: (joomId, { provider, trackingNumber, shippingTime, note }) =>
      change('order/fulfill-one', { id: joomId, tracking_provider: provider, tracking_number: trackingNumber, shipping_time: shippingTime, ship_note: note }),
    modifyTracking: (joomId, { provider, trackingNumber }) => change('order/modify-tracking', { id: joomId, tracking_provider: provider, tracking_number: trackingNumber }),
    refund: (joomId, { reasonCode, note }) => change('order/refund', { id: joomId, reason_code: String(reasonCode), reason_note: note }),
    authTest: () => read('auth_test', new URLSearchParams(), takeGreeting)
  }
}

/** Fields that are `null` or empty are left out. */
function formOf(fields: Readonly<Record<string, string | null>>): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null && field[1] !== ''))
}

function takePage({ data, paging }: Envelope, limit: number): { readonly value: OrdersPage } | { readonly unreadable: string } {
  const entities = data === null || data === '' || (isWireObject(data) && Object.keys(data).length === 0) ? [] : data
  if (!isWireList(entities)) return { unreadable: 'data is not a list of orders' }
  const all = entities.map((entity) => readOrder(entity))
  const count = all.length
  const mayHaveMore = count > 0 && (paging === null ? count >= limit : speaksOfNext(paging))
  return { value: { orders: all.filter(isReadable), unreadable: all.filter((order): order is UnreadableOrder => !isReadable(order)), count, mayHaveMore } }
}

function takeOrder({ data }: Envelope, joomId: string): { readonly value: ReadOrder | null } | { readonly unreadable: string } {
  const entity = isWireList(data) ? data[0] : data
  if (entity === undefined || entity === null || (isWireObject(entity) && Object.keys(entity).length === 0)) return { value: null }
  const order = readOrder(entity)
  const answered = isReadable(order) ? order.facts.joomId : order.joomId
  // The state of another order must never pass for this one's.
  return answered === null || answered === joomId ? { value: order } : { unreadable: 'the answer is about another order' }
}

function takeGreeting({ data, message }: Envelope): { readonly value: string } | { readonly unreadable: string } {
  const success = isWireObject(data) ? readFlag(own(data, 'success')) : null
  if (success === false) return { unreadable: 'code 0 together with success: False' }
  return { value: (isWireObject(data) ? null : readText(data)) ?? (message === '' ? 'success' : message) }
}
