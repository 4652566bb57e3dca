import type { OrderId } from '../domain/ids.ts'
import { newestSheets } from '../domain/print-run.ts'
import type { LedgerRow, NewPart } from './run-store.ts'

/** Sheets that are handed to a printer at once: few enough that pausing and cancelling mean something. */
export const sheetsOfPart = 100

/** The pages of a file as far as the ledger knows them. */
export const pagesOf = (sheets: readonly LedgerRow[], file: number): number => Math.max(0, ...sheets.filter((sheet) => sheet.file === file).map(({ page, pages }) => page + pages - 1))

/**
 * What is handed over next: the first sheets that wait, as many as lie one behind the other in one file, at most `most`. Where
 * sheets share pages, it ends with a page: no page is handed over twice. Only where more than `most` hang together, it is more.
 * @param only sheets of this file only; `null` for any
 * @returns `null` where none waits
 */
export function nextPart(sheets: readonly LedgerRow[], only: number | null, most: number): Omit<NewPart, 'copies' | 'printer'> | null {
  const waiting = newestSheets(sheets).filter(({ state, file }) => state === 'waiting' && (only === null || file === only))
  const [first] = waiting
  if (first === undefined) return null
  const behind: LedgerRow[] = []
  let lastPage = first.page - 1
  for (const sheet of waiting) {
    if (sheet.file !== first.file || sheet.page > lastPage + 1) break
    if (sheet.page > lastPage && behind.length >= most) break
    behind.push(sheet)
    lastPage = Math.max(lastPage, sheet.page + sheet.pages - 1)
  }
  return { file: first.file, first: first.position, last: behind.at(-1)?.position ?? first.position, sheets: behind.length, firstPage: first.page, lastPage }
}

/** The orders whose sheets a part has. */
export const ordersOf = (sheets: readonly LedgerRow[], part: Pick<NewPart, 'file' | 'first' | 'last'>): OrderId[] =>
  newestSheets(sheets).filter(({ file, position }) => file === part.file && position >= part.first && position <= part.last).map(({ orderId }) => orderId)
