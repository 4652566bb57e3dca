import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Accounts } from './accounts.ts'
import { ApiError, invalid, pathNotFound, throttled, tokenExpired } from './api-error.ts'
import { errorBody, type Endpoint, type Success } from './endpoints.ts'
import { answer, answerHalf, bodyOf, html, json, jsonBytes, parametersOf, tokenOf } from './exchange.ts'
import type { Faults, Misbehaviour } from './faults.ts'
import type { Parameters } from './parameters.ts'
import { prefix } from './paging.ts'
import { quirkyAnswer } from './quirky-answers.ts'
import { isJson, type Json } from './quirky-entities.ts'
import type { Quirks } from './quirks.ts'
import type { RateLimit } from './rate-limit.ts'
import type { RehearsalStore } from './rehearsal-store.ts'
import type { RequestLog } from './request-log.ts'
import type { Millis } from './store-order.ts'

export interface ApiNeeds {
  readonly store: RehearsalStore
  readonly accounts: Accounts
  readonly requests: RequestLog
  readonly faults: Faults
  readonly quirks: Quirks
  /** The order that one of the quirks makes unreadable. */
  readonly unreadable: () => string | null
  readonly limit: RateLimit
  /** Whether requests over the limit are refused; their headers tell the count in any case. */
  readonly enforce: boolean
  readonly routes: ReadonlyMap<string, Endpoint>
  readonly now: () => Millis
  /** How long after its request an answer leaves, beside what a fault adds. */
  readonly latencyMs: number
  readonly stopped: AbortSignal
  readonly log: (line: string) => void
}

interface Outcome { readonly status: number; readonly body: Buffer; readonly type: string; readonly told: string; readonly retryAfter?: number }

const secret = new Set(['access_token', 'refresh_token', 'code', 'client_secret', 'state'])
const publicOf = (parameters: Parameters): Record<string, string> => Object.fromEntries([...parameters].filter(([name]) => !secret.has(name)))
const brokenPage = Buffer.from('<html>\n<head><title>500 Internal Server Error</title></head>\n<body><center><h1>500 Internal Server Error</h1></center></body>\n</html>\n')

/** Waits for a moment of `performance.now()`. A timer alone comes up to two milliseconds late, which four answers side by side make a few per cent of. */
async function reached(moment: number, signal: AbortSignal): Promise<void> {
  const left = Math.floor(moment - performance.now()) - 1
  if (left > 0) await wait(left, undefined, { signal })
  while (performance.now() < moment) await nextTurn(undefined, { signal })
}

/**
 * Answers a request to the API. In this order: a delay, then a fault that strikes before anything is done, the limit, the
 * token, the parameters, the change; the quirks word what is answered. The change and its line in the log are on the disk before the answer leaves or is lost.
 * Where answers have a latency they leave that long after their request, those of one time side by side; what the server
 * itself takes is a part of it.
 */
export async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL, requestId: string, needs: ApiNeeds): Promise<void> {
  const { faults, limit, now, routes, store } = needs
  const came = performance.now()
  const parameters = parametersOf(url, request.headers['content-type'], await bodyOf(request))
  const token = tokenOf(request.headers.authorization, parameters)
  const name = url.pathname.slice(prefix.length)
  const [orderId = null] = name.startsWith('order') ? (/^[A-Za-z0-9-]{1,100}$/.exec(parameters.get('id') ?? '') ?? []) : []
  const route = routes.get(name)
  const kind = route?.kind ?? 'read'
  const { delaySeconds, fault, nth } = faults.strike(kind, token !== null)
  if (delaySeconds > 0) await wait(delaySeconds * 1000, undefined, { signal: needs.stopped })

  const allowance = limit.count(route?.list ?? false, now())
  const broken = (told: string): Outcome => (nth % 2 === 0 ? { status: 500, type: html, body: brokenPage, told } : refusal(new ApiError(500, 9999, 'api.internal_error'), told))
  const struck = (): Outcome | null => {
    if (fault?.fault === 'error_500' || fault?.fault === 'lost_request') return broken('fault')
    if (fault?.fault === 'throttled_429') return { ...refusal(throttled(), 'fault'), retryAfter: Math.ceil(fault.seconds) }
    if (needs.enforce && !allowance.allowed) return { ...refusal(throttled()), retryAfter: allowance.reset }
    return null
  }
  const shows = needs.quirks.next()
  const asked = shows.has('pages_of_50') ? shortened(parameters) : parameters
  const worded = (status: number, body: Json, told: string): Outcome => {
    const cut = asked !== parameters && isJson(body['paging']) && 'next' in body['paging']
    const shown = quirkyAnswer({ status, body, path: name, isChange: kind === 'change', cut }, shows, needs.unreadable())
    return { status: shown.status, type: json, body: jsonBytes(shown.body), told }
  }
  const refusal = (error: ApiError, told = `refused ${error.code}`): Outcome => worded(error.http, errorBody(error, name === 'order/modify-tracking'), told)

  const outcome = store.transact((): Outcome => {
    const made = struck() ?? handled()
    const outcome = fault?.fault === 'done_500' && made.told !== 'fault' ? broken(made.told) : made
    const status = isLost(fault) ? 0 : outcome.status
    needs.requests.add({
      at: now(), requestId, method: request.method ?? '', path: url.pathname, kind, status, fault: fault?.fault ?? (delaySeconds > 0 ? 'delay' : null),
      orderId, parameters: publicOf(parameters), outcome: outcome.told
    })
    return outcome
  }, kind !== 'read')
  function handled(): Outcome {
    try {
      if (fault?.fault === 'expired_token' && token !== null) {
        needs.accounts.expire(token)
        return refusal(tokenExpired(), 'fault')
      }
      return worded(200, { ...respond(route, request.method ?? '', asked, token, needs.accounts) }, 'done')
    } catch (error) {
      if (error instanceof ApiError) return refusal(error)
      throw error
    }
  }

  needs.log(`${request.method} ${url.pathname} ${orderId ?? ''} ${outcome.status} ${outcome.told}${fault ? ` (${fault.fault})` : ''} ${requestId}`)
  const headers = {
    'x-rate-limit-limit': String(allowance.limit), 'x-rate-limit-remaining': String(allowance.remaining), 'x-rate-limit-reset': String(allowance.reset),
    ...(outcome.retryAfter !== undefined && { 'retry-after': String(outcome.retryAfter) }), ...(outcome.status === 405 && route && { allow: route.method })
  }
  if (needs.latencyMs > 0) await reached(came + needs.latencyMs + delaySeconds * 1000, needs.stopped)
  await deliver(response, outcome, headers, fault)
}

/** With a `limit` of 50 where a longer page is asked for. */
function shortened(parameters: Parameters): Parameters {
  const limit = parameters.get('limit')?.trim() ?? ''
  return /^\d{2,3}$/.test(limit) && Number(limit) > 50 && Number(limit) <= 500 ? new Map([...parameters, ['limit', '50']]) : parameters
}

function respond(route: Endpoint | undefined, method: string, parameters: Parameters, token: string | null, accounts: Accounts): Success {
  if (!route) throw pathNotFound()
  if (route.method !== method) throw new ApiError(405, 1000, `api.bad_request: this call takes ${route.method}`)
  const format = parameters.get('format')
  if (format && format !== 'json') throw invalid(`format ${format.slice(0, 20)} is not offered by the rehearsal server, json is`)
  if (route.kind !== 'token') accounts.check(token)
  return route.answer(parameters, token)
}

const isLost = (fault: Misbehaviour | null): boolean => fault?.fault === 'lost_answer' || fault?.fault === 'lost_request'

async function deliver(response: ServerResponse, outcome: Outcome, headers: Readonly<Record<string, string>>, fault: Misbehaviour | null): Promise<void> {
  if (isLost(fault)) response.destroy()
  else if (fault?.fault === 'cut_answer') await answerHalf(response, outcome.status, outcome.type, outcome.body, headers)
  else answer(response, outcome.status, outcome.type, outcome.body, headers)
}
