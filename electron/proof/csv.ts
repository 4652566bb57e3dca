/** What makes spreadsheets take a cell for a formula or lose its beginning; the mark itself is among them, so that it can be taken off again. */
const begins = /^[=+\-@\t\r\n'＝＋－＠]/

/**
 * A line of CSV after RFC 4180. A cell that a spreadsheet could run as a formula gets a `'` before it, and so does one that
 * begins with a `'`: whoever takes one `'` off each cell that begins with one has what was written.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => {
    const text = cell === null ? '' : String(cell)
    const safe = begins.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }).join(',')}\r\n`
}
