/** Rows of CSV after RFC 4180, read letter by letter: shares nothing with what writes it. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') {
        cell += letter
        i++
      } else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\r' && text[i + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      i++
    } else cell += letter
  }
  return rows
}

/** A cell without the marks against formulas. */
export const taken = (cell: string): string => cell.replaceAll(/(^|[;\t\r\n])'/g, '$1')
