/** A row of a table. */
export interface CsvRow {
  /** Of the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** The place of the first cell whose quotation marks do not close where it ends: what it says, and what belongs to it, cannot be known. `null` where there is none. */
  readonly broken: number | null
}

const lineEnd = /\r\n|\n|\r/gu
const marks = [',', ';', '\t']

/** What a cell looks like in quotation marks, and without, before what separates it from the next. */
const shapes = (mark: string): { readonly quoted: RegExp; readonly plain: RegExp } => ({
  quoted: new RegExp(` *"([^"]*(?:""[^"]*)*)" *(?=${mark}|[\\r\\n]|$)`, 'uy'), plain: new RegExp(`[^${mark}\\r\\n]*`, 'uy')
})

/**
 * Rows of a spreadsheet's text after RFC 4180, whatever it separates cells by (comma, semicolon or tab: what a first line like
 * `sep=;` says, else the one that the first line has most of) and however it ends lines. A byte order mark, blank lines and blanks
 * around cells are no part of it. Where quotation marks do not close, the row ends with its line, so that no other row is lost by it.
 */
export function csvRows(text: string): readonly CsvRow[] {
  const whole = text.replace(/^\uFEFF/u, '')
  const told = /^sep=([,;\t])(?:\r\n|\n|\r)/iu.exec(whole)
  const plain = told === null ? whole : whole.slice(told[0].length)
  const [head = ''] = plain.split(lineEnd, 1)
  const mark = told?.[1] ?? marks.map((one) => ({ one, n: head.split(one).length })).sort((a, b) => b.n - a.n)[0]?.one ?? ','
  const { quoted, plain: bare } = shapes(mark)
  const rows: CsvRow[] = []
  let line = told === null ? 1 : 2
  let at = 0
  const take = (shape: RegExp): RegExpExecArray | null => {
    shape.lastIndex = at
    const found = shape.exec(plain)
    if (found !== null) at = shape.lastIndex
    return found
  }
  while (at < plain.length) {
    const [from, cells]: [number, string[]] = [line, []]
    let broken: number | null = null
    for (;;) {
      const inQuotes = take(quoted)
      const cell = inQuotes?.[1]?.replaceAll('""', '"') ?? take(bare)?.[0] ?? ''
      if (inQuotes === null && cell.trimStart().startsWith('"')) broken ??= cells.length
      line += inQuotes === null ? 0 : cell.split(lineEnd).length - 1
      cells.push(cell.trim())
      if (plain.charAt(at) !== mark) break
      at++
    }
    if (cells.some((one) => one !== '')) rows.push({ line: from, cells, broken })
    at += plain.startsWith('\r\n', at) ? 2 : 1
    line++
  }
  return rows
}
