import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from '../../../electron/proof/csv.ts'
import { readCsv, taken } from '../../support/read-csv.ts'

it('comes back as it was, whatever is in the cells', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', "'", '=', '+', '-', '@', '\t', 'a', ' '), maxLength: 6 }))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
    expect(readCsv(rows.map(csvLine).join('')).map((row) => row.map(taken))).toEqual(rows)
  }), { numRuns: 200 })
})

it('hands no spreadsheet a formula', () => {
  fc.assert(fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'), fc.string(), (begins, rest) => {
    const [cell = ''] = readCsv(csvLine([begins + rest]))[0] ?? []
    expect(cell.slice(0, 2)).toBe(`'${begins}`)
    expect(taken(cell)).toBe(begins + rest)
  }))
  expect(csvLine(['=HYPERLINK("http://x")', -5, null, 12, 'plain'])).toBe(`"'=HYPERLINK(""http://x"")",'-5,,12,plain\r\n`)
})

it('hands none to one whose list separator is another either: however a line is cut, no piece begins with a sign of formulas', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ';', '\t', '\n', '=', '+', '-', '@', '＝', "'", '"', ','), maxLength: 8 })
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 3 }), (cells) => {
    // One that knows no quotes cuts inside of them too.
    for (const piece of csvLine(['1', ...cells]).split(/[;\t\r\n]/)) expect(piece).not.toMatch(/^"*[=+\-@＝＋－＠]/)
  }), { numRuns: 300 })
  expect(csvLine(["=cmd;=cmd|' /C calc'!A0", 'a\t-1', 'a;b', 'a;"=1'])).toBe(`"'=cmd;'=cmd|' /C calc'!A0","a\t'-1","a;b","a;'""=1"\r\n`)
})
