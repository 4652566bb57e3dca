import { assertNever } from './assert-never.ts'
import { isNotKnown, type ChangeOutcome, type ReadOutcome, type Refusal, type UnreadOrder } from './outcome.ts'

/**
 * What a person, or the program, does about an outcome. Each has its sentence in the catalogue: `errors.advice.<key>`.
 * `ask_joom`: with the request-id beside it, which Joom's support asks for.
 */
export const advices = ['correct', 'read_again', 'gone', 'sign_in', 'wait', 'retry_later', 'read_back', 'ask_joom'] as const
export type Advice = (typeof advices)[number]

/** Words of Joom's that say what is wrong whatever code stands beside them. The first that fit hold. */
const signs: readonly (readonly [RegExp, Advice])[] = [
  [/^logic\.order\.invalid_status_transition|fulfilled already|not in shipped state|confirmed already/i, 'read_again'],
  [/^api\.not_found|is an invalid id/i, 'gone'],
  [/^api\.bad_request|cannot be reused/i, 'correct']
]

/** Joom's no to what was asked: 1000 and 1001 a parameter, 1002 the order's state, 4001, 1004 and "0 is an invalid id" something that is not there. */
export function adviceOnRefusal({ code, data, message }: Pick<Refusal, 'code' | 'data' | 'message'>): Advice {
  if (isNotKnown({ code, data })) return 'gone'
  if (code === '1002') return 'read_again'
  const said = signs.find(([words]) => words.test(message))?.[1]
  return said ?? (code === '1000' || code === '1001' ? 'correct' : 'ask_joom')
}

/**
 * Whether a no says that the order has become something else than what was asked for presumed: who made it that is to be found
 * out, perhaps an earlier delivery of the same request. That a carrier has confirmed a number is no such thing.
 */
export function isStateNo(refusal: Pick<Refusal, 'code' | 'data' | 'message'>): boolean {
  return adviceOnRefusal(refusal) === 'read_again' && !/confirmed already/i.test(refusal.message)
}

/** Whether Joom answered, and it is this order alone of which it tells nothing: it does not know it, or says what makes no sense. */
export function isUntold(unread: UnreadOrder): boolean {
  return unread.kind === 'not_there' || unread.kind === 'not_understood' || (unread.kind === 'refused' && adviceOnRefusal(unread) === 'gone')
}

/** @returns what to do; `null` where all is well */
export function adviceOn(outcome: ReadOutcome<unknown> | ChangeOutcome): Advice | null {
  switch (outcome.kind) {
    case 'ok':
    case 'accepted': return null
    case 'invalid': return 'correct'
    case 'refused': return adviceOnRefusal(outcome)
    case 'unauthorized': return 'sign_in'
    case 'throttled': return 'wait'
    case 'not_sent':
    case 'unavailable': return 'retry_later'
    case 'unknown': return 'read_back'
    case 'unreadable': return 'ask_joom'
    default: return assertNever(outcome)
  }
}
