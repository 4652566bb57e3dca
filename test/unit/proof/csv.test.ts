import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from '../../../electron/proof/csv.ts'
import { readCsv, taken } from '../../support/read-csv.ts'

it('comes back as it was, whatever is in the cells', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', "'", '=', '+', '-', '@', '\t', 'a', ' '), maxLength: 6 }))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
    expect(readCsv(rows.map(csvLine).join('')).map((row) => row.map(taken))).toEqual(rows)
  }), { numRuns: 200 })
})

it('hands no spreadsheet a formula', () => {
  fc.assert(fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'), fc.string(), (begins, rest) => {
    expect(readCsv(csvLine([begins + rest]))[0]?.[0]).toBe(`'${begins}${rest}`)
  }))
  expect(csvLine(['=HYPERLINK("http://x")', -5, null, 12, 'plain'])).toBe(`"'=HYPERLINK(""http://x"")",'-5,,12,plain\r\n`)
})
