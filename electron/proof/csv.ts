/**
 * Where a spreadsheet could take what follows for a formula, or lose it. At the beginning of a cell: signs of formulas, a tab
 * or a line break, and the mark itself, so that it can be taken off again. Behind a `;`, a tab or a line break too: where the
 * computer's list separator is another than the comma, or quotes are not understood, a cell begins there, or quotes begin that hide one.
 */
const dangers = /^(?=[=+\-@\t\r\n'＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@'"＝＋－＠])/g

/**
 * A line of CSV after RFC 4180. Wherever a spreadsheet could run something as a formula a `'` stands before it, and before
 * each `'` that stands there itself: whoever takes one `'` off the beginning of each cell, and off what follows each `;`, tab
 * and line break in it, wherever there is one, has what was written.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => {
    const safe = (cell === null ? '' : String(cell)).replaceAll(dangers, "'")
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }).join(',')}\r\n`
}
