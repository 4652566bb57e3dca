import type { PickLine } from '../domain/pick-list.ts'
import type { Paper } from '../domain/sheet-kind.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import type { DeskWords } from './desk-words.ts'
import type { CodeDots, Resolution } from './slip.ts'

/** A line of a pick list. */
export interface PickRow extends Omit<PickLine, 'places'> {
  /** The places of the run that need it. */
  readonly places: string
  /** A picture as it was fetched, PNG or JPEG; any other is left out. */
  readonly picture: Uint8Array | null
}

/** A parcel on the list that the courier signs. */
export interface HandOverRow {
  readonly trackingNumber: string
  readonly pickCode: string
  readonly country: string | null
  readonly store: string
}

/** Who hands parcels over: a store, and the lines of its address. */
export interface Sender {
  readonly store: string
  readonly lines: readonly string[]
}

/** A line of a run's summary. */
export interface SummaryRow {
  readonly position: number
  readonly pickCode: string
  readonly joomId: string
  readonly recipient: string | null
  readonly country: string | null
  readonly pieces: number | null
}

/** One thing declared to customs. Weights in grams, for all pieces; `value` as a decimal number. */
export interface CustomsRow {
  readonly description: string
  readonly quantity: number
  readonly netGrams: number
  readonly value: string
  readonly currency: string
  readonly hsCode: string
  readonly origin: string
}

/** A customs declaration of one order. */
export interface CustomsForm {
  readonly form: 'cn22' | 'cn23'
  readonly position: number
  readonly pickCode: string
  /** What the square code of its order says: `domain/sheet-code.ts`. */
  readonly squareCode: string
  readonly joomId: string
  /** The ids at Joom of all orders that are in its parcel. */
  readonly orders: readonly string[]
  readonly rehearsal: boolean
  readonly trackingNumber: string | null
  readonly sender: readonly string[]
  readonly recipient: readonly string[]
  readonly phone: string | null
  readonly country: string | null
  readonly rows: readonly CustomsRow[]
}

/** How a run came out: how many of its places, and which, are good; are at the printer or not known; were saved; are not printed; were thrown away; and have a further copy. */
export type RunOutcome = Readonly<Record<'good' | 'out' | 'saved' | 'left' | 'discarded' | 'copied', { readonly n: number; readonly places: string }>>

/** What stands on a list, a card, forms or a calibration sheet. */
export type DeskContent =
  | { readonly kind: 'pick_list'; readonly rows: readonly PickRow[]; readonly orders: number }
  | { readonly kind: 'hand_over'; readonly carriers: ReadonlyArray<{ readonly carrier: string; readonly rows: readonly HandOverRow[]; readonly senders: readonly Sender[] }> }
  | { readonly kind: 'summary'; readonly run: { readonly id: number; readonly createdAt: number; readonly paper: string }; readonly stores: ReadonlyArray<{ readonly store: string; readonly orders: number; readonly pieces: number; readonly uncounted: number }>; readonly outcome: RunOutcome; readonly rows: readonly SummaryRow[]; readonly leftOut: ReadonlyArray<{ readonly joomId: string; readonly reason: string }> }
  | { readonly kind: 'customs'; readonly forms: readonly CustomsForm[] }
  | { readonly kind: 'commands' }
  | { readonly kind: 'languages'; readonly template: SlipTemplate }
  /** `dpis`: of which dots there are ladders. `told`: codes say what they are, for a printer that draws them itself. */
  | { readonly kind: 'calibration'; readonly dpis: readonly Resolution[]; readonly told: boolean }

/** A paper beside the runs: lists, forms and cards. */
export interface DeskInput {
  readonly content: DeskContent
  readonly paper: Paper
  /** The first label to be used of a sheet of four. */
  readonly start: number
  readonly dpi: Resolution
  /** The least dots a module may have, where that is known of the printer: see `CodeDots`. */
  readonly codes?: CodeDots | undefined
  readonly title: string
  /** Of the run it belongs to, where it belongs to one. */
  readonly run: number | null
  /** Says across every page that it is of the rehearsal. */
  readonly rehearsal: boolean
  readonly madeAt: number
  /** As that of `SlipsInput`. */
  readonly timeZone: string | null
  readonly words: DeskWords
}

/** A paper for the desk; without pages where what it is made of does not fit. */
export interface DeskOutput {
  readonly pdf: Uint8Array
  readonly pages: number
  /** Characters that no font has, each once: drawn as their number. */
  readonly missing: readonly string[]
  /** Forms that are not in the PDF. */
  readonly unmade: readonly UnmadeForm[]
}

/** A form that would not be whole: the orders that it is of, by their ids at Joom, the characters that no font has, and the values that do not fit. Neither: a code did not say what it should. */
export interface UnmadeForm {
  readonly orders: readonly string[]
  readonly missing: readonly string[]
  readonly tooLong: readonly string[]
}

