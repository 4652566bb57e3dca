import { Trouble } from '../contract/result.ts'
import { assertNever } from '../domain/assert-never.ts'
import type { Millis } from '../domain/ids.ts'
import type { ReadOutcome } from '../domain/outcome.ts'

/** Which sentence a failure of the way to Joom deserves (`errors.unavailable_<problem>`): each asks a person for something else. */
export type WayProblem = 'name' | 'certificate' | 'certificate_name' | 'certificate_time' | 'proxy_password' | 'proxy' | 'redirect' | 'server' | 'rehearsal' | 'unreachable'

/** The first that fits holds. The words are Node's codes, those of the exchange, and an answer's status. */
const signs: readonly (readonly [RegExp, WayProblem])[] = [
  [/rehearsal_unavailable/, 'rehearsal'],
  [/tunnel.*\b407\b|no accepted authentication type|Socks5 authentication failed/i, 'proxy_password'],
  [/tunnel|\bproxy\b|socks/i, 'proxy'],
  [/ALTNAME|altnames/i, 'certificate_name'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate (has expired|is not yet valid)/i, 'certificate_time'],
  [/certificate|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|\bSSL\b|EPROTO/i, 'certificate'],
  [/ENOTFOUND|EAI_AGAIN/, 'name'],
  [/^HTTP 3\d\d/, 'redirect'],
  [/^HTTP \d/, 'server']
]

export function wayProblem(words: string): WayProblem {
  return signs.find(([sign]) => sign.test(words))?.[1] ?? 'unreachable'
}

/** Why a store could not be asked: a sentence of its own for each outcome, the exact words and the request-id beside it. */
export function readingTrouble(outcome: Exclude<ReadOutcome<unknown>, { readonly kind: 'ok' }>, address: string, now: Millis): Trouble {
  if (outcome.kind === 'invalid') return new Trouble({ code: 'invalid', detail: `${outcome.field}: ${outcome.reason}` })
  const requestId = outcome.requestId ?? undefined
  switch (outcome.kind) {
    case 'unauthorized': return new Trouble({ code: 'needs_authorization', detail: outcome.message, requestId })
    case 'throttled': return new Trouble({ code: 'throttled', params: { problem: 'for', seconds: Math.max(1, Math.ceil((outcome.until - now) / 1000)) }, requestId })
    case 'refused': return new Trouble({ code: 'refused', params: { problem: 'code', code: outcome.code }, detail: [outcome.message, outcome.data].filter((part) => part !== null && part !== '').join(' · '), requestId })
    case 'unavailable': return new Trouble({ code: 'unavailable', params: { problem: wayProblem(outcome.message), address }, detail: outcome.message, requestId })
    case 'unreadable': return new Trouble({ code: 'unreadable', params: { problem: 'not_joom', address }, detail: outcome.message, requestId })
    default: return assertNever(outcome)
  }
}
