import { trackingMaxLength } from './tracking-number.ts'

/**
 * What the numbers of a provider look like, as the merchant has written it down. Each sign of a mask stands for one of the
 * number, so a number fits only where it has just as many.
 *
 * | sign | stands for |
 * |---|---|
 * | `#` | a digit |
 * | `@` | a letter |
 * | `*` | either |
 * | a letter, a digit | itself |
 */
export interface ProviderMasks {
  /** As Joom's list writes it. */
  readonly provider: string
  readonly masks: readonly string[]
}
export type NumberMasks = readonly ProviderMasks[]

/** What is wrong with a mask. `one_number`: nothing in it changes from number to number. */
export type MaskProblem = 'empty' | 'characters' | 'length' | 'one_number'

/** How many masks a provider may have, and how many providers have some. */
export const maskLimits = { masks: 20, providers: 50 } as const

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9'
const isLetter = (sign: string): boolean => sign >= 'A' && sign <= 'Z'
const isFixed = (sign: string): boolean => isDigit(sign) || isLetter(sign)
const isPlace = (sign: string): boolean => sign === '#' || sign === '@' || sign === '*'

function fits(sign: string, place: string): boolean {
  switch (place) {
    case '#': return isDigit(sign)
    case '@': return isLetter(sign)
    case '*': return isFixed(sign)
    default: return sign === place
  }
}

/** Whether a number is written as a mask says. Both as `normaliseTracking` leaves them. */
export function fitsMask(number: string, mask: string): boolean {
  if (number.length !== mask.length) return false
  for (let at = 0; at < mask.length; at++) if (!fits(number.charAt(at), mask.charAt(at))) return false
  return true
}

/** Whether a mask says anything of a number but how long it is and where its letters and digits are. */
export const hasFixedText = (mask: string): boolean => [...mask].some(isFixed)

/**
 * @param mask as `normaliseTracking` leaves it
 * @returns the first problem, or `null` where it can be kept
 */
export function maskProblem(mask: string): MaskProblem | null {
  const signs = [...mask]
  if (signs.length === 0) return 'empty'
  if (!signs.every((sign) => isFixed(sign) || isPlace(sign))) return 'characters'
  if (signs.length > trackingMaxLength) return 'length'
  return signs.some(isPlace) ? null : 'one_number'
}

/** The masks of a provider; none where the merchant has said nothing of its numbers. */
export function masksOf(all: NumberMasks, provider: string): readonly string[] {
  return all.flatMap((one) => (one.provider === provider ? one.masks : []))
}

/** Which masks of which providers a number fits. */
export function fittingMasks(all: NumberMasks, number: string): NumberMasks {
  return all.flatMap(({ provider, masks }) => {
    const fitting = masks.filter((mask) => fitsMask(number, mask))
    return fitting.length === 0 ? [] : [{ provider, masks: fitting }]
  })
}

/** All masks with one more, after the others of its provider; providers stand by name. */
export function withMask(all: NumberMasks, provider: string, mask: string): NumberMasks {
  const others = all.filter((one) => one.provider !== provider)
  return [...others, { provider, masks: [...masksOf(all, provider), mask] }].sort((a, b) => (a.provider < b.provider ? -1 : 1))
}

/** All masks with one of them written otherwise, in its place; without it where `instead` is `null`. */
export function changeMask(all: NumberMasks, provider: string, mask: string, instead: string | null): NumberMasks {
  const changed = all.map((one) => (one.provider === provider ? { provider, masks: one.masks.flatMap((old) => (old !== mask ? [old] : instead === null ? [] : [instead])) } : one))
  return changed.filter(({ masks }) => masks.length > 0)
}
