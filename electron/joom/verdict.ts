import { assertNever } from '../domain/assert-never.ts'
import type { Millis } from '../domain/ids.ts'
import type { ChangeOutcome, Checked, CreateOutcome, ReadOutcome, Refusal } from '../domain/outcome.ts'
import { dataWords, readEnvelope, type Envelope } from './envelope.ts'
import { textOf, type AnswerHeaders, type Exchange } from './exchange.ts'
import type { Scrub } from './scrub.ts'
import { throttledUntil } from './throttle.ts'
import { isWireObject, own } from './wire-json.ts'
import { cleanText, readFlag } from './wire-value.ts'

/** What one exchange means, before it matters whether it read or changed something. */
export type Verdict =
  | { readonly kind: 'ok'; readonly envelope: Envelope; readonly requestId: string | null }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'unauthorized'; readonly message: string; readonly requestId: string | null; readonly code?: string; readonly unsent?: true; readonly renewed?: true }
  | { readonly kind: 'throttled'; readonly until: Millis; readonly requestId: string | null; readonly unsent?: true }
  | { readonly kind: 'not_sent'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string; readonly requestId: string | null; readonly answered?: true }
  | { readonly kind: 'unreadable'; readonly message: string; readonly requestId: string | null }

const unauthorizedCodes = new Set(['1015', '1016', '1017', '1018', '4000'])
const throttledCodes = new Set(['9000'])

/**
 * Reads an exchange (reference: "Response Scheme", "API Errors", "HTTP Status Codes").
 *
 * | status          | answer                       | verdict      |
 * |-----------------|------------------------------|--------------|
 * | none            | no connection stood          | not_sent     |
 * | none            | the request may have left    | unavailable  |
 * | 3xx, 408, 5xx   | anything                     | unavailable  |
 * | 401             | anything but code 0          | unauthorized |
 * | 429             | anything but code 0          | throttled    |
 * | 429             | code 0, to a reading         | throttled    |
 * | 2xx             | code 0                       | ok           |
 * | 2xx, other 4xx  | codes 1015–1018, 4000        | unauthorized |
 * | 2xx, other 4xx  | code 9000                    | throttled    |
 * | 2xx, other 4xx  | any other code but 0         | refused      |
 * | any 4xx         | code 0                       | unreadable   |
 * | 2xx, other 4xx  | cut, HTML, too long, no code | unreadable   |
 *
 * Code 0 counts only with a 2xx: a status and a code that contradict each other prove nothing, neither that a change
 * happened nor that it did not; a reading only waits by it. A 4xx without Joom's own code may come from something in between, so it is not Joom's no.
 *
 * @param reading an answer that is nearly JSON is read as well; that to a change is not: what became of it is asked, not guessed
 */
export function verdictOf(exchange: Exchange, now: Millis, scrub: Scrub, reading = false): Verdict {
  if (exchange.kind === 'not_sent') return { kind: 'not_sent', message: words(exchange.message, scrub) }
  if (exchange.kind === 'lost') return { kind: 'unavailable', message: words(exchange.message, scrub), requestId: null }
  const { status, headers } = exchange
  const requestId = requestIdOf(headers, scrub)
  const family = Math.floor(status / 100)
  const envelope = exchange.whole ? readEnvelope(textOf(exchange.body), scrub, reading) : null
  if ((family !== 2 && family !== 4) || status === 408) return { kind: 'unavailable', message: `HTTP ${String(status)}${wordsOf(envelope)}`, requestId, ...(family === 5 && { answered: true as const }) }

  if (envelope?.code === '0') {
    if (status === 429 && reading) return { kind: 'throttled', until: throttledUntil(headers, now), requestId }
    return family === 2 ? { kind: 'ok', envelope, requestId } : { kind: 'unreadable', message: `HTTP ${String(status)} together with code 0`, requestId }
  }
  const said = envelope?.message ?? ''
  const tokenCode = envelope !== null && unauthorizedCodes.has(envelope.code) ? envelope.code : null
  if (status === 401 || tokenCode !== null) return { kind: 'unauthorized', message: said === '' ? `HTTP ${String(status)}` : said, requestId, ...(tokenCode !== null && { code: tokenCode }) }
  if (status === 429 || (envelope !== null && throttledCodes.has(envelope.code))) return { kind: 'throttled', until: throttledUntil(headers, now), requestId }
  if (envelope === null) return { kind: 'unreadable', message: `HTTP ${String(status)}, ${exchange.whole ? 'not an answer in Joom’s form' : words(exchange.flaw, scrub)}`, requestId }
  return { kind: 'refused', httpStatus: status, code: envelope.code, message: said, data: dataWords(envelope.data, scrub), requestId }
}

/** Joom's own code and message, where an answer that is worth nothing holds them: whoever asks Joom's support needs them. */
function wordsOf(envelope: Envelope | null): string {
  if (envelope === null || envelope.code === '0') return ''
  return [`, code ${envelope.code}`, ...(envelope.message === '' ? [] : [envelope.message])].join(': ')
}

/**
 * The verdict on a change. What is neither Joom's word nor surely undone is `unknown`. `"success": "False"` under code 0
 * is a contradiction and so unknown too; `{}`, `null` or a missing `data` under code 0 is success.
 */
export function changeOutcome(verdict: Verdict): ChangeOutcome {
  switch (verdict.kind) {
    case 'ok': {
      const { envelope, requestId } = verdict
      const success = isWireObject(envelope.data) ? readFlag(own(envelope.data, 'success')) : null
      return success === false ? { kind: 'unknown', message: 'code 0 together with success: False', requestId } : { kind: 'accepted', message: envelope.message, requestId }
    }
    case 'unavailable':
    case 'unreadable':
      return { kind: 'unknown', message: verdict.message, requestId: verdict.requestId }
    case 'refused':
    case 'unauthorized':
    case 'throttled':
    case 'not_sent':
      return verdict
    default:
      return assertNever(verdict)
  }
}

/** The verdict on a change that makes something: as of any change, and what Joom says it made. */
export function createOutcome<T>(verdict: Verdict, made: (envelope: Envelope) => T | null): CreateOutcome<T> {
  const outcome = changeOutcome(verdict)
  return outcome.kind === 'accepted' ? { ...outcome, value: verdict.kind === 'ok' ? made(verdict.envelope) : null } : outcome
}

/** The value of a good answer, or why there is none. */
export type Taken<T> = { readonly value: T } | { readonly unreadable: string }
/** Makes the value of a good answer; a long one in steps. */
export type Take<T> = (envelope: Envelope) => Taken<T> | Promise<Taken<T>>

/** The verdict on a reading. */
export async function readOutcome<T>(verdict: Verdict, take: Take<T>): Promise<Checked<ReadOutcome<T>>> {
  if (verdict.kind === 'not_sent') return { kind: 'unavailable', message: verdict.message, requestId: null }
  if (verdict.kind !== 'ok') return verdict
  const taken = await take(verdict.envelope)
  return 'value' in taken ? { kind: 'ok', value: taken.value, requestId: verdict.requestId } : { kind: 'unreadable', message: taken.unreadable, requestId: verdict.requestId }
}

function requestIdOf(headers: AnswerHeaders, scrub: Scrub): string | null {
  const id = words(headers['request-id'] ?? headers['x-request-id'] ?? '', scrub)
  return id === '' ? null : id
}

function words(text: string, scrub: Scrub): string {
  return scrub(cleanText(text)).slice(0, 300)
}
