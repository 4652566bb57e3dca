import type { Millis } from '../domain/ids.ts'
import { answeredAt } from './answered-at.ts'
import type { AnswerHeaders } from './exchange.ts'

const usualWait = 60_000
const longestWait = 3_600_000

/**
 * Until when Joom wants to be left alone: `Retry-After` (seconds, or a date read against the answer's own `Date`, so that
 * a wrong clock here does not matter), else `X-Rate-Limit-Reset`, else a minute. At least a second, at most an hour, in whole milliseconds.
 */
export function throttledUntil(headers: AnswerHeaders, now: Millis): Millis {
  const wait = retryAfter(headers, now) ?? resetIn(headers, now) ?? usualWait
  return now + Math.ceil(Math.min(Math.max(wait, 1000), longestWait))
}

/** What is above this cannot be seconds that are left: it counts from 1970. Above the second it counts milliseconds. */
const momentFrom = 1_000_000_000
const milliMomentFrom = 1_000_000_000_000

/**
 * How long until the limit of requests begins anew, by `X-Rate-Limit-Reset`: seconds left, or a moment, which is read against
 * the answer's own `Date`, else against `now`.
 * @param now the computer's clock; `null` where it is not known
 * @returns `null` where the answer does not say
 */
export function resetIn(headers: AnswerHeaders, now: Millis | null): Millis | null {
  const value = headers['x-rate-limit-reset'] ?? ''
  if (!/^\s*\d{1,13}(\.\d+)?\s*$/.test(value)) return null
  const said = Number(value)
  if (said <= momentFrom) return said * 1000
  const clock = answeredAt(headers) ?? now
  return clock === null ? null : Math.max(0, (said > milliMomentFrom ? said : said * 1000) - clock)
}

function retryAfter(headers: AnswerHeaders, now: Millis): Millis | null {
  const value = headers['retry-after']
  const plain = seconds(value)
  if (plain !== null || value === undefined) return plain
  const until = Date.parse(value)
  return Number.isNaN(until) ? null : until - (answeredAt(headers) ?? now)
}

function seconds(value: string | undefined): Millis | null {
  return value !== undefined && /^\s*\d{1,9}(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : null
}
