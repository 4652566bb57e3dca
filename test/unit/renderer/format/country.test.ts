import { describe, expect, it } from 'vitest'
import { countryCode, countryName } from '../../../../renderer/format/country.ts'

describe('countryName', () => {
  it('names a country in the language asked', () => {
    expect(countryName('en', 'IL')).toBe('Israel')
    expect(countryName('ru', 'DE')).toBe('Германия')
  })
  it('shows as it came what is no code', () => {
    for (const odd of ['Deutschland', '', 'de', 'DEU', '🇩🇪', 'A1', '../..']) expect(countryName('en', odd)).toBe(odd)
  })
  it('does not invent a name for two letters that no country has', () => {
    expect(countryName('en', 'QX')).toBe('QX')
  })
  it('has two letters for the narrow column only where there are two', () => {
    expect(countryCode('TR')).toBe('TR')
    expect(countryCode('Turkey')).toBeNull()
    expect(countryCode(null)).toBeNull()
  })
})
