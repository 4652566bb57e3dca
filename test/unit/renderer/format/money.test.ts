import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../../../renderer/format/money.ts'

describe('formatMoney', () => {
  it.each([
    ['17.6', '$17.60'], ['42', '$42.00'], ['1234.5', '$1,234.50'], ['0', '$0.00'], ['-3.5', '-$3.50']
  ])('writes %s as %s', (amount, text) => { expect(formatMoney('en-GB', amount)).toBe(text) })

  it('rounds nothing away', () => {
    expect(formatMoney('en-GB', '0.005')).toBe('$0.005')
    expect(formatMoney('en-GB', '90071992547409930.01')).toBe('$90,071,992,547,409,930.01')
  })

  it('shows what is no number as it came', () => {
    expect(formatMoney('en-GB', 'about 5')).toBe('about 5')
    expect(formatMoney('en-GB', '1e3')).toBe('1e3')
  })

  it('follows the language', () => {
    expect(formatMoney('de', '1234.5').replace(/\s/g, ' ')).toBe('1.234,50 $')
  })
})
