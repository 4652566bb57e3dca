/**
 * A refusal as the API words it (reference: "API Errors"). It is thrown wherever a request turns out wrong, and the server
 * answers with it; nothing has been changed then.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly http: number
  readonly code: number
  readonly data: number | string | Readonly<Record<string, never>>
  readonly type: string | null

  constructor(http: number, code: number, message: string, data: ApiError['data'] = {}, type: string | null = null) {
    super(message)
    this.http = http
    this.code = code
    this.data = data
    this.type = type
  }
}

/** A parameter that was left out; answered with its name. */
export const missing = (parameter: string): ApiError => new ApiError(400, 1001, `api.bad_request: parameter ${parameter} is missing`, parameter)
/** A parameter that is none. */
export const invalid = (message: string, data: ApiError['data'] = {}): ApiError => new ApiError(400, 1000, `api.bad_request: ${message}`, data)
/** An id that none can be. */
export const invalidId = (id: string): ApiError => new ApiError(400, 1000, `${id} is an invalid id`, 2014)
/** The words and codes of the reference's own example. */
export const providerNotAccepted = (): ApiError => new ApiError(400, 1000, 'Tracking provider is not one of the accepted providers on Joom', 2003)
/** No order has this id. */
export const orderNotFound = (id: string): ApiError => new ApiError(404, 4001, `We could not find an order for id: '${id}'`, {}, 'not_found')
/** The words and code of the reference's table "Error Attributes". */
export const productNotFound = (by: 'id' | 'parent_sku', value: string): ApiError => new ApiError(404, 4001, `We could not find a product for ${by}: '${value}'`, {}, 'not_found')
/** No variation has this SKU. */
export const variantNotFound = (sku: string): ApiError => new ApiError(404, 4001, `We could not find a variant for sku: '${sku}'`, {}, 'not_found')
/** No call has this path. */
export const pathNotFound = (): ApiError => new ApiError(404, 4001, 'api.not_found', {}, 'not_found')
/** What is to be fulfilled is shipped. */
export const alreadyFulfilled = (): ApiError => new ApiError(400, 1002, 'This order has been fulfilled already')
/** The order cannot go from its state to the one that was asked for. */
export const wrongState = (id: string, from: string, to: string): ApiError =>
  new ApiError(400, 1000, `logic.order.invalid_status_transition: order '${id}' can't go from '${from}' to '${to}'`)
/** No token, application or Secret Key that is known here. */
export const unauthorized = (why: string): ApiError => new ApiError(401, 4000, `api.unauthorized: ${why}`, {}, 'unauthorized')
/** The access token was one once. */
export const tokenExpired = (): ApiError => new ApiError(401, 1015, 'api.unauthorized: access token expired')
/** What was granted was taken back. */
export const tokenRevoked = (what: string): ApiError => new ApiError(401, 1016, `api.unauthorized: ${what} revoked`)
/** More requests than a minute allows. */
export const throttled = (): ApiError => new ApiError(429, 9000, 'api.too_many_requests')
