import { authTestCall, type AuthTestCall } from './auth-test.ts'
import { orderCalls, type OrderCalls } from './orders.ts'
import { productCalls, type ProductCalls } from './products.ts'
import { createTransport, type JoomClientOptions, type Transport } from './transport.ts'
import { variantCalls, type VariantCalls } from './variants.ts'

export type { JoomClientOptions, ReadRetry } from './transport.ts'

/**
 * One store at Joom, API v2, whole: one module per resource over one transport, whose promises every method keeps. Each
 * checks its parameters first; one that Joom would not accept ends as `invalid`, and nothing is sent.
 */
export interface JoomClient extends AuthTestCall, OrderCalls, ProductCalls, VariantCalls {}

/** All calls over one transport. Nothing is sent before one is made. */
export function clientOver(transport: Transport): JoomClient {
  return { ...authTestCall(transport), ...orderCalls(transport), ...productCalls(transport), ...variantCalls(transport) }
}

/** A client with a transport of its own. @throws RangeError where the address is none */
export function createJoomClient(options: JoomClientOptions): JoomClient {
  return clientOver(createTransport(options))
}
