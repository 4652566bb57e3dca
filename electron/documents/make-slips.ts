import { labelSheet } from './label-sheet.ts'
import { logoPixels } from './logo.ts'
import { PageMaker } from './page-maker.ts'
import { pageSheet } from './page-sheet.ts'
import { pageBoxes } from './papers.ts'
import type { PdfPart } from './pdf-part.ts'
import { PdfWriter, type PdfAbout } from './pdf-writer.ts'
import type { SlipSheet, SlipsInput, SlipsOutput } from './slip.ts'

/** What a run says of all its sheets. */
export type SlipsSettings = Omit<SlipsInput, 'sheets'>

/** What was made of some sheets of a run. */
export interface SlipsPart extends PdfPart {
  /** One entry for each sheet, in order: how many pages it has, and the characters that no font has. */
  readonly sheets: readonly { readonly position: number; readonly pages: number; readonly missing: readonly string[] }[]
}

/** What a run's document says of itself. @param first its first sheet: all are printed at the same moment */
export function aboutSlips({ title, words }: SlipsSettings, first: SlipSheet): PdfAbout {
  return { title, createdAt: first.printedAt, language: words.locale }
}

/** Makes the sheets of one run, in as many parts as there is need for. */
export class SlipMaker {
  readonly #settings: SlipsSettings
  readonly #sheet: Parameters<typeof labelSheet>[1]
  readonly #pages: PageMaker

  constructor(settings: SlipsSettings) {
    const { dpi, words, timeZone, logos } = settings
    this.#settings = settings
    this.#sheet = { dpi, words, timeZone, logos: new Map(Object.entries(logos).map(([key, png]) => [key, logoPixels(png)] as const)) }
    this.#pages = new PageMaker(dpi)
  }

  /** @throws BarcodeError for a pick code that no barcode carries */
  make(sheets: readonly SlipSheet[]): SlipsPart {
    const { paper } = this.#settings
    const told = sheets.map((sheet) => {
      const made = paper === '100x150' ? labelSheet(sheet, this.#sheet) : pageSheet(sheet, this.#sheet, paper)
      for (const draw of made.pages) this.#pages.add(pageBoxes[paper], draw)
      return { position: sheet.position, pages: made.pages.length, missing: made.missing }
    })
    return { ...this.#pages.take(), sheets: told }
  }
}

/** Counts on which page of the document each sheet begins. */
export class PageCount {
  readonly #sheets: SlipsOutput['sheets'][number][] = []
  #pages = 0

  add(part: Pick<SlipsPart, 'sheets'>): void {
    for (const sheet of part.sheets) {
      this.#sheets.push({ position: sheet.position, page: this.#pages + 1, pages: sheet.pages, missing: sheet.missing })
      this.#pages += sheet.pages
    }
  }

  get told(): Omit<SlipsOutput, 'pdf'> { return { sheets: this.#sheets, pages: this.#pages } }
}

/**
 * Packing slips as one PDF, each order on a page of its own or on several. Nothing of an order is left out or cut off: what does
 * not fit is set smaller, and then goes on to another page. Characters that no font has are drawn as their number, named at the
 * top of the sheet, and reported.
 * @throws RangeError for no sheets; BarcodeError for a pick code that no barcode carries
 */
export function makeSlips({ sheets, ...settings }: SlipsInput): Promise<SlipsOutput> {
  const [first] = sheets
  if (first === undefined) return Promise.reject(new RangeError('No sheets'))
  const chunks: Uint8Array[] = []
  try {
    const writer = new PdfWriter(aboutSlips(settings, first), (chunk) => { chunks.push(chunk) })
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
