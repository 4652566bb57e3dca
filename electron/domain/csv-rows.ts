/**
 * Rows of a spreadsheet's text after RFC 4180, whatever it separates cells by (comma, semicolon or tab: the one that its first
 * line has most of) and however it ends lines. A byte order mark, blank lines and blanks around cells are no part of it.
 */
export function csvRows(text: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  const plain = text.replace(/^\uFEFF/u, '')
  const [head = ''] = plain.split(/\r?\n/u, 1)
  const most = [',', ';', '\t'].map((mark) => ({ mark, n: head.split(mark).length })).sort((a, b) => b.n - a.n)[0]
  const mark = most?.mark ?? ','
  const rows: { line: number; cells: string[] }[] = []
  let [cell, quoted, line] = ['', false, 1]
  let row: { line: number; cells: string[] } = { line: 1, cells: [] }
  const end = (): void => {
    row.cells.push(cell.trim())
    if (row.cells.some((one) => one !== '')) rows.push(row)
    cell = ''
    row = { line: line + 1, cells: [] }
  }
  for (let i = 0; i < plain.length; i++) {
    const letter = plain.charAt(i)
    if (letter === '\n') line++
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (plain.charAt(i + 1) === '"') { cell += '"'; i++ } else quoted = false
    } else if (letter === '"' && cell.trim() === '') { cell = ''; quoted = true } else if (letter === mark) {
      row.cells.push(cell.trim())
      cell = ''
    } else if (letter === '\n') { line--; end(); line++ } else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || row.cells.length > 0) end()
  return rows
}
