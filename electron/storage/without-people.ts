/** What of an order tells of its recipient where it stands in the middle of a sentence. */
export type Telling = readonly (string | null)[]

/** Shorter Latin words and numbers than these stand in sentences for other reasons. */
const shortest = 4

/** Words of Joom's, in which it may have quoted what it was sent, without what they tell of a recipient: `…` stands in its place. */
export function withoutPeople<T extends string | null>(words: T, telling: Telling): T | string {
  if (words === null) return words
  return telling.reduce<string>((text, one) => {
    const secret = one?.trim() ?? ''
    if (secret === '' || (secret.length < shortest && /^[\x20-\x7e]*$/.test(secret))) return text
    return text.replaceAll(new RegExp(secret.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'giu'), '…')
  }, words)
}
