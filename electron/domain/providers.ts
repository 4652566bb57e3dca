import accepted from './data/providers.json' with { type: 'json' }

/** The shipping providers that Joom accepts (reference: "Accepted Shipping Providers"), spelled as it spells them, without the Chinese names beside them. */
export const providers: readonly string[] = accepted.map(({ name }) => name)

/** Whether the list has it, in these very letters. */
export function isProvider(name: string): boolean {
  return providers.includes(name)
}

/** The list, and USPS: the reference's samples send it and are answered well, though its list does not have it. It is offered to nobody. */
export function isSendableProvider(name: string): boolean {
  return isProvider(name) || name === 'USPS'
}
