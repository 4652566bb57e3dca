import type { SlipLanguage } from '../domain/slip-language.ts'
import { buyerWords } from './words/buyer-words.ts'

/** Every word of a slip that is not the order's own. `{…}` is filled in. */
export interface SlipWords {
  /** BCP 47: how dates are written. */
  readonly locale: string
  readonly packingSlip: string
  readonly addressLabel: string
  readonly orderLabel: string
  readonly run: string
  readonly from: string
  readonly of: string
  readonly continued: string
  readonly copy: string
  readonly page: string
  readonly rehearsal: string
  readonly rehearsalHint: string
  readonly custom: string
  readonly customHint: string
  readonly shipTo: string
  readonly phone: string
  readonly order: string
  readonly ordered: string
  readonly shipBefore: string
  readonly notKnown: string
  readonly item: string
  readonly quantity: string
  readonly sku: string
  readonly color: string
  readonly size: string
  readonly product: string
  readonly note: string
  readonly sameRecipient: string
  readonly alreadyShipped: string
  readonly missing: string
  readonly printed: string
  readonly sheet: string
}

/** The words of one sheet: the buyer's in a language of their own where one is given. */
export function wordsOf(words: SlipWords, language: SlipLanguage | undefined): SlipWords {
  if (language === undefined) return words
  const { name: _name, ...buyer } = buyerWords[language]
  return { ...words, ...buyer }
}

export const englishWords: SlipWords = {
  locale: 'en-GB',
  packingSlip: 'Packing slip',
  addressLabel: 'Address',
  orderLabel: 'Order codes',
  run: 'Run {run}',
  from: 'From',
  of: 'of {of}',
  continued: 'continued',
  copy: 'COPY {copy}',
  page: 'Page {page} of {pages}',
  rehearsal: 'REHEARSAL',
  rehearsalHint: 'Not a real order: do not ship',
  custom: 'TEST STORE',
  customHint: 'Not Joom’s production: check before you ship',
  shipTo: 'Ship to',
  phone: 'Phone',
  order: 'Order',
  ordered: 'Ordered',
  shipBefore: 'Ship before',
  notKnown: 'not known',
  item: 'Item',
  quantity: 'Qty',
  sku: 'SKU',
  color: 'Color',
  size: 'Size',
  product: 'Product',
  note: 'Note',
  sameRecipient: '{count} orders to this address',
  alreadyShipped: 'Already marked as shipped',
  missing: 'Cannot be printed: {characters}',
  printed: 'Printed {at}',
  sheet: 'Sheet {hash}'
}

/** Puts values into a sentence's `{names}`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole))
}
