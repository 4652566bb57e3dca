import type { Millis } from '../domain/ids.ts'
import type { AnswerHeaders } from './exchange.ts'

/** When it was answered by the server's own clock, whatever this computer's says; `null` where the answer tells no time. */
export function answeredAt({ date }: AnswerHeaders): Millis | null {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? null : time
}
