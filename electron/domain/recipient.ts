import type { Address } from './order.ts'

/** A text that has one form only: most addresses, and it saves most of the time. */
const plain = /^[\x20-\x7e]*$/
const fold = (text: string | null): string => {
  if (text === null) return ''
  return (plain.test(text) ? text : text.normalize('NFKC')).toLowerCase().replace(/[\s.,;]+/gu, ' ').trim()
}

const parts = ['name', 'street1', 'street2', 'city', 'state', 'zip', 'country'] as const

/**
 * A key that two addresses share only if a parcel for one reaches the other: name and every part of the address, without
 * regard to capitals, blanks and punctuation. The phone is left out: people give several.
 * Joom merges orders for the same recipient and address only, and cancels a tracking number shared by different ones.
 */
export function recipientKey(address: Address): string {
  return parts.map((part) => fold(address[part])).join('|')
}

/** Whether two texts of an address say the same. */
export const isSameText = (one: string | null, other: string | null): boolean => fold(one) === fold(other)

/** How an address stands to the one that was told before. `fuller`: it has parts that were not told then, and no other is another. */
export type Likeness = 'same' | 'fuller' | 'other'

/** Compares as `recipientKey` does. A part that is gone makes another address: who keeps addresses sees to it that what is only left out is not gone. */
export function likenessOf(before: Address, now: Address): Likeness {
  const changed = parts.filter((part) => !isSameText(before[part], now[part]))
  if (changed.length === 0) return 'same'
  return changed.every((part) => fold(before[part]) === '') ? 'fuller' : 'other'
}
