import type { SlipLanguage } from '../../domain/slip-language.ts'
import { arabic } from './ar.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import { hebrew } from './he.ts'
import { polish } from './pl.ts'
import { russian } from './ru.ts'
import { turkish } from './tr.ts'
import { chineseSimplified } from './zh-hans.ts'
import { chineseTraditional } from './zh-hant.ts'

/** The words of a slip that its buyer reads. What warns the packer, and what he goes by (until when it has to be shipped, marks), stays in his own language. `{…}` is filled in. */
export interface BuyerWords {
  /** The language by its own name. */
  readonly name: string
  /** BCP 47: how the dates are written that the buyer reads. */
  readonly buyerLocale: string
  readonly packingSlip: string
  readonly of: string
  readonly continued: string
  readonly page: string
  readonly shipTo: string
  readonly phone: string
  readonly order: string
  readonly notKnown: string
  readonly item: string
  readonly quantity: string
  readonly sku: string
  readonly color: string
  readonly size: string
  readonly product: string
  readonly price: string
  readonly note: string
  readonly ordered: string
  readonly run: string
  readonly printed: string
  readonly sheet: string
  /** How many orders are on the slip, always more than one. */
  readonly together: string
}

export const buyerWords: Readonly<Record<SlipLanguage, BuyerWords>> = {
  en: english, tr: turkish, ru: russian, 'zh-Hans': chineseSimplified, 'zh-Hant': chineseTraditional, de: german, fr: french, es: spanish, pl: polish, he: hebrew, ar: arabic
}
