import { accountEndpoints } from './account-endpoints.ts'
import type { Accounts } from './accounts.ts'
import type { ApiError } from './api-error.ts'
import type { RequestKind } from './faults.ts'
import { orderEndpoints } from './order-endpoints.ts'
import type { Parameters } from './parameters.ts'
import { productEndpoints } from './product-endpoints.ts'
import type { RehearsalStore } from './rehearsal-store.ts'
import type { Millis, OrderFacts } from './store-order.ts'
import { variantEndpoints } from './variant-endpoints.ts'

/** What the answer of an endpoint consists of (reference: "Response Scheme"). */
export interface Success { readonly code: 0; readonly data: unknown; readonly message?: string; readonly msg?: string; readonly paging?: Readonly<Record<string, string>> }
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
  /** How long a new product waits for its review. */
  readonly reviewMs: number
  /** Told of every order that Joom refunds by itself. */
  readonly joomRefunded: (order: OrderFacts) => void
}

/** An answer of the code 0. */
export const success = (data: unknown, message = ''): Success & { readonly message: string } => ({ code: 0, data, message })

/** Every call of the reference, by path. */
export function endpoints(needs: EndpointNeeds): ReadonlyMap<string, Endpoint> {
  return new Map([...accountEndpoints(needs), ...orderEndpoints(needs), ...productEndpoints(needs), ...variantEndpoints(needs)])
}

/** The body of an error answer (reference: "API Errors"). modify-tracking writes its numbers as texts: both ways are in the reference. */
export function errorBody(error: ApiError, asText: boolean): Readonly<Record<string, unknown>> {
  const data = asText && typeof error.data === 'number' ? String(error.data) : error.data
  return { message: error.message, code: asText ? String(error.code) : error.code, data, ...(error.type !== null && { type: error.type }) }
}
