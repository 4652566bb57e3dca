import type { SheetProblem } from '../contract/schemas.ts'
import type { Environment } from '../domain/connection.ts'
import type { Millis } from '../domain/ids.ts'
import type { OrderState } from '../domain/order.ts'
import type { OrderPart, Paper } from '../domain/sheet-kind.ts'
import type { SlipLanguage } from '../domain/slip-language.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import type { SlipWords } from './slip-words.ts'

/** Printer resolutions that bars are drawn for, in dots per inch as the printer's driver counts them. */
export const resolutions = [203, 300, 600] as const
export type Resolution = (typeof resolutions)[number]

/** The least dots a module may have on a printer, as the narrowest that its scanner read: bars, and squares of QR codes and Data Matrix. 0 where that is not known. */
export interface CodeDots {
  readonly bars: number
  readonly squares: number
}

/** The goods of an order as Joom names them; `null` where it does not. */
export interface SlipItem {
  readonly name: string | null
  readonly sku: string | null
  readonly color: string | null
  readonly size: string | null
  /** `null` where Joom gave none: printed as a question mark, never as 1. */
  readonly quantity: number | null
  readonly productId: string | null
  /** Of one, as it is to be printed; left out where there is none. */
  readonly price?: string | undefined
  /** As it was fetched, PNG or JPEG; any other is left out. */
  readonly picture?: Uint8Array | undefined
}

/** One order on paper, as plain data: everything a packing slip says. */
export interface SlipSheet {
  /** Place in the run, from 1, and how many sheets the run has. */
  readonly position: number
  readonly of: number
  /** The how many-th paper of its order it is; a first one says nothing of it. */
  readonly copy?: number | undefined
  /** The run's number, where it is known when the sheets are made. */
  readonly run?: number | undefined
  readonly joomId: string
  readonly pickCode: string
  /** Eight hexadecimal digits of what the sheet says of the order: `sheet-hash.ts`. */
  readonly hash: string
  readonly orderState: OrderState
  readonly storeName: string
  /** Lines under the store's name, where parcels go back to; may be empty. */
  readonly returnAddress: string
  /** Which of the run's logos stands beside the store's name; `null` for none. */
  readonly logo: string | null
  readonly environment: Environment
  readonly recipientName: string | null
  /** Without the name, the country last: `address-lines.ts`. */
  readonly addressLines: readonly string[]
  readonly phone: string | null
  /** ISO 3166-1 alpha-2: decides how Han characters are drawn. */
  readonly country: string | null
  readonly items: readonly SlipItem[]
  readonly note: string | null
  /** How the slip looks; left out: as a new installation has it. */
  readonly template?: SlipTemplate | undefined
  /** In which language the buyer's words are; left out: in that of the run. */
  readonly language?: SlipLanguage | undefined
  readonly orderedAt: Millis | null
  readonly dueAt: Millis | null
  /** Further orders of the same recipient that stand on this slip, behind this one: each with its goods, number, id and codes. */
  readonly together?: readonly SlipSheet[] | undefined
  /** How many orders to ship go to this recipient and address, this one included. */
  readonly sameRecipientCount: number
  readonly printedAt: Millis
}

/** The orders that stand on a slip. */
export const ordersOn = (sheet: SlipSheet): readonly SlipSheet[] => (sheet.together === undefined ? [sheet] : [sheet, ...sheet.together])

/** All that sheets are made of. The same input makes the same bytes; where no zone is named, on computers of the same zone. */
export interface SlipsInput {
  readonly sheets: readonly SlipSheet[]
  /** The logos that the sheets name, as PNGs that `readLogo` made. */
  readonly logos: Readonly<Record<string, Uint8Array>>
  readonly paper: Paper
  /** What is made of each order, one after the other; left out: its slip. */
  readonly parts?: readonly OrderPart[] | undefined
  /** On which label of the first sheet of four to begin, from 1; left out: the first. */
  readonly start?: number | undefined
  readonly dpi: Resolution
  /** Left out: codes have the usual size. */
  readonly codes?: CodeDots | undefined
  /** How far labels are moved to the right and down, in points: a printer that lays them too far left and up. Never so far that anything is cut off; pages for the desk stay where they are. */
  readonly shift?: { readonly x: number; readonly y: number } | undefined
  /** Of the document, as a viewer shows it. Never a customer's name: it stands in the print queue for all to read. */
  readonly title: string
  readonly words: SlipWords
  /** IANA name of the zone in which moments are written; `null` for the computer's own. */
  readonly timeZone: string | null
}

/** A document of sheets, and what is to be known of each. */
export interface SlipsOutput {
  readonly pdf: Uint8Array
  /**
   * One entry per order, in order. `page` counts from 1 in the document; orders may share one, where `cell` says on which label of it an order begins, from 1. `missing`: characters no font has,
   * each once. An order with `problems` has no page.
   */
  readonly sheets: ReadonlyArray<{ readonly position: number; readonly page: number; readonly cell: number; readonly pages: number; readonly missing: readonly string[]; readonly problems: readonly SheetProblem[] }>
  readonly pages: number
}
