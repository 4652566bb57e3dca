import formats from './data/tracking-formats.json' with { type: 'json' }
import { fittingMasks, hasFixedText, masksOf, type NumberMasks } from './number-mask.ts'
import { isPickCode } from './pick-code.ts'
import { trackingProblem } from './tracking-number.ts'

/**
 * Something about a tracking number that Joom would take all the same, and that is probably wrong: a person looks, and decides.
 *
 * | code | what |
 * |---|---|
 * | `check_digit` | an S10 number (UPU) whose check digit does not fit the others |
 * | `slip_code` | the code of one of our own slips, or an order's id, was scanned in place of the sticker |
 * | `zeroed` | digits alone, and nothing but zeros from the sixteenth on: a spreadsheet keeps fifteen |
 * | `other_carrier` | it is written as `carrier` writes its numbers, and another provider is chosen |
 * | `other_country` | it is a number of the post of `country`, and the post of another one is chosen |
 * | `not_express` | EMS is chosen, and it is not a number of that service, which begins with E |
 * | `not_a_post` | a post is chosen, and it is not written as posts write theirs |
 * | `not_in_pattern` | the merchant has written down what numbers of the chosen `provider` look like, in `masks`, and it fits none |
 * | `pattern_of_other` | it fits what the merchant has written down for these other `providers` |
 * | `untracked` | a small packet that is usually not followed until it arrives, and the order is dear |
 */
export type TrackingFinding =
  | { readonly code: 'check_digit' | 'slip_code' | 'zeroed' | 'not_express' | 'not_a_post' | 'untracked' }
  | { readonly code: 'other_carrier'; readonly carrier: string }
  | { readonly code: 'other_country'; readonly country: string }
  | { readonly code: 'not_in_pattern'; readonly provider: string; readonly masks: readonly string[] }
  | { readonly code: 'pattern_of_other'; readonly providers: readonly string[] }

/** From this value, in dollars, Joom takes an order without any tracking amiss. */
const dearFrom = 10

const carriers = formats.carriers.map(({ pattern, ...carrier }) => ({ ...carrier, pattern: new RegExp(pattern) }))
const countryOfPost = new Map(formats.posts.map(({ provider, country }) => [provider, country]))
const weights = [8, 6, 4, 2, 3, 5, 9, 7]

/** The check digit of the eight digits of an S10 number. */
export function s10CheckDigit(eight: string): string {
  const rest = 11 - weights.reduce((sum, weight, i) => sum + weight * Number(eight.charAt(i)), 0) % 11
  return String(rest === 10 ? 0 : rest === 11 ? 5 : rest)
}

interface S10 { readonly service: string; readonly country: string; readonly fits: boolean }
function s10Of(number: string): S10 | null {
  const [, service, eight, digit, country] = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/.exec(number) ?? []
  return service === undefined || eight === undefined || country === undefined ? null : { service, country, fits: s10CheckDigit(eight) === digit }
}

const isPost = (provider: string): boolean => provider === 'EMS' || countryOfPost.has(provider)

/** What a number says of the post that was chosen for it; nothing where the provider is none. */
function ofPost(s10: S10 | null, provider: string): TrackingFinding | null {
  const country = countryOfPost.get(provider)
  if (provider === 'EMS') return s10?.service.startsWith('E') === true ? null : { code: 'not_express' }
  if (country === undefined) return null
  return s10 === null ? { code: 'not_a_post' } : s10.country === country ? null : { code: 'other_country', country: s10.country }
}

interface Read { readonly carrier: (typeof carriers)[number] | undefined; readonly s10: S10 | null }

/**
 * What speaks against the chosen provider. What the merchant has written down comes before what is known of carriers: of the
 * chosen provider, and of others, where a mask without fixed text says nothing against a number as the provider is known to
 * write it.
 */
function ofProvider(number: string, provider: string, { carrier, s10 }: Read, masks: NumberMasks): readonly TrackingFinding[] {
  const own = masksOf(masks, provider)
  const post = ofPost(s10, provider)
  const known = carrier === undefined ? isPost(provider) && post === null : carrier.providers.includes(provider)
  const providers = fittingMasks(masks, number).flatMap((one) => (!known || one.masks.some(hasFixedText) ? [one.provider] : []))
  const guess = providers.length > 0 ? { code: 'pattern_of_other', providers } as const
    : carrier !== undefined ? (known ? null : { code: 'other_carrier', carrier: carrier.carrier } as const)
    : own.length === 0 ? post : null
  return [
    ...(own.length === 0 ? [] : [{ code: 'not_in_pattern', provider, masks: own } as const]),
    ...(guess === null ? [] : [guess])
  ]
}

/**
 * What a person should look at before this number is sent. Nothing of it is for certain, so nothing of it stands in the way.
 * A number that fits what the merchant has written down for the provider is not doubted because of the provider, and its check
 * digit is not where the mask that it fits has fixed text and the provider is no post: posts all have that digit.
 * @param number a normalised number
 * @param provider as Joom's list writes it; an empty one is not chosen yet
 * @param worth what the order is worth in dollars; `null` where that is not known
 * @param masks what the merchant has written down
 * @returns nothing where the number cannot be sent at all: `trackingProblem` says why
 */
export function trackingFindings(number: string, provider: string, worth: number | null, masks: NumberMasks): readonly TrackingFinding[] {
  if (trackingProblem(number) !== null) return []
  if (isPickCode(number) || /^[0-9A-F]{24}$/.test(number)) return [{ code: 'slip_code' }]
  const carrier = carriers.find(({ pattern }) => pattern.test(number))
  const s10 = carrier === undefined ? s10Of(number) : null
  const fitting = masksOf(fittingMasks(masks, number), provider)
  const vouched = fitting.some(hasFixedText) && !isPost(provider)
  return [
    ...(/^\d{15}00+$/.test(number) ? [{ code: 'zeroed' } as const] : []),
    ...(s10?.fits === false && !vouched ? [{ code: 'check_digit' } as const] : []),
    ...(provider === '' || fitting.length > 0 ? [] : ofProvider(number, provider, { carrier, s10 }, masks)),
    ...(s10?.service.startsWith('U') === true && worth !== null && worth >= dearFrom ? [{ code: 'untracked' } as const] : [])
  ]
}

/** Findings that are mistakes nearly always: a person has to say that the number is right all the same. */
export const graveFindings = ['check_digit', 'slip_code', 'zeroed', 'not_in_pattern'] as const satisfies readonly TrackingFinding['code'][]
export type GraveFinding = (typeof graveFindings)[number]

/** Which of these findings a person has to accept, number by number, before it is sent. */
export function toBeAccepted(findings: readonly TrackingFinding[]): readonly GraveFinding[] {
  return graveFindings.filter((grave) => findings.some(({ code }) => code === grave))
}
