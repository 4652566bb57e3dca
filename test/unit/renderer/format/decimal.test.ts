import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDecimal, sumDecimals } from '../../../../renderer/format/decimal.ts'

describe('sumDecimals', () => {
  it('adds what floats get wrong', () => {
    expect(sumDecimals(['0.1', '0.2']).sum).toBe('0.3')
    expect(sumDecimals(['90071992547409930.01', '0.01']).sum).toBe('90071992547409930.02')
  })

  it('keeps the longest fraction and the sign', () => {
    expect(sumDecimals(['17.6', '2.405', '-20.1']).sum).toBe('-0.095')
    expect(sumDecimals([]).sum).toBe('0')
  })

  it('leaves out what is missing or no number, and counts it', () => {
    expect(sumDecimals(['5', null, 'free', '', '1e3', '1,50', '2.5'])).toEqual({ sum: '7.5', missing: 5 })
  })

  it('agrees with counting in cents, in any order', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 })
    const text = (n: number): string => `${n < 0 ? '-' : ''}${String(Math.floor(Math.abs(n) / 100))}.${String(Math.abs(n) % 100).padStart(2, '0')}`
    fc.assert(fc.property(fc.array(cents, { minLength: 1 }), (amounts) => {
      const total = amounts.reduce((a, b) => a + b, 0)
      expect(sumDecimals(amounts.map(text)).sum).toBe(text(total))
      expect(sumDecimals(amounts.map(text).reverse()).sum).toBe(text(total))
    }))
  })
})

describe('isDecimal', () => {
  it.each(['0', '17.6', '-3', '+4.00', ' 5.5 '])('takes %j', (text) => { expect(isDecimal(text)).toBe(true) })
  it.each(['', '.5', '5.', '1e3', '0x10', 'Infinity', '1 000', '٣'])('does not take %j', (text) => { expect(isDecimal(text)).toBe(false) })
})
