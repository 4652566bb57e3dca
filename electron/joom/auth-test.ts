import type { Checked, ReadOutcome } from '../domain/outcome.ts'
import type { Envelope } from './envelope.ts'
import type { Transport } from './transport.ts'
import { isWireObject, own } from './wire-json.ts'
import { readFlag, readText } from './wire-value.ts'

export interface AuthTestCall {
  /** Reference: "Test Authentication". Joom's greeting. */
  authTest(): Promise<Checked<ReadOutcome<string>>>
}

/** The call over a transport, which keeps its promises: it never throws for what a server does. */
export function authTestCall({ read }: Transport): AuthTestCall {
  return { authTest: () => read('auth_test', {}, takeGreeting) }
}

function takeGreeting({ data, message }: Envelope): { readonly value: string } | { readonly unreadable: string } {
  const success = isWireObject(data) ? readFlag(own(data, 'success')) : null
  if (success === false) return { unreadable: 'code 0 together with success: False' }
  return { value: (isWireObject(data) ? null : readText(data)) ?? (message === '' ? 'success' : message) }
}
