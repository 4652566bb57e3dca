import type { Accounts } from './accounts.ts'
import { ApiError, invalid, missing, orderNotFound, unauthorized } from './api-error.ts'
import type { RequestKind } from './faults.ts'
import { orderJson } from './order-json.ts'
import { fulfil, joomActs, modifyTracking, refund } from './order-life.ts'
import { fulfilParameters, modifyParameters, orderIdOf, pageParameters, refundParameters, type Page, type Parameters } from './order-parameters.ts'
import type { RehearsalStore } from './rehearsal-store.ts'
import { changed, seen, type Millis, type OrderFacts, type StoreOrder } from './store-order.ts'

/** What the answer of an endpoint consists of (reference: "Response Scheme"). */
export interface Success { readonly code: 0; readonly data: unknown; readonly message: string; readonly paging?: Readonly<Record<string, string>> }
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly kind: RequestKind
  /** Whether the limit of list calls counts it. */
  readonly list: boolean
  /** @throws an ApiError where the request is refused; then nothing has changed */
  answer(parameters: Parameters, token: string | null): Success
}

export interface EndpointNeeds {
  readonly store: RehearsalStore
  readonly accounts: Accounts
  readonly now: () => Millis
  /** Such as `http://127.0.0.1:41918`. */
  readonly address: () => string
  readonly settleMs: number
  readonly noticeMs: number
  /** Told of every order that Joom refunds by itself. */
  readonly joomRefunded: (order: OrderFacts) => void
}

const success = (data: unknown, message = ''): Success => ({ code: 0, data, message })
export const prefix = '/api/v2/'

/** Every call of the API that this server offers, by path. */
export function endpoints(needs: EndpointNeeds): ReadonlyMap<string, Endpoint> {
  const { store, accounts, now } = needs

  const json = (order: OrderFacts): unknown => orderJson(order, now(), `${needs.address()}/pictures/`)
  const found = (id: string): StoreOrder => {
    const order = store.order(id)
    if (!order) throw orderNotFound(id)
    return order
  }
  const passTime = (): void => {
    for (const { order, to } of joomActs(store.orders(), now(), needs.noticeMs)) {
      store.save(changed(order, to, now(), 0))
      needs.joomRefunded(to)
    }
  }

  const list = (name: string, belongs: (order: OrderFacts) => boolean, nextMark: string): Endpoint => ({
    method: 'GET', kind: 'read', list: true,
    answer(parameters, token) {
      const page = pageParameters(parameters)
      passTime()
      const all = store.orders().map((order) => seen(order, now())).filter((order) => belongs(order) && (page.since === null || order.updatedAt >= page.since))
      const paging = pagingOf(`${needs.address()}${prefix}${name}`, page, all.length, token, nextMark)
      return { ...success(all.slice(page.start, page.start + page.limit).map(json)), ...(Object.keys(paging).length > 0 && { paging }) }
    }
  })
  const change = <Asked extends { readonly id: string }>(read: (p: Parameters) => Asked, apply: (order: OrderFacts, asked: Asked, now: Millis) => OrderFacts, message: string): Endpoint => ({
    method: 'POST', kind: 'change', list: false,
    answer(parameters) {
      const asked = read(parameters)
      passTime()
      const order = found(asked.id)
      store.save(changed(order, apply(order.truth, asked, now()), now(), needs.settleMs))
      return success({ success: 'True' }, message)
    }
  })
  const client = (parameters: Parameters, grant: string): void => {
    const given = (name: string): string => {
      const value = parameters.get(name)
      if (!value) throw missing(name)
      return value
    }
    if (given('client_id') !== accounts.app.clientId || given('client_secret') !== accounts.app.clientSecret) throw unauthorized('client_id or client_secret is wrong')
    if (given('grant_type') !== grant) throw invalid(`grant_type is ${grant} here`)
  }
  const token = (grant: string, parameter: string, exchange: (value: string, parameters: Parameters) => unknown): Endpoint => ({
    method: 'POST', kind: 'token', list: false,
    answer(parameters) {
      client(parameters, grant)
      const value = parameters.get(parameter)
      if (!value) throw missing(parameter)
      return success(exchange(value, parameters))
    }
  })

  return new Map<string, Endpoint>([
    ['oauth/access_token', token('authorization_code', 'code', (code, parameters) => accounts.exchange(code, parameters.get('redirect_uri') || null))],
    ['oauth/refresh_token', token('refresh_token', 'refresh_token', (value) => accounts.refresh(value))],
    ['auth_test', { method: 'GET', kind: 'read', list: false, answer: () => success({ success: true }) }],
    ['order', {
      method: 'GET', kind: 'read', list: false,
      answer(parameters) {
        const id = orderIdOf(parameters)
        passTime()
        return success(json(seen(found(id), now())))
      }
    }],
    // The doubled question mark is the reference's: its sample of this call has it, that of the next one has not.
    ['order/multi-get', list('order/multi-get', () => true, '??')],
    ['order/get-fulfill', list('order/get-fulfill', (order) => order.state === 'APPROVED', '?')],
    ['order/fulfill-one', change(fulfilParameters, fulfil, 'Your order is been processed right now!')],
    ['order/refund', change(refundParameters, refund, '')],
    ['order/modify-tracking', change(modifyParameters, modifyTracking, '')]
  ])
}

/** Addresses of the pages before and after, with the access token in them (reference: "Pagination"); nothing for a page that does not exist. */
function pagingOf(address: string, page: Page, total: number, token: string | null, nextMark: string): Record<string, string> {
  const at = (start: number, mark: string): string => {
    const query = new URLSearchParams({ start: String(start), limit: String(page.limit), ...(page.sinceText !== null && { since: page.sinceText }), ...(token !== null && { access_token: token }) })
    return `${address}${mark}${query}`
  }
  return {
    ...(page.start + page.limit < total && { next: at(page.start + page.limit, nextMark) }),
    ...(page.start > 0 && { previous: at(Math.max(0, page.start - page.limit), '?') })
  }
}

/** The body of an error answer (reference: "API Errors"). modify-tracking writes its numbers as texts: both ways are in the reference. */
export function errorBody(error: ApiError, asText: boolean): Readonly<Record<string, unknown>> {
  const data = asText && typeof error.data === 'number' ? String(error.data) : error.data
  return { message: error.message, code: asText ? String(error.code) : error.code, data, ...(error.type !== null && { type: error.type }) }
}
