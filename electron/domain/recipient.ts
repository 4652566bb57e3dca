import type { Address } from './order.ts'

/** A text that has one form only: most addresses, and it saves most of the time. */
const plain = /^[\x20-\x7e]*$/
const fold = (text: string | null): string => {
  if (text === null) return ''
  return (plain.test(text) ? text : text.normalize('NFKC')).toLowerCase().replace(/[\s.,;]+/gu, ' ').trim()
}

/**
 * A key that two addresses share only if a parcel for one reaches the other: name and every part of the address, without
 * regard to capitals, blanks and punctuation. The phone is left out: people give several.
 * Joom merges orders for the same recipient and address only, and cancels a tracking number shared by different ones.
 */
export function recipientKey(address: Address): string {
  return [address.name, address.street1, address.street2, address.city, address.state, address.zip, address.country].map(fold).join('|')
}
