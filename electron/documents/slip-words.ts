import type { SlipLanguage } from '../domain/slip-language.ts'
import { buyerWords, type BuyerWords } from './words/buyer-words.ts'

/** Every word of a slip that is not the order's own: those that its buyer reads, and those that the packer goes by. `{…}` is filled in. */
export interface SlipWords extends Omit<BuyerWords, 'name'> {
  /** BCP 47: how the dates are written that the packer goes by. */
  readonly locale: string
  readonly addressLabel: string
  readonly orderLabel: string
  readonly from: string
  readonly copy: string
  readonly rehearsal: string
  readonly rehearsalHint: string
  readonly custom: string
  readonly customHint: string
  readonly shipBefore: string
  readonly sameRecipient: string
  readonly alreadyShipped: string
  readonly missing: string
  readonly noName: string
  readonly noCountry: string
}

/** The words of one sheet: the buyer's in a language of their own where one is given. */
export function wordsOf(words: SlipWords, language: SlipLanguage | undefined): SlipWords {
  if (language === undefined) return words
  return { ...words, ...readByBuyer(language) }
}

function readByBuyer(language: SlipLanguage): Omit<BuyerWords, 'name'> {
  const { name: _name, ...words } = buyerWords[language]
  return words
}

export const englishWords: SlipWords = {
  ...readByBuyer('en'),
  locale: 'en-GB',
  addressLabel: 'Address',
  orderLabel: 'Order codes',
  from: 'From',
  copy: 'COPY {copy}',
  rehearsal: 'REHEARSAL',
  rehearsalHint: 'Not a real order: do not ship',
  custom: 'TEST STORE',
  customHint: 'Not Joom’s production: check before you ship',
  shipBefore: 'Ship before',
  sameRecipient: '{count} orders to this address',
  alreadyShipped: 'Already marked as shipped',
  missing: 'Cannot be printed: {characters}',
  noName: 'Joom gave no name',
  noCountry: 'Joom gave no country'
}

/** Sentences of ours, cut at their `{names}`: there are some hundreds. */
const cut = new Map<string, readonly string[]>()

/** Puts values into a sentence's `{names}`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  let parts = cut.get(sentence)
  if (parts === undefined) {
    parts = sentence.split(/\{(\w+)\}/u)
    cut.set(sentence, parts)
  }
  return parts.map((part, i) => (i % 2 === 0 ? part : String(values[part] ?? `{${part}}`))).join('')
}
