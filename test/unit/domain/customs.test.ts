import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows } from '../../../electron/domain/csv-rows.ts'
import { tableText } from '../../../electron/domain/table-text.ts'
import { customsOf, importCustoms, isMangled, sumOfValues, timesValue, type CustomsTyped } from '../../../electron/domain/customs.ts'

const good: CustomsTyped = { description: 'Stoneware mug, glazed', hsCode: '6912.00', origin: 'cn', netGrams: '380', value: '7,5', currency: 'eur' }
const why = (given: Partial<CustomsTyped>) => customsOf({ ...good, ...given }).problems.map((one) => `${one.field} ${one.why}`)

describe('customs data', () => {
  it('is taken as customs wants it', () => {
    expect(customsOf(good)).toEqual({ data: { description: 'Stoneware mug, glazed', hsCode: '691200', origin: 'CN', netGrams: 380, value: '7.5', currency: 'EUR' }, problems: [] })
  })
  it.each([
    [{ description: 'Gift' }, 'description vague'], [{ description: ' clothes ' }, 'description vague'], [{ description: 'Кружка' }, 'description not_english'], [{ description: '' }, 'description empty'], [{ description: 'mug '.repeat(30) }, 'description too_long'],
    [{ hsCode: '6.912E+09' }, 'hsCode spreadsheet'], [{ hsCode: '61099' }, 'hsCode hs_short'], [{ hsCode: '9012100' }, 'hsCode hs_short'], [{ hsCode: 'A91200' }, 'hsCode hs_digits'], [{ origin: 'XQ' }, 'origin country'], [{ origin: 'China' }, 'origin country'],
    [{ netGrams: '0' }, 'netGrams weight'], [{ netGrams: '0.38' }, 'netGrams weight'], [{ netGrams: '3.8E+02' }, 'netGrams spreadsheet'], [{ value: '0' }, 'value value'], [{ value: '7.555' }, 'value value'], [{ currency: '€' }, 'currency currency'],
    // 0901210000 and 010129 without their zeros; numbers of chapters that there are not.
    [{ hsCode: '901210000' }, 'hsCode hs_short'], [{ hsCode: '10129' }, 'hsCode hs_short'], [{ hsCode: '000000' }, 'hsCode hs_chapter'], [{ hsCode: '7700.00' }, 'hsCode hs_chapter'],
    [{ origin: 'UK' }, 'origin country'], [{ origin: 'EU' }, 'origin country'], [{ origin: 'ZZ' }, 'origin country'], [{ origin: 'SU' }, 'origin country'], [{ currency: 'RMB' }, 'currency currency'], [{ currency: 'XXX' }, 'currency currency'],
    // Islands and bases whose codes are no country's in the standard; money that is no more, and what is none.
    [{ origin: 'IC' }, 'origin country'], [{ origin: 'AC' }, 'origin country'], [{ origin: 'CQ' }, 'origin country'],
    [{ currency: 'TRL' }, 'currency currency'], [{ currency: 'DEM' }, 'currency currency'], [{ currency: 'RUR' }, 'currency currency'], [{ currency: 'XAU' }, 'currency currency']
  ] as const)('%j is refused', (given, said) => { expect(why(given)).toEqual([said]) })

  it('takes every money that is paid with, and Kosovo, which has a code among customs only', () => {
    for (const currency of ['EUR', 'USD', 'CNY', 'RUB', 'TRY', 'PLN', 'GBP', 'JPY', 'KWD', 'UAH', 'KZT', 'BYN', 'ILS', 'SAR', 'XOF', 'XAF', 'XPF', 'XCD', 'SLE', 'VES', 'ZWG', 'MRU', 'STN']) expect(why({ currency })).toEqual([])
    for (const origin of ['XK', 'TW', 'HK', 'MO', 'AX', 'GG', 'JE', 'IM']) expect(why({ origin })).toEqual([])
  })

  it('knows what a spreadsheet made of a long number', () => {
    for (const text of ['9.40E+21', '9,4e+21', '1234567890123450000', '6.1099E5']) expect(isMangled(text), text).toBe(true)
    for (const text of ['123456789012345', '1234567890123456', '610990', 'E5', 'MUG-350', '5E']) expect(isMangled(text), text).toBe(false)
  })

  it('comes in as a table, row by row; a bad row is refused with every reason, and the others are taken', () => {
    const table = '\uFEFFSKU;Description;HS code;Origin;Net weight, g;Value;Currency\r\nMUG-350;"Stoneware mug, ""glazed""";691200;CN;380;7,50;EUR\r\n\r\n1.2346E+15;Wool socks;611594;TR;90;4;EUR\r\nMUG-350;Other mug;691200;CN;1;1;EUR\r\nSOCK;Gift;6115;TR;90;4;EUR\r\n'
    const { taken, refused, missing } = importCustoms(table)
    expect(missing).toEqual([])
    expect(taken).toEqual([{ sku: 'MUG-350', data: { description: 'Stoneware mug, "glazed"', hsCode: '691200', origin: 'CN', netGrams: 380, value: '7.50', currency: 'EUR' } }])
    expect(refused.map(({ line, sku, problems }) => [line, sku, ...problems.map((one) => `${one.field} ${one.why}`)])).toEqual([[4, '1.2346E+15', 'sku spreadsheet'], [5, 'MUG-350', 'sku twice'], [6, 'SOCK', 'description vague', 'hsCode hs_short']])
    expect(importCustoms('sku,description\na,b')).toMatchObject({ taken: [], missing: ['hsCode', 'origin', 'netGrams', 'value', 'currency'] })
  })

  it('comes from a table in an encoding of Windows as far as that is certain: what is in Latin letters is taken, and a row whose letters are not told says so', () => {
    const head = 'SKU;Name;Description;HS code;Origin;Net weight, g;Value;Currency'
    // Windows-1251 for “Кружка”, Windows-1254 for “ŞAL-1”, GBK for “杯子”, whose second bytes may be letters of ASCII.
    const table = Buffer.concat([
      Buffer.from(`${head}\r\nMUG-350;`), Buffer.from('CAF0F3E6EAE0', 'hex'), Buffer.from(';Stoneware mug;691200;CN;380;7,50;EUR\r\nCUP-1;'), Buffer.from('B1ADD7D3815C', 'hex'), Buffer.from(';Glass cup;701337;CN;200;3;EUR\r\n'),
      Buffer.from('DE414C2D31', 'hex'), Buffer.from(';;Wool scarf;611710;TR;90;4;EUR\r\nHAT;;'), Buffer.from('DEAF', 'hex'), Buffer.from(' wool hat;650500;TR;90;4;EUR\r\n')
    ])
    const { taken, refused, missing } = importCustoms(tableText(table)!)
    expect([missing, taken.map(({ sku, data }) => `${sku} ${data.description}`)]).toEqual([[], ['MUG-350 Stoneware mug', 'CUP-1 Glass cup']])
    expect(refused.map(({ line, problems }) => [line, ...problems.map((one) => `${one.field} ${one.why}`)])).toEqual([[4, 'sku encoding'], [5, 'description encoding']])
  })

  it('comes from UTF-8 and UTF-16 letter by letter, and from no file that is not a text', () => {
    const text = 'SKU,Name\nКРУЖКА-杯,🧸'
    expect(tableText(Buffer.from(text))).toBe(text)
    expect(tableText(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text)
    expect(tableText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toBe(text)
    // A spreadsheet's own file, called CSV.
    expect(tableText(Buffer.from('504B0304140006000800E1', 'hex'))).toBeNull()
    expect(tableText(Buffer.from('FFFE00D8', 'hex'))).toBeNull()
  })

  it('sums to the hundredth', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 999 }), (cents, pieces) => {
      const value = `${String(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')}`
      const whole = BigInt(cents) * BigInt(pieces)
      expect(timesValue(value, pieces)).toBe(`${String(whole / 100n)}.${String(whole % 100n).padStart(2, '0')}`)
    }))
    expect(sumOfValues(['0.1', '0.20', '7'])).toBe('7.30')
  })
})

describe('a table of a spreadsheet', () => {
  const head = 'sku,description,hs code,origin,net grams,value,currency'
  const plate = 'A2,"Plate, large",691200,CN,350,3.50,USD'

  it.each([
    ['is never closed', 'A1,"Ceramic mug,691200,CN,350,3.50,USD', 'description quotes'], ['closes within its cell', 'A1,"Ceramic" mug,691200,CN,350,3.50,USD', 'description quotes'],
    ['stands before the last cell', 'A1,Ceramic mug,691200,CN,350,3.50,"USD', 'currency quotes']
  ])('loses no other row where a quotation mark %s, and says which row it is', (_, row, why) => {
    const { taken, refused } = importCustoms([head, row, plate, 'A3,Cup,691200,CN,1,1,USD'].join('\n'))
    expect(taken.map(({ sku, data }) => `${sku} ${data.description}`)).toEqual(['A2 Plate, large', 'A3 Cup'])
    expect(refused.map(({ line, sku, problems }) => [line, sku, ...problems.map((one) => `${one.field} ${one.why}`)])).toEqual([[2, 'A1', why]])
  })

  it('is read where lines end as an old Macintosh ends them, and where its first line says what separates cells', () => {
    const rows = [head, plate, '', 'A3,5" cup,691200,CN,1,1,USD,"two\nlines"', 'A4,Bowl,1,CN,1,1,USD'].join('\n')
    for (const text of [rows.replaceAll('\n', '\r'), rows.replaceAll('\n', '\r\n'), rows]) {
      const { taken, refused } = importCustoms(text)
      expect([taken.map(({ sku, data }) => `${sku} ${data.description}`), refused.map(({ line }) => line)]).toEqual([['A2 Plate, large', 'A3 5" cup'], [6]])
    }
    expect(csvRows('\uFEFFsep=;\r\nsku;value\r\nA1;3,50\r\n').map(({ line, cells }) => [line, ...cells])).toEqual([[2, 'sku', 'value'], [3, 'A1', '3,50']])
  })

  it('keeps every cell, whatever separates them', () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.trim()).filter((text) => text !== '')
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (table, mark, end) => {
      const text = [['a', 'b'], ...table].map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(mark)).join(end)
      expect(csvRows(text).map((row) => row.cells)).toEqual([['a', 'b'], ...table])
    }))
  })
})
