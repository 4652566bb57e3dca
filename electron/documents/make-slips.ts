import type { SheetProblem } from '../contract/schemas.ts'
import type { SaidCode } from './canvas.ts'
import type { SheetSettings } from './drawn-sheet.ts'
import { logoPixels } from './logo.ts'
import { orderSheet } from './order-sheet.ts'
import { PageLayer } from './page-layer.ts'
import { PageMaker } from './page-maker.ts'
import { isPage } from './papers.ts'
import type { PdfPart } from './pdf-part.ts'
import type { PdfAbout } from './pdf-metadata.ts'
import { PdfWriter } from './pdf-writer.ts'
import { ordersOn, type SlipSheet, type SlipsInput, type SlipsOutput } from './slip.ts'

/** What a run says of all its sheets. */
export type SlipsSettings = Omit<SlipsInput, 'sheets'>

/** What was made of some sheets of a run. */
export interface SlipsPart extends PdfPart {
  /** One entry for each order, in order: its page within the part, on which label of it, how many it reaches over, the characters that no font has, and why it is not there. */
  readonly sheets: readonly { readonly position: number; readonly page: number; readonly cell: number; readonly pages: number; readonly missing: readonly string[]; readonly problems: readonly SheetProblem[] }[]
}

/** What a run's document says of itself. @param first its first sheet: all are printed at the same moment */
export function aboutSlips({ title, words }: SlipsSettings, first: SlipSheet): PdfAbout {
  return { title, createdAt: first.printedAt, language: words.locale }
}

/** Codes that do not say what they should, each field once. */
function problemsOf(unverified: readonly SaidCode[]): SheetProblem[] {
  return [...new Set(unverified.map(({ kind }) => (kind === 'code128' ? 'pick_code' : 'order_id')))].map((field) => ({ field, why: 'not_verified' }))
}

/** Makes the sheets of one run, in as many parts as there is need for; where labels share a page, in one: no page is shared by two parts. */
export class SlipMaker {
  readonly #settings: SlipsSettings
  readonly #sheet: SheetSettings
  readonly #pages: PageMaker

  constructor(settings: SlipsSettings) {
    const { dpi, codes, words, timeZone, logos } = settings
    this.#settings = settings
    this.#sheet = { dpi, codes, words, timeZone, logos: new Map(Object.entries(logos).map(([key, png]) => [key, logoPixels(png)] as const)) }
    this.#pages = new PageMaker({ dpi, codes })
  }

  /** @throws BarcodeError for a pick code that no barcode carries */
  make(sheets: readonly SlipSheet[]): SlipsPart {
    const { paper, parts = ['slip'], start, shift } = this.#settings
    const layer = new PageLayer(this.#pages, paper, start, isPage(paper) ? undefined : shift)
    const told = sheets.flatMap((sheet) => {
      const orders = ordersOn(sheet)
      const made = parts.map((part) => orderSheet(part, sheet, this.#sheet, paper))
      const problems = made.flatMap((one) => one.problems)
      const missing = [...new Set(made.flatMap((one) => one.missing))]
      if (problems.length > 0) return orders.map(({ position }) => ({ position, page: 0, cell: 1, pages: 0, missing, problems }))
      const ready = made.map((one) => layer.ready(one))
      const unverified = ready.flatMap((one) => one.unverified)
      if (unverified.length > 0) return orders.map(({ position }) => ({ position, page: 0, cell: 1, pages: 0, missing, problems: problemsOf(unverified) }))
      const placed = ready.map((one) => layer.lay(one))
      const [first, last] = [placed[0], placed.at(-1)]
      const pages = first === undefined || last === undefined ? 0 : last.page + last.pages - first.page
      return orders.map(({ position }) => ({ position, page: first?.page ?? 0, cell: first?.cell ?? 1, pages, missing, problems }))
    })
    layer.finish()
    return { ...this.#pages.take(), sheets: told }
  }
}

/** Counts on which page of the document each sheet begins. */
export class PageCount {
  readonly #sheets: SlipsOutput['sheets'][number][] = []
  #pages = 0

  add(part: Pick<SlipsPart, 'sheets' | 'pages'>): void {
    for (const sheet of part.sheets) this.#sheets.push({ ...sheet, page: sheet.page === 0 ? 0 : this.#pages + sheet.page })
    this.#pages += part.pages.length
  }

  get told(): Omit<SlipsOutput, 'pdf'> { return { sheets: this.#sheets, pages: this.#pages } }
}

/**
 * What is printed of orders as one PDF, in their order, the parts of one order one after the other. Nothing of an order is left
 * out or cut off: what does not fit on a slip is set smaller, and then goes on to another page; what does not fit on a label is
 * a problem, as is a code that does not say what it should when it is read again, and its order is not in the PDF. Characters that no font has are drawn as their number, named at the top of the
 * sheet, and reported.
 * @param compact whether a document of one page is made small, which takes longer than its sheet: not for one that is only looked at
 * @throws RangeError for no sheets; BarcodeError for a pick code that no barcode carries
 */
export function makeSlips({ sheets, ...settings }: SlipsInput, compact = true): Promise<SlipsOutput> {
  const [first] = sheets
  if (first === undefined) return Promise.reject(new RangeError('No sheets'))
  const chunks: Uint8Array[] = []
  try {
    const writer = new PdfWriter(aboutSlips(settings, first), (chunk) => { chunks.push(chunk) }, compact)
    const part = new SlipMaker(settings).make(sheets)
    writer.append(part)
    writer.finish()
    const count = new PageCount()
    count.add(part)
    return Promise.resolve({ pdf: new Uint8Array(Buffer.concat(chunks)), ...count.told })
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  }
}
