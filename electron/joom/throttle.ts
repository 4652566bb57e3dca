import type { Millis } from '../domain/ids.ts'
import type { AnswerHeaders } from './exchange.ts'

const usualWait = 60_000
const longestWait = 3_600_000

/**
 * Until when Joom wants to be left alone: `Retry-After` (seconds, or a date read against the answer's own `Date`, so that
 * a wrong clock here does not matter), else `X-Rate-Limit-Reset` (seconds left), else a minute. At least a second, at most an hour, in whole milliseconds.
 */
export function throttledUntil(headers: AnswerHeaders, now: Millis): Millis {
  const wait = retryAfter(headers, now) ?? seconds(headers['x-rate-limit-reset']) ?? usualWait
  return now + Math.ceil(Math.min(Math.max(wait, 1000), longestWait))
}

function retryAfter(headers: AnswerHeaders, now: Millis): Millis | null {
  const value = headers['retry-after']
  const plain = seconds(value)
  if (plain !== null || value === undefined) return plain
  const until = Date.parse(value)
  if (Number.isNaN(until)) return null
  const there = Date.parse(headers['date'] ?? '')
  return until - (Number.isNaN(there) ? now : there)
}

function seconds(value: string | undefined): Millis | null {
  return value !== undefined && /^\s*\d{1,9}(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : null
}
