import { assertNever } from '../domain/assert-never.ts'
import type { Millis } from '../domain/ids.ts'
import type { ReadOutcome } from '../domain/outcome.ts'
import { wayProblem } from '../domain/way-problem.ts'
import type { AppError } from './result.ts'

/** How the client words an answer that is none of Joom's; other words are of one that is, but was cut off or contradicts itself. */
const notJoom = /^HTTP \d+, not /

/**
 * Why a store could not be asked, as an error: a sentence of its own for each outcome, the exact words and the request-id beside
 * it.
 * @param address of the store, which some sentences name; left out where whoever shows them adds it
 */
export function readError(outcome: Exclude<ReadOutcome<unknown>, { readonly kind: 'ok' }>, now: Millis, address?: string): AppError {
  if (outcome.kind === 'invalid') return { code: 'invalid', detail: `${outcome.field}: ${outcome.reason}` }
  const requestId = outcome.requestId ?? undefined
  const at = address === undefined ? {} : { address }
  switch (outcome.kind) {
    case 'unauthorized': return { code: 'needs_authorization', detail: outcome.message, requestId }
    case 'throttled': return { code: 'throttled', params: { problem: 'for', seconds: Math.max(1, Math.ceil((outcome.until - now) / 1000)) }, requestId }
    case 'refused': return { code: 'refused', params: { problem: 'code', code: outcome.code, ...(outcome.call !== undefined && { call: outcome.call }) }, detail: [outcome.message, outcome.data].filter((part) => part !== null && part !== '').join(' · '), requestId }
    case 'unavailable': return { code: 'unavailable', params: { problem: wayProblem(outcome.message), ...at }, detail: outcome.message, requestId }
    case 'unreadable': return { code: 'unreadable', params: { problem: notJoom.test(outcome.message) ? 'not_joom' : 'odd', ...at }, detail: outcome.message, requestId }
    default: return assertNever(outcome)
  }
}
