import type { Flaw } from './flaw.ts'
import type { Millis } from './ids.ts'

/** A parameter that Joom would not accept. It was noticed here: no request was made. */
export interface Invalid extends Flaw {
  readonly kind: 'invalid'
}

/**
 * Joom's no, in its own words (reference: "API Errors"). `data` as text where there was any. `call`: the call that was turned
 * away as not authorized by itself, although the sign-in is fine; its name stands before Joom's words as well.
 */
export interface Refusal {
  readonly httpStatus: number
  readonly code: string
  readonly message: string
  readonly data: string | null
  readonly requestId: string | null
  readonly call?: string
}

/**
 * What every request can end as, whether it reads or changes something. `throttled`: Joom wants to be left alone `until` then.
 * `unsent`: this was known here, and no request was made. `renewed`: the token of a change was not accepted, and there is a new one by now.
 * `code`: what Joom says of the token, where it has a code for it.
 */
export type Setback =
  | Invalid
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'unauthorized'; readonly message: string; readonly requestId: string | null; readonly code?: string; readonly unsent?: true; readonly renewed?: true }
  | { readonly kind: 'throttled'; readonly until: Millis; readonly requestId: string | null; readonly unsent?: true }

/** What a change can end as where Joom did not accept it. */
export type ChangeSetback =
  | Setback
  | { readonly kind: 'not_sent'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string; readonly requestId: string | null }

/**
 * What became of a request that changes something.
 * `accepted` and `refused` are Joom's word. `not_sent` surely did nothing: no connection was made. Nor did `invalid`, or what
 * is `unsent`. `unknown` may have changed something: it is read back before anything is sent again. So are `unauthorized` and
 * `throttled`, and what is refused as a `call`, which did nothing themselves: what lies between delivers a request twice now and then, and hands on the answer to the second.
 */
export type ChangeOutcome = ChangeSetback | { readonly kind: 'accepted'; readonly message: string; readonly requestId: string | null }

/** What became of a request that makes something. `value`: what Joom says it made; `null` where it accepted and said nothing of it. */
export type CreateOutcome<T> = ChangeSetback | { readonly kind: 'accepted'; readonly message: string; readonly value: T | null; readonly requestId: string | null }

/** What became of a request that only reads. It may be repeated freely. `answered`: there was an answer, which told of an error over there. */
export type ReadOutcome<T> =
  | Setback
  | { readonly kind: 'ok'; readonly value: T; readonly requestId: string | null }
  | { readonly kind: 'unavailable'; readonly message: string; readonly requestId: string | null; readonly answered?: true }
  | { readonly kind: 'unreadable'; readonly message: string; readonly requestId: string | null }

/** An outcome of parameters that were looked at before. */
export type Checked<Outcome> = Exclude<Outcome, Invalid>

/** Why an order could not be read. `not_there`: Joom does not know it. `not_understood`: Joom answered, and what it says of the order makes no sense. `doubted`: it tells of an earlier change than was read shortly before; which is true is known in some minutes. */
export type UnreadOrder = Exclude<ReadOutcome<unknown>, { readonly kind: 'ok' }> | { readonly kind: 'not_there' | 'not_understood' | 'doubted'; readonly requestId: string | null }

/** Whether Joom says that it does not know what was asked for: not found (4001, 1004), or not even an id (1000 with data 2014). */
export function isNotKnown({ code, data }: Pick<Refusal, 'code' | 'data'>): boolean {
  return code === '4001' || code === '1004' || (code === '1000' && data === '2014')
}
