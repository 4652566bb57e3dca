import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import formats from '../../../electron/domain/data/tracking-formats.json' with { type: 'json' }
import type { NumberMasks } from '../../../electron/domain/number-mask.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { isProvider } from '../../../electron/domain/providers.ts'
import { s10CheckDigit, toBeAccepted, trackingFindings } from '../../../electron/domain/tracking-finding.ts'

const codes = (number: string, provider: string, worth: number | null = null, masks: NumberMasks = []): readonly string[] => trackingFindings(number, provider, worth, masks).map((one) => [one.code, ...('carrier' in one ? [one.carrier] : 'country' in one ? [one.country] : 'providers' in one ? one.providers : 'masks' in one ? [one.provider] : [])].join(' '))

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
    ['94001102008810000', 'Ruston', ['zeroed']],
    ['9400110200881000000000', 'USPS', ['zeroed']],
    ['94001102008810010', 'Ruston', []],
    ['9400110200881000', 'Ruston', []],
    ['RU9400110200881000', 'Ruston', []],
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
    const asks = (number: string): boolean => toBeAccepted(trackingFindings(number, 'China Post', 24.5, [])).length > 0
    expect([asks('RB123456786CN'), asks(pickCodeOf(1)), asks('RB123456785GB'), asks('UA473124829CN'), asks('RB123456785CN'), asks('12345678901234500')]).toEqual([true, true, false, false, false, true])
  })

  it('names providers as Joom’s list does', () => {
    const named = [...formats.posts.map(({ provider }) => provider), ...formats.carriers.flatMap(({ providers }) => providers)]
    expect(named.filter((one) => !isProvider(one))).toEqual(['USPS'])
  })
})

describe('what the merchant has written down of the numbers of providers', () => {
  const masks: NumberMasks = [
    { provider: 'China Post', masks: ['LP##############', 'RB#########CN'] },
    { provider: 'Ruston', masks: ['RU########', 'UA#########XX'] },
    { provider: 'DHL', masks: ['*************'] }
  ]
  it.each([
    ['fits, and is not taken for one of another carrier', 'LP00123456789012', 'China Post', []],
    ['fits, and is as the post writes it too', 'RB123456785CN', 'China Post', []],
    ['is another number of the same post', 'EA123456785CN', 'China Post', ['not_in_pattern China Post']],
    ['is a number of another carrier as well', 'YT1234567890123456', 'China Post', ['not_in_pattern China Post', 'other_carrier Yun Express']],
    ['is a number of the carrier as others have it, and none as the merchant has', 'JJD0123456789012345', 'DHL', ['not_in_pattern DHL']],
    ['is what another provider was said to have', 'RU12345678', 'Sunyou Post', ['pattern_of_other Ruston']],
    ['is that where the provider has a mask of its own too', 'RU12345678', 'China Post', ['not_in_pattern China Post', 'pattern_of_other Ruston']],
    ['is that where the provider is a post', 'RU12345678', 'Swiss Post', ['pattern_of_other Ruston']],
    ['is that though the carrier is known to write it so', 'LP00123456789012', 'EMS', ['pattern_of_other China Post']],
    ['fits a mask that says hardly anything, and is a number as the chosen post writes it', 'RB123456785TR', 'Turkey Post', []],
    ['fits such a mask, and nothing speaks for the chosen provider', 'AB12345678901', 'Sunyou Post', ['pattern_of_other DHL']],
    ['is under a provider that is not chosen yet', 'RU12345678', '', []],
    ['is of a provider of which nothing was said', 'ANYTHING1', 'Sunyou Post', []]
  ])('a number that %s: %s with %s, %j', (_, number, provider, expected) => { expect(codes(number, provider, null, masks)).toEqual(expected) })

  it('takes the check digit’s place only where it says what the numbers begin or end with, and never for a post', () => {
    expect(codes('UA123456786XX', 'Sunyou Post')).toEqual(['check_digit'])
    expect(codes('UA123456786XX', 'Ruston', null, masks)).toEqual([])
    expect(codes('UA123456786XX', 'Ruston', null, [{ provider: 'Ruston', masks: ['@@#########@@'] }])).toEqual(['check_digit'])
    expect(codes('UA123456786XX', 'DHL', null, masks)).toContain('check_digit')
    expect(codes('RB123456786CN', 'China Post', null, masks)).toEqual(['check_digit'])
    expect(codes('EA123456786CN', 'EMS', null, [{ provider: 'EMS', masks: ['EA#########CN'] }])).toEqual(['check_digit'])
  })

  it('makes nothing of a slip’s code that fits by chance', () => {
    expect(codes(pickCodeOf(4711), 'Ruston', null, [{ provider: 'Ruston', masks: ['K*******'] }])).toEqual(['slip_code'])
  })

  it('has to be accepted where it does not fit, and only there', () => {
    const asks = (number: string, provider: string) => toBeAccepted(trackingFindings(number, provider, null, masks))
    expect([asks('EA123456785CN', 'China Post'), asks('RU12345678', 'Sunyou Post'), asks('RU12345678', 'Ruston')]).toEqual([['not_in_pattern'], [], []])
  })
})
