import listed from './data/providers.json' with { type: 'json' }

/** The reference's samples ship with it although its list lacks it. */
const ofTheSamples = 'USPS'

/** Carriers that fulfil-one and modify-tracking take (reference: "Accepted Shipping Providers"), by every name that is taken for them. */
const accepted = new Map<string, string>([[ofTheSamples, ofTheSamples], ...listed.flatMap(({ name, chinese }): [string, string][] => [[name, name], [chinese === null ? name : `${name} (${chinese})`, name]])])

/** @returns the provider's name without the Chinese beside it, or `null` where the list has no such provider; capitals count */
export function acceptedProvider(name: string): string | null {
  return accepted.get(name) ?? null
}
export const providerNames: readonly string[] = listed.map(({ name }) => name)
