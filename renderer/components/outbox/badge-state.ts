import type { OutboxSummary } from '../../../electron/contract/schemas.ts'

/** What the badge in the frame says: one thing, the worst. */
export type BadgeState =
  | { readonly kind: 'needs_you'; readonly count: number }
  | { readonly kind: 'held'; readonly why: 'offline' | 'needs_authorization'; readonly count: number }
  | { readonly kind: 'unknown'; readonly count: number }
  | { readonly kind: 'sending'; readonly count: number; readonly of: number }
  | { readonly kind: 'leaving'; readonly count: number }
  | { readonly kind: 'sent' }

/**
 * Needs you beats held beats being found out beats sending beats leaving beats all sent. What is held counts everything that
 * has not reached Joom, the commands within their Undo included.
 */
export function badgeState(summary: OutboxSummary): BadgeState {
  if (summary.needsYou > 0) return { kind: 'needs_you', count: summary.needsYou }
  if (summary.held !== null) return { kind: 'held', why: summary.held, count: summary.due + summary.waiting + summary.unknown }
  if (summary.unknown > 0) return { kind: 'unknown', count: summary.unknown }
  if (summary.sending + summary.due > 0) return { kind: 'sending', count: summary.sending, of: summary.sending + summary.due }
  if (summary.waiting > 0) return { kind: 'leaving', count: summary.waiting }
  return { kind: 'sent' }
}
