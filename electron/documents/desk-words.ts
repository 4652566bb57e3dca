import type { BenchCommand } from '../domain/command-code.ts'
import type { RunOutcome } from './desk-input.ts'
import { fill } from './slip-words.ts'

/** A sentence of a number, by the number's kind in its language (`Intl.PluralRules`). */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** The sentence for this number. */
export function counted({ locale }: Pick<DeskWords, 'locale'>, sentences: Counted, n: number): string {
  return fill(sentences[new Intl.PluralRules(locale).select(n)] ?? sentences.other, { n })
}

/** Every word of the papers beside the runs that is not data. `{…}` is filled in. */
export interface DeskWords {
  /** BCP 47: how dates are written. */
  readonly locale: string
  readonly rehearsal: string
  readonly rehearsalHint: string
  readonly notKnown: string
  readonly missing: string
  readonly page: string
  readonly made: string
  readonly run: string
  readonly pickList: string
  readonly kinds: Counted
  readonly nPieces: Counted
  readonly nOrders: Counted
  readonly pieces: string
  readonly places: string
  readonly uncounted: Counted
  readonly handOver: string
  readonly nParcels: Counted
  readonly handedOver: Counted
  readonly number: string
  readonly trackingNumber: string
  readonly pickCode: string
  readonly country: string
  readonly given: string
  readonly taken: string
  readonly name: string
  readonly signature: string
  readonly date: string
  readonly summary: string
  readonly frozen: string
  readonly outcome: string
  readonly outcomes: Readonly<Record<keyof RunOutcome, string>>
  readonly store: string
  readonly order: string
  readonly recipient: string
  readonly leftOut: string
  readonly noneLeftOut: string
  readonly commandCard: string
  readonly commandHint: string
  readonly commands: Readonly<Record<BenchCommand, { readonly says: string; readonly does: string }>>
  readonly languages: string
  readonly calibration: Readonly<Record<'title' | 'about' | 'stripes' | 'keys' | 'square' | 'part' | 'bars' | 'qr' | 'datamatrix' | 'rung', string>>
}

export const englishDeskWords: DeskWords = {
  locale: 'en-GB',
  rehearsal: 'REHEARSAL',
  rehearsalHint: 'Not real orders: do not ship',
  notKnown: 'not known',
  missing: 'Cannot be printed: {characters}',
  page: 'Page {page} of {pages}',
  made: 'Made {at}',
  run: 'Run {run}',
  pickList: 'Pick list',
  kinds: { one: '{n} kind of goods', other: '{n} kinds of goods' },
  nPieces: { one: '{n} piece', other: '{n} pieces' },
  nOrders: { one: '{n} order', other: '{n} orders' },
  pieces: 'Pieces',
  places: 'For place',
  uncounted: { one: '+ {n} order whose quantity is not known', other: '+ {n} orders whose quantity is not known' },
  handOver: 'Hand-over to the carrier',
  nParcels: { one: '{n} parcel', other: '{n} parcels' },
  handedOver: { one: '{n} parcel handed over', other: '{n} parcels handed over' },
  number: 'No.',
  trackingNumber: 'Tracking number',
  pickCode: 'Pick code',
  country: 'Country',
  given: 'Handed over by',
  taken: 'Taken over by',
  name: 'Name',
  signature: 'Signature',
  date: 'Date and time',
  summary: 'Summary of the run',
  frozen: 'frozen {at}',
  outcome: 'How it came out',
  outcomes: { good: 'Good', out: 'At the printer, or not known', saved: 'Saved as PDF, not printed', left: 'Still to print', discarded: 'Thrown away', copied: 'Has a further copy' },
  store: 'Store',
  order: 'Order',
  recipient: 'Recipient',
  leftOut: 'Not in this run',
  noneLeftOut: 'Every order that was chosen is in this run.',
  commandCard: 'Commands for the bench',
  commandHint: 'Scan a code instead of pressing a key.',
  commands: {
    next: { says: 'Next', does: 'Goes on to the next order' },
    undo: { says: 'Undo', does: 'Takes back the last step' },
    reprint: { says: 'Print again', does: 'Prints the sheets of this order once more' },
    hold: { says: 'Hold', does: 'Lays this order aside' },
    sign: { says: 'Sign', does: 'Confirms what was packed' }
  },
  languages: 'Words of the slips, by language',
  calibration: {
    title: 'Calibration',
    about: 'Both rulers are in millimetres, measured from the corner where they meet. The stairs at the edges are 0 to 5 mm away from them.',
    stripes: 'Which field has even stripes?',
    keys: 'Keys: scan the square, or else the three parts',
    square: 'Keys',
    part: 'Part',
    bars: 'Bars, {dpi} dpi: scan from wide to narrow',
    qr: 'QR codes, {dpi} dpi',
    datamatrix: 'Data Matrix, {dpi} dpi',
    rung: '{width} mm, dots: {dots}'
  }
}
