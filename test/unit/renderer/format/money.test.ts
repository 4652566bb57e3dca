import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../../../renderer/format/money.ts'

describe('formatMoney', () => {
  it.each([
    ['17.6', '$17.60'], ['42', '$42.00'], ['1234.5', '$1,234.50'], ['0', '$0.00'], ['-3.5', '-$3.50']
  ])('writes %s as %s', (amount, text) => { expect(formatMoney('en-GB', amount, 'exact')).toBe(text) })

  it('rounds nothing away', () => {
    expect(formatMoney('en-GB', '0.005', 'exact')).toBe('$0.005')
    expect(formatMoney('en-GB', '90071992547409930.01', 'exact')).toBe('$90,071,992,547,409,930.01')
  })

  it.each([['13.8125', '$13.81'], ['0.005', '$0.01'], ['4.70588235294', '$4.71'], ['17.6', '$17.60'], ['2.675', '$2.68']])('rounds %s to the cent where a column or a button has no room: %s', (amount, text) => {
    expect(formatMoney('en-GB', amount, 'cents')).toBe(text)
  })

  it('shows what is no number as it came', () => {
    expect(formatMoney('en-GB', 'about 5', 'exact')).toBe('about 5')
    expect(formatMoney('en-GB', '1e3', 'exact')).toBe('1e3')
  })

  it('follows the language', () => {
    expect(formatMoney('de', '1234.5', 'exact').replace(/\s/g, ' ')).toBe('1.234,50 $')
  })
})
