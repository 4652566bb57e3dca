import { authTestCall, type AuthTestCall } from './auth-test.ts'
import { orderCalls, type OrderCalls } from './orders.ts'
import { createTransport, type JoomClientOptions, type Transport } from './transport.ts'

export type { JoomClientOptions, ReadRetry } from './transport.ts'

/** One store at Joom, API v2, whole: one module per resource over one transport, whose promises every method keeps. */
export interface JoomClient extends AuthTestCall, OrderCalls {}

export function clientOver(transport: Transport): JoomClient {
  return { ...authTestCall(transport), ...orderCalls(transport) }
}

/** @throws RangeError where the address is none */
export function createJoomClient(options: JoomClientOptions): JoomClient {
  return clientOver(createTransport(options))
}
