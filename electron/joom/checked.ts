import type { Flaw } from '../domain/flaw.ts'
import type { Invalid } from '../domain/outcome.ts'

/** Sends only what has no flaw; what has one ends as `invalid`, and no request is made. */
export async function checked<T>(flaw: Flaw | null, send: () => Promise<T>): Promise<T | Invalid> {
  return flaw === null ? send() : { kind: 'invalid', ...flaw }
}
