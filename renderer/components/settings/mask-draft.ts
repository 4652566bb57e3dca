import { maskLimits, maskProblem, masksOf, type MaskProblem, type NumberMasks } from '../../../electron/domain/number-mask.ts'
import { normaliseTracking } from '../../../electron/domain/tracking-number.ts'

/** What keeps a typed mask from being kept. */
export type DraftProblem = MaskProblem | 'provider' | 'twice' | 'many'

/** A mask as it is kept: typed as people type numbers. */
export const maskOf = normaliseTracking

/**
 * @param before the mask that it takes the place of; `null` for one more
 * @returns the first problem, or `null` where it can be kept
 */
export function draftProblem(all: NumberMasks, provider: string, typed: string, before: string | null): DraftProblem | null {
  if (provider === '') return 'provider'
  const mask = maskOf(typed)
  const own = masksOf(all, provider)
  const problem = maskProblem(mask)
  if (problem !== null) return problem
  if (mask !== before && own.includes(mask)) return 'twice'
  if (before !== null) return null
  return own.length >= maskLimits.masks || (own.length === 0 && all.length >= maskLimits.providers) ? 'many' : null
}
