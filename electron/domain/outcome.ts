import type { Millis } from './ids.ts'

/** Joom's no, in its own words (reference: "API Errors"). `data` as text where there was any. */
export interface Refusal {
  readonly httpStatus: number
  readonly code: string
  readonly message: string
  readonly data: string | null
  readonly requestId: string | null
}

/**
 * What became of a request that changes something.
 * `accepted` and `refused` are Joom's word. `not_sent` surely did nothing: no connection was made. `unauthorized` and
 * `throttled` surely did nothing either. `unknown` may have changed the order: it is read back before anything is sent again.
 */
export type ChangeOutcome =
  | { readonly kind: 'accepted'; readonly message: string; readonly requestId: string | null }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'unauthorized'; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'throttled'; readonly until: Millis; readonly requestId: string | null }
  | { readonly kind: 'not_sent'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string; readonly requestId: string | null }

/** What became of a request that only reads. It may be repeated freely. */
export type ReadOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly requestId: string | null }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'unauthorized'; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'throttled'; readonly until: Millis; readonly requestId: string | null }
  | { readonly kind: 'unavailable'; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'unreadable'; readonly message: string; readonly requestId: string | null }
