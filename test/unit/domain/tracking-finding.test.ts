import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import formats from '../../../electron/domain/data/tracking-formats.json' with { type: 'json' }
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { isProvider } from '../../../electron/domain/providers.ts'
import { s10CheckDigit, toBeAccepted, trackingFindings } from '../../../electron/domain/tracking-finding.ts'

const codes = (number: string, provider: string, worth: number | null = null): readonly string[] => trackingFindings(number, provider, worth).map((one) => ('carrier' in one ? `${one.code} ${one.carrier}` : 'country' in one ? `${one.code} ${one.country}` : one.code))

describe('the check digit of posts', () => {
  it.each([['12345678', '5'], ['47312482', '9'], ['00000000', '5'], ['00000007', '6'], ['10000007', '9']])('of %s is %s', (eight, digit) => { expect(s10CheckDigit(eight)).toBe(digit) })

  it('is 0 and 5 where eleven less the rest is ten and eleven', () => {
    // 8·4 = 32 = 10 + 22, of which one is left of ten; 8·7 = 56 = 1 + 55.
    expect([s10CheckDigit('70000000'), s10CheckDigit('00000000')]).toEqual(['0', '5'])
  })

  it('shows two digits that changed places', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
    fc.assert(fc.property(digits, fc.integer({ min: 0, max: 6 }), (eight, at) => {
      fc.pre(eight[at] !== eight[at + 1])
      const swapped = eight.with(at, eight[at + 1]!).with(at + 1, eight[at]!)
      const [a, b] = [eight, swapped].map((one) => `RB${one.join('')}${s10CheckDigit(eight.join(''))}CN`)
      expect(codes(a!, 'China Post')).toEqual([])
      // 10 and 0, and 11 and 5, look alike in one digit: nearly all others show.
      if (s10CheckDigit(eight.join('')) !== s10CheckDigit(swapped.join(''))) expect(codes(b!, 'China Post')).toEqual(['check_digit'])
    }))
  })
})

describe('what a person should look at before a number is sent', () => {
  it.each([
    ['RB123456785CN', 'China Post', []],
    ['RB123456786CN', 'China Post', ['check_digit']],
    ['RB123456785GB', 'China Post', ['other_country GB']],
    ['RB123456786GB', 'China Post', ['check_digit', 'other_country GB']],
    ['EE473124829CN', 'EMS', []],
    ['RR473124829CN', 'EMS', ['not_express']],
    ['1234567890123', 'Swiss Post', ['not_a_post']],
    ['YT1234567890123456', 'Yun Express', []],
    ['YT1234567890123456', 'China Post', ['other_carrier Yun Express']],
    ['UA123456789YP', 'Yanwen Express', []],
    ['UA123456789YP', 'DHL', ['other_carrier Yanwen']],
    ['LP00123456789012', 'China Post', ['other_carrier Cainiao']],
    ['1Z999AA10123456784', 'DHL', ['other_carrier UPS']],
    ['RB123456785GB', 'Sunyou Post', []],
    ['ANYTHING1', 'Ruston', []],
    ['RB123456785CN', '', []]
  ])('%s with %s: %j', (number, provider, expected) => { expect(codes(number, provider)).toEqual(expected) })

  it('is a slip’s own code, and the id of an order', () => {
    expect(codes(pickCodeOf(4711), 'China Post')).toEqual(['slip_code'])
    expect(codes(pickCodeOf(4711, 'rehearsal'), '')).toEqual(['slip_code'])
    expect(codes('5F8A9C3E2B1D4E6F7A8B9C0D', 'DHL')).toEqual(['slip_code'])
  })

  it('is a small packet nobody follows, for a dear order only', () => {
    expect(codes('UA473124829CN', 'China Post', 24.5)).toEqual(['untracked'])
    expect(codes('UA473124829CN', 'China Post', 2.5)).toEqual([])
    expect(codes('UA473124829CN', 'China Post')).toEqual([])
  })

  it('is nothing where the number cannot be sent anyway', () => {
    for (const number of ['', 'RB-1', '9.40E+21', 'A'.repeat(51)]) expect(codes(number, 'China Post')).toEqual([])
  })

  it('has to be said so where it is a mistake nearly always, and only there', () => {
    const asks = (number: string): boolean => toBeAccepted(trackingFindings(number, 'China Post', 24.5)).length > 0
    expect([asks('RB123456786CN'), asks(pickCodeOf(1)), asks('RB123456785GB'), asks('UA473124829CN'), asks('RB123456785CN')]).toEqual([true, true, false, false, false])
  })

  it('names providers as Joom’s list does', () => {
    const named = [...formats.posts.map(({ provider }) => provider), ...formats.carriers.flatMap(({ providers }) => providers)]
    expect(named.filter((one) => !isProvider(one))).toEqual(['USPS'])
  })
})
